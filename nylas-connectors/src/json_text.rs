//! JSON as services and people really write it, made readable.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The text without byte order marks around it, and repaired where that makes it JSON. Bytes that aren't UTF-8 become
/// `U+FFFD`.
pub(crate) fn clean(bytes: &[u8]) -> String {
    // Valid text, as nearly all is, needs none of the slow search for what isn't.
    let text = str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let text = text.trim_matches(['\u{feff}', '\0']);
    let is_json = |text: &str| serde_json::from_str::<IgnoredAny>(text).is_ok();
    // Half of a surrogate pair is valid JSON, and no text.
    if !text.contains("\\u") && is_json(text) {
        return text.to_owned();
    }
    let repaired = repaired(text);
    if is_json(&repaired) {
        repaired
    } else {
        text.to_owned()
    }
}

/// The text with valid escapes in its strings. A service that cuts a text in the middle of a character writes half of a
/// surrogate pair, which becomes `U+FFFD`; one that writes JSON by hand leaves control characters and backslashes plain.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut in_string = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mut length = letter.len_utf8();
        match letter {
            '\\' if in_string => {
                let (escape, taken) = valid_escape(rest);
                repaired.push_str(escape);
                length = taken;
            }
            _ if in_string && letter.is_ascii_control() => {
                let _ = write!(repaired, "\\u{:04x}", u32::from(letter));
            }
            _ => {
                in_string ^= letter == '"';
                repaired.push(letter);
            }
        }
        rest = &rest[length..];
    }
    repaired
}

/// What to write for the escape at the start of the text, and how long it is there.
fn valid_escape(text: &str) -> (&str, usize) {
    let next_unit = || text.as_bytes().get(6..).and_then(code_unit);
    match code_unit(text.as_bytes()) {
        Some(0xd800..=0xdbff) if matches!(next_unit(), Some(0xdc00..=0xdfff)) => (&text[..12], 12),
        Some(0xd800..=0xdfff) => ("\\ufffd", 6),
        Some(_) => (&text[..6], 6),
        None => match text.as_bytes().get(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => (&text[..2], 2),
            _ => ("\\\\", 1),
        },
    }
}

/// The unit of UTF-16 that an escape at the start of the text means, such as `\u00e9`.
pub(crate) fn code_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    hexadecimal(digits)?.try_into().ok()
}

/// The number that these digits are. Rust's own parser would take a sign too.
pub(crate) fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let digits = str::from_utf8(digits).ok()?;
    let valid = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    valid.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// How deep values may be nested, as in serde's own decoder.
const DEEPEST: u8 = 127;

/// A value, without the parts that can't be one: a number that is too large is valid JSON, but no `Value`. Of a repeated
/// key the last member counts.
pub(crate) fn value(text: &str) -> Option<Value> {
    value_within(text, DEEPEST)
}

/// The same for what must be an object.
pub(crate) fn object(text: &str) -> Option<Map<String, Value>> {
    match value(text)? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn value_within(text: &str, depth: u8) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let depth = depth.checked_sub(1)?;
    match text.trim_start().as_bytes().first()? {
        b'{' => {
            let Members(members) = serde_json::from_str(text).ok()?;
            let member =
                |(key, raw): (_, Box<RawValue>)| Some((key, value_within(raw.get(), depth)?));
            Some(members.into_iter().filter_map(member).collect())
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let item = |raw: &RawValue| value_within(raw.get(), depth);
            Some(items.into_iter().filter_map(item).collect())
        }
        _ => None,
    }
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
        while let Some(member) = members.next_entry()? {
            list.push(member);
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
        for odd in ['\\', 'u', 'é', '"'] {
            for text in [
                format!("\\{odd}"),
                format!("\"\\{odd}"),
                format!("\"\\ud83d\\{odd}"),
            ] {
                assert_eq!(clean(text.as_bytes()), text);
            }
        }
    }

    #[test]
    fn a_string_with_plain_control_characters_and_backslashes_is_repaired() {
        for (text, expected) in [
            ("\"a\tb\n\"", "a\tb\n"),
            ("\"a\0\u{7f}b\"\0", "a\0\u{7f}b"),
            (r#""C:\Users\new""#, "C:\\Users\new"),
            (r#""\x41 \u12""#, r"\x41 \u12"),
            ("\u{feff}\u{feff}\"a\"", "a"),
        ] {
            let clean = clean(text.as_bytes());
            assert_eq!(serde_json::from_str::<String>(&clean).unwrap(), expected);
        }
        // What no repair makes JSON stays as it is.
        let html = "<a title=\"two\nlines\">\\x</a>";
        assert_eq!(clean(html.as_bytes()), html);
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
