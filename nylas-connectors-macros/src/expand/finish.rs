//! From a complete builder to its struct.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{Context, States, where_clause};
use crate::kind::Kind;
use crate::names::at;

/// With `validate` it answers `Result<GoogleSettings, Invalid>`.
///
/// ```text
/// pub fn build(self) -> GoogleSettings
/// where
///     ClientIdState: HasClientId<Value = String>,
///     ClientSecretState: HasClientSecret<Value = Secret>,
///     <ClientIdState as HasClientId>::Value: Sized,
///     <ClientSecretState as HasClientSecret>::Value: Sized,
/// { GoogleSettings { client_id: HasClientId::into_value(self.__client_id), … } }
/// ```
pub(super) fn build(context: &Context<'_>) -> TokenStream {
    let mut predicates = completeness(context);
    predicates.extend(looked_up(context));
    let complete = where_clause(&predicates);
    let literal = struct_literal(context);
    let target = &context.target;
    let vis = &context.input.vis;
    let name = &context.input.name;
    // A note about it shows the struct, not the derive.
    let build = Ident::new("build", name.span());
    if let Some(word) = context.input.options.validate {
        let krate = &context.krate;
        let doc = format!("Makes the [`{name}`] and checks its content, all of it at once.");
        let errors =
            "Every problem that was found, with the way to its field and the rule that it breaks.";
        let traits = &context.names.traits;
        let alone = alone(word, target);
        let check = quote!(<#alone as #traits::HasRules<#target, _>>::checked);
        quote! {
            #[doc = #doc]
            #[doc = ""]
            #[doc = "# Errors"]
            #[doc = #errors]
            #vis fn #build(self) -> ::core::result::Result<#target, #krate::Invalid> #complete {
                #check(#literal)
            }
        }
    } else {
        let doc = format!("Makes the [`{name}`].");
        let must_use = format!("`build` only makes the `{name}`: pass it on or keep it");
        quote! {
            #[doc = #doc]
            #[must_use = #must_use]
            #vis fn #build(self) -> #target #complete { #literal }
        }
    }
}

/// A finished builder stands for its struct, so a nested one needs no `.build()`; an unfinished one says there what
/// it lacks.
///
/// ```text
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings
/// where ClientIdState: HasClientId<Value = String>, … { fn from(builder: …) -> Self { builder.build() } }
/// ```
pub(super) fn into_struct(context: &Context<'_>) -> TokenStream {
    if context.input.options.validate.is_some() {
        return TokenStream::new();
    }
    let parameters = context.impl_parameters(None, None);
    let builder = context.builder(States::Open);
    let mut predicates = context.predicates();
    predicates.extend(completeness(context));
    let clause = where_clause(&predicates);
    let target = &context.target;
    quote! {
        #[automatically_derived]
        impl #parameters ::core::convert::From<#builder> for #target #clause {
            fn from(builder: #builder) -> Self { builder.build() }
        }
    }
}

/// One predicate for each field that must be set, on the field's own span: the compiler's note then shows the
/// field and not the derive.
fn completeness(context: &Context<'_>) -> Vec<TokenStream> {
    context
        .stateful()
        .map(|(field, names)| {
            let ty = &field.ty;
            let place = field.ident.span();
            let (traits, has) = (at(&context.names.traits, place), at(&names.has, place));
            let state = at(&names.state, place);
            quote_spanned!(place=> #state: #traits::#has<Value = #ty>)
        })
        .collect()
}

/// Bounds that hold whenever the others do. To read them the compiler must find each value's type before it checks
/// any bound, and what it misses then it reports once, without the eight lines that explain where a bound stands. It
/// is a matter of the compiler's order, which the cases in `tests/ui` watch; since 1.97 it also underlines the whole
/// chain of calls there, which is why a field that is set twice is told without this.
fn looked_up(context: &Context<'_>) -> impl Iterator<Item = TokenStream> {
    let traits = &context.names.traits;
    context.stateful().map(move |(_, names)| {
        let (state, has) = (&names.state, &names.has);
        quote!(<#state as #traits::#has>::Value: ::core::marker::Sized)
    })
}

fn struct_literal(context: &Context<'_>) -> TokenStream {
    let name = &context.input.name;
    let traits = &context.names.traits;
    let values = context.fields().map(|(field, names)| {
        let (ident, slot, ty) = (&field.ident, &names.slot, &field.ty);
        match field.kind {
            Kind::Required { .. } | Kind::Choice { .. } => {
                let has = &names.has;
                quote!(#ident: #traits::#has::into_value(self.#slot))
            }
            Kind::Optional { .. } => quote!(#ident: self.#slot),
            Kind::Skipped => {
                let default = &names.default;
                let alone = alone(ty.span(), ty);
                quote!(#ident: <#alone as #traits::#default<#ty>>::value())
            }
        }
    });
    quote!(#name { #(#values,)* })
}

/// The type in a tuple. Of a type of the user's own crate that lacks a trait, the compiler would show the declaration.
fn alone(place: Span, ty: &impl ToTokens) -> TokenStream {
    quote_spanned!(place=> (#ty,))
}
