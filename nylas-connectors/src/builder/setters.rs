//! The bounds of setters.

use super::state::{Set, Unset};

/// A field that may still be set: a required one is set once.
#[diagnostic::on_unimplemented(
    message = "this field is already set",
    label = "remove this call or the earlier one"
)]
pub trait Once {}

#[diagnostic::do_not_recommend]
impl Once for Unset {}

/// What a setter takes for a `T`: everything that is [`Into<T>`]. That isn't a supertrait, since the compiler would look
/// for it in every setter.
#[diagnostic::on_unimplemented(
    message = "this setter takes `{T}`, not `{Self}`",
    label = "give a `{T}`, or something that is `Into<{T}>`",
    note = "take a value out of its `Option` for a required field; an optional field takes the `Option` with its `maybe_…` setter; a builder needs `.build()`, a `Result` needs `?`, `.parse()` its type, as in `.parse::<{T}>()`; with `#[builder(collect)]` a list takes any iterator"
)]
pub trait Value<T> {
    /// The value.
    fn into_value(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> Value<T> for V {
    fn into_value(self) -> T {
        self.into()
    }
}

/// The state of a field that is set to a converted value.
#[doc(hidden)]
pub fn set<T>(value: impl Value<T>) -> Set<T> {
    Set(value.into_value())
}

/// The converted value of an optional field.
#[doc(hidden)]
pub fn some<T>(value: impl Value<T>) -> Option<T> {
    Some(value.into_value())
}

/// Adds an item to an optional field's collection.
#[doc(hidden)]
pub fn add<C: Extend<T>, T>(slot: &mut Option<C>, start: impl FnOnce() -> C, item: T) {
    slot.get_or_insert_with(start).extend([item]);
}

/// The converted value of an optional field, if there is one.
#[doc(hidden)]
pub fn maybe<T>(value: Option<impl Value<T>>) -> Option<T> {
    value.map(Value::into_value)
}
