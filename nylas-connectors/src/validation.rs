//! The rules about content, as functions for [validator](https://docs.rs/validator)'s `custom` check.
//!
//! The service documents neither a longest length nor a pattern, so a rule stands here only when what it rejects
//! can never be right. What merely looks wrong is [advice](crate::advice()) and is let through.
//!
//! | rule | rejects |
//! |---|---|
//! | `blank` | a text that is empty or only white space |
//! | `control_character` | a text with a control character, such as a newline |
//! | `surrounding_space` | a text with a space at its start or end |
//! | `joined_scopes` | several scopes in one string |
//! | `duplicate_scope` | a scope that stands twice in a list |
//! | `empty_list` | a list of scopes without a scope |
//! | `empty_update` | an update that changes nothing |
//! | `key_file` | the text of a key file that isn't a JSON object |
//! | `missing` | a key file without one of the keys that the service needs |
//! | `reserved_key` | a key among [`AdminConsent`](crate::AdminConsent)'s `others` that has a setter of its own |
//! | `path_segment` | a provider or an ID that is empty, `.` or `..`, where it would become part of a path |
//! | `not_json` | a value of your own whose `Serialize` fails, or gives no JSON object where one is needed |
//!
//! The functions work on your own types too:
//!
//! ```
//! use nylas_connectors::{Builder, validation};
//! use validator::Validate;
//!
//! #[derive(Builder, Validate)]
//! #[builder(validate)]
//! struct Team {
//!     #[validate(custom(function = "validation::text"))]
//!     label: String,
//! }
//!
//! let invalid = Team::builder().label(" Sales").build().err().expect("a space at the start");
//! assert_eq!(invalid.problems()[0].path, "label");
//! assert_eq!(invalid.problems()[0].rule, "surrounding_space");
//! ```

mod found;
mod invalid;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use validator::{ValidationError, ValidationErrors};

pub(crate) use self::found::Found;
pub use self::invalid::{Invalid, Problem};
use crate::Scope;

/// The words by which a problem names the rule that it breaks.
mod rule {
    pub(super) const BLANK: &str = "blank";
    pub(super) const CONTROL_CHARACTER: &str = "control_character";
    pub(super) const SURROUNDING_SPACE: &str = "surrounding_space";
    pub(super) const JOINED_SCOPES: &str = "joined_scopes";
    pub(super) const DUPLICATE_SCOPE: &str = "duplicate_scope";
    pub(super) const EMPTY_LIST: &str = "empty_list";
    pub(super) const EMPTY_UPDATE: &str = "empty_update";
    pub(super) const MISSING: &str = "missing";
    pub(super) const RESERVED_KEY: &str = "reserved_key";
}

/// What to do about each rule. No part of the rejected value is in it.
const ADVICE: [(&str, &str); 7] = [
    (
        rule::BLANK,
        "is blank: give it a value; an optional one may be left out",
    ),
    (
        rule::CONTROL_CHARACTER,
        "has a control character in it, such as a newline: take it out",
    ),
    (
        rule::SURROUNDING_SPACE,
        "starts or ends with a space: trim it",
    ),
    (
        rule::JOINED_SCOPES,
        "joins several scopes in one string: make each one an item of the list",
    ),
    (
        rule::DUPLICATE_SCOPE,
        "stands in the list already: list each scope once",
    ),
    (
        rule::EMPTY_LIST,
        "has no scope in it: list at least one, or leave it out",
    ),
    (
        rule::EMPTY_UPDATE,
        "changes nothing: set at least one field",
    ),
];

/// One `custom` function gives one error, yet a value can break several rules. This code marks an error whose
/// parameter [`FINDINGS`] lists them all.
const SEVERAL: &str = "nylas_connectors_findings";
const FINDINGS: &str = "findings";

/// A broken rule, for the whole value or for one item of it.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Finding {
    item: Option<usize>,
    rule: Cow<'static, str>,
}

impl Finding {
    fn of_all(rule: &'static str) -> Self {
        Self {
            item: None,
            rule: rule.into(),
        }
    }
}

