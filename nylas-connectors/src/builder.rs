//! What the code behind [`#[derive(Builder)]`](crate::Builder) stands on.
//!
//! [`Set`] and [`Unset`] are the states in a builder's type. You name them only to write the type of a builder that
//! is half full: `GoogleSettingsBuilder<Set<String>>` has its `client_id` and still needs its `client_secret`.

#[doc(hidden)]
pub use validator::Validate;

/// The state of a field that has no value yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unset;

/// The state of a field that has its value, and the value itself.
///
/// Its `Debug` shows the value as the value's own type does.
#[derive(Clone, Copy, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);

/// The `Debug` of every builder: one may hold a secret in a plain `String`, so no value is shown.
#[doc(hidden)]
pub fn without_values(formatter: &mut std::fmt::Formatter<'_>, name: &str) -> std::fmt::Result {
    formatter.debug_struct(name).finish_non_exhaustive()
}
