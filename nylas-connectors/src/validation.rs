//! The rules about content, as functions for [validator](https://docs.rs/validator)'s `custom` check.
//!
//! The service documents no maximum length and no pattern, so a rule rejects only what can never be valid. What merely
//! looks wrong is [advice](crate::advice()) and is accepted.
//!
//! | rule | rejects |
//! |---|---|
//! | `blank` | a text that is empty or only white space |
//! | `control_character` | a text with a control character, such as a newline |
//! | `surrounding_space` | a text that starts or ends with a space |
//! | `joined_scopes` | several scopes in one string |
//! | `duplicate_scope` | a scope that is listed twice |
//! | `empty_list` | an empty list of scopes |
//! | `empty_update` | an update that changes nothing |
//! | `key_file` | the text of a key file that isn't a JSON object, or is of another kind of file |
//! | `missing` | a key file without one of the keys that the service needs |
//! | `escaped_newline` | a private key with a backslash in it, as in `\n` written as two characters |
//! | `not_an_address` | an email address without an `@` between two parts |
//! | `reserved_key` | an extra key of an [`AdminConsent`](crate::AdminConsent) that has a setter of its own |
//! | `path_segment` | a provider or an ID that is empty, `.` or `..`, where it would become part of a URL's path |
//! | `not_finite` | NaN and infinity, which JSON doesn't have |
//! | `not_json` | a value whose `Serialize` fails, or isn't a JSON object where one is needed |
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
//! let invalid = Team::builder().label(" Sales").build().err().expect("it starts with a space");
//! assert_eq!(invalid.problems()[0].path(), "label");
//! assert_eq!(invalid.problems()[0].rule(), "surrounding_space");
//! ```

pub(crate) mod findings;

use std::collections::HashSet;
use std::io;

use serde::Serialize;
use validator::{ValidationError, ValidationErrors};

use self::findings::{Finding, outcome};
use crate::Scope;
use crate::rule::Rule;

/// Checks a text: not blank, no control character, no space at its start or end.
///
/// # Errors
///
/// Every rule that the text breaks.
pub fn text(text: &str) -> Result<(), ValidationError> {
    if is_plain(text) {
        return Ok(());
    }
    outcome(broken_by_text(text).map(Finding::of_whole))
}

/// Checks a list of scopes: there is at least one, each is a valid text and a single scope, and none is listed twice.
///
/// # Errors
///
/// Every rule that the list or one of its scopes breaks.
pub fn scopes(list: &[Scope]) -> Result<(), ValidationError> {
    if list.is_empty() {
        return outcome([Finding::of_whole(Rule::EMPTY_LIST)]);
    }
    if is_plain_list(list) {
        return Ok(());
    }
    let mut seen = HashSet::with_capacity(list.len());
    outcome(list.iter().enumerate().flat_map(|(index, scope)| {
        let repeated = !seen.insert(scope.as_str());
        broken_by_text(scope.as_str())
            .chain(broken_by_scope(scope.as_str()))
            .chain(repeated.then_some(Rule::DUPLICATE_SCOPE))
            .map(move |rule| Finding::of_item(index, rule))
    }))
}

/// Checks a text that may contain newlines, such as a key in PEM form.
pub(crate) fn not_blank(text: &str) -> Result<(), ValidationError> {
    let blank = text.trim().is_empty();
    outcome(blank.then(|| Finding::of_whole(Rule::BLANK)))
}

/// Checks an update: one that serializes to `{}` is a mistake, though the official clients send it.
pub(crate) fn changes_something<T: Serialize>(update: &T) -> Result<(), ValidationError> {
    let mut length = Length(0);
    let empty = serde_json::to_writer(&mut length, update).is_ok() && length.0 <= "{}".len();
    outcome(empty.then(|| Finding::of_whole(Rule::EMPTY_UPDATE)))
}

