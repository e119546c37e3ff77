//! From the model to the code: one function for each generated item, in the files of `expand/`.

mod argument;
mod docs;
mod finish;
pub(crate) mod getters;
pub(crate) mod required;
mod setters;
mod start;
mod wire_names;

use proc_macro2::TokenStream;
use quote::quote;

use crate::attribute::Filled;
use crate::context::Context;
use crate::model::{Field, Model};

/// Everything that the derive adds.
///
/// ```text
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> { … }   // start
/// impl GoogleSettings { pub fn builder() … pub fn builder_from(…) … }
/// impl<…> Debug for GoogleSettingsBuilder<…> { … }
/// impl<…> Clone for GoogleSettingsBuilder<…> { … }
/// mod __google_settings_builder { pub trait HasClientId { … } … }                            // required
/// impl<…> GoogleSettingsBuilder<…> { pub fn client_id … pub fn topic_name … pub fn build … } // setters, finish
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings { … }
/// impl JsonNames for GoogleSettings { … }                                                   // wire_names
/// impl GoogleSettings { pub fn client_id(&self) … }                                          // getters
/// ```
pub(crate) fn expand(model: &Model) -> TokenStream {
    let context = Context::new(model);
    let items = [
        start::builder_struct(&context),
        start::entry(&context),
        start::debug(&context),
        start::clone(&context),
        required::traits(&context),
        methods(&context),
        finish::into_struct(&context).unwrap_or_default(),
        wire_names::all(&context).unwrap_or_default(),
        getters::all(&context).unwrap_or_default(),
    ];
    items.into_iter().collect()
}

/// The function that makes the value of an optional field that isn't set.
fn default(context: &Context<'_>, field: &Field) -> TokenStream {
    match &field.options.default {
        Some(Filled::With(value)) => quote!(|| #value),
        Some(Filled::ByDefault) if field.option_of.is_none() => {
            let default = finish::filled(context, field, "Defaulted");
            quote!(|| #default)
        }
        _ => {
            let default = context.item("Default");
            quote!(#default::default)
        }
    }
}

fn methods(context: &Context<'_>) -> TokenStream {
    let (setters, build) = (setters::all(context), finish::build(context));
    context.impl_of_builder(&context.any_builder(), [], &quote!(#setters #build))
}
