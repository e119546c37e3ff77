//! The names of the fields in JSON, for the paths of problems.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::context::Context;
use crate::model::Field;

/// ```text
/// impl JsonNames for Room {
///     const NAMES: &'static [JsonName] = &[JsonName { field: "room_name", json: "roomName", nested: None }, …];
/// }
/// ```
pub(super) fn all(context: &Context<'_>) -> Option<TokenStream> {
    let (names, name) = (context.item("JsonNames"), context.item("JsonName"));
    let rows = context.model.fields.iter().filter(|field| is_named(field));
    let rows = rows.map(|field| {
        let label = &field.label;
        let json = field.wire.as_ref().map_or(label, |wire| &wire.written);
        let nested = nested(context, field);
        quote!(#name { field: #label, json: #json, nested: #nested })
    });
    let target = &context.target;
    let body = quote!(const NAMES: &'static [#name] = &[#(#rows,)*];);
    let names = context.impl_for_struct(&quote!(#names for #target), &body);
    has_names(context).then(|| quote!(#[doc(hidden)] #[automatically_derived] #names))
}

/// The names of this struct, where there may be any.
pub(super) fn of(context: &Context<'_>) -> TokenStream {
    let (names, target) = (context.item("JsonNames"), &context.target);
    if has_names(context) {
        quote!(<#target as #names>::NAMES)
    } else {
        quote!(&[])
    }
}

fn has_names(context: &Context<'_>) -> bool {
    context.model.fields.iter().any(is_named)
}

fn is_named(field: &Field) -> bool {
    field.wire.is_some() || field.is_nested
}

/// The names of the value's own fields, if its type has a derived builder.
fn nested(context: &Context<'_>, field: &Field) -> TokenStream {
    if !field.is_nested {
        return context.item("None").to_token_stream();
    }
    let (nested, unnamed, ty) = (context.item("Nested"), context.item("Unnamed"), &field.ty);
    quote!({ use #unnamed as _; #nested::<#ty>::NAMES })
}
