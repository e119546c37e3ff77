//! The methods that read the finished struct, for `#[builder(getters)]`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::{Context, docs};
use crate::input::Field;
use crate::types;

/// ```text
/// impl GoogleSettings {
///     pub fn client_id(&self) -> &str { … }
///     pub fn topic_name(&self) -> Option<&str> { … }
/// }
/// ```
pub(super) fn all(context: &Context<'_>) -> TokenStream {
    let fields = context.stored();
    group(
        context,
        fields.map(|(field, _)| getter(context, field, &value(field))),
    )
}

/// Getters for a struct with a mistake: each name once, and none that reads a field.
pub(super) fn stubs(context: &Context<'_>) -> TokenStream {
    let mut used = HashSet::from(["builder".to_owned()]);
    let fields = context
        .stored()
        .filter(|(field, _)| used.insert(field.label.clone()));
    group(
        context,
        fields.map(|(field, _)| getter(context, field, &quote!(loop {}))),
    )
}

fn group(context: &Context<'_>, getters: impl Iterator<Item = TokenStream>) -> TokenStream {
    if context.input.options.getters.is_none() {
        return TokenStream::new();
    }
    let (parameters, _, clause) = context.input.generics.split_for_impl();
    let target = &context.target;
    quote! {
        #[allow(dead_code, non_snake_case, clippy::all, clippy::pedantic)]
        impl #parameters #target #clause { #(#getters)* }
    }
}

fn getter(context: &Context<'_>, field: &Field, value: &TokenStream) -> TokenStream {
    let (vis, name) = (&context.input.vis, &field.ident);
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
    if types::is_literal(ty) {
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
