//! One small trait for each field that a program can forget: it has the compiler's message.

use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::model::{Field, Kind};
use crate::names::Names;

/// The traits have a module of their own, where their names hide nothing of the user's. The library's macro writes it.
///
/// ```text
/// mod __google_settings_builder {
///     #[diagnostic::on_unimplemented(message = "`GoogleSettings` is incomplete: …", label = "…")]
///     pub trait HasClientId: Holds<Self::Value> { type Value; }
///     impl<T> HasClientId for Set<T> { type Value = T; }
///     …
/// }
/// ```
pub(super) fn traits(context: &Context<'_>) -> TokenStream {
    let traits = context.stateful().map(|(field, names)| {
        let (has, [message, label]) = (&names.has, missing(context, field));
        quote!(#has #message #label)
    });
    module(context, traits)
}

/// The module with the rows of these traits.
pub(crate) fn module(
    context: &Context<'_>,
    traits: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let Names {
        traits: module,
        library,
        ..
    } = &context.names;
    let plain = context.model.options.no_prelude.map(|_| quote!(plain));
    let path = context.model.library();
    quote!(#path::__required_fields! { #plain #library #module { #(#traits)* } })
}

/// The message and its label.
fn missing(context: &Context<'_>, field: &Field) -> [String; 2] {
    let (name, label, setter) = (&context.model.label, &field.label, &field.setter);
    match &field.kind {
        Kind::Choice { opt_out, .. } => [
            format!("`{name}` is incomplete: a choice about `{label}` is required"),
            format!("call `.{setter}(…)` or `.{opt_out}()` before `.build()`"),
        ],
        _ => [
            format!("`{name}` is incomplete: `{label}` is required"),
            format!("call `.{setter}(…)` before `.build()`"),
        ],
    }
}
