//! How a setter takes its value.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Token;

use crate::context::Context;
use crate::model::{Field, Item, Takes};
use crate::pieces::{Call, Generic};
use crate::types;

/// A setter's argument.
///
/// | field | argument |
/// |---|---|
/// | `client_id: String` | `impl Value<String>`, which is `Into<String>` with a message of its own |
/// | `settings: GoogleSettings` | `impl Into<GoogleSettings>`, which a partially filled builder explains best |
/// | `retries: u32` | `u32` |
/// | `#[builder(collect)] scope: Vec<Scope>` | `impl List<Scope, Converted>`: an `IntoIterator` with a message of its own |
/// | `#[builder(collect)] headers: Headers` | `impl Collect<Headers>`: anything that `Headers` is collected from |
pub(super) struct Argument<'a> {
    context: &'a Context<'a>,
    field: &'a Field,
    /// A name that no constant of the user's has: it would be a pattern.
    pub(super) name: Ident,
}

impl<'a> Argument<'a> {
    pub(super) fn of(context: &'a Context<'a>, field: &'a Field) -> Self {
        Self {
            context,
            field,
            name: Ident::new("__value", Span::call_site()),
        }
    }

    /// The state `Set` with the value.
    pub(super) fn set(&self) -> TokenStream {
        let (name, set) = (&self.name, self.context.item("Set"));
        match &self.field.takes {
            Takes::Exactly(_) => Call(set, name).into_token_stream(),
            Takes::Into(_) => Call(self.context.item("set"), name).into_token_stream(),
            Takes::Items(_) => {
                let collect = self.collect();
                Call(set, quote!(#collect(#name))).into_token_stream()
            }
        }
    }

    /// `Some` with the value.
    pub(super) fn some(&self) -> TokenStream {
        let name = &self.name;
        match &self.field.takes {
            Takes::Exactly(_) => Call(self.context.item("Some"), name).into_token_stream(),
            Takes::Into(_) => Call(self.context.item("some"), name).into_token_stream(),
            Takes::Items(_) => {
                let collect = self.collect();
                Call(self.context.item("Some"), quote!(#collect(#name))).into_token_stream()
            }
        }
    }

    /// The `Option` of the value, where the argument is an `Option`.
    pub(super) fn maybe(&self) -> TokenStream {
        let name = &self.name;
        match &self.field.takes {
            Takes::Exactly(_) => quote!(#name),
            Takes::Into(_) => Call(self.context.item("maybe"), name).into_token_stream(),
            Takes::Items(_) => {
                let collect = self.collect();
                let option = self.context.item("Option");
                quote!(#option::map(#name, #collect))
            }
        }
    }

    fn collect(&self) -> TokenStream {
        let name = match &self.field.takes {
            Takes::Items(items) if items.is_empty() => "Collect",
            _ => "List",
        };
        let path = self.context.item(name);
        quote!(#path::into_collection)
    }
}

/// The argument's type.
impl ToTokens for Argument<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let bound = |name| self.context.bound(self.field, name);
        if let Takes::Exactly(ty) = &self.field.takes {
            return ty.to_tokens(tokens);
        }
        // The derive's own, for the lints about `impl` in an argument.
        Token![impl](Span::call_site()).to_tokens(tokens);
        match &self.field.takes {
            Takes::Exactly(_) => {}
            Takes::Into(ty) => into(self.context, self.field, ty).to_tokens(tokens),
            Takes::Items(items) => match &items[..] {
                [Item { ty, rule }] => {
                    let rule = bound(rule);
                    Generic(bound("List"), quote!(#ty, #rule)).to_tokens(tokens);
                }
                [key, value] => {
                    let (key_rule, value_rule) = (bound(part(key)), bound(part(value)));
                    let (key, value) = (&key.ty, &value.ty);
                    let arguments = quote!((#key, #value), (#key_rule, #value_rule));
                    Generic(bound("List"), arguments).to_tokens(tokens);
                }
                _ => {
                    let ty = self.field.option_of.as_ref().unwrap_or(&self.field.ty);
                    Generic(bound("Collect"), ty).to_tokens(tokens);
                }
            },
        }
    }
}

/// The rule for a key or a value.
fn part(item: &Item) -> &'static str {
    match item.rule {
        "Built" => "Converted",
        rule => rule,
    }
}

/// `Value<T>`, or `Into<T>` if a builder may stand for a `T`.
fn into(context: &Context<'_>, field: &Field, ty: &syn::Type) -> TokenStream {
    let name = if types::has_no_builder(ty) {
        "Value"
    } else {
        "IntoValue"
    };
    Generic(context.bound(field, name), ty).into_token_stream()
}

/// The argument of the method that adds one item, and the item made from it.
pub(super) fn of_item(
    context: &Context<'_>,
    field: &Field,
    name: &str,
    item: &Item,
) -> (TokenStream, TokenStream) {
    let (name, ty) = (Ident::new(name, Span::call_site()), &item.ty);
    if item.rule == "Exact" {
        return (quote!(#name: #ty), quote!(#name));
    }
    let into = into(context, field, ty);
    let convert = context.item("IntoValue");
    let value = quote!(<_ as #convert<#ty>>::into(#name));
    (quote!(#name: impl #into), value)
}
