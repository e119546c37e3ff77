//! The states in a builder's type.

/// The state of a field that has no value yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unset;

/// The state of a field that has its value, and the value itself.
///
/// Its `Debug` shows the value as the value's own type does.
#[derive(Clone, Copy, Debug)]
pub struct Set<T>(#[doc(hidden)] pub T);
