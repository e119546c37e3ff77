//! The errors in one use of the derive, collected so that all of them are reported together.

use proc_macro2::{Span, TokenStream};

/// Collects errors; ask it with [`Errors::into_result`] when everything is checked.
#[derive(Default)]
pub(crate) struct Errors {
    all: Option<syn::Error>,
    left_to_the_compiler: bool,
    no_fallback: bool,
}

impl Errors {
    pub(crate) fn at(&mut self, span: Span, message: impl std::fmt::Display) {
        self.add(syn::Error::new(span, message));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.all {
            Some(all) => all.combine(error),
            None => self.all = Some(error),
        }
    }

    /// Notes an error that the compiler reports itself.
    pub(crate) fn leave_to_the_compiler(&mut self) {
        self.left_to_the_compiler = true;
    }

    /// Notes that the fallback would raise errors of its own.
    pub(crate) fn leave_out_the_fallback(&mut self) {
        self.no_fallback = true;
    }

    /// Whether a fallback goes with the messages.
    pub(crate) fn have_a_fallback(&self) -> bool {
        !self.no_fallback
    }

    /// The messages, or none if the compiler has one of its own.
    pub(crate) fn into_result(self) -> Result<(), TokenStream> {
        match self.all {
            Some(errors) => Err(errors.into_compile_error()),
            None if self.left_to_the_compiler => Err(TokenStream::new()),
            None => Ok(()),
        }
    }
}
