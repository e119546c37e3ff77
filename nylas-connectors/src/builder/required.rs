//! The traits that say which required field is missing.

use super::state::Set;

/// A state that has its value: [`Set`].
#[doc(hidden)]
pub trait Holds<T> {
    /// The value.
    fn value(self) -> T;
}

impl<T> Holds<T> for Set<T> {
    fn value(self) -> T {
        self.0
    }
}

/// Writes what the derive adds: a short name for the library, a module with a trait for each required field, whose message
/// names the struct, the field and its setter, and the rest. Only [`Set`] implements the traits.
///
/// All of it goes through this macro, so that the compiler has one error and not one for each name if it can't be found.
///
/// The derive can't write them itself: beside the struct, `diagnostic` may be a name of the user's, and in a module of
/// its own, the path that a user gives to this library may lead nowhere. With `plain` there are no messages, since
/// `#![no_implicit_prelude]` hides the compiler's attributes.
#[doc(hidden)]
#[macro_export]
macro_rules! __derived_builder {
    ($library:ident $module:ident { $($has:ident $message:literal $label:literal)* } $($rest:tt)*) => {
        use $crate::builder::names as $library;

        #[doc(hidden)]
        mod $module {
            $(
                #[diagnostic::on_unimplemented(message = $message, label = $label)]
                pub trait $has: $crate::builder::Holds<Self::Value> {
                    type Value;
                }
                #[diagnostic::do_not_recommend]
                impl<T> $has for $crate::builder::Set<T> {
                    type Value = T;
                }
            )*
        }

        $($rest)*
    };
    (plain $library:ident $module:ident { $($has:ident $message:literal $label:literal)* } $($rest:tt)*) => {
        use $crate::builder::names as $library;

        #[doc(hidden)]
        mod $module {
            $(
                pub trait $has: $crate::builder::Holds<Self::Value> {
                    type Value;
                }
                impl<T> $has for $crate::builder::Set<T> {
                    type Value = T;
                }
            )*
        }

        $($rest)*
    };
}
