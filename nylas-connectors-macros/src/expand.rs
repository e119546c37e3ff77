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
use syn::Path;

use crate::attribute::Filled;
use crate::context::Context;
use crate::model::{Field, Model};

/// Everything that the derive adds. The library's macro writes the first two items, and takes the rest along: if it can't
/// be found, that is then the compiler's only error.
pub(crate) struct Expansion {
    library: Path,
    first: TokenStream,
    rest: TokenStream,
}

impl Expansion {
    pub(crate) fn new<const N: usize>(
        context: &Context<'_>,
        traits: &TokenStream,
        rest: [TokenStream; N],
    ) -> Self {
        let (module, library) = (&context.names.traits, &context.names.library);
        let plain = context.model.options.no_prelude.map(|_| quote!(plain));
        Self {
            library: context.model.library(),
            first: quote!(#plain #library #module { #traits }),
            rest: rest.into_iter().collect(),
        }
    }

    pub(crate) fn in_one_macro(self) -> TokenStream {
        let (library, first, rest) = (self.library, self.first, self.rest);
        quote!(#library::__derived_builder! { #first #rest })
    }

    #[cfg(test)]
    pub(crate) fn beside_the_macro(self) -> TokenStream {
        let (library, first, rest) = (self.library, self.first, self.rest);
        quote!(#library::__derived_builder! { #first } #rest)
    }
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
pub(crate) fn expand(model: &Model) -> Expansion {
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
    Expansion::new(&context, &required::traits(&context), items)
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
