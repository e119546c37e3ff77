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
    /// The function that makes the field's value of the argument, if it takes one.
    conversion: Option<TokenStream>,
}

impl Argument {
    /// The field's value.
    pub(super) fn value(&self) -> TokenStream {
        let (name, conversion) = (&self.name, &self.conversion);
        match conversion {
            Some(conversion) => quote!(#conversion(#name)),
            None => quote!(#name),
        }
    }

    /// The field's value where the argument is an `Option`.
    pub(super) fn value_of_option(&self) -> TokenStream {
        let (name, conversion) = (&self.name, &self.conversion);
        match conversion {
            Some(conversion) => quote!(#name.map(#conversion)),
            None => quote!(#name),
        }
    }
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
    let into = || Some(quote!(::core::convert::Into::into));
    let (ty, conversion) = match takes {
        Takes::Exactly(ty) => (quote!(#ty), None),
        Takes::Into(ty) if field.kind.named_value().is_some() => {
            let value = at(&names.value, place);
            (quote_spanned!(place=> impl #traits::#value<#ty>), into())
        }
        Takes::Into(ty) => (
            quote_spanned!(place=> impl ::core::convert::Into<#ty>),
            into(),
        ),
        Takes::Items { item, .. } => {
            let list = at(&names.list, place);
            (
                quote_spanned!(place=> impl #traits::#list<#item>),
                Some(quote!(#traits::#list::<#item>::into_list)),
            )
        }
    };
    Argument {
        name,
        ty,
        conversion,
    }
}
