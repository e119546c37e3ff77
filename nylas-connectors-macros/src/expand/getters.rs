//! The methods that read the finished struct, for `#[builder(getters)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::{Context, docs};
use crate::input::Field;
use crate::kind::Kind;
use crate::types;

/// ```text
/// impl GoogleSettings {
///     pub fn client_id(&self) -> &str { … }
///     pub fn topic_name(&self) -> Option<&str> { … }
/// }
/// ```
pub(super) fn all(context: &Context<'_>) -> TokenStream {
    if context.input.options.getters.is_none() {
        return TokenStream::new();
    }
    let (parameters, _, clause) = context.input.generics.split_for_impl();
    let target = &context.target;
    let fields = context
        .input
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, Kind::Skipped));
    let getters = fields.map(|field| getter(context, field));
    quote! {
        #[allow(dead_code)]
        impl #parameters #target #clause { #(#getters)* }
    }
}

fn getter(context: &Context<'_>, field: &Field) -> TokenStream {
    let (vis, name) = (&context.input.vis, &field.ident);
    let docs = docs::of_getter(field);
    let (answer, value) = match types::argument_of(&field.ty, "Option") {
        Some(inner) => {
            let read = read(inner);
            let value = match how(inner) {
                How::ByValue => quote!(self.#name),
                How::Dereferenced => quote!(self.#name.as_deref()),
                How::ByReference => quote!(self.#name.as_ref()),
            };
            (quote!(::core::option::Option<#read>), value)
        }
        None => {
            let value = match how(&field.ty) {
                How::ByValue => quote!(self.#name),
                How::Dereferenced | How::ByReference => quote!(&self.#name),
            };
            (read(&field.ty), value)
        }
    };
    quote! {
        #docs
        #[must_use]
        #vis fn #name(&self) -> #answer { #value }
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
