//! What the generated items say about themselves.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::Attribute;

use crate::context::Context;
use crate::ident::unraw;
use crate::model::{Field, Kind, Takes, is_hidden};
use crate::pieces::Doc;
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
pub(super) fn of_builder(context: &Context<'_>) -> Docs<'static> {
    let name = &context.model.label;
    let mut doc = format!(
        "The builder of [`{name}`](struct@{name}): call the setters in any order, then [`build`](Self::build).\n"
    );
    for what in ["Required", "A choice", "Optional"] {
        let fields = context.model.fields.iter();
        let fields = fields.filter(|field| list_of(&field.kind) == Some(what));
        let links: Vec<String> = fields.map(links).collect();
        if !links.is_empty() {
            doc = format!("{doc}\n- {what}: {}", links.join(", "));
        }
    }
    Docs::new(&[], doc)
}

fn list_of(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Required => Some("Required"),
        Kind::Choice { .. } => Some("A choice"),
        Kind::Optional => Some("Optional"),
        Kind::Skipped => None,
    }
}

fn links(field: &Field) -> String {
    match &field.kind {
        Kind::Choice { opt_out, .. } => {
            format!("{} or {}", link(&field.setter), link(opt_out))
        }
        _ => link(&field.setter),
    }
}

fn link(method: &Ident) -> String {
    let method = unraw(method);
    format!("[`{method}`](Self::{method})")
}

/// A setter's documentation: the field's own, then what it takes, whether it must be called, and its key in JSON.
pub(super) fn of_setter(field: &Field) -> Docs<'_> {
    let rule = match &field.kind {
        Kind::Required => "**Required**, once.".to_owned(),
        Kind::Choice { opt_out, .. } => {
            let other = link(opt_out);
            format!("**A choice is required**: call this or {other}, once.")
        }
        Kind::Optional | Kind::Skipped => match field.default().map(|filled| &filled.value) {
            None => "Optional; the last call counts.".to_owned(),
            Some(None) => "Optional, with the type's default; the last call counts.".to_owned(),
            Some(Some(value)) => {
                let value = types::readable(value);
                format!("Optional, `{value}` by default; the last call counts.")
            }
        },
    };
    let wire = match &field.wire {
        Some(wire) if wire.both => format!(" Its key in JSON is `{}`.", wire.written),
        _ => String::new(),
    };
    Docs::new(&field.docs, format!("{rule}{wire}"))
}

/// The documentation of the method that leaves an `Option` empty.
pub(super) fn of_opt_out(field: &Field) -> Docs<'_> {
    let setter = link(&field.setter);
    let doc = format!(
        "Leaves `{}` out on purpose, instead of calling {setter}.",
        field.label
    );
    Docs::beside(field, doc)
}

/// The documentation of the setter that takes an `Option`.
pub(super) fn of_maybe(field: &Field) -> Docs<'_> {
    // Only the type tells the compiler which `Into` is meant.
    let none = match &field.takes {
        Takes::Into(ty) => format!("`None::<{}>`", types::readable(ty)),
        Takes::Items(_) => {
            let ty = field.option_of.as_ref().unwrap_or(&field.ty);
            format!("`None::<{}>`", types::readable(ty))
        }
        Takes::Exactly(_) => "`None`".to_owned(),
    };
    let (label, setter) = (&field.label, link(&field.setter));
    let otherwise = match field.default() {
        Some(_) if field.option_of.is_none() => "takes the default",
        _ => "leaves it out",
    };
    let doc = format!("Sets `{label}`, or {otherwise} with {none}. See {setter}.");
    Docs::beside(field, doc)
}

/// The documentation of the method that adds one item.
pub(super) fn of_each(field: &Field) -> Docs<'_> {
    let (label, setter) = (&field.label, link(&field.setter));
    let doc = format!("Adds one item to `{label}`. A later call of {setter} replaces them all.");
    Docs::beside(field, doc)
}

/// A getter's documentation: the field's own, or one that a crate with `missing_docs` is content with.
pub(super) fn of_getter(field: &Field) -> Docs<'_> {
    let own = &field.docs;
    Docs {
        own: own.iter().collect(),
        text: own
            .is_empty()
            .then(|| Doc(format!("The value of `{}`.", field.label))),
    }
}

/// The user's own documentation, and a paragraph after it.
pub(super) struct Docs<'a> {
    own: Vec<&'a Attribute>,
    text: Option<Doc>,
}

impl<'a> Docs<'a> {
    fn new(own: &'a [Attribute], text: String) -> Self {
        let text = if own.is_empty() {
            text
        } else {
            format!("\n{text}")
        };
        Self {
            own: own.iter().collect(),
            text: Some(Doc(text)),
        }
    }

    /// Of a method beside the setter: it is hidden if the setter is.
    fn beside(field: &'a Field, text: String) -> Self {
        Self {
            own: field.docs.iter().filter(|doc| is_hidden(doc)).collect(),
            text: Some(Doc(text)),
        }
    }
}

impl ToTokens for Docs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.own.iter().for_each(|one| one.to_tokens(tokens));
        self.text.to_tokens(tokens);
    }
}
