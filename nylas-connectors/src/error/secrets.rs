//! What must not be seen in an error, and its removal from the service's words.

use serde_json::{Map, Value};

use crate::Secret;
use crate::secret_keys::secret_texts;

/// The secrets of one request: a gateway may repeat its head, and the service or the provider its body.
pub(crate) struct Secrets(Vec<Secret>);

/// A shorter API key is a word that a test took for one, and may be part of any sentence.
const SHORTEST_KEY: usize = 8;
/// A shorter value isn't secret, and masking it everywhere would leave nothing to read.
const SHORTEST_VALUE: usize = 4;

impl Secrets {
    /// The API key, and each text that stands under a secret's key in the body.
    pub(crate) fn of(api_key: &str, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let values = secret_texts(&body).into_iter();
        let mut secrets: Vec<Secret> = values
            .filter(|value| value.len() >= SHORTEST_VALUE)
            .chain((api_key.len() >= SHORTEST_KEY).then_some(api_key))
            .flat_map(as_written)
            .collect();
        // A secret may be a part of another one, which must be replaced before it.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        Self(secrets)
    }

    /// Replaces each occurrence of a secret.
    pub(super) fn mask(&self, text: &mut String) {
        for secret in self.0.iter().map(Secret::expose) {
            if text.contains(secret) {
                *text = text.replace(secret, "***");
            }
        }
    }

    /// Replaces each occurrence of a secret in strings and in keys, however deep.
    pub(super) fn mask_json(&self, value: &mut Value) {
        match value {
            Value::String(text) => self.mask(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.mask_json(item)),
            Value::Object(map) => *map = self.masked_map(std::mem::take(map)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn masked_map(&self, map: Map<String, Value>) -> Map<String, Value> {
        map.into_iter()
            .map(|(mut key, mut value)| {
                self.mask(&mut key);
                self.mask_json(&mut value);
                (key, value)
            })
            .collect()
    }
}

/// A secret as it is, and as JSON writes it if that differs: a message may quote the body, and in there the newlines
/// of a private key are two letters each.
fn as_written(secret: &str) -> impl Iterator<Item = Secret> {
    let quoted = Value::from(secret).to_string();
    let escaped = quoted.get(1..quoted.len() - 1).unwrap_or(secret);
    let other = (escaped != secret).then(|| Secret::from(escaped));
    std::iter::once(Secret::from(secret)).chain(other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn masked(secrets: &Secrets, text: &str) -> String {
        let mut text = text.to_owned();
        secrets.mask(&mut text);
        text
    }

    #[test]
    fn the_texts_under_a_secrets_key_are_taken_out_and_no_others() {
        let body = json!({
            "name": "Acme", "settings": { "client_id": "1234", "client_secret": "hush" },
            "credential_data": { "private_key": "BEGIN\n\"abc\"", "keys": 1, "token": ["t-1", { "a": "t-22" }] },
        });
        let secrets = Secrets::of("nyk_12345", body.to_string().as_bytes());
        assert_eq!(
            masked(&secrets, "Acme 1234 hush nyk_12345 t-22 t-1"),
            "Acme 1234 *** *** *** t-1"
        );
        assert_eq!(
            masked(&secrets, &format!("plain BEGIN\n\"abc\", quoted {body}")),
            concat!(
                r#"plain ***, quoted {"credential_data":{"keys":1,"private_key":"***","token":["t-1",{"a":"***"}]},"#,
                r#""name":"Acme","settings":{"client_id":"1234","client_secret":"***"}}"#,
            )
        );
    }

    #[test]
    fn a_secret_that_is_a_part_of_another_one_leaves_nothing_of_it() {
        let body = json!({ "client_secret": "hush", "private_key": "hush-hush-puppy" });
        let secrets = Secrets::of("hush-hush", body.to_string().as_bytes());
        assert_eq!(
            masked(&secrets, "hush-hush-puppy hush-hush hush"),
            "*** *** ***"
        );
    }

    #[test]
    fn what_is_too_short_for_a_secret_leaves_the_words_alone() {
        let secrets = Secrets::of("key", br#"{"client_secret":"a"}"#);
        assert_eq!(masked(&secrets, "a key is missing"), "a key is missing");
    }

    #[test]
    fn a_request_without_a_body_has_the_key_alone() {
        let secrets = Secrets::of("nyk_12345", b"");
        assert_eq!(masked(&secrets, "null nyk_12345"), "null ***");
    }
}
