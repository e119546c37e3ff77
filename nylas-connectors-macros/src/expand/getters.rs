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
pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let fields = readable(context);
    group(
        context,
        fields.map(|field| getter(context, field, &value(field))),
    )
}

/// Getters for a struct with an error: each name once, and none that reads a field.
pub(crate) fn of_fallback(context: &Context<'_>) -> TokenStream {
    let mut used = HashSet::from(["builder".to_owned()]);
    let fields = readable(context).filter(|field| used.insert(field.label.clone()));
    group(
        context,
        fields.map(|field| getter(context, field, &quote!(loop {}))),
    )
}

fn readable<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields = context.model.fields.iter();
    fields.filter(|field| !matches!(field.kind, Kind::Skipped))
}

fn group(context: &Context<'_>, getters: impl Iterator<Item = TokenStream>) -> TokenStream {
    if context.model.options.getters.is_none() {
        return TokenStream::new();
    }
    context.impl_of_struct(&getters.collect())
}

fn getter(context: &Context<'_>, field: &Field, value: &TokenStream) -> TokenStream {
    let (vis, name, deprecated) = (&context.model.vis, &field.ident, &field.deprecated);
    let docs = docs::of_getter(field);
    let answer = match types::argument_of(&field.ty, "Option") {
        Some(inner) => {
            let inner = read(inner);
            quote!(::core::option::Option<#inner>)
        }
        None => read(&field.ty),
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        #vis fn #name(&self) -> #answer { #value }
    }
}

/// Paths to the methods of `Option`, since a trait of the user's may have methods of the same names.
fn value(field: &Field) -> TokenStream {
    let name = &field.ident;
    match types::argument_of(&field.ty, "Option").map(how) {
        Some(How::ByValue) => quote!(self.#name),
        Some(How::Dereferenced) => quote!(::core::option::Option::as_deref(&self.#name)),
        Some(How::ByReference) => quote!(::core::option::Option::as_ref(&self.#name)),
        None => match how(&field.ty) {
            How::ByValue => quote!(self.#name),
            How::Dereferenced | How::ByReference => quote!(&self.#name),
        },
    }
}

/// How a value is read.
enum How {
    ByValue,
    Dereferenced,
    ByReference,
}

fn how(ty: &Type) -> How {
    if types::is_primitive(ty) {
        How::ByValue
    } else if types::is_string(ty) || types::argument_of(ty, "Vec").is_some() {
        How::Dereferenced
    } else {
        How::ByReference
    }
}

/// `u32` for a `u32`, `&str` for a `String`, `&[T]` for a `Vec<T>`, and a plain reference for the rest.
fn read(ty: &Type) -> TokenStream {
    match (how(ty), types::argument_of(ty, "Vec")) {
        (How::ByValue, _) => quote!(#ty),
        (_, Some(item)) => quote!(&[#item]),
        (How::Dereferenced, None) => quote!(&::core::primitive::str),
        (How::ByReference, None) => quote!(&#ty),
    }
}
