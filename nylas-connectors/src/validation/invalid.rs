//! What a failed validation says.

use std::borrow::Cow;
use std::fmt;

use validator::{Validate, ValidationErrors};

use super::Found;
use crate::path;

/// Everything that is wrong with a value, found in one pass, before anything is sent.
///
/// It never holds a rejected value: one of them is a client secret.
///
/// ```
/// use nylas_connectors::{Google, GoogleSettings};
///
/// let invalid = Google::builder()
///     .settings(GoogleSettings::builder().client_id("").client_secret(" s3cret"))
///     .build()
///     .expect_err("two mistakes");
/// let paths: Vec<&str> = invalid.problems().iter().map(|problem| problem.path.as_str()).collect();
/// assert_eq!(paths, ["settings.client_id", "settings.client_secret"]);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invalid {
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// Where in the JSON: `settings.client_secret`, `scope[2]`.
    pub path: String,
    /// Which [rule](crate::validation) it breaks, as a word that stays the same.
    pub rule: Cow<'static, str>,
    /// What is wrong and what to do, to be read after the path.
    pub message: Cow<'static, str>,
}

impl Problem {
    /// Where in the JSON: `settings.client_secret`, `scope[2]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Which [rule](crate::validation) it breaks, as a word that stays the same.
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
    /// Every problem that was found, sorted by path.
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

    /// Checks a text that stands in no struct: an argument.
    pub(crate) fn of_text(name: &'static str, text: &str) -> Result<(), Self> {
        super::text(text).map_err(|error| {
            let mut errors = ValidationErrors::new();
            errors.add(name, error);
            errors.into()
        })
    }

    /// What was found, at least one problem.
    pub(crate) fn of(mut found: Vec<Found>) -> Self {
        found.sort();
        let problems = found.into_iter().map(|found| Problem {
            path: path::render(&found.way),
            rule: found.rule,
            message: found.message,
        });
        Self {
            problems: problems.collect(),
        }
    }

    /// A single problem that no rule of a field can find.
    pub(crate) fn one(path: &str, rule: &'static str, message: &'static str) -> Self {
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

/// Keeps the place and the rule of each error, and drops the values that validator puts into it.
impl From<ValidationErrors> for Invalid {
    fn from(errors: ValidationErrors) -> Self {
        Self::of(Found::in_errors(&errors))
    }
}
