//! The words by which a problem names the rule that it breaks.

use std::borrow::Cow;

use validator::ValidationError;

/// A rule. Its word stays the same between versions, and is in a table of the documentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule(&'static str);

macro_rules! rules {
    ($($NAME:ident = $word:literal $(: $message:literal)?,)*) => {
        impl Rule {
            $(pub(crate) const $NAME: Self = Self($word);)*

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$NAME),*];
        }

        /// What is wrong and what to do. It holds no part of the rejected value.
        pub(crate) fn message_of(rule: &str) -> &'static str {
            match rule {
                $($($word => $message,)?)*
                _ => "is not valid",
            }
        }
    };
}

rules! {
    // Of a text or a list.
    BLANK = "blank": "is blank: give it a value; an optional one may be left out",
    CONTROL_CHARACTER = "control_character": "has a control character in it, such as a newline: take it out",
    SURROUNDING_SPACE = "surrounding_space": "starts or ends with a space: trim it",
    JOINED_SCOPES = "joined_scopes": "joins several scopes in one string: make each one an item of the list",
    DUPLICATE_SCOPE = "duplicate_scope": "is listed twice: list each scope once",
    EMPTY_LIST = "empty_list": "has no scope in it: list at least one, or leave it out",
    EMPTY_UPDATE = "empty_update": "changes nothing: set at least one field",
    // The message of each of these is where it is found.
    // Of a credential.
    ESCAPED_NEWLINE = "escaped_newline",
    NOT_AN_ADDRESS = "not_an_address",
    RESERVED_KEY = "reserved_key",
    KEY_FILE = "key_file",
    MISSING = "missing",
    // Of a request.
    PATH_SEGMENT = "path_segment",
    NOT_FINITE = "not_finite",
    NOT_JSON = "not_json",
    // Of a file.
    UNKNOWN_PROVIDER = "unknown_provider",
    UNKNOWN_KEY = "unknown_key",
    MISSING_KEY = "missing_key",
    REPEATED_KEY = "repeated_key",
    WRONG_TYPE = "wrong_type",
    WRONG_VALUE = "wrong_value",
    ENV = "env",
    FILE = "file",
    TWO_SOURCES = "two_sources",
}

impl Rule {
    /// The error of a field that breaks it.
    pub(crate) fn error(self, message: &'static str) -> ValidationError {
        ValidationError::new(self.0).with_message(message.into())
    }
}

impl From<Rule> for Cow<'static, str> {
    fn from(rule: Rule) -> Self {
        rule.0.into()
    }
}

impl PartialEq<Rule> for Cow<'static, str> {
    fn eq(&self, rule: &Rule) -> bool {
        *self == rule.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_in_a_table_of_the_documentation() {
        let content = include_str!("validation.rs");
        let files = include_str!("providers/any/draft.rs");
        for Rule(word) in Rule::ALL {
            let (row, row_of_files) = (format!("//! | `{word}` |"), format!("/// | `{word}` |"));
            assert!(
                content.contains(&row) || files.contains(&row_of_files),
                "`{word}` has no row in the documentation of `validation`, nor of `ConnectorDraft`"
            );
        }
    }
}
