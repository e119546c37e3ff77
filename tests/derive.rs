//! The derive on every kind of struct that serde's derive takes, with the lints that a careful crate turns on.
#![deny(warnings, missing_docs, unreachable_pub, missing_debug_implementations)]
#![deny(clippy::all, clippy::pedantic)]
#![deny(
    elided_lifetimes_in_paths,
    unused_lifetimes,
    unused_qualifications,
    unused_results
)]
#![deny(let_underscore_drop, missing_copy_implementations, unnameable_types)]

#[path = "derive/fields.rs"]
pub mod fields;
#[path = "derive/generics.rs"]
pub mod generics;
#[path = "derive/macros.rs"]
pub mod macros;
#[path = "derive/names.rs"]
pub mod names;
#[path = "derive/options.rs"]
pub mod options;
#[path = "derive/states.rs"]
pub mod states;
#[path = "derive/visibility.rs"]
pub mod visibility;
