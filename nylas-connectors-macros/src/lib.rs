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
mod pieces;
mod serde_names;
mod slots;
mod suggest;
#[cfg(test)]
mod tests;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[doc = include_str!("manual.md")]
#[proc_macro_derive(Builder, attributes(builder))]
pub fn derive_builder(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    derive(&input).into()
}

/// Parse, check, expand; or report every error, with a fallback in the builder's place.
fn derive(input: &DeriveInput) -> proc_macro2::TokenStream {
    let mut errors = errors::Errors::default();
    let model = model::Model::parse(input, &mut errors);
    check::all(input, &model, &mut errors);
    match errors.into_result() {
        Ok(()) => expand::expand(&model),
        Err(mut messages) => {
            messages.extend(fallback::expand(&model));
            messages
        }
    }
}
