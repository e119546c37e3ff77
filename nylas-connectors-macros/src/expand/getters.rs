//! The methods that read the finished struct, for `#[builder(getters)]`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::docs;
use crate::context::Context;
use crate::model::{Field, Kind};
use crate::types;

/// ```text
/// impl GoogleSettings {
///     pub fn client_id(&self) -> &str { … }
///     pub fn topic_name(&self) -> Option<&str> { … }
/// }
/// ```
pub(super) fn all(context: &Context<'_>) -> Option<TokenStream> {
    group(
        context,
        readable(context).map(|field| getter(context, field, None)),
    )
}

/// Getters for a struct with an error: each name once, and none that reads a field.
pub(crate) fn of_fallback(context: &Context<'_>) -> Option<TokenStream> {
    let mut used = HashSet::from(["builder".to_owned()]);
    let fields = readable(context).filter(|field| used.insert(field.label.clone()));
    let never = quote!(loop {});
    group(
        context,
        fields.map(|field| getter(context, field, Some(&never))),
    )
}

fn readable<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields = context.model.fields.iter();
    fields.filter(|field| !matches!(field.kind, Kind::Skipped))
}

fn group(context: &Context<'_>, getters: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    context.model.options.getters?;
    Some(context.impl_for_struct(&context.target, &getters.collect()))
}

/// A getter that returns the field's value, or has another body.
fn getter(context: &Context<'_>, field: &Field, body: Option<&TokenStream>) -> TokenStream {
    let (vis, name, deprecated) = (&context.model.vis, &field.ident, &field.deprecated);
    let docs = docs::of_getter(field);
    // Paths to the methods of `Option`, since a trait of the user's may have methods of the same names.
    let option = context.item("Option");
    let is_option = field.option_of.is_some();
    let (read_as, how) = read(field.value_type());
    let return_type = if is_option {
        quote!(#option<#read_as>)
    } else {
        read_as
    };
    let value = match (how, is_option) {
        (How::ByValue, _) => quote!(self.#name),
        (How::Dereferenced, true) => quote!(#option::as_deref(&self.#name)),
        (How::ByReference, true) => quote!(#option::as_ref(&self.#name)),
        (How::Dereferenced | How::ByReference, false) => quote!(&self.#name),
    };
    let value = body.unwrap_or(&value);
    quote! {
        #docs
        #deprecated
        #[must_use]
        #vis fn #name(&self) -> #return_type { #value }
    }
}

enum How {
    ByValue,
    Dereferenced,
    ByReference,
}

/// How a value is read, and as what: a `u32` as itself, a `String` as `&str`, a `Vec<T>` as `&[T]`, the rest by a plain
/// reference.
fn read(ty: &Type) -> (TokenStream, How) {
    if types::is_primitive(ty) {
        (quote!(#ty), How::ByValue)
    } else if let Some(item) = types::argument_of(ty, "Vec") {
        (quote!(&[#item]), How::Dereferenced)
    } else if types::is_string(ty) {
        (quote!(&::core::primitive::str), How::Dereferenced)
    } else {
        (quote!(&#ty), How::ByReference)
    }
}
