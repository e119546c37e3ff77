//! What must not be seen in an error, and its removal from the service's words.

use http::{HeaderMap, HeaderValue};
use serde_json::{Map, Value};

use crate::Secret;
use crate::secret_keys::secret_texts;

/// The secrets of one request: a gateway may repeat its head, and the service or the provider its body.
pub(crate) struct Secrets(Vec<Secret>);

/// A shorter API key is a word of a test, and may be part of any sentence.
const SHORTEST_KEY: usize = 8;
/// A shorter value isn't secret, and masking it everywhere would leave nothing to read.
const SHORTEST_VALUE: usize = 4;

/// How often a text is decoded in search of a secret: a body quoted in a message is escaped once more.
const LAYERS: usize = 4;

impl Secrets {
    /// The API key, and every text under a secret's key in the body.
    pub(crate) fn of(api_key: &str, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let values = secret_texts(&body).into_iter();
        let mut secrets: Vec<Secret> = values
            .filter(|value| value.len() >= SHORTEST_VALUE)
            .chain((api_key.len() >= SHORTEST_KEY).then_some(api_key))
            .map(Secret::from)
            .collect();
        // A secret may be part of another one, which must be replaced first.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        Self(secrets)
    }

    pub(crate) fn masked(&self, text: &str) -> String {
        let mut text = text.to_owned();
        self.mask(&mut text);
        text
    }

    /// Replaces every occurrence of a secret, however it is escaped: as JSON, in percents, for HTML, or more than once.
    pub(crate) fn mask(&self, text: &mut String) {
        let mut layer = Layer::new(text);
        let mut spans = Vec::new();
        for _ in 0..LAYERS {
            for secret in &self.0 {
                layer.find(secret.expose().as_bytes(), &mut spans);
            }
            match layer.decoded() {
                Some(decoded) => layer = decoded,
                None => break,
            }
        }
        // From the end, so that the places before it stay where they are.
        spans.sort_unstable();
        for (start, end) in merged(spans).into_iter().rev() {
            text.replace_range(start..end, "***");
        }
    }

    /// Replaces every occurrence of a secret in strings and in keys, at any depth.
    pub(super) fn mask_json(&self, value: &mut Value) {
        match value {
            Value::String(text) => self.mask(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.mask_json(item)),
            Value::Object(map) => self.mask_map(map),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub(super) fn mask_map(&self, map: &mut Map<String, Value>) {
        let masked = std::mem::take(map).into_iter().map(|(mut key, mut value)| {
            self.mask(&mut key);
            self.mask_json(&mut value);
            (key, value)
        });
        *map = masked.collect();
    }
}

impl Secrets {
    /// Replaces the values of headers that hold a secret.
    pub(super) fn mask_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            if self.masked(&text) != text {
                *value = HeaderValue::from_static("***");
            }
        }
    }
}

type Span = (usize, usize);

/// Spans that touch, as one.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// A text after some decoding, with the span of the original that each of its bytes comes from.
struct Layer {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

impl Layer {
    fn new(text: &str) -> Self {
        let mut layer = Self {
            bytes: Vec::with_capacity(text.len()),
            spans: Vec::with_capacity(text.len()),
        };
        for (start, letter) in text.char_indices() {
            layer.push(letter, (start, start + letter.len_utf8()));
        }
        layer
    }

    fn push(&mut self, letter: char, span: Span) {
        let mut buffer = [0; 4];
        for byte in letter.encode_utf8(&mut buffer).bytes() {
            self.bytes.push(byte);
            self.spans.push(span);
        }
    }

    fn find(&self, secret: &[u8], found: &mut Vec<Span>) {
        for (start, window) in self.bytes.windows(secret.len()).enumerate() {
            if window == secret {
                found.push((self.spans[start].0, self.spans[start + secret.len() - 1].1));
            }
        }
    }

