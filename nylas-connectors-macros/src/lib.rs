//! The derive of [nylas-connectors](https://docs.rs/nylas-connectors). Use it from there.
#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

mod attribute;
mod check;
mod context;
mod errors;
mod expand;
mod fallback;
mod ident;
mod model;
mod names;
mod other_macros;
mod serde_names;
mod slots;
mod suggest;
mod typed;
mod types;

use proc_macro::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_macro_input};

#[doc = include_str!("manual.md")]
#[proc_macro_derive(Builder, attributes(builder))]
pub fn derive_builder(tokens: TokenStream) -> TokenStream {
    expand(&parse_macro_input!(tokens as DeriveInput)).into()
}

/// Parse, check, expand; or report every error, with a fallback in the builder's place.
fn expand(input: &DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::default();
    let model = model::Model::parse(input, &mut errors);
    check::all(input, &model, &mut errors);
    let has_fallback = errors.have_a_fallback();
    match errors.into_result() {
        Ok(()) => expand::expand(&model),
        Err(messages) => {
            let fallback = has_fallback.then(|| fallback::expand(&model));
            quote!(#messages #fallback)
        }
    }
}

/// The derive in a crate of the first edition.
///
/// ```edition2015
/// extern crate nylas_connectors;
///
/// mod rooms {
///     use nylas_connectors::Builder;
///
///     #[derive(Builder)]
///     #[builder(getters)]
///     pub struct Room {
///         label: String,
///         #[builder(collect, default)]
///         tags: Vec<String>,
///         seats: Option<u32>,
///     }
/// }
///
/// fn main() {
///     let room = rooms::Room::builder().label("a").seats(1).build();
///     assert_eq!((room.label(), room.tags().len(), room.seats()), ("a", 0, Some(1)));
/// }
/// ```
#[cfg(doctest)]
struct Edition2015;

#[cfg(test)]
mod tests {
    //! What the derive writes, for people to read.

    use proc_macro2::TokenTree;
    use syn::{File, Item};

    /// Formats what comes out for `input`. What the library's macro only takes along is shown behind it.
    fn expansion(input: &str) -> String {
        let input = syn::parse_str(input).expect("the input is a struct");
        let mut file: File = syn::parse2(super::expand(&input)).expect("the output is code");
        let Some(Item::Macro(library)) = file.items.last_mut() else {
            return prettyplease::unparse(&file);
        };
        let mut tokens = std::mem::take(&mut library.mac.tokens)
            .into_iter()
            .peekable();
        let mut own = Vec::new();
        while let Some(token) = tokens.next_if(|token| !matches!(token, TokenTree::Group(_))) {
            own.push(token);
        }
        library.mac.tokens = own.into_iter().chain(tokens.next()).collect();
        let rest: File = syn::parse2(tokens.collect()).expect("the rest is code");
        file.items.extend(rest.items);
        prettyplease::unparse(&file)
    }

    #[test]
    fn a_provider_like_struct_becomes_this() {
        let expansion = expansion(
            r#"
            /// A hologram room.
            #[derive(Builder, Serialize, Validate)]
            #[builder(validate, getters)]
            pub struct Hologram {
                #[builder(skip)]
                provider: ProviderTag<Self>,
                /// The room's name.
                #[serde(rename = "roomName")]
                room: String,
                /// Where the projector is.
                #[builder(opt_out = without_settings)]
                settings: Option<HologramSettings>,
                /// How bright it is.
                brightness: Option<u8>,
            }
            "#,
        );
        insta::with_settings!({ description => "Everything that the derive writes for a struct like a provider's." }, {
            insta::assert_snapshot!(expansion);
        });
    }

    #[test]
    fn a_mistake_leaves_a_builder_that_takes_everything() {
        let expansion = expansion(
            "
            struct Job<'a, T: Clone> {
                #[builder(opt_out = without_limit)]
                limit: u32,
                label: &'a str,
                note: Option<String>,
                payload: T,
            }
            ",
        );
        insta::with_settings!({ description => "What the derive writes on a mistake: the message, and a builder that raises no other error." }, {
            insta::assert_snapshot!(expansion);
        });
    }

    #[test]
    fn the_docs_of_a_field_still_link_where_its_setter_is() {
        let expansion = expansion(
            "
            #[doc(hidden)]
            struct Job {
                /// As [`Self::limit`] or [this](Self::limit) or [Self] says, `Self` aside.
                #[doc(hidden)]
                label: Option<Vec<u8>>,
            }
            ",
        );
        let docs = "/// As [`Job::limit`] or [this](Job::limit) or [Job] says, `Self` aside.";
        assert!(expansion.contains(docs), "{expansion}");
        assert!(expansion.contains("None::<Vec<u8>>"), "{expansion}");
        let hidden = expansion.matches("#[doc(hidden)]").count();
        assert_eq!(hidden, 5, "{expansion}");
    }

    #[test]
    fn a_struct_without_a_rule_checks_nothing() {
        assert!(!expansion("struct Empty {}").contains("Check"));
    }
}