/// Checks a text: not blank, no control character, no space around it.
///
/// # Errors
///
/// Every rule that the text breaks.
pub fn text(text: &str) -> Result<(), ValidationError> {
    if is_plain(text) {
        return Ok(());
    }
    answer(broken_by_text(text).map(Finding::of_all))
}

/// Checks a list of scopes: each one is a text of its own, none is listed twice, and there is at least one.
///
/// # Errors
///
/// Every rule that the list or one of its scopes breaks.
pub fn scopes(list: &[Scope]) -> Result<(), ValidationError> {
    if list.is_empty() {
        return answer([Finding::of_all(rule::EMPTY_LIST)]);
    }
    let mut seen = Seen::of(list);
    let mut each = list.iter().enumerate();
    if each.all(|(index, scope)| is_plain_scope(scope.as_str()) && !seen.before(index)) {
        return Ok(());
    }
    let mut seen = Seen::of(list);
    answer(list.iter().enumerate().flat_map(|(index, scope)| {
        let repeated = seen.before(index).then_some(rule::DUPLICATE_SCOPE);
        broken_by_text(scope.as_str())
            .chain(broken_by_scope(scope.as_str()))
            .chain(repeated)
            .map(move |rule| Finding {
                item: Some(index),
                rule: rule.into(),
            })
    }))
}

/// Checks a text that may have newlines in it, such as a key in PEM form.
pub(crate) fn not_blank(text: &str) -> Result<(), ValidationError> {
    let blank = text.trim().is_empty();
    answer(blank.then(|| Finding::of_all(rule::BLANK)))
}

/// An update with nothing in it is a mistake; the official clients send it all the same.
pub(crate) fn changes_something(empty: bool) -> Result<(), ValidationError> {
    answer(empty.then(|| Finding::of_all(rule::EMPTY_UPDATE)))
}

/// The error of a key that isn't there, or isn't a text.
pub(crate) fn missing() -> ValidationError {
    let message = "is missing, or not a text: take the file as Google hands it out";
    ValidationError::new(rule::MISSING).with_message(message.into())
}

/// The error of a key that has a setter of its own.
pub(crate) fn reserved() -> ValidationError {
    let message = "stands among `others`: give it to its own setter, which checks it";
    ValidationError::new(rule::RESERVED_KEY).with_message(message.into())
}

/// The error of a whole value, for a hand-written [`Validate`](validator::Validate).
pub(crate) fn of_the_whole(error: ValidationError) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    errors.add(found::WHOLE, error);
    errors
}

fn answer(findings: impl IntoIterator<Item = Finding>) -> Result<(), ValidationError> {
    let findings: Vec<Finding> = findings.into_iter().collect();
    if findings.is_empty() {
        return Ok(());
    }
    let mut error = ValidationError::new(SEVERAL);
    error.add_param(FINDINGS.into(), &findings);
    Err(error)
}

/// Whether a text is visible ASCII and spaces between, as nearly every text is: it breaks no rule.
fn is_plain(text: &str) -> bool {
    let [b'!'..=b'~', .., b'!'..=b'~'] = text.as_bytes() else {
        return false;
    };
    all_bytes(text, |byte| matches!(byte, b' '..=b'~'))
}

/// Whether a scope is visible ASCII without a comma, as nearly every scope is: it breaks no rule.
fn is_plain_scope(scope: &str) -> bool {
    !scope.is_empty() && all_bytes(scope, |byte| matches!(byte, b'!'..=b'+' | b'-'..=b'~'))
}

/// Looks at every byte, without an early end: so the compiler takes many of them at once.
fn all_bytes(text: &str, fits: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, byte| all & fits(byte))
}

fn broken_by_text(text: &str) -> impl Iterator<Item = &'static str> + use<> {
    let blank = text.trim().is_empty();
    let control = !blank && text.chars().any(char::is_control);
    // A newline at the end is white space and a control character; it is reported once, as the latter.
    let space = |end: Option<char>| end.is_some_and(|end| end.is_whitespace() && !end.is_control());
    let surrounded = !blank && (space(text.chars().next()) || space(text.chars().next_back()));
    [
        (blank, rule::BLANK),
        (control, rule::CONTROL_CHARACTER),
        (surrounded, rule::SURROUNDING_SPACE),
    ]
    .into_iter()
    .filter_map(|(broken, rule)| broken.then_some(rule))
}

