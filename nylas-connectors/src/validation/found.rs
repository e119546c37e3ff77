//! What is wrong and where, before it is sorted and written down.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::{ADVICE, FINDINGS, Finding, SEVERAL};
use crate::path::Step;

/// The name under which validator keeps the errors of a value that belong to no field of it.
pub(super) const WHOLE: &str = "__all__";

/// A problem that knows the way to its place, so that it can be sorted.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Found {
    pub(crate) way: Vec<Step>,
    pub(crate) rule: Cow<'static, str>,
    pub(crate) message: Cow<'static, str>,
}

impl Found {
    /// Keeps the place and the rule of each error, and drops the values that validator puts into it.
    pub(crate) fn in_errors(errors: &ValidationErrors) -> Vec<Self> {
        let mut found = Vec::new();
        gather(errors, &mut Vec::new(), &mut found);
        found
    }
}

fn gather(errors: &ValidationErrors, way: &mut Vec<Step>, found: &mut Vec<Found>) {
    for (name, kind) in errors.errors() {
        let deeper = name != WHOLE;
        if deeper {
            let name = name.strip_prefix("r#").unwrap_or(name);
            way.push(Step::Key(name.to_owned()));
        }
        gather_kind(kind, way, found);
        if deeper {
            way.pop();
        }
    }
}

fn gather_kind(kind: &ValidationErrorsKind, way: &mut Vec<Step>, found: &mut Vec<Found>) {
    match kind {
        ValidationErrorsKind::Field(errors) => errors
            .iter()
            .for_each(|error| gather_error(error, way, found)),
        ValidationErrorsKind::Struct(errors) => gather(errors, way, found),
        ValidationErrorsKind::List(items) => {
            for (index, errors) in items {
                way.push(Step::Item(*index));
                gather(errors, way, found);
                way.pop();
            }
        }
    }
}

fn gather_error(error: &ValidationError, way: &[Step], found: &mut Vec<Found>) {
    if error.code != SEVERAL {
        let message = error
            .message
            .clone()
            .unwrap_or_else(|| format!("breaks the rule `{}`", error.code).into());
        found.push(Found {
            way: way.to_vec(),
            rule: error.code.clone(),
            message,
        });
        return;
    }
    let findings = error.params.get(FINDINGS).cloned().unwrap_or_default();
    let findings: Vec<Finding> = serde_json::from_value(findings).unwrap_or_default();
    for Finding { item, rule } in findings {
        let advice = ADVICE.iter().find(|(known, _)| *known == rule);
        found.push(Found {
            way: way.iter().cloned().chain(item.map(Step::Item)).collect(),
            message: advice.map_or("is not valid", |(_, advice)| advice).into(),
            rule,
        });
    }
}
