//! What the generated items say about themselves.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Attribute;

use crate::attribute::Filled;
use crate::context::Context;
use crate::ident::unraw;
use crate::model::{Field, Kind, Takes, is_hidden};
use crate::types;

/// The builder's documentation: what it makes, and which setters it has.
///
/// There is no example in it, since the derive knows neither the path of the struct nor a value that its fields
/// take; the struct's own documentation is the place for one.
///
/// ```text
/// The builder of [`GoogleSettings`](struct@GoogleSettings): call the setters in any order, then [`build`](Self::build).
///
/// - Required: [`client_id`](Self::client_id), [`client_secret`](Self::client_secret)
/// - Optional: [`topic_name`](Self::topic_name)
/// ```
pub(super) fn of_builder(context: &Context<'_>) -> String {
    let name = &context.model.label;
    let mut doc = format!(
        "The builder of [`{name}`](struct@{name}): call the setters in any order, then [`build`](Self::build).\n"
    );
    let [mut required, mut choices, mut optional] = [const { Vec::new() }; 3];
    for field in &context.model.fields {
        let setter = link(&field.setter);
        match &field.kind {
            Kind::Required => required.push(setter),
            Kind::Choice { opt_out } => choices.push(format!("{setter} or {}", link(opt_out))),
            Kind::Optional => optional.push(setter),
            Kind::Skipped => {}
        }
    }
    let lists = [
        ("Required", required),
        ("A choice", choices),
        ("Optional", optional),
    ];
    for (what, links) in lists.iter().filter(|(_, links)| !links.is_empty()) {
        doc = format!("{doc}\n- {what}: {}", links.join(", "));
    }
    doc
}

fn link(method: &Ident) -> String {
    let method = unraw(method);
    format!("[`{method}`](Self::{method})")
}

/// A setter's documentation: the field's own, then what it takes, whether it must be called, and its key in JSON.
pub(super) fn of_setter(field: &Field) -> TokenStream {
    let rule = match &field.kind {
        Kind::Required => "**Required**, once.".to_owned(),
        Kind::Choice { opt_out } => {
            let other = link(opt_out);
            format!("**A choice is required**: call this or {other}, once.")
        }
        Kind::Optional | Kind::Skipped => match field.default() {
            None => "Optional; the last call counts.".to_owned(),
            Some(Filled::ByDefault) => {
                "Optional, with the type's default; the last call counts.".to_owned()
            }
            Some(Filled::With(value)) => {
                let value = types::readable(value);
                format!("Optional, `{value}` by default; the last call counts.")
            }
        },
    };
    let wire = match &field.wire {
        Some(wire) if wire.both => format!(" Its key in JSON is `{}`.", wire.written),
        _ => String::new(),
    };
    let paragraph = if field.docs.is_empty() { "" } else { "\n" };
    docs(&field.docs, &format!("{paragraph}{rule}{wire}"))
}

/// The documentation of the method that leaves an `Option` empty.
pub(super) fn of_opt_out(field: &Field) -> TokenStream {
    let (label, setter) = (&field.label, link(&field.setter));
    beside(
        field,
        &format!("Leaves `{label}` out on purpose, instead of calling {setter}."),
    )
}

/// The documentation of the setter that takes an `Option`.
pub(super) fn of_maybe(field: &Field) -> TokenStream {
    // Only the type tells the compiler which `Into` is meant.
    let none = match &field.takes {
        Takes::Into | Takes::Items(_) => {
            format!("`None::<{}>`", types::readable(field.value_type()))
        }
        Takes::Exactly => "`None`".to_owned(),
    };
    let (label, setter) = (&field.label, link(&field.setter));
    let otherwise = match field.default() {
        Some(_) if field.option_of.is_none() => "takes the default",
        _ => "leaves it out",
    };
    beside(
        field,
        &format!("Sets `{label}`, or {otherwise} with {none}. See {setter}."),
    )
}

/// The documentation of the method that adds one item.
pub(super) fn of_each(field: &Field) -> TokenStream {
    let (label, setter) = (&field.label, link(&field.setter));
    beside(
        field,
        &format!("Adds one item to `{label}`. A later call of {setter} replaces them all."),
    )
}

/// A getter's documentation: the field's own, or one that a crate with `missing_docs` is content with.
pub(super) fn of_getter(field: &Field) -> TokenStream {
    match &field.docs[..] {
        [] => docs(&[], &format!("The value of `{}`.", field.label)),
        own => quote!(#(#own)*),
    }
}

/// Of a method beside the setter: it is hidden if the setter is.
fn beside(field: &Field, text: &str) -> TokenStream {
    let hidden = field.docs.iter().find(|doc| is_hidden(doc));
    docs(hidden.map_or(&[], std::slice::from_ref), text)
}

/// The user's own documentation, and a paragraph after it.
fn docs(own: &[Attribute], text: &str) -> TokenStream {
    quote!(#(#own)* #[doc = #text])
}
