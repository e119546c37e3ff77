//! What the generated items say about themselves.

use proc_macro2::TokenStream;
use quote::quote;

use super::Context;
use crate::input::{Field, unraw};
use crate::kind::{Kind, Takes};
use crate::types;

/// The builder's documentation: what it makes, and which setters it takes.
///
/// There is no example in it, since the derive knows neither the path of the struct nor a value that its fields
/// take; the struct's own documentation is the place for one.
///
/// ```text
/// The builder of [`GoogleSettings`]: call the setters in any order, then [`build`](Self::build).
///
/// - Required: [`client_id`](Self::client_id), [`client_secret`](Self::client_secret)
/// - Optional: [`topic_name`](Self::topic_name)
/// ```
pub(super) fn of_builder(context: &Context<'_>) -> TokenStream {
    let name = &context.input.name;
    let first = format!(
        "The builder of [`{name}`]: call the setters in any order, then [`build`](Self::build)."
    );
    let lists = [
        (
            "Required",
            links(context, |kind| matches!(kind, Kind::Required { .. })),
        ),
        (
            "A choice",
            links(context, |kind| matches!(kind, Kind::Choice { .. })),
        ),
        (
            "Optional",
            links(context, |kind| matches!(kind, Kind::Optional { .. })),
        ),
    ];
    let lines = lists
        .iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(what, links)| format!("- {what}: {links}"));
    quote!(#[doc = #first] #[doc = ""] #(#[doc = #lines])*)
}

fn links(context: &Context<'_>, wanted: fn(&Kind) -> bool) -> String {
    let fields = context.input.fields.iter();
    let links: Vec<String> = fields
        .filter(|field| wanted(&field.kind))
        .map(|field| match &field.kind {
            Kind::Choice { opt_out, .. } => {
                format!("{} or {}", link(&field.label), link(&unraw(opt_out)))
            }
            _ => link(&field.label),
        })
        .collect();
    links.join(", ")
}

fn link(method: &str) -> String {
    format!("[`{method}`](Self::{method})")
}

/// A setter's documentation: the field's own, then what it takes, whether it must be called, and its key in JSON.
pub(super) fn of_setter(field: &Field) -> TokenStream {
    let own = &field.docs;
    let separator = (!own.is_empty()).then(|| quote!(#[doc = ""]));
    let rule = match &field.kind {
        Kind::Required { .. } => "**Required**, once.".to_owned(),
        Kind::Choice { opt_out, .. } => {
            let other = link(&unraw(opt_out));
            format!("**A choice is required**: call this or {other}, once.")
        }
        Kind::Optional { .. } | Kind::Skipped => "Optional; the last call counts.".to_owned(),
    };
    let wire = match &field.wire {
        Some(wire) => format!(" Its key in JSON is `{wire}`."),
        None => String::new(),
    };
    let text = format!("{rule}{}{wire}", taken(field));
    quote!(#(#own)* #separator #[doc = #text])
}

/// A getter's documentation: the field's own, or one that a crate with `missing_docs` is content with.
pub(super) fn of_getter(field: &Field) -> TokenStream {
    let own = &field.docs;
    let text = format!("The value of `{}`.", field.label);
    let text = own.is_empty().then(|| quote!(#[doc = #text]));
    quote!(#(#own)* #text)
}

/// The signature shows a hidden trait where this sentence is needed.
fn taken(field: &Field) -> String {
    match field.kind.takes() {
        Some(Takes::Items { item, exactly }) => {
            let ty = types::readable(item);
            let items = if *exactly { ty } else { format!("Into<{ty}>") };
            format!(" Takes anything that iterates over `{items}`.")
        }
        Some(Takes::Into(ty)) if field.kind.named_value().is_some() => {
            format!(" Takes whatever is `Into<{}>`.", types::readable(ty))
        }
        _ => String::new(),
    }
}
