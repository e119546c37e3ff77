//! The setters.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;

use super::start::marker_value;
use super::{Context, States};
use crate::input::{Field, Kind, Takes};
use crate::names::{FieldNames, at};

pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let once = context
        .stateful()
        .map(|(field, names)| setter_once(context, field, names));
    let optional = optional_setters(context);
    quote!(#(#once)* #optional)
}

/// How a setter takes its value: the argument's type and what makes the field's value of it.
struct Argument {
    ty: TokenStream,
    /// From `value`, with `Into` where the type asks for it.
    convert: TokenStream,
}

fn argument(context: &Context<'_>, field: &Field, names: &FieldNames, takes: &Takes) -> Argument {
    if let Some(ty) = field.kind.named_value() {
        let place = field.ident.span();
        let (traits, value) = (at(&context.names.traits, place), at(&names.value, place));
        return Argument {
            ty: quote_spanned!(place=> impl #traits::#value<#ty>),
            convert: quote!(#traits::#value::<#ty>::into_value(value)),
        };
    }
    match takes {
        Takes::Exactly(ty) => Argument {
            ty: quote!(#ty),
            convert: quote!(value),
        },
        Takes::Into(ty) => Argument {
            ty: quote!(impl ::core::convert::Into<#ty>),
            convert: quote!(::core::convert::Into::into(value)),
        },
        Takes::Items {
            item,
            exactly: true,
        } => Argument {
            ty: quote!(impl ::core::iter::IntoIterator<Item = #item>),
            convert: quote!(::core::iter::Iterator::collect(
                ::core::iter::IntoIterator::into_iter(value)
            )),
        },
        Takes::Items {
            item,
            exactly: false,
        } => Argument {
            ty: quote!(impl ::core::iter::IntoIterator<Item: ::core::convert::Into<#item>>),
            convert: quote!(::core::iter::Iterator::collect(
                ::core::iter::Iterator::map(
                    ::core::iter::IntoIterator::into_iter(value),
                    ::core::convert::Into::into,
                )
            )),
        },
    }
}

/// A required setter takes the builder from `Unset` to `Set`, and so does a choice's opt-out. Called again, it
/// finds its hidden twin, which is there only to say so; completion doesn't offer it.
///
/// ```text
/// impl<ClientSecretState> GoogleSettingsBuilder<Unset, ClientSecretState> {
///     pub fn client_id(self, value: impl Into<String>) -> GoogleSettingsBuilder<Set<String>, ClientSecretState> { … }
/// }
/// impl<V, ClientSecretState> GoogleSettingsBuilder<Set<V>, ClientSecretState> {
///     #[doc(hidden)]
///     pub fn client_id(self, _: impl Sized) -> Self where Set<V>: ClientIdOnce { self }
/// }
/// ```
fn setter_once(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let krate = &context.krate;
    let state = &names.state;
    let unset = quote!(#krate::builder::Unset);
    let again = quote!(#krate::builder::Set<__Value>);
    let fresh_parameters = context.impl_parameters(Some(state), None);
    let fresh = context.builder(States::With {
        field: state,
        is: &unset,
    });
    let fresh_methods = methods_of_unset(context, field, names);
    let set_parameters = context.impl_parameters(Some(state), Some(quote!(__Value)));
    let set = context.builder(States::With {
        field: state,
        is: &again,
    });
    let set_methods = methods_of_set(context, field, names);
    let fresh = context.methods(&fresh_parameters, &fresh, &fresh_methods);
    let set = context.methods(&set_parameters, &set, &set_methods);
    quote!(#fresh #set)
}

fn methods_of_unset(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let (setter, vis) = (&field.ident, &context.input.vis);
    let (takes, opt_out) = match &field.kind {
        Kind::Required { takes } => (takes, None),
        Kind::Choice { takes, opt_out } => (takes, Some(opt_out)),
        Kind::Optional { .. } | Kind::Skipped => return TokenStream::new(),
    };
    let Argument { ty, convert } = argument(context, field, names, takes);
    let value = if opt_out.is_some() {
        quote!(::core::option::Option::Some(#convert))
    } else {
        convert
    };
    let answer = set_type(context, field, names);
    let body = moved(context, names, &value);
    let docs = documentation(field, &rule_of(field));
    let opt_out = opt_out.map(|opt_out| opt_out_method(context, field, names, opt_out));
    quote! {
        #docs
        #vis fn #setter(self, value: #ty) -> #answer { #body }
        #opt_out
    }
}

fn opt_out_method(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    opt_out: &Ident,
) -> TokenStream {
    let vis = &context.input.vis;
    let answer = set_type(context, field, names);
    let body = moved(context, names, &quote!(::core::option::Option::None));
    let doc = format!(
        "Leaves `{}` out on purpose, instead of calling [`{0}`](Self::{0}).",
        field.label
    );
    quote! {
        #[doc = #doc]
        #vis fn #opt_out(self) -> #answer { #body }
    }
}

fn methods_of_set(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let Context {
        input,
        names: all,
        krate,
        ..
    } = context;
    let (setter, vis) = (&field.ident, &input.vis);
    let at_field = |name: &Ident| Ident::new(&name.to_string(), setter.span());
    let (traits, once) = (at_field(&all.traits), at_field(&names.once));
    let refused =
        quote_spanned!(setter.span()=> where #krate::builder::Set<__Value>: #traits::#once);
    let opt_out = if let Kind::Choice { opt_out, .. } = &field.kind {
        quote!(#[doc(hidden)] #vis fn #opt_out(self) -> Self #refused { self })
    } else {
        TokenStream::new()
    };
    quote! {
        #[doc(hidden)]
        #vis fn #setter(self, _: impl ::core::marker::Sized) -> Self #refused { self }
        #opt_out
    }
}

/// The builder's type once this field is set.
fn set_type(context: &Context<'_>, field: &Field, names: &FieldNames) -> TokenStream {
    let (krate, ty) = (&context.krate, &field.ty);
    context.builder(States::With {
        field: &names.state,
        is: &quote!(#krate::builder::Set<#ty>),
    })
}

/// The builder's literal with one slot set and the others moved.
fn moved(context: &Context<'_>, of: &FieldNames, value: &TokenStream) -> TokenStream {
    let (krate, builder) = (&context.krate, &context.names.builder);
    let slots = context.stored().map(|(_, names)| {
        let slot = &names.slot;
        if *slot == of.slot {
            quote!(#slot: #krate::builder::Set(#value))
        } else {
            quote!(#slot: self.#slot)
        }
    });
    let marker = marker_value(context);
    quote!(#builder { #(#slots,)* #marker })
}

/// ```text
/// impl<ClientIdState, ClientSecretState> GoogleSettingsBuilder<ClientIdState, ClientSecretState> {
///     pub fn topic_name(self, value: impl Into<String>) -> Self { … }
///     pub fn maybe_topic_name(self, value: Option<impl Into<String>>) -> Self { … }
/// }
/// ```
fn optional_setters(context: &Context<'_>) -> TokenStream {
    let methods: Vec<TokenStream> = context
        .fields()
        .filter_map(|(field, names)| match &field.kind {
            Kind::Optional { takes } => Some(optional_setter(context, field, names, takes)),
            _ => None,
        })
        .collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    let parameters = context.impl_parameters(None, None);
    let builder = context.builder(States::Open);
    context.methods(&parameters, &builder, &quote!(#(#methods)*))
}

/// Both setters move the other slots: an assignment to a slot of `mut self` keeps the whole builder in memory, with a
/// check whether the old value must be dropped, and nearly doubles what the builder costs over a literal.
fn optional_setter(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    takes: &Takes,
) -> TokenStream {
    let (setter, vis, slot) = (&field.ident, &context.input.vis, &names.slot);
    let maybe = format_ident!("maybe_{}", field.label);
    let Argument { ty, convert } = argument(context, field, names, takes);
    let docs = documentation(field, &rule_of(field));
    let maybe_doc = format!(
        "Sets `{0}`, or with `None` leaves it out. See [`{0}`](Self::{0}).",
        field.label
    );
    quote! {
        #docs
        #vis fn #setter(self, value: #ty) -> Self {
            let value = ::core::option::Option::Some(#convert);
            Self { #slot: value, ..self }
        }
        #[doc = #maybe_doc]
        #vis fn #maybe(self, value: ::core::option::Option<#ty>) -> Self {
            let value = match value {
                ::core::option::Option::Some(value) => ::core::option::Option::Some(#convert),
                ::core::option::Option::None => ::core::option::Option::None,
            };
            Self { #slot: value, ..self }
        }
    }
}

/// The field's own documentation, then when it must be called, then its name in JSON.
fn documentation(field: &Field, rule: &str) -> TokenStream {
    let docs: &[Attribute] = &field.docs;
    let wire = field
        .wire
        .iter()
        .map(|wire| format!("Its key in JSON is `{wire}`."));
    let separator = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#(#docs)* #separator #[doc = #rule] #(#[doc = ""] #[doc = #wire])*)
}

fn rule_of(field: &Field) -> String {
    match &field.kind {
        Kind::Required { .. } => "**Required**, once.".to_owned(),
        Kind::Choice { opt_out, .. } => {
            format!("**A choice is required**: call this or [`{opt_out}`](Self::{opt_out}), once.")
        }
        _ => "Optional; the last call counts.".to_owned(),
    }
}
