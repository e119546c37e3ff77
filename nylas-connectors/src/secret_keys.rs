//! Which keys of a JSON object hold secrets: the one list of them.

use serde_json::Value;

/// What the name of a key contains if its value must not be shown. They are few, so that a value is rather hidden for
/// nothing than shown by mistake.
const SECRET_WORDS: [&str; 5] = ["secret", "key", "token", "password", "passphrase"];

/// Whether one of the words of the name, or the end of one, says that the value is a secret: `client_secret`,
/// `apiKey`, `key`, and not `keyboard`.
pub(crate) fn is_secret_key(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let mut words = key.split(['_', '-', '.']);
    words.any(|word| SECRET_WORDS.iter().any(|secret| word.ends_with(secret)))
}

/// Whether a text that isn't JSON contains one of the words, so that there may be a secret in it.
#[cfg(feature = "testing")]
pub(crate) fn may_mention_a_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| text.contains(word))
}

/// Every text under a secret's key, at any depth.
pub(crate) fn secret_texts(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    gather(value, false, &mut found);
    found
}

fn gather<'a>(value: &'a Value, secret: bool, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) if secret => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| gather(item, secret, found)),
        Value::Object(members) => members
            .iter()
            .for_each(|(key, member)| gather(member, secret || is_secret_key(key), found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::is_secret_key;

    #[test]
    fn a_key_is_secret_by_the_words_of_its_name() {
        for key in [
            "client_secret",
            "apiKey",
            "key",
            "private_key_id",
            "access-token",
            "PASSWORD",
            "passphrase",
        ] {
            assert!(is_secret_key(key), "{key}");
        }
        for key in [
            "client_id",
            "keyboard",
            "tokens_used",
            "topic_name",
            "secretary",
        ] {
            assert!(!is_secret_key(key), "{key}");
        }
    }
}
