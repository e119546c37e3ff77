//! What must not be seen in an error, and its removal from the service's words.

use http::{HeaderMap, HeaderValue};
use serde_json::{Map, Value};

use crate::Secret;
use crate::json_text::{code_unit, hexadecimal};
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
    /// The API key, every secret of the body, and every text under a secret's key in it.
    pub(crate) fn of(api_key: &str, body: &[u8], secrets: &[Secret]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let values = secret_texts(&body).into_iter();
        let secrets = values
            .chain(secrets.iter().map(Secret::expose))
            .filter(|value| value.len() >= SHORTEST_VALUE)
            .chain((api_key.len() >= SHORTEST_KEY).then_some(api_key));
        Self(secrets.map(Secret::from).collect())
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

/// Spans that overlap, as one: a secret may be part of another one.
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
        let letters = text.char_indices();
        let spans = letters.flat_map(|(start, letter)| {
            let length = letter.len_utf8();
            std::iter::repeat_n((start, start + length), length)
        });
        Self {
            bytes: text.as_bytes().to_vec(),
            spans: spans.collect(),
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
            let (meant, length) = escape.unwrap_or_else(|| (vec![byte], 1));
            let span = (self.spans[at].0, self.spans[at + length - 1].1);
            decoded.spans.extend(meant.iter().map(|_| span));
            decoded.bytes.extend(meant);
            at += length;
        }
        (decoded.bytes.len() < self.bytes.len()).then_some(decoded)
    }
}

/// What an escape means, and its length.
type Escape = (Vec<u8>, usize);

/// `\u0026`, `\/`, `\n`.
fn json_escape(text: &[u8]) -> Option<Escape> {
    let meant = match text.get(1)? {
        b'u' => return unicode_escape(text),
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        other @ (b'"' | b'\\' | b'/') => *other,
        _ => return None,
    };
    Some((vec![meant], 2))
}

fn unicode_escape(text: &[u8]) -> Option<Escape> {
    let second = text.get(6..).and_then(code_unit);
    let pair = [code_unit(text)?, second.unwrap_or_default()];
    let letter = char::decode_utf16(pair).next()?.ok()?;
    Some((bytes(letter), 6 * letter.len_utf16()))
}

/// `%2F`.
fn percent(text: &[u8]) -> Option<Escape> {
    let byte = u8::try_from(hexadecimal(text.get(1..3)?)?).ok()?;
    Some((vec![byte], 3))
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn entity(text: &[u8]) -> Option<Escape> {
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
    Some((bytes(letter), end + 1))
}

fn bytes(letter: char) -> Vec<u8> {
    letter.to_string().into_bytes()
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
        let secrets = Secrets::of("nyk_12345", body.to_string().as_bytes(), &[]);
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
        let secrets = Secrets::of("key", body.as_bytes(), &[]);
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
        let secrets = Secrets::of("nyk_12345", b"", &[]);
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
        let secrets = Secrets::of("hush-hush", body.to_string().as_bytes(), &[]);
        assert_eq!(
            secrets.masked("hush-hush-puppy hush-hush hush"),
            "*** *** ***"
        );
        let overlapping = json!({ "client_secret": "abcd", "private_key": "cdef" });
        let secrets = Secrets::of("key", overlapping.to_string().as_bytes(), &[]);
        assert_eq!(secrets.masked("xabcdefx abcdabcd"), "x***x ******");
    }

    #[test]
    fn what_is_too_short_for_a_secret_leaves_the_words_alone() {
        let secrets = Secrets::of("key", br#"{"client_secret":"a"}"#, &[]);
        assert_eq!(secrets.masked("a key is missing"), "a key is missing");
    }

    #[test]
    fn a_request_without_a_body_has_the_key_alone() {
        let secrets = Secrets::of("nyk_12345", b"", &[]);
        assert_eq!(secrets.masked("null nyk_12345"), "null ***");
    }
}
