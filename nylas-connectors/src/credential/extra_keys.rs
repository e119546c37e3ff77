//! Keys of a credential that have no field.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use validator::ValidationErrors;

use crate::rule::Rule;
use crate::validation;

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

/// Checks the texts of an app, none of which may be among the extra keys too, where it would be sent unchecked and perhaps
/// twice.
pub(super) fn check_app(
    texts: [(&'static str, Option<&str>); 3],
    extra: Option<&ExtraKeys>,
) -> Result<(), ValidationErrors> {
    let not_extra = |key: &str| match extra {
        Some(extra) if extra.as_map().contains_key(key) => {
            let message = "is among the extra keys: use its own setter, which checks it";
            Err(Rule::RESERVED_KEY.error(message))
        }
        _ => Ok(()),
    };
    let of_extra = texts.map(|(key, _)| (key, not_extra(key)));
    let of_texts = texts.map(|(key, text)| (key, text.map_or(Ok(()), validation::text)));
    validation::all(of_texts.into_iter().chain(of_extra))
}
