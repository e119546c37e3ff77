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

/// What validator's own rules are told in the attribute: ` (min 2, max 10)`. These are the numbers of the program's
/// author; the rejected value is another parameter, and is passed over.
fn bounds(error: &ValidationError) -> String {
    let names = ["min", "max", "equal", "exclusive_min", "exclusive_max"];
    let bounds: Vec<String> = names
        .into_iter()
        .filter_map(|name| {
            let bound = error.params.get(name)?;
            bound.is_number().then(|| format!("{name} {bound}"))
        })
        .collect();
    if bounds.is_empty() {
        String::new()
    } else {
        format!(" ({})", bounds.join(", "))
    }
}

fn gather_error(error: &ValidationError, way: &[Step], found: &mut Vec<Found>) {
    if error.code != SEVERAL {
        let message = error
            .message
            .clone()
            .unwrap_or_else(|| format!("breaks the rule `{}`{}", error.code, bounds(error)).into());
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

#[cfg(test)]
mod tests {
    use validator::Validate;

    use crate::Invalid;

    #[derive(Validate)]
    struct Room {
        #[validate(length(min = 2, max = 10))]
        label: String,
        #[validate(range(exclusive_min = 0.5))]
        height: f64,
        #[validate(must_match(other = "label"))]
        again: String,
        #[validate(length(equal = 4))]
        pin: String,
    }

    #[test]
    fn a_rule_of_validators_own_says_its_bounds_and_no_value() {
        let room = Room {
            label: "x".to_owned(),
            height: 0.25,
            again: "17".to_owned(),
            pin: "918273".to_owned(),
        };
        assert_eq!(
            Invalid::check(&room).unwrap_err().to_string(),
            "invalid, 4 problems: `again` breaks the rule `must_match`; \
             `height` breaks the rule `range` (exclusive_min 0.5); \
             `label` breaks the rule `length` (min 2, max 10); \
             `pin` breaks the rule `length` (equal 4)"
        );
    }
}
