//! From the model to the code: one function for each generated item, in the files of `expand/`.

mod argument;
mod docs;
mod finish;
pub(crate) mod getters;
mod required;
mod setters;
mod start;

use proc_macro2::TokenStream;
use quote::quote;

use crate::context::Context;
use crate::model::Model;

/// Everything that the derive adds.
///
/// ```text
/// pub struct GoogleSettingsBuilder<ClientIdState = Unset, ClientSecretState = Unset> { … }   // start
/// impl GoogleSettings { pub fn builder() … }
/// impl<…> Debug for GoogleSettingsBuilder<…> { … }
/// impl<…> Clone for GoogleSettingsBuilder<…> { … }
/// mod __google_settings_builder { pub trait HasClientId { … } … }                            // required
/// impl<…> GoogleSettingsBuilder<…> { pub fn client_id … pub fn topic_name … pub fn build … } // setters, finish
/// impl<…> From<GoogleSettingsBuilder<…>> for GoogleSettings { … }
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
        finish::into_struct(&context),
        getters::all(&context),
    ];
    items.into_iter().collect()
}

fn methods(context: &Context<'_>) -> TokenStream {
    let (setters, build) = (setters::all(context), finish::build(context));
    context.impl_of_builder(&context.any_builder(), Vec::new(), &quote!(#setters #build))
}
