//! The derive of [nylas-connectors](https://docs.rs/nylas-connectors). Use it from there.
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

mod attribute;
mod expand;
mod input;
mod mistakes;
mod names;
mod stub;
mod types;

use proc_macro::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_macro_input};

/// Writes a type-state builder for a struct with named fields.
#[proc_macro_derive(Builder, attributes(builder))]
pub fn derive_builder(tokens: TokenStream) -> TokenStream {
    let input = parse_macro_input!(tokens as DeriveInput);
    match input::Input::parse(&input) {
        Ok(model) => expand::expand(&model).into(),
        Err(mistakes) => {
            let (errors, stub) = (mistakes.into_compile_error(), stub::stub(&input));
            quote!(#errors #stub).into()
        }
    }
}
