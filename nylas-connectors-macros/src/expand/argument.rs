//! How a setter takes its value.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::Context;
use crate::input::Field;
use crate::kind::Takes;
use crate::names::{FieldNames, at};

/// A setter's argument.
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    /// Makes the field's value of `value`.
    pub(super) convert: TokenStream,
}

/// | field | argument |
/// |---|---|
/// | `client_id: String` | `impl ClientIdValue<String>`, which is `Into<String>` with a message of its own |
/// | `settings: GoogleSettings` | `impl Into<GoogleSettings>`, which a half-built builder explains best |
/// | `retries: u32` | `u32` |
/// | `#[builder(collect)] scope: Vec<Scope>` | `impl IntoIterator<Item: ScopeValue<Scope>>` |
/// | `#[builder(collect)] ports: Vec<u16>` | `impl IntoIterator<Item = u16>` |
pub(super) fn argument(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    takes: &Takes,
) -> Argument {
    // A bound on the field's own span makes the compiler's note show the field.
    let place = field.ident.span();
    let (bound, convert) = conversion(context, field, names);
    match takes {
        Takes::Exactly(ty) => Argument {
            ty: quote!(#ty),
            convert: quote!(value),
        },
        Takes::Into(ty) => Argument {
            ty: quote_spanned!(place=> impl #bound<#ty>),
            convert: quote!(#convert(value)),
        },
        Takes::Items {
            item,
            exactly: true,
        } => Argument {
            ty: quote_spanned!(place=> impl ::core::iter::IntoIterator<Item = #item>),
            convert: quote! {
                ::core::iter::Iterator::collect(::core::iter::IntoIterator::into_iter(value))
            },
        },
        Takes::Items {
            item,
            exactly: false,
        } => Argument {
            ty: quote_spanned!(place=> impl ::core::iter::IntoIterator<Item: #bound<#item>>),
            convert: quote! {
                ::core::iter::Iterator::collect(::core::iter::Iterator::map(
                    ::core::iter::IntoIterator::into_iter(value),
                    #convert,
                ))
            },
        },
    }
}

/// What a value or an item must be, and the function that makes the field's of it.
fn conversion(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
) -> (TokenStream, TokenStream) {
    let place = field.ident.span();
    let Some(ty) = field.kind.named_value() else {
        let into = quote_spanned!(place=> ::core::convert::Into);
        return (into.clone(), quote!(#into::into));
    };
    let (traits, value) = (at(&context.names.traits, place), at(&names.value, place));
    (
        quote!(#traits::#value),
        quote!(#traits::#value::<#ty>::into_value),
    )
}
