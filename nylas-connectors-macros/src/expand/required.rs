//! One small trait for each field that a program can forget: it has the compiler's message.

use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::model::{Field, Kind};
use crate::types;

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
    traits.collect()
}

/// The message and its label.
fn missing(context: &Context<'_>, field: &Field) -> [String; 2] {
    let (name, label, setter) = (&context.model.label, &field.label, &field.setter);
    match &field.kind {
        Kind::Choice { opt_out, .. } => [
            format!("`{name}` is incomplete: a choice about `{label}` is required"),
            format!("call `.{setter}(…)` or `.{opt_out}()` before `.build()`"),
        ],
        _ if types::is_provider_tag(&field.ty) => [
            format!("`{name}` is incomplete: `{label}` is required"),
            format!(
                "a `ProviderTag` has one value: write `#[builder(skip)]` above `{label}`, or call `.{setter}(…)` \
                 before `.build()`"
            ),
        ],
        _ => [
            format!("`{name}` is incomplete: `{label}` is required"),
            format!("call `.{setter}(…)` before `.build()`"),
        ],
    }
}
