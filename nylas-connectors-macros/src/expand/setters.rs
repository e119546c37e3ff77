//! The setters of the fields that the builder's type keeps account of.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::argument::{Argument, argument};
use super::start::marker_value;
use super::{Context, States, docs};
use crate::input::Field;
use crate::kind::Kind;
use crate::names::{FieldNames, at};

pub(super) fn all(context: &Context<'_>) -> TokenStream {
    context
        .stateful()
        .map(|(field, names)| setter_once(context, field, names))
        .collect()
}

/// A required setter takes the builder from `Unset` to `Set`, and so does a choice's opt-out. Called again, it
/// finds its hidden twin, which is there only to say so; completion in other crates doesn't offer it.
///
/// ```text
/// impl<ClientSecretState> GoogleSettingsBuilder<Unset, ClientSecretState> {
///     pub fn client_id(self, value: impl ClientIdValue<String>)
///         -> GoogleSettingsBuilder<Set<String>, ClientSecretState> { … }
/// }
/// impl<__Value, ClientSecretState> GoogleSettingsBuilder<Set<__Value>, ClientSecretState> {
///     #[doc(hidden)]
///     pub fn client_id(self, _: impl Sized) -> Self where Set<__Value>: ClientIdOnce { self }
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
    let argument = argument(context, field, names, takes);
    let (Argument { name, ty, .. }, value) = (&argument, argument.value());
    let value = if opt_out.is_some() {
        quote!(::core::option::Option::Some(#value))
    } else {
        value
    };
    let answer = context.once_set(field, names);
    let body = moved(context, field, names, &value);
    let this = this(field);
    let docs = docs::of_setter(field);
    let opt_out = opt_out.map(|opt_out| opt_out_method(context, field, names, opt_out));
    quote! {
        #docs
        #vis fn #setter(#this, #name: #ty) -> #answer { #body }
        #opt_out
    }
}

/// ```text
/// pub fn without_settings(self) -> GoogleBuilder<Set<Option<GoogleSettings>>> { … }
/// ```
fn opt_out_method(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    opt_out: &Ident,
) -> TokenStream {
    let vis = &context.input.vis;
    let answer = context.once_set(field, names);
    let body = moved(context, field, names, &quote!(::core::option::Option::None));
    let this = this(field);
    let doc = format!(
        "Leaves `{}` out on purpose, instead of calling [`{0}`](Self::{0}).",
        field.label
    );
    quote! {
        #[doc = #doc]
        #vis fn #opt_out(#this) -> #answer { #body }
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
    let place = setter.span();
    let (traits, once) = (at(&all.traits, place), at(&names.once, place));
    let refused = quote_spanned!(place=> where #krate::builder::Set<__Value>: #traits::#once);
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

/// `self` on the field's own span, in the signature and in the body: a note about a moved builder then shows the
/// field, not the derive.
pub(super) fn this(field: &Field) -> Ident {
    Ident::new("self", field.ident.span())
}

/// The builder's literal with one slot set and the others moved.
fn moved(
    context: &Context<'_>,
    field: &Field,
    of: &FieldNames,
    value: &TokenStream,
) -> TokenStream {
    let this = this(field);
    let (krate, builder) = (&context.krate, &context.names.builder);
    let slots = context.stored().map(|(_, names)| {
        let slot = &names.slot;
        if *slot == of.slot {
            quote!(#slot: #krate::builder::Set(#value))
        } else {
            quote!(#slot: #this.#slot)
        }
    });
    let marker = marker_value(context);
    quote!(#builder { #(#slots,)* #marker })
}
