//! From a complete builder to its struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::wire_names;
use crate::attribute::Filled;
use crate::context::Context;
use crate::model::{Field, Kind};

/// With `validate` it returns `Result<GoogleSettings, Invalid>`.
///
/// ```text
/// pub fn build(self) -> GoogleSettings
/// where
///     ClientIdState: HasClientId<Value = String>,
///     ClientSecretState: HasClientSecret<Value = Secret>,
///     (<ClientIdState as HasClientId>::Value, <ClientSecretState as HasClientSecret>::Value): Sized,
/// { GoogleSettings { client_id: Holds::value(self.__0.0), … } }
/// ```
pub(super) fn build(context: &Context<'_>) -> TokenStream {
    let (model, target) = (context.model, &context.target);
    let complete = completeness(context).chain(looked_up(context));
    let literal = struct_literal(context);
    let (vis, name) = (context.builder_vis(), &model.label);
    // A note about it shows the struct, not the derive.
    let build = Ident::new("build", model.name.span());
    if let Some(word) = model.options.validate {
        let doc = format!(
            "Makes the [`{name}`](struct@{name}) and checks its content, all of it at once.\n\n\
             # Errors\n\n\
             Every problem that was found, with the path of its field and the rule that it breaks."
        );
        let [result, invalid, check] =
            ["Result", "Invalid", "Check"].map(|name| context.item(name));
        let (alone, names) = (alone(word, target), wire_names::of(context));
        quote! {
            #[doc = #doc]
            #vis fn #build(self) -> #result<#target, #invalid> where #(#complete,)* {
                <#alone as #check<#target>>::checked(#literal, #names)
            }
        }
    } else {
        let doc = format!("Makes the [`{name}`](struct@{name}).");
        let must_use = format!("`build` only makes the `{name}`: pass it on or keep it");
        quote! {
            #[doc = #doc]
            #[must_use = #must_use]
            #vis fn #build(self) -> #target where #(#complete,)* { #literal }
        }
    }
}

/// A finished builder is taken for its struct, so a nested one needs no `.build()`; an unfinished one says there what
/// it lacks. With `validate` it is a `TryFrom`.
///
/// ```text
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings
/// where ClientIdState: HasClientId<Value = String>, … { fn from(__builder: …) -> Self { __builder.build() } }
/// ```
pub(super) fn into_struct(context: &Context<'_>) -> Option<TokenStream> {
    let options = &context.model.options;
    let (builder, target) = (context.any_builder(), &context.target);
    let (of, method) = if options.validate.is_some() {
        let [try_from, result, invalid] =
            ["TryFrom", "Result", "Invalid"].map(|name| context.item(name));
        (
            quote!(#try_from<#builder> for #target),
            quote! {
                type Error = #invalid;
                fn try_from(__builder: #builder) -> #result<Self, #invalid> { __builder.build() }
            },
        )
    } else {
        let from = context.item("From");
        (
            quote!(#from<#builder> for #target),
            quote!(fn from(__builder: #builder) -> Self { __builder.build() }),
        )
    };
    let from = context.impl_of_builder(&of, completeness(context), &method);
    let wanted = options.no_from.is_none();
    wanted.then(|| quote!(#[automatically_derived] #from))
}

/// One predicate for each field that must be set, in the field's place: the compiler's note then shows the field and
/// not the derive.
fn completeness(context: &Context<'_>) -> impl Iterator<Item = TokenStream> {
    let traits = &context.names.traits;
    context.stateful().map(move |(field, names)| {
        let (state, has, ty) = (&names.state, &names.has, &field.ty);
        quote_spanned!(field.span=> #state: #traits::#has<Value = #ty>)
    })
}

/// A bound that holds whenever the others do. To read it the compiler must find each value's type before it checks
/// any bound, and what it misses then it reports once, without the eight lines that explain where a bound is. It is a
/// matter of the compiler's order, which the cases in `tests/ui` watch.
fn looked_up(context: &Context<'_>) -> Option<TokenStream> {
    let (traits, sized) = (&context.names.traits, context.item("Sized"));
    let mut values = context.stateful().map(|(_, names)| {
        let (state, has) = (&names.state, &names.has);
        quote!(<#state as #traits::#has>::Value)
    });
    let first = values.next()?;
    Some(quote!((#first, #(#values,)*): #sized))
}

fn struct_literal(context: &Context<'_>) -> TokenStream {
    let name = &context.model.name;
    let (holds, option) = (context.item("Holds"), context.item("Option"));
    let values = context.model.fields.iter().map(|field| {
        let ident = &field.ident;
        let slot = context.slots.slot(field.position);
        let value = match (&field.kind, field.default()) {
            (Kind::Required | Kind::Choice { .. }, _) => quote!(#holds::value(self.#slot)),
            (Kind::Optional, None) => quote!(self.#slot),
            (Kind::Optional, Some(_)) => {
                let default = super::default(context, field);
                quote!(#option::unwrap_or_else(self.#slot, #default))
            }
            (Kind::Skipped, _) => match &field.options.skip {
                Some(Filled::With(value)) => value.clone(),
                _ => filled(context, field, "Skipped"),
            },
        };
        quote!(#ident: #value)
    });
    quote!(#name { #(#values,)* })
}

/// The value of a field by `Default`.
pub(super) fn filled(context: &Context<'_>, field: &Field, bound: &'static str) -> TokenStream {
    let ty = &field.ty;
    let (alone, filled) = (alone(ty.span(), ty), context.item(bound));
    quote!(<#alone as #filled<#ty>>::value())
}

/// The type in a tuple. Of a type of the user's own crate that lacks a trait, the compiler would show the declaration.
fn alone(place: Span, ty: &impl ToTokens) -> TokenStream {
    quote_spanned!(place=> (#ty,))
}
