//! The names of a struct's fields in JSON, for the paths of problems.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use validator::ValidationErrors;

use crate::Invalid;
use crate::invalid::Violation;
use crate::json_path::Step;

/// What a struct with a derived builder calls its fields in JSON.
pub trait JsonNames {
    /// The fields that have another name in JSON, or names inside.
    const NAMES: &'static [JsonName];

    /// The same as a function, since a struct may hold itself.
    #[must_use]
    fn names() -> &'static [JsonName] {
        Self::NAMES
    }
}

/// The name of one field.
#[derive(Debug)]
pub struct JsonName {
    /// In Rust.
    pub field: &'static str,
    /// In JSON.
    pub json: &'static str,
    /// The names inside the value.
    pub nested: Option<fn() -> &'static [JsonName]>,
}

macro_rules! as_its_content {
    ($($wrapper:ty),*) => {
        $(impl<T: JsonNames> JsonNames for $wrapper {
            const NAMES: &'static [JsonName] = T::NAMES;
        })*
    };
}

as_its_content!(Option<T>, Box<T>, Rc<T>, Arc<T>, Vec<T>, [T], &T);

impl<K, T: JsonNames, S> JsonNames for HashMap<K, T, S> {
    const NAMES: &'static [JsonName] = T::NAMES;
}

impl<K, T: JsonNames> JsonNames for BTreeMap<K, T> {
    const NAMES: &'static [JsonName] = T::NAMES;
}

/// The names inside a value, if its type has any: its own constant comes before that of [`Unnamed`].
#[derive(Debug)]
pub struct Nested<T: ?Sized>(PhantomData<T>);

impl<T: JsonNames + ?Sized> Nested<T> {
    /// The names.
    pub const NAMES: Option<fn() -> &'static [JsonName]> = Some(T::names);
}

/// A value whose names in JSON aren't known.
pub trait Unnamed {
    /// No names.
    const NAMES: Option<fn() -> &'static [JsonName]> = None;
}

impl<T: ?Sized> Unnamed for Nested<T> {}

/// The problems, with their fields' names in JSON.
pub(super) fn invalid(errors: &ValidationErrors, names: &[JsonName]) -> Invalid {
    let mut violations = Violation::all_in(errors);
    for violation in &mut violations {
        rename(&mut violation.path, names);
    }
    Invalid::of(violations)
}

fn rename(path: &mut [Step], mut names: &[JsonName]) {
    for step in path {
        let Step::Key(key) = step else { continue };
        let Some(name) = names.iter().find(|name| name.field == key) else {
            return;
        };
        name.json.clone_into(key);
        names = name.nested.map_or(&[], |nested| nested());
    }
}
