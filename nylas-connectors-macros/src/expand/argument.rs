//! How a setter takes its value.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::Context;
use crate::input::Field;
use crate::kind::Takes;
use crate::names::{FieldNames, at};

/// A setter's argument.
pub(super) struct Argument {
    /// `value`, on the field's own span: a note about a wrong value then shows the field alone.
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    /// Makes the field's value of the argument.
    pub(super) convert: TokenStream,
}

/// | field | argument |
/// |---|---|
/// | `client_id: String` | `impl ClientIdValue<String>`, which is `Into<String>` with a message of its own |
/// | `settings: GoogleSettings` | `impl Into<GoogleSettings>`, which a half-built builder explains best |
/// | `retries: u32` | `u32` |
/// | `#[builder(collect)] scope: Vec<Scope>` | `impl ScopeList<Scope>`: an `IntoIterator` with a message of its own |
pub(super) fn argument(
    context: &Context<'_>,
    field: &Field,
    names: &FieldNames,
    takes: &Takes,
) -> Argument {
    // A bound on the field's own span makes the compiler's note show the field.
    let place = field.ident.span();
    let traits = at(&context.names.traits, place);
    let name = Ident::new("value", place);
    let (ty, convert) = match takes {
        Takes::Exactly(ty) => (quote!(#ty), quote!(#name)),
        Takes::Into(ty) if field.kind.named_value().is_some() => {
            let value = at(&names.value, place);
            (
                quote_spanned!(place=> impl #traits::#value<#ty>),
                quote!(::core::convert::Into::into(#name)),
            )
        }
        Takes::Into(ty) => (
            quote_spanned!(place=> impl ::core::convert::Into<#ty>),
            quote!(::core::convert::Into::into(#name)),
        ),
        Takes::Items { item, .. } => {
            let list = at(&names.list, place);
            (
                quote_spanned!(place=> impl #traits::#list<#item>),
                quote!(#traits::#list::<#item>::into_list(#name)),
            )
        }
    };
    Argument { name, ty, convert }
}