    /// The text with one level of escapes decoded; `None` if there is none.
    fn decoded(&self) -> Option<Self> {
        let mut decoded = Self {
            bytes: Vec::with_capacity(self.bytes.len()),
            spans: Vec::with_capacity(self.bytes.len()),
        };
        let mut at = 0;
        while let Some(&byte) = self.bytes.get(at) {
            let rest = &self.bytes[at..];
            let escape = match byte {
                b'\\' => json_escape(rest),
                b'%' => percent(rest),
                b'&' => entity(rest),
                _ => None,
            };
            let (unit, length) = escape.unwrap_or((Unit::Byte(byte), 1));
            let span = (self.spans[at].0, self.spans[at + length - 1].1);
            match unit {
                Unit::Byte(byte) => {
                    decoded.bytes.push(byte);
                    decoded.spans.push(span);
                }
                Unit::Letter(letter) => decoded.push(letter, span),
            }
            at += length;
        }
        (decoded.bytes.len() < self.bytes.len()).then_some(decoded)
    }
}

/// What an escape means.
enum Unit {
    Byte(u8),
    Letter(char),
}

/// `\u0026`, `\/`, `\n`, and its length.
fn json_escape(text: &[u8]) -> Option<(Unit, usize)> {
    let letter = match text.get(1)? {
        b'u' => return unicode_escape(text),
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        other @ (b'"' | b'\\' | b'/') => char::from(*other),
        _ => return None,
    };
    Some((Unit::Letter(letter), 2))
}

fn unicode_escape(text: &[u8]) -> Option<(Unit, usize)> {
    let unit = |text: &[u8]| -> Option<u16> {
        let digits = text.strip_prefix(b"\\u")?.get(..4)?;
        u16::try_from(hexadecimal(digits)?).ok()
    };
    let first = unit(text)?;
    let pair = [first, text.get(6..).and_then(unit).unwrap_or_default()];
    let mut letters = char::decode_utf16(pair);
    let letter = letters.next()?.ok()?;
    Some((
        Unit::Letter(letter),
        if letter.len_utf16() == 2 { 12 } else { 6 },
    ))
}

/// `%2F`, and its length.
fn percent(text: &[u8]) -> Option<(Unit, usize)> {
    let byte = u8::try_from(hexadecimal(text.get(1..3)?)?).ok()?;
    Some((Unit::Byte(byte), 3))
}

/// `&amp;`, `&#38;`, `&#x26;`, and its length.
fn entity(text: &[u8]) -> Option<(Unit, usize)> {
    let end = text.iter().take(12).position(|byte| *byte == b';')?;
    let letter = match &text[1..end] {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hexadecimal(digits)?)?,
        [b'#', digits @ ..] => {
            let digits = std::str::from_utf8(digits).ok()?;
            char::from_u32(digits.parse().ok()?)?
        }
        _ => return None,
    };
    Some((Unit::Letter(letter), end + 1))
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    let valid = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    valid.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_texts_under_a_secrets_key_are_masked_and_no_others() {
        let body = json!({
            "name": "Acme", "settings": { "client_id": "1234", "client_secret": "hush" },
            "credential_data": { "private_key": "BEGIN\n\"abc\"", "keys": 1, "token": ["t-1", { "a": "t-22" }] },
        });
        let secrets = Secrets::of("nyk_12345", body.to_string().as_bytes());
        assert_eq!(
            secrets.masked("Acme 1234 hush nyk_12345 t-22 t-1"),
            "Acme 1234 *** *** *** t-1"
        );
        assert_eq!(
            secrets.masked(&format!("plain BEGIN\n\"abc\", quoted {body}")),
            concat!(
                r#"plain ***, quoted {"credential_data":{"keys":1,"private_key":"***","token":["t-1",{"a":"***"}]},"#,
                r#""name":"Acme","settings":{"client_id":"1234","client_secret":"***"}}"#,
            )
        );
    }

    #[test]
    fn a_secret_is_found_however_it_is_escaped() {
        let secret = "p&w</é\u{1f600}\"\\%";
        let body = json!({ "client_secret": secret }).to_string();
        let secrets = Secrets::of("key", body.as_bytes());
        for quoted in [
            secret.to_owned(),
            r#"p\u0026w\u003c\/\u00e9\ud83d\ude00\"\\%"#.to_owned(),
            r"p&w<\/é😀\u0022\u005C\u0025".to_owned(),
            "p%26w%3C%2F%C3%A9%F0%9F%98%80%22%5C%25".to_owned(),
            "p%26w%3c/%c3%a9%f0%9f%98%80%22%5c%25".to_owned(),
            "p&amp;w&lt;/é😀&quot;\\%".to_owned(),
            "p&#38;w&#x3c;&#x2F;&#233;&#x1F600;&#34;&#92;&#37;".to_owned(),
            json!(json!(secret).to_string()).to_string(),
            json!(json!(json!(secret).to_string()).to_string()).to_string(),
            "p%2526w%253C%252F%25C3%25A9%25F0%259F%2598%2580%2522%255C%2525".to_owned(),
            r"p\u0026amp;w\u0026lt;/é😀\u0026quot;\\\\%".to_owned(),
        ] {
            let masked = secrets.masked(&format!("<{quoted}> and {quoted}."));
            assert!(!masked.contains(['p', 'w']), "{quoted}: {masked}");
            assert_eq!(masked.matches("***").count(), 2, "{quoted}: {masked}");
        }
    }

    #[test]
    fn text_that_only_looks_like_an_escape_stays_as_it_is() {
        let secrets = Secrets::of("nyk_12345", b"");
        for text in [
            "100 %", "%zz", "%+1", "a & b;", "&#xzz;", "&#;", r"\u12", r"\ud83d", r"C:\dir", "\\",
            "é%", "&",
        ] {
            assert_eq!(secrets.masked(text), text);
        }
        assert_eq!(secrets.masked(r"é\ nyk_12345 %"), r"é\ *** %");
    }

    #[test]
    fn a_secret_that_is_part_of_another_one_leaves_nothing_of_it() {
        let body = json!({ "client_secret": "hush", "private_key": "hush-hush-puppy" });
        let secrets = Secrets::of("hush-hush", body.to_string().as_bytes());
        assert_eq!(
            secrets.masked("hush-hush-puppy hush-hush hush"),
            "*** *** ***"
        );
        let overlapping = json!({ "client_secret": "abcd", "private_key": "cdef" });
        let secrets = Secrets::of("key", overlapping.to_string().as_bytes());
        assert_eq!(secrets.masked("xabcdefx abcdabcd"), "x***x ******");
    }

    #[test]
    fn what_is_too_short_for_a_secret_leaves_the_words_alone() {
        let secrets = Secrets::of("key", br#"{"client_secret":"a"}"#);
        assert_eq!(secrets.masked("a key is missing"), "a key is missing");
    }

    #[test]
    fn a_request_without_a_body_has_the_key_alone() {
        let secrets = Secrets::of("nyk_12345", b"");
        assert_eq!(secrets.masked("null nyk_12345"), "null ***");
    }
}
