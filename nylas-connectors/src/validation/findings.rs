//! Several broken rules in one of validator's errors.
//!
//! validator takes one error from a check function, and a value can break several rules. So an error of this module
//! lists what it found in a parameter, and [`Invalid`](crate::Invalid) reads the list back.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use validator::{ValidationError, ValidationErrors};

/// The name under which validator keeps errors that belong to no field.
pub(crate) const WHOLE: &str = "__all__";

const CODE: &str = "nylas_connectors_findings";
const PARAMETER: &str = "findings";

macro_rules! rules {
    ($($NAME:ident = $word:literal: $message:literal,)*) => {
        /// The words by which a problem names the rule that it breaks.
        pub(super) mod rule {
            $(pub(crate) const $NAME: &str = $word;)*
        }

        /// What is wrong and what to do. It holds no part of the rejected value.
        fn message_of(rule: &str) -> &'static str {
            match rule {
                $($word => $message,)*
                _ => "is not valid",
            }
        }
    };
}

rules! {
    BLANK = "blank": "is blank: give it a value; an optional one may be left out",
    CONTROL_CHARACTER = "control_character": "has a control character in it, such as a newline: take it out",
    SURROUNDING_SPACE = "surrounding_space": "starts or ends with a space: trim it",
    JOINED_SCOPES = "joined_scopes": "joins several scopes in one string: make each one an item of the list",
    DUPLICATE_SCOPE = "duplicate_scope": "is listed twice: list each scope once",
    EMPTY_LIST = "empty_list": "has no scope in it: list at least one, or leave it out",
    EMPTY_UPDATE = "empty_update": "changes nothing: set at least one field",
}

/// A broken rule, of the whole value or of one item of it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Finding {
    pub(crate) item: Option<usize>,
    pub(crate) rule: Cow<'static, str>,
}

impl Finding {
    pub(super) fn of_whole(rule: &'static str) -> Self {
        Self {
            item: None,
            rule: rule.into(),
        }
    }

    pub(super) fn of_item(item: usize, rule: &'static str) -> Self {
        Self {
            item: Some(item),
            rule: rule.into(),
        }
    }

    pub(crate) fn message(&self) -> &'static str {
        message_of(&self.rule)
    }
}

/// The outcome of a check that found this.
pub(super) fn outcome(findings: impl IntoIterator<Item = Finding>) -> Result<(), ValidationError> {
    let findings: Vec<Finding> = findings.into_iter().collect();
    if findings.is_empty() {
        return Ok(());
    }
    let mut error = ValidationError::new(CODE);
    error.add_param(PARAMETER.into(), &findings);
    Err(error)
}

/// The findings that an error lists; `None` if it is an error of another kind.
pub(crate) fn listed(error: &ValidationError) -> Option<Vec<Finding>> {
    let findings = error.params.get(PARAMETER).filter(|_| error.code == CODE)?;
    Vec::deserialize(findings).ok()
}

/// An error about a whole value, for a hand-written [`Validate`](validator::Validate).
pub(crate) fn of_whole(error: ValidationError) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    errors.add(WHOLE, error);
    errors
}
