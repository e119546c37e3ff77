//! Nothing but tests: see the files beside this one, and a server that some of them need.

pub mod documented;
pub mod server;

/// The README's code, compiled and run as a program outside the library would.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
