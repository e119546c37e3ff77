//! What the code behind [`#[derive(Builder)]`](crate::Builder) is made of.
//!
//! [`Set`] and [`Unset`] are the states in a builder's type. You name them only to write the type of a partially filled
//! builder: `GoogleSettingsBuilder<Set<String>>` has its `client_id` and still needs its `client_secret`.
//!
//! The traits are the bounds in the signatures of the generated methods. They are implemented for every type that fits,
//! so there is nothing to implement; they are there for the compiler's messages.

mod collect;
mod finish;
mod json_names;
mod required;
mod setters;
mod state;

pub use self::collect::{Built, Collect, Converted, Exact, List, Part};
#[doc(hidden)]
pub use self::finish::{Check, Defaulted, Skipped};
#[doc(hidden)]
pub use self::json_names::{JsonName, JsonNames, Nested, Unnamed};
#[doc(hidden)]
pub use self::required::Holds;
pub use self::setters::{Once, Value};
#[doc(hidden)]
pub use self::setters::{add, maybe, set, some};
pub use self::state::{Set, Unset};
#[doc(hidden)]
pub use crate::Invalid;

/// What generated code names, so that it needs neither long paths nor a name that the user may have given to
/// something else.
#[doc(hidden)]
pub mod names {
    pub use core::clone::Clone;
    // By its own name, a lint would call the path to it needlessly long.
    pub use core::convert::Into as IntoValue;
    pub use core::convert::{From, TryFrom};
    pub use core::default::Default;
    pub use core::fmt::{self, Debug};
    pub use core::marker::{PhantomData, Sized};
    pub use core::option::Option::{self, None, Some};
    pub use core::result::Result;

    pub use super::{
        Built, Check, Collect, Converted, Defaulted, Exact, Holds, Invalid, JsonName, JsonNames,
        List, Nested, Once, Set, Skipped, Unnamed, Unset, Value, add, maybe, set, some,
        without_values,
    };
}

/// The `Debug` of every builder: one may hold a secret in a plain `String`, so no value is shown.
#[doc(hidden)]
pub fn without_values(formatter: &mut std::fmt::Formatter<'_>, name: &str) -> std::fmt::Result {
    formatter.debug_struct(name).finish_non_exhaustive()
}
