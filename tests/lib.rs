//! Nothing but tests: see the files beside this one.

/// The README's code, compiled and run as a program outside the library would.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[path = "derive/documented.rs"]
pub mod documented;
