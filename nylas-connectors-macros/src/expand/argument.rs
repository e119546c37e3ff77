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
/// | `#[builder(collect)] scope: Vec<Scope>` | `impl IntoIterator<Item: Into<Scope>>` |
/// | `#[builder(collect)] ports: Vec<u16>` | `impl IntoIterator<Item = u16>` |
pub(super) fn argument(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    takes: &Takes,
) -> Argument {
    match takes {
        Takes::Into(ty) if field.kind.named_value().is_some() => {
            let place = field.ident.span();
            let (traits, value) = (at(&context.names.traits, place), at(&names.value, place));
            Argument {
                ty: quote_spanned!(place=> impl #traits::#value<#ty>),
                convert: quote!(#traits::#value::<#ty>::into_value(value)),
            }
        }
        Takes::Into(ty) => Argument {
            ty: quote!(impl ::core::convert::Into<#ty>),
            convert: quote!(::core::convert::Into::into(value)),
        },
        Takes::Exactly(ty) => Argument {
            ty: quote!(#ty),
            convert: quote!(value),
        },
        Takes::Items { item, exactly } => items(item, *exactly),
    }
}

fn items(item: &syn::Type, exactly: bool) -> Argument {
    let iterator = quote!(::core::iter::IntoIterator::into_iter(value));
    if exactly {
        Argument {
            ty: quote!(impl ::core::iter::IntoIterator<Item = #item>),
            convert: quote!(::core::iter::Iterator::collect(#iterator)),
        }
    } else {
        Argument {
            ty: quote!(impl ::core::iter::IntoIterator<Item: ::core::convert::Into<#item>>),
            convert: quote! {
                ::core::iter::Iterator::collect(
                    ::core::iter::Iterator::map(#iterator, ::core::convert::Into::into)
                )
            },
        }
    }
}
