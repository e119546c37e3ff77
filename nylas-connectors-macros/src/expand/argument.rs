//! How a setter takes its value.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Token;

use crate::context::Context;
use crate::model::{Field, Takes};
use crate::pieces::{Call, Generic};
use crate::types;

/// A setter's argument.
pub(super) struct Argument<'a> {
    context: &'a Context<'a>,
    takes: &'a Takes,
    /// A name that no constant of the user's has: it would be a pattern.
    pub(super) name: Ident,
    pub(super) ty: ArgumentType<'a>,
}

/// | field | argument |
/// |---|---|
/// | `client_id: String` | `impl Value<String>`, which is `Into<String>` with a message of its own |
/// | `settings: GoogleSettings` | `impl Into<GoogleSettings>`, which a partially filled builder explains best |
/// | `retries: u32` | `u32` |
/// | `#[builder(collect)] scope: Vec<Scope>` | `impl List<Scope, Converted>`: an `IntoIterator` with a message of its own |
pub(super) struct ArgumentType<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    takes: &'a Takes,
}

impl<'a> Argument<'a> {
    pub(super) fn of(context: &'a Context<'a>, field: &'a Field, takes: &'a Takes) -> Self {
        Self {
            context,
            takes,
            name: Ident::new("__value", Span::call_site()),
            ty: ArgumentType {
                context,
                field,
                takes,
            },
        }
    }

    /// The state `Set` with the value.
    pub(super) fn set(&self) -> TokenStream {
        let (name, set) = (&self.name, &self.context.set);
        match self.takes {
            Takes::Exactly(_) => Call(set, name).into_token_stream(),
            Takes::Into(_) => Call(&self.context.item("set"), name).into_token_stream(),
            Takes::Items { .. } => Call(set, self.collected()).into_token_stream(),
        }
    }

    /// `Some` with the value.
    pub(super) fn some(&self) -> TokenStream {
        let name = &self.name;
        match self.takes {
            Takes::Exactly(_) => quote!(::core::option::Option::Some(#name)),
            Takes::Into(_) => Call(&self.context.item("some"), name).into_token_stream(),
            Takes::Items { .. } => {
                let list = self.collected();
                quote!(::core::option::Option::Some(#list))
            }
        }
    }

    /// The `Option` of the value, where the argument is an `Option`.
    pub(super) fn maybe(&self) -> TokenStream {
        let name = &self.name;
        match self.takes {
            Takes::Exactly(_) => quote!(#name),
            Takes::Into(_) => Call(&self.context.item("maybe"), name).into_token_stream(),
            Takes::Items { .. } => {
                let list = self.context.item("List");
                quote!(::core::option::Option::map(#name, #list::into_collection))
            }
        }
    }

    fn collected(&self) -> TokenStream {
        let (name, list) = (&self.name, self.context.item("List"));
        quote!(#list::into_collection(#name))
    }
}

impl ToTokens for ArgumentType<'_> {
    /// A bound in the field's place makes the compiler's note show the field.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            context,
            field,
            takes,
        } = self;
        let bound = |name| context.bound(field, name);
        // The derive's own, for the lints about `impl` in an argument.
        let word = Token![impl](Span::call_site());
        match takes {
            Takes::Exactly(ty) => ty.to_tokens(tokens),
            Takes::Into(ty) if types::has_no_builder(ty) => {
                word.to_tokens(tokens);
                Generic(&bound("Value"), ty).to_tokens(tokens);
            }
            Takes::Into(ty) => {
                word.to_tokens(tokens);
                Generic(&bound("IntoValue"), ty).to_tokens(tokens);
            }
            Takes::Items { item: ty, exactly } => {
                let rule = match (exactly, types::has_no_builder(ty)) {
                    (true, _) => bound("Exact"),
                    (false, true) => bound("Converted"),
                    (false, false) => bound("Built"),
                };
                word.to_tokens(tokens);
                Generic(&bound("List"), quote!(#ty, #rule)).to_tokens(tokens);
            }
        }
    }
}
