//! What a failed validation reports.

use std::borrow::Cow;
use std::fmt;

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::json_path::{self, Step};
use crate::rule::Rule;
use crate::validation::findings;

/// Everything that is wrong with a value, found in one pass, before anything is sent.
///
/// It never holds a rejected value, since one may be a client secret.
///
/// ```
/// use nylas_connectors::{Google, GoogleSettings, Problem};
///
/// let invalid = Google::builder()
///     .settings(GoogleSettings::builder().client_id("").client_secret(" s3cret"))
///     .build()
///     .expect_err("two mistakes");
/// let paths: Vec<&str> = invalid.problems().iter().map(Problem::path).collect();
/// assert_eq!(paths, ["settings.client_id", "settings.client_secret"]);
/// ```
#[derive(Clone, Eq, PartialEq)]
pub struct Invalid {
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    path: String,
    rule: Cow<'static, str>,
    message: Cow<'static, str>,
}

impl Problem {
    /// Where it is in the JSON: `settings.client_secret`, `scope[2]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Which [rule](crate::validation) it breaks, as a word that stays the same between versions.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// What is wrong and what to do, to be read after the path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(formatter, "it {}", self.message),
            path => write!(formatter, "`{path}` {}", self.message),
        }
    }
}

impl Invalid {
    /// Checks a value by its own rules.
    ///
    /// # Errors
    ///
    /// Every problem found, sorted by path.
    pub fn check<T: Validate + ?Sized>(value: &T) -> Result<(), Self> {
        value.validate().map_err(Self::from)
    }

    /// Every problem, sorted by path; there is at least one.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Every problem, sorted by path.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.problems.iter()
    }

    /// At least one violation.
    pub(crate) fn of(mut violations: Vec<Violation>) -> Self {
        violations.sort();
        Self {
            problems: violations.into_iter().map(Problem::from).collect(),
        }
    }

    /// A single problem that no rule of a field can find.
    pub(crate) fn one(path: &str, rule: Rule, message: &'static str) -> Self {
        Self {
            problems: vec![Problem {
                path: path.into(),
                rule: rule.into(),
                message: message.into(),
            }],
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [one] => write!(formatter, "invalid: {one}"),
            many => {
                write!(formatter, "invalid, {} problems: ", many.len())?;
                many.iter().enumerate().try_for_each(|(index, problem)| {
                    write!(formatter, "{}{problem}", if index == 0 { "" } else { "; " })
                })
            }
        }
    }
}

/// The line that `Display` gives, then the problems: a `main` that returns an error prints its `Debug`.
impl fmt::Debug for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Invalid")
            .field(&format_args!("{self}"))
            .field(&self.problems)
            .finish()
    }
}

impl std::error::Error for Invalid {}

impl<'a> IntoIterator for &'a Invalid {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Invalid {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.into_iter()
    }
}

/// Keeps the path and the rule of each error, and drops the rejected values that validator puts into it.
impl From<ValidationErrors> for Invalid {
    fn from(errors: ValidationErrors) -> Self {
        Self::of(Violation::all_in(&errors))
    }
}

/// A problem before it is sorted and rendered.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Violation {
    pub(crate) path: Vec<Step>,
    pub(crate) rule: Cow<'static, str>,
    pub(crate) message: Cow<'static, str>,
}

impl From<Violation> for Problem {
    fn from(violation: Violation) -> Self {
        Self {
            path: json_path::render(&violation.path),
            rule: violation.rule,
            message: violation.message,
        }
    }
}

impl Violation {
    pub(crate) fn new(path: &[Step], rule: Rule, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: path.to_vec(),
            rule: rule.into(),
            message: message.into(),
        }
    }

    /// Every violation in validator's errors, in no particular order.
    pub(crate) fn all_in(errors: &ValidationErrors) -> Vec<Self> {
        let mut violations = Vec::new();
        collect(errors, &mut Vec::new(), &mut violations);
        violations
    }
}

fn collect(errors: &ValidationErrors, path: &mut Vec<Step>, violations: &mut Vec<Violation>) {
    for (name, kind) in errors.errors() {
        let is_field = name != findings::WHOLE;
        if is_field {
            path.push(Step::key(name.strip_prefix("r#").unwrap_or(name)));
        }
        match kind {
            ValidationErrorsKind::Field(errors) => {
                violations.extend(errors.iter().flat_map(|error| violations_of(error, path)));
            }
            ValidationErrorsKind::Struct(errors) => collect(errors, path, violations),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    path.push(Step::Item(*index));
                    collect(errors, path, violations);
                    path.pop();
                }
            }
        }
        if is_field {
            path.pop();
        }
    }
}

fn violations_of(error: &ValidationError, path: &[Step]) -> Vec<Violation> {
    let Some(findings) = findings::listed(error) else {
        let message = error.message.clone();
        return vec![Violation {
            path: path.to_vec(),
            rule: error.code.clone(),
            message: message.unwrap_or_else(|| {
                format!("breaks the rule `{}`{}", error.code, bounds(error)).into()
            }),
        }];
    };
    let violation = |finding: findings::Finding| Violation {
        path: path
            .iter()
            .cloned()
            .chain(finding.item.map(Step::Item))
            .collect(),
        message: finding.message().into(),
        rule: finding.rule,
    };
    findings.into_iter().map(violation).collect()
}

/// The arguments of one of validator's own rules: ` (min 2, max 10)`. They are written in the program; the rejected
/// value is another parameter of the error and is never read.
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_rule_of_validators_own_shows_its_bounds_and_no_value() {
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
