//! What `build` needs.

use validator::Validate;

use super::json_names::{self, JsonName};
use crate::Invalid;

/// Fills a skipped field. Implemented for `(T,)` and not for `T`: about a `T` of the user's own crate, the compiler would add
/// a note with its whole declaration.
#[diagnostic::on_unimplemented(
    message = "`#[builder(skip)]` fills the field with `Default`, which `{T}` doesn't implement",
    label = "implement `Default` for `{T}`, give the value as in `skip = value`, or remove `skip`"
)]
pub trait Skipped<T> {
    /// The value.
    fn value() -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Skipped<T> for (T,) {
    fn value() -> T {
        T::default()
    }
}

/// Fills a field whose setter wasn't called. It is for a tuple, as [`Skipped`] is.
#[diagnostic::on_unimplemented(
    message = "`#[builder(default)]` fills the field with `Default`, which `{T}` doesn't implement",
    label = "implement `Default` for `{T}`, or give the value as in `default = value`"
)]
pub trait Defaulted<T> {
    /// The value.
    fn value() -> T;
}

#[diagnostic::do_not_recommend]
impl<T: Default> Defaulted<T> for (T,) {
    fn value() -> T {
        T::default()
    }
}

/// Checks a struct by its rules. It is for a tuple, as [`Skipped`] is.
#[diagnostic::on_unimplemented(
    message = "`{T}` has `#[builder(validate)]`, but it has no rules to check",
    label = "derive `validator::Validate` for `{T}`, or remove `validate`",
    note = "it is the `Validate` of the version that `nylas_connectors::validator` is: in Cargo.toml, `validator = \"0.21\"`"
)]
pub trait Check<T> {
    /// Checks it; the paths of its problems have these names.
    ///
    /// # Errors
    ///
    /// Every problem that was found.
    fn checked(value: T, names: &[JsonName]) -> Result<T, Invalid>;
}

#[diagnostic::do_not_recommend]
impl<T: Validate> Check<T> for (T,) {
    fn checked(value: T, names: &[JsonName]) -> Result<T, Invalid> {
        match value.validate() {
            Ok(()) => Ok(value),
            Err(errors) => Err(json_names::invalid(&errors, names)),
        }
    }
}