/// How long a value is as JSON, without keeping a copy of the secrets in it.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every problem that the checks of these fields find.
pub(crate) fn all(
    checks: impl IntoIterator<Item = (&'static str, Result<(), ValidationError>)>,
) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    for (key, outcome) in checks {
        if let Err(error) = outcome {
            errors.add(key, error);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Whether a text is visible ASCII with spaces inside at most, as nearly every text is: it breaks no rule.
fn is_plain(text: &str) -> bool {
    let [b'!'..=b'~', .., b'!'..=b'~'] = text.as_bytes() else {
        return false;
    };
    all_bytes(text, |byte| matches!(byte, b' '..=b'~'))
}

/// Whether a short list breaks no rule, found without an allocation. A long one is left to the hash set, since
/// comparing all pairs takes time that grows with the square.
fn is_plain_list(list: &[Scope]) -> bool {
    list.len() <= 16
        && list
            .iter()
            .enumerate()
            .all(|(index, scope)| is_plain_scope(scope.as_str()) && !list[..index].contains(scope))
}

fn is_plain_scope(scope: &str) -> bool {
    !scope.is_empty() && all_bytes(scope, |byte| matches!(byte, b'!'..=b'+' | b'-'..=b'~'))
}

/// Looks at every byte without returning early, which lets the compiler vectorize it.
fn all_bytes(text: &str, fits: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, byte| all & fits(byte))
}

fn broken_by_text(text: &str) -> impl Iterator<Item = Rule> + use<> {
    let blank = text.trim().is_empty();
    let control = !blank && text.chars().any(char::is_control);
    // A newline at the end is white space and a control character; it is reported once, as the latter.
    let space = |end: Option<char>| end.is_some_and(|end| end.is_whitespace() && !end.is_control());
    let surrounded = !blank && (space(text.chars().next()) || space(text.chars().next_back()));
    [
        (blank, Rule::BLANK),
        (control, Rule::CONTROL_CHARACTER),
        (surrounded, Rule::SURROUNDING_SPACE),
    ]
    .into_iter()
    .filter_map(|(broken, rule)| broken.then_some(rule))
}

fn broken_by_scope(scope: &str) -> Option<Rule> {
    let joins = |letter: char| letter == ',' || (letter.is_whitespace() && !letter.is_control());
    scope.trim().contains(joins).then_some(Rule::JOINED_SCOPES)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn rules_of(result: Result<(), ValidationError>) -> Vec<Finding> {
        let Err(error) = result else {
            return Vec::new();
        };
        findings::listed(&error).unwrap()
    }

    fn of_text(value: &str) -> Vec<Cow<'static, str>> {
        let found = rules_of(text(value)).into_iter();
        found.map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_text_breaks_every_rule_that_it_breaks() {
        assert_eq!(of_text("1234.apps.googleusercontent.com").len(), 0);
        assert_eq!(of_text("two words").len(), 0);
        assert_eq!(of_text(""), [Rule::BLANK]);
        assert_eq!(of_text(" \t\n"), [Rule::BLANK]);
        assert_eq!(of_text("key\n"), [Rule::CONTROL_CHARACTER]);
        assert_eq!(of_text("k\u{0}ey"), [Rule::CONTROL_CHARACTER]);
        assert_eq!(of_text(" key"), [Rule::SURROUNDING_SPACE]);
        assert_eq!(of_text("key\u{a0}"), [Rule::SURROUNDING_SPACE]);
        assert_eq!(
            of_text(" k\u{7f}ey"),
            [Rule::CONTROL_CHARACTER, Rule::SURROUNDING_SPACE]
        );
    }

    #[test]
    fn a_list_of_scopes_names_each_item_that_is_wrong() {
        let list = ["openid", "", "a b", "a,b", "openid", " x", "y\n"].map(Scope::from);
        let expected = [
            Finding::of_item(1, Rule::BLANK),
            Finding::of_item(2, Rule::JOINED_SCOPES),
            Finding::of_item(3, Rule::JOINED_SCOPES),
            Finding::of_item(4, Rule::DUPLICATE_SCOPE),
            Finding::of_item(5, Rule::SURROUNDING_SPACE),
            Finding::of_item(6, Rule::CONTROL_CHARACTER),
        ];
        assert_eq!(rules_of(scopes(&list)), expected);
    }

    #[test]
    fn an_empty_list_is_a_problem_of_the_list() {
        assert_eq!(rules_of(scopes(&[])), [Finding::of_whole(Rule::EMPTY_LIST)]);
    }

    #[test]
    fn a_repeated_scope_is_found_in_a_long_list_too() {
        let mut list: Vec<Scope> = (0..100)
            .map(|number| Scope::from(format!("scope-{number}")))
            .collect();
        list.push(Scope::from("scope-42"));
        assert_eq!(
            rules_of(scopes(&list)),
            [Finding::of_item(100, Rule::DUPLICATE_SCOPE)]
        );
    }
}
