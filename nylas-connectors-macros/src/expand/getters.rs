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
        #[allow(dead_code, private_interfaces, unreachable_pub)]
        impl #parameters #target #clause { #(#getters)* }
    }
}

fn getter(context: &Context<'_>, field: &Field) -> TokenStream {
    let (vis, name) = (&context.input.vis, &field.ident);
    let docs = docs::of_getter(field);
    let (answer, value) = match types::argument_of(&field.ty, "Option") {
        Some(inner) => {
            let borrowed = borrowed(inner);
            (
                quote!(::core::option::Option<#borrowed>),
                if is_deref(inner) {
                    quote!(self.#name.as_deref())
                } else {
                    quote!(self.#name.as_ref())
                },
            )
        }
        None => (borrowed(&field.ty), quote!(&self.#name)),
    };
    quote! {
        #docs
        #[must_use]
        #vis fn #name(&self) -> #answer { #value }
    }
}

/// `&str` for a `String`, `&[T]` for a `Vec<T>`, and a plain reference for the rest.
fn borrowed(ty: &Type) -> TokenStream {
    match types::argument_of(ty, "Vec") {
        Some(item) => quote!(&[#item]),
        None if types::is_string(ty) => quote!(&::core::primitive::str),
        None => quote!(&#ty),
    }
}

fn is_deref(ty: &Type) -> bool {
    types::is_string(ty) || types::argument_of(ty, "Vec").is_some()
}
