//! What is wrong with the shape of a connector in a file: its keys and the types of its values.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::Provider;
use crate::did_you_mean::{closest, suggestion};
use crate::invalid::Violation;
use crate::json_path::{Step, render};
use crate::rule::Rule;

/// A mistake, as serde reports it. It holds no value of the file.
#[derive(Debug, thiserror::Error)]
#[error("a connector has the wrong shape")]
pub enum Mistake {
    UnknownKey(String, &'static [&'static str]),
    MissingKey(&'static str),
    RepeatedKey(&'static str),
    WrongType {
        wanted: String,
    },
    /// Of the right type, but not one of the values that are wanted.
    WrongValue {
        wanted: String,
        /// All of those, if they are few.
        known: &'static [&'static str],
    },
    /// Somewhere inside of an enum's content or a flattened struct, where serde doesn't say the place.
    Inside {
        wanted: String,
    },
    /// Refused by a type's own decoding, which wants this, if that is known.
    Unreadable {
        wanted: Option<String>,
    },
}

impl Mistake {
    /// The key that is wrong, if it isn't the value.
    fn key(&self) -> Option<&str> {
        match self {
            Self::UnknownKey(key, _) => Some(key),
            Self::MissingKey(key) | Self::RepeatedKey(key) => Some(key),
            Self::WrongType { .. }
            | Self::WrongValue { .. }
            | Self::Inside { .. }
            | Self::Unreadable { .. } => None,
        }
    }
}

/// A mistake and where it is: the path of the value with the wrong type, or of the object with the wrong key.
pub struct LocatedMistake {
    pub(super) path: Vec<Step>,
    pub(super) mistake: Mistake,
}

impl LocatedMistake {
    /// The same mistake in a part that is at the path.
    pub(super) fn below(mut self, path: &[Step]) -> Self {
        self.path.splice(..0, path.iter().cloned());
        self
    }

    /// The path of the wrong key itself, or of the value of the wrong type.
    pub(super) fn place(&self) -> Vec<Step> {
        let key = self.mistake.key().map(Step::key);
        self.path.iter().cloned().chain(key).collect()
    }

    /// Whether a string belongs there.
    pub(super) fn wants_text(&self) -> bool {
        matches!(&self.mistake, Mistake::WrongType { wanted } if wanted.contains("string"))
    }

    /// Whether a string may belong there: the type has words of its own for what it wants.
    pub(super) fn may_want_text(&self) -> bool {
        match &self.mistake {
            Mistake::WrongType { wanted } => {
                let others = ["a list", "an object", "a number", "a boolean"];
                !wanted.starts_with("an integer") && !others.contains(&wanted.as_str())
            }
            Mistake::WrongValue { .. } | Mistake::Inside { .. } | Mistake::Unreadable { .. } => {
                true
            }
            _ => false,
        }
    }

    /// `found` is the kind of what is there instead.
    pub(super) fn violation(&self, provider: &Provider, found: &str) -> Violation {
        let owner = match self.path.as_slice() {
            [] => format!("`{provider}` connectors"),
            inner => format!("the `{}` of `{provider}` connectors", render(&shown(inner))),
        };
        let (rule, message) = match &self.mistake {
            Mistake::UnknownKey(key, known) => {
                let suggestion = suggestion(key, known.iter().copied());
                let known = known.join(", ");
                let message = format!("is not a key of {owner}{suggestion} (its keys: {known})");
                (Rule::UNKNOWN_KEY, message)
            }
            Mistake::MissingKey(_) => {
                let needs = if self.path.is_empty() {
                    "need"
                } else {
                    "needs"
                };
                (Rule::MISSING_KEY, format!("is missing: {owner} {needs} it"))
            }
            Mistake::RepeatedKey(_) => (
                Rule::REPEATED_KEY,
                "is there more than once: keep one".to_owned(),
            ),
            Mistake::WrongType { wanted } => {
                (Rule::WRONG_TYPE, format!("must be {wanted}, not {found}"))
            }
            Mistake::WrongValue { wanted, .. } => (Rule::WRONG_VALUE, format!("must be {wanted}")),
            Mistake::Inside { wanted } => {
                let message = format!("has something in it that must be {wanted}");
                (Rule::WRONG_TYPE, message)
            }
            Mistake::Unreadable { wanted } => {
                let wanted = wanted.as_ref();
                let wanted = wanted.map_or(String::new(), |wanted| format!(" (wanted: {wanted})"));
                let message = format!("has a value that can't be used here{wanted}");
                (Rule::WRONG_VALUE, message)
            }
        };
        Violation::new(&shown(&self.place()), rule, message)
    }
}

