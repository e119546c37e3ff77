//! What a published crate with strict lints writes: this must compile in a library, where `missing_docs` looks at
//! every public item.
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub)]
#![deny(clippy::all, clippy::pedantic)]

use std::marker::PhantomData;

use nylas_connectors::Builder;
use validator::Validate;

/// A documented struct, most of whose fields aren't.
#[derive(Builder, Debug, Validate)]
#[builder(validate, getters)]
pub struct Documented<'a, T: Clone> {
    /// Documented.
    label: String,
    r#type: T,
    count: Option<u32>,
    #[builder(opt_out = without_owner)]
    owner: Option<&'a str>,
    #[builder(collect)]
    tags: Vec<String>,
    #[builder(skip)]
    marker: PhantomData<T>,
}

/// The same without a check, so that it is made of its builder.
#[derive(Builder, Debug)]
#[builder(getters)]
pub struct Unchecked {
    required: String,
    optional: Option<Documented<'static, u8>>,
}