fn broken_by_scope(scope: &str) -> Option<&'static str> {
    let joins = |letter: char| letter == ',' || (letter.is_whitespace() && !letter.is_control());
    scope.trim().contains(joins).then_some(rule::JOINED_SCOPES)
}

/// Which scopes of a list stood in it before. A short list is compared pair by pair, which allocates nothing; a
/// long one is hashed, so that the time doesn't grow with the square of its length.
enum Seen<'a> {
    Short(&'a [Scope]),
    Long(&'a [Scope], HashSet<&'a str>),
}

impl<'a> Seen<'a> {
    const SHORT: usize = 16;

    fn of(list: &'a [Scope]) -> Self {
        if list.len() <= Self::SHORT {
            Self::Short(list)
        } else {
            Self::Long(list, HashSet::with_capacity(list.len()))
        }
    }

    /// Must be asked for each index once, in order.
    fn before(&mut self, index: usize) -> bool {
        match self {
            Self::Short(list) => list[..index].contains(&list[index]),
            Self::Long(list, set) => !set.insert(list[index].as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules_of(result: Result<(), ValidationError>) -> Vec<(Option<usize>, String)> {
        let Err(error) = result else {
            return Vec::new();
        };
        let findings: Vec<Finding> =
            serde_json::from_value(error.params[FINDINGS].clone()).unwrap();
        findings
            .into_iter()
            .map(|finding| (finding.item, finding.rule.into_owned()))
            .collect()
    }

    fn of_text(value: &str) -> Vec<String> {
        rules_of(text(value))
            .into_iter()
            .map(|(_, rule)| rule)
            .collect()
    }

    #[test]
    fn a_text_breaks_every_rule_that_it_breaks() {
        assert_eq!(of_text("1234.apps.googleusercontent.com").len(), 0);
        assert_eq!(of_text("two words").len(), 0);
        assert_eq!(of_text(""), [rule::BLANK]);
        assert_eq!(of_text(" \t\n"), [rule::BLANK]);
        assert_eq!(of_text("key\n"), [rule::CONTROL_CHARACTER]);
        assert_eq!(of_text("k\u{0}ey"), [rule::CONTROL_CHARACTER]);
        assert_eq!(of_text(" key"), [rule::SURROUNDING_SPACE]);
        assert_eq!(of_text("key\u{a0}"), [rule::SURROUNDING_SPACE]);
        assert_eq!(
            of_text(" k\u{7f}ey"),
            [rule::CONTROL_CHARACTER, rule::SURROUNDING_SPACE]
        );
    }

    #[test]
    fn a_list_of_scopes_names_each_item_that_is_wrong() {
        let list = ["openid", "", "a b", "a,b", "openid", " x", "y\n"].map(Scope::from);
        let expected = [
            (Some(1), rule::BLANK),
            (Some(2), rule::JOINED_SCOPES),
            (Some(3), rule::JOINED_SCOPES),
            (Some(4), rule::DUPLICATE_SCOPE),
            (Some(5), rule::SURROUNDING_SPACE),
            (Some(6), rule::CONTROL_CHARACTER),
        ];
        assert_eq!(
            rules_of(scopes(&list)),
            expected.map(|(item, rule)| (item, rule.to_owned()))
        );
    }

    #[test]
    fn an_empty_list_is_a_problem_of_the_list() {
        assert_eq!(rules_of(scopes(&[])), [(None, rule::EMPTY_LIST.to_owned())]);
    }

    #[test]
    fn a_repeated_scope_is_found_in_a_long_list_too() {
        let mut list: Vec<Scope> = (0..100)
            .map(|number| Scope::from(format!("scope-{number}")))
            .collect();
        list.push(Scope::from("scope-42"));
        assert_eq!(
            rules_of(scopes(&list)),
            [(Some(100), rule::DUPLICATE_SCOPE.to_owned())]
        );
    }
}
