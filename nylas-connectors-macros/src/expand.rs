//! From the model to the code: one function for each generated item, in the files of `expand/`.

mod argument;
mod docs;
mod finish;
pub(crate) mod getters;
mod required;
mod setters;
mod start;
mod wire_names;

use proc_macro2::TokenStream;
use quote::quote;

use crate::attribute::Filled;
use crate::context::Context;
use crate::model::{Field, Model};

/// The library's macro with everything that the derive adds. It writes the first two items, and takes the `rest` along: if
/// the library can't be found, that is then the compiler's only error.
pub(crate) fn in_one_macro(
    context: &Context<'_>,
    traits: &TokenStream,
    rest: &[TokenStream],
) -> TokenStream {
    let (module, library) = (&context.names.traits, &context.names.library);
    let plain = context.model.options.no_prelude.map(|_| quote!(plain));
    let path = context.model.library();
    quote!(#path::__derived_builder! { #plain #library #module { #traits } #(#rest)* })
}

/// From the model to the code.
///
/// ```text
/// use nylas_connectors::builder::names as __google_settings_library;                         // the library's macro
/// mod __google_settings_builder { pub trait HasClientId { … } … }                            // and the traits in required
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> { … }   // start
/// impl GoogleSettings { pub fn builder() … pub fn builder_from(…) … }
/// impl<…> Debug for GoogleSettingsBuilder<…> { … }
/// impl<…> Clone for GoogleSettingsBuilder<…> { … }
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
        methods(&context),
        finish::into_struct(&context).unwrap_or_default(),
        wire_names::all(&context).unwrap_or_default(),
        getters::all(&context).unwrap_or_default(),
    ];
    in_one_macro(&context, &required::traits(&context), &items)
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
