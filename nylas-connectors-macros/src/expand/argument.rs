//! How a setter takes its value.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Token, Type};

use crate::context::Context;
use crate::model::{Field, Item, Takes};
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
    name: Ident,
}

impl<'a> Argument<'a> {
    pub(super) fn of(context: &'a Context<'a>, field: &'a Field) -> Self {
        let name = Ident::new("__value", Span::call_site());
        Self {
            context,
            field,
            name,
        }
    }

    /// The argument of the setter.
    pub(super) fn plain(&self) -> TokenStream {
        let name = &self.name;
        quote!(#name: #self)
    }

    /// The argument of the setter that takes an `Option`.
    pub(super) fn optional(&self) -> TokenStream {
        let (name, option) = (&self.name, self.context.item("Option"));
        quote!(#name: #option<#self>)
    }

    /// The state `Set` with the value.
    pub(super) fn set(&self) -> TokenStream {
        self.wrapped("set", "Set")
    }

    /// `Some` with the value.
    pub(super) fn some(&self) -> TokenStream {
        self.wrapped("some", "Some")
    }

    /// The value by this function that converts it, or in this wrapper.
    fn wrapped(&self, convert: &'static str, wrapper: &'static str) -> TokenStream {
        let (name, wrapper) = (&self.name, self.context.item(wrapper));
        match &self.field.takes {
            Takes::Exactly => quote!(#wrapper(#name)),
            Takes::Into => {
                let convert = self.context.item(convert);
                quote!(#convert(#name))
            }
            Takes::Items(items) => {
                let collect = self.collect(items);
                quote!(#wrapper(#collect(#name)))
            }
        }
    }

    /// The `Option` of the value, where the argument is an `Option`.
    pub(super) fn maybe(&self) -> TokenStream {
        let name = &self.name;
        match &self.field.takes {
            Takes::Exactly => name.to_token_stream(),
            Takes::Into => {
                let convert = self.context.item("maybe");
                quote!(#convert(#name))
            }
            Takes::Items(items) => {
                let (option, collect) = (self.context.item("Option"), self.collect(items));
                quote!(#option::map(#name, #collect))
            }
        }
    }

    fn collect(&self, items: &[Item]) -> TokenStream {
        let by = if items.is_empty() { "Collect" } else { "List" };
        let by = self.context.item(by);
        quote!(#by::into_collection)
    }
}

/// The argument's type.
impl ToTokens for Argument<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let bound = |name| self.context.bound(self.field, name);
        let ty = self.field.value_type();
        if let Takes::Exactly = &self.field.takes {
            return ty.to_tokens(tokens);
        }
        // The derive's own, for the lints about `impl` in an argument.
        Token![impl](Span::call_site()).to_tokens(tokens);
        match &self.field.takes {
            Takes::Exactly => {}
            Takes::Into => bound(into(ty)).with(ty, tokens),
            Takes::Items(items) => match &items[..] {
                [Item { ty, rule }] => {
                    let rule = bound(rule);
                    bound("List").with(&quote!(#ty, #rule), tokens);
                }
                [key, value] => {
                    let [key_rule, value_rule] = [key, value].map(|item| bound(part(item)));
                    let (key, value) = (&key.ty, &value.ty);
                    let arguments = quote!((#key, #value), (#key_rule, #value_rule));
                    bound("List").with(&arguments, tokens);
                }
                _ => bound("Collect").with(ty, tokens),
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
fn into(ty: &Type) -> &'static str {
    if types::has_no_builder(ty) {
        "Value"
    } else {
        "IntoValue"
    }
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
    let (mut bound, convert) = (TokenStream::new(), context.item("Value"));
    context.bound(field, into(ty)).with(ty, &mut bound);
    let value = quote!(<_ as #convert<#ty>>::into_value(#name));
    (quote!(#name: impl #bound), value)
}