impl From<serde_path_to_error::Error<Mistake>> for LocatedMistake {
    fn from(error: serde_path_to_error::Error<Mistake>) -> Self {
        use serde_path_to_error::Segment;
        let mut segments = error.path().iter().peekable();
        let mut path = Vec::new();
        while let Some(segment) = segments.next() {
            path.extend(match segment {
                Segment::Seq { index } => Some(Step::Item(*index)),
                Segment::Map { key } => Some(Step::key(key)),
                // The key of the variant's content. Alone it is the value itself.
                Segment::Enum { variant } => segments.peek().map(|_| Step::key(variant)),
                Segment::Unknown => None,
            });
        }
        let mistake = error.into_inner();
        // Of an unknown key the path has the key itself.
        if matches!(&mistake, Mistake::UnknownKey(key, _) if path.last() == Some(&Step::key(key))) {
            path.pop();
        }
        Self { path, mistake }
    }
}

/// A path as it may be shown, with `…` for each key that may be a secret.
pub(super) fn shown(path: &[Step]) -> Vec<Step> {
    let step = |step: &Step| match step {
        Step::Key(key) if !is_word(key) => Step::key("…"),
        other => other.clone(),
    };
    path.iter().map(step).collect()
}

/// Whether a text is certainly a name. Anything else may be a secret in the place of a key: those contain digits, or are
/// longer than a key that anyone would write.
pub(super) fn is_word(text: &str) -> bool {
    let of_a_word = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-';
    !text.is_empty() && text.len() <= 24 && text.bytes().all(of_a_word)
}

/// Returns a clause about a key that is missing: which of the present keys was probably meant to be it.
pub(super) fn misspelled_as<'a>(missing: &str, present: impl Iterator<Item = &'a str>) -> String {
    closest(missing, present.filter(|word| is_word(word))).map_or_else(String::new, |near| {
        format!(" (did you misspell it as `{near}`?)")
    })
}

impl de::Error for Mistake {
    /// The message may hold a value, so it is dropped.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Unreadable { wanted: None }
    }

    fn invalid_type(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::WrongType {
            wanted: in_words(&wanted.to_string()),
        }
    }

    fn invalid_value(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::WrongValue {
            wanted: in_words(&wanted.to_string()),
            known: &[],
        }
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        let suggestion = suggestion(variant, known.iter().copied());
        Self::WrongValue {
            wanted: format!("one of {}{suggestion}", known.join(", ")),
            known,
        }
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::UnknownKey(field.to_owned(), known)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::MissingKey(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::RepeatedKey(field)
    }
}

/// What serde expects, in words for whoever wrote the file.
fn in_words(wanted: &str) -> String {
    let words = match wanted {
        "a sequence" => "a list",
        "a map" => "an object",
        "f32" | "f64" => "a number",
        name if name.starts_with("struct ") || name.contains(" tagged enum ") => "an object",
        name if name.starts_with("enum ") => "a string",
        other => return integer(other).unwrap_or_else(|| other.to_owned()),
    };
    words.to_owned()
}

/// The range of a type such as `u8`.
fn integer(name: &str) -> Option<String> {
    macro_rules! range {
        ($($Integer:ident)*) => {
            match name {
                $(stringify!($Integer) => ($Integer::MIN.to_string(), $Integer::MAX.to_string()),)*
                _ => return None,
            }
        };
    }
    let (least, most) = range!(u8 u16 u32 u64 u128 i8 i16 i32 i64 i128);
    Some(format!("an integer from {least} to {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConnectorDraft;

    /// The keys that a provider's connectors and their settings know, as the problem about another key lists them.
    fn known_by(provider: &Provider) -> Vec<String> {
        let json = format!(r#"{{"provider":"{provider}","?":1,"settings":{{"?":1}}}}"#);
        let draft: ConnectorDraft = serde_json::from_str(&json).unwrap();
        let invalid = draft.check().unwrap_err();
        let lists = invalid
            .iter()
            .filter_map(|problem| problem.message().split_once("(its keys: "));
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
