//! Keys of a credential that have no field.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use validator::ValidationError;

use crate::rule::Rule;

/// Keys that this library has no field for, sent as they are. `Debug` shows only the keys.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ExtraKeys(Map<String, Value>);

impl ExtraKeys {
    /// Returns the keys and values.
    #[must_use]
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl From<Map<String, Value>> for ExtraKeys {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl fmt::Debug for ExtraKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// Checks that a key with a field isn't among the extra ones, where it would be sent unchecked and perhaps twice.
pub(super) fn not_extra(extra: Option<&ExtraKeys>, key: &str) -> Result<(), ValidationError> {
    match extra {
        Some(extra) if extra.as_map().contains_key(key) => {
            let message = "is among the extra keys: use its own setter, which checks it";
            Err(Rule::RESERVED_KEY.error(message))
        }
        _ => Ok(()),
    }
}
