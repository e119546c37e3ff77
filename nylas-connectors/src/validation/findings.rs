//! Several broken rules in one of validator's errors.
//!
//! validator takes one error from a check function, and a value can break several rules. So an error of this module
//! lists what it found in a parameter, and [`Invalid`](crate::Invalid) reads the list back.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use validator::ValidationError;

use crate::rule::{self, Rule};

/// The name under which validator keeps errors that belong to no field.
pub(crate) const WHOLE: &str = "__all__";

const CODE: &str = "nylas_connectors_findings";
const PARAMETER: &str = "findings";

/// A broken rule, of the whole value or of one item of it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Finding {
    pub(crate) item: Option<usize>,
    pub(crate) rule: Cow<'static, str>,
}

impl Finding {
    pub(super) fn of_whole(rule: Rule) -> Self {
        Self {
            item: None,
            rule: rule.into(),
        }
    }

    pub(super) fn of_item(item: usize, rule: Rule) -> Self {
        Self {
            item: Some(item),
            rule: rule.into(),
        }
    }

    pub(crate) fn message(&self) -> &'static str {
        rule::message_of(&self.rule)
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
