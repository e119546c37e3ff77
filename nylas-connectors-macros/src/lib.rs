//! The derive of [nylas-connectors](https://docs.rs/nylas-connectors). Use it from there.
#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

mod attribute;
mod clash;
mod expand;
mod input;
mod kind;
mod mistakes;
mod names;
mod serde_names;
mod shape;
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

/// Parse, check, expand; or say every mistake, with a stub in the builder's place.
fn derive(input: &DeriveInput) -> proc_macro2::TokenStream {
    let mut mistakes = mistakes::Mistakes::default();
    let model = input::Input::read(input, &mut mistakes);
    match mistakes.into_result() {
        Ok(()) => expand::expand(&model),
        Err(mistakes) => {
            let mut answer = mistakes.into_compile_error();
            answer.extend(expand::stub(&model));
            answer
        }
    }
}
