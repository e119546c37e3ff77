//! What is wrong with the shape of a connector in a file: its keys and the types of its values.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::near::nearest;
use crate::Provider;
use crate::path::{Step, render};
use crate::validation::Found;

/// A mistake and where it was made. It holds no value of the file.
#[derive(Debug)]
pub(super) struct Mistake {
    /// The innermost step first, as the mistake learns them on its way out.
    way: Vec<Step>,
    pub(super) what: What,
}

/// What was done wrong.
#[derive(Debug)]
pub(super) enum What {
    UnknownKey(String, &'static [&'static str]),
    MissingKey(&'static str),
    RepeatedKey(&'static str),
    WrongType { found: String, wanted: String },
    Unclear,
}

impl Mistake {
    fn new(what: What) -> Self {
        Self {
            way: Vec::new(),
            what,
        }
    }

    /// The same mistake, seen from one step further out.
    pub(super) fn within(mut self, step: Step) -> Self {
        self.way.push(step);
        self
    }

    /// The way to the object with the wrong key, or to the value of the wrong type.
    pub(super) fn way(&self) -> Vec<Step> {
        self.way.iter().rev().cloned().collect()
    }

    /// The way to the wrong key itself, or to the value of the wrong type.
    pub(super) fn place(&self) -> Vec<Step> {
        let key = match &self.what {
            What::UnknownKey(key, _) => Some(key.as_str()),
            What::MissingKey(key) | What::RepeatedKey(key) => Some(*key),
            What::WrongType { .. } | What::Unclear => None,
        };
        let mut way = self.way();
        way.extend(key.map(|key| Step::Key(key.to_owned())));
        way
    }

    /// Whether a text belongs there.
    pub(super) fn wants_text(&self) -> bool {
        matches!(&self.what, What::WrongType { wanted, .. } if wanted == "a string")
    }

    /// What people are told.
    pub(super) fn problem(&self, provider: &Provider) -> Found {
        let owner = match self.way().as_slice() {
            [] => format!("`{provider}` connectors"),
            inner => format!("the `{}` of `{provider}` connectors", render(&shown(inner))),
        };
        let (rule, message) = match &self.what {
            What::UnknownKey(key, known) => {
                let near = did_you_mean(key, known.iter().copied());
                let known = known.join(", ");
                (
                    "unknown_key",
                    format!("is not a key of {owner}{near} (its keys: {known})"),
                )
            }
            What::MissingKey(_) => ("missing_key", format!("is missing: {owner} need it")),
            What::RepeatedKey(_) => (
                "repeated_key",
                "is there more than once: keep one".to_owned(),
            ),
            What::WrongType { found, wanted } => {
                ("wrong_type", format!("must be {wanted}, not {found}"))
            }
            What::Unclear => ("wrong_type", "can't be read".to_owned()),
        };
        Found {
            way: shown(&self.place()),
            rule: rule.into(),
            message: message.into(),
        }
    }
}

/// A way through a file as it may be shown, with `…` for each key that may be a secret.
pub(super) fn shown(way: &[Step]) -> Vec<Step> {
    let step = |step: &Step| match step {
        Step::Key(key) if !is_word(key) => Step::Key("…".to_owned()),
        other => other.clone(),
    };
    way.iter().map(step).collect()
}

/// Whether a text is surely the name of something. What isn't may be a secret that slipped into a key's place: those
/// have digits in them, or are longer than a key that anyone would write.
fn is_word(text: &str) -> bool {
    let of_a_word = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-';
    !text.is_empty() && text.len() <= 24 && text.bytes().all(of_a_word)
}

/// A part of a message about a word that isn't one of those that are known.
pub(super) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(": did you mean `{near}`?"))
}

/// A part of a message about a known word that is missing: the one of those that are there which is most likely meant
/// by it, and may be shown.
pub(super) fn mistaken_for<'a>(missing: &str, there: impl Iterator<Item = &'a str>) -> String {
    let near = nearest(missing, there.filter(|word| is_word(word)));
    near.map_or_else(String::new, |near| {
        format!(" (did you mean it by `{near}`?)")
    })
}

impl de::Error for Mistake {
    /// The message may hold a value, so it is dropped.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new(What::Unclear)
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Other(kind) => kind,
            Unexpected::Str(_) => "a string",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "this",
        };
        let wanted = wanted.to_string();
        let wanted = match wanted.as_str() {
            "a sequence" => "a list",
            name if name.starts_with("struct ") => "an object",
            other => other,
        };
        Self::new(What::WrongType {
            found: found.to_owned(),
            wanted: wanted.to_owned(),
        })
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownKey(field.to_owned(), known))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(What::MissingKey(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(What::RepeatedKey(field))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a connector has the wrong shape")
    }
}

impl std::error::Error for Mistake {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConnectorDraft;

    /// The keys that a provider's connectors and their settings know, as the complaints about another one list them.
    fn known_by(provider: &Provider) -> Vec<String> {
        let json = format!(r#"{{"provider":"{provider}","?":1,"settings":{{"?":1}}}}"#);
        let draft: ConnectorDraft = serde_json::from_str(&json).unwrap();
        let invalid = draft.check().unwrap_err();
        let lists = invalid
            .iter()
            .filter_map(|problem| problem.message.split_once("(its keys: "));
        let keys = lists.flat_map(|(_, list)| list.trim_end_matches(')').split(", "));
        keys.map(str::to_owned).collect()
    }

    #[test]
    fn every_known_key_of_every_provider_is_shown() {
        for provider in Provider::ALL {
            let known = known_by(provider);
            assert!(
                known.iter().any(|key| key == "provider"),
                "{provider}: {known:?}"
            );
            for key in known {
                assert!(is_word(&key), "{provider}: {key}");
            }
        }
        assert!(known_by(&Provider::Google).contains(&"topic_name".to_owned()));
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for key in [
            "",
            "GOCSPX-1a2b3c",
            "0123456789abcdef0123456789abcdef",
            "abcdefghijklmnopqrstuvwxy",
            "two words",
            "clé",
        ] {
            assert!(!is_word(key), "{key}");
        }
    }
}
