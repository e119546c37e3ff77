//! JSON as services and people really write it, made readable.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The text without a byte order mark and with `U+FFFD` for what no string can hold: bytes that aren't UTF-8, and halves
/// of surrogate pairs, which a service writes that cuts a text in the middle of a character.
pub(crate) fn clean(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    if text.contains("\\u") {
        without_lone_surrogates(&text)
    } else {
        text.into_owned()
    }
}

fn without_lone_surrogates(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        clean.push_str(before);
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(High), Some(Low)) => 12,
            (Some(_), _) => {
                clean.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            // An escaped backslash doesn't begin another escape.
            (None, _) => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        let (escape, after) = escape.split_at(length);
        clean.push_str(escape);
        rest = after;
    }
    clean.push_str(rest);
    clean
}

enum Surrogate {
    High,
    Low,
}

use Surrogate::{High, Low};

/// Which half of a surrogate pair an escape at the start of the text is.
fn surrogate(text: &str) -> Option<Surrogate> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(High),
        0xdc00..=0xdfff => Some(Low),
        _ => None,
    }
}

/// How deep values may be nested, as in serde's own decoder.
const DEEPEST: u8 = 127;

/// A value, without the parts that can't be one: a number that is too large is valid JSON, but no `Value`.
pub(crate) fn value(text: &str) -> Option<Value> {
    value_within(text, DEEPEST)
}

/// An object, without the members that can't be values. Of a repeated key the last member counts.
pub(crate) fn object(text: &str) -> Option<Map<String, Value>> {
    object_within(text, DEEPEST)
}

fn value_within(text: &str, depth: u8) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let depth = depth.checked_sub(1)?;
    match text.trim_start().as_bytes().first()? {
        b'{' => object_within(text, depth).map(Value::Object),
        b'[' => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
            let items = items.iter();
            Some(
                items
                    .filter_map(|item| value_within(item.get(), depth))
                    .collect(),
            )
        }
        _ => None,
    }
}

fn object_within(text: &str, depth: u8) -> Option<Map<String, Value>> {
    let Members(members) = serde_json::from_str(text).ok()?;
    let members = members.into_iter();
    let values = members.filter_map(|(key, raw)| Some((key, value_within(raw.get(), depth)?)));
    Some(values.collect())
}

/// The members of an object, in its order and as they are written.
#[derive(Default)]
pub(crate) struct Members(pub(crate) Vec<(String, Box<RawValue>)>);

impl Members {
    /// The last member with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&RawValue> {
        let mut last_first = self.0.iter().rev();
        let found = last_first.find(|(held, _)| held == key);
        found.map(|(_, member)| &**member)
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, member)| (key, member)))
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members, A::Error> {
        let mut list = Vec::new();
        while let Some((key, member)) = members.next_entry::<Cow<'_, str>, _>()? {
            list.push((key.into_owned(), member));
        }
        Ok(Members(list))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn half_a_surrogate_pair_becomes_a_replacement_character() {
        for (text, expected) in [
            (r#""a\ud83d b""#, "a\u{fffd} b"),
            (r#""\ude00""#, "\u{fffd}"),
            (r#""\uD83D\uDE00!""#, "\u{1f600}!"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\ud83d\n\u0041""#, "\u{fffd}\nA"),
            (r#""\\ud83d""#, r"\ud83d"),
            (r#""é\\\ud83d""#, "é\\\u{fffd}"),
        ] {
            let clean = clean(text.as_bytes());
            assert_eq!(
                serde_json::from_str::<String>(&clean).unwrap(),
                expected,
                "{text}"
            );
        }
        for odd in [r"\", r"\u", r"\ud83", "\\é", r"\ud83d\"] {
            let _ = clean(odd.as_bytes());
        }
    }

    #[test]
    fn a_byte_order_mark_and_bytes_that_are_not_utf_8_are_no_obstacle() {
        assert_eq!(clean(b"\xef\xbb\xbf{}"), "{}");
        assert_eq!(clean(b"\"\xff\""), "\"\u{fffd}\"");
    }

    #[test]
    fn what_can_not_be_a_value_is_left_out() {
        let text = r#"{"a":1e400,"b":[1,1e400,{"c":-1e999,"d":2}],"e":1,"e":3}"#;
        assert_eq!(value(text), Some(json!({ "b": [1, { "d": 2 }], "e": 3 })));
        assert_eq!(value("1e400"), None);
        assert_eq!(value("NaN"), None);
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(value(&deep).is_some_and(|value| value.is_array()));
        assert_eq!(object("[]"), None);
    }

    #[test]
    fn members_keep_their_order_and_their_digits() {
        let text = r#"{"b":123456789012345678901234567890,"a":1.50,"b":0}"#;
        let members: Members = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&members).unwrap(), text);
        assert_eq!(members.get("b").map(RawValue::get), Some("0"));
    }
}
