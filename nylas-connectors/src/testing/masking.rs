//! How secrets are hidden in what a test shows.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::json_text::Members;
use crate::secret_keys::{is_secret_key, may_mention_a_secret};

/// Headers whose values are never shown.
const SECRET_HEADERS: &[&str] = &["authorization", "proxy-authorization", "cookie"];

/// The value of a header, or what is shown for it. The scheme of an authorization is kept, since a test may be about a
/// wrong one.
pub(super) fn masked_header(name: &str, value: &str) -> String {
    if !SECRET_HEADERS
        .iter()
        .any(|held| held.eq_ignore_ascii_case(name))
    {
        return value.to_owned();
    }
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("bearer") => format!("{scheme} ***"),
        _ => "***".to_owned(),
    }
}

/// Whether a text is known to be a secret, whatever its key.
type IsSecret<'a> = dyn Fn(&str) -> bool + 'a;

/// A body with its secrets masked, as compact JSON.
pub(super) fn masked_body(body: &[u8], is_secret: &IsSecret<'_>) -> Vec<u8> {
    let masked = json(body).and_then(|json| serde_json::to_vec(&Masked(json, is_secret)).ok());
    masked.unwrap_or_else(|| not_json(body).into_bytes())
}

/// A body with its secrets masked, as JSON with one member a line.
pub(super) fn masked_lines(body: &[u8], is_secret: &IsSecret<'_>) -> String {
    let masked = json(body).map(|json| Masked(json, is_secret));
    let masked = masked.and_then(|masked| serde_json::to_string_pretty(&masked).ok());
    masked.unwrap_or_else(|| not_json(body))
}

/// A body that is JSON.
fn json(body: &[u8]) -> Option<&RawValue> {
    // This has a limit for the depth, which raw values don't.
    serde_json::from_slice::<Value>(body).ok()?;
    serde_json::from_slice(body).ok()
}

/// Text that isn't JSON is shown, unless there may be a secret in it.
fn not_json(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    if may_mention_a_secret(&text) {
        format!(
            "({} bytes that aren't JSON and may contain a secret)",
            body.len()
        )
    } else {
        text.into_owned()
    }
}

/// JSON that is written without its secrets, in the order of the text, with every repeated key and every number as it is
/// written.
struct Masked<'a>(&'a RawValue, &'a IsSecret<'a>);

impl Serialize for Masked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.get();
        match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text).map_err(S::Error::custom)?;
                let mut map = serializer.serialize_map(None)?;
                for (key, member) in &members {
                    if is_secret_key(key) {
                        map.serialize_entry(key, "***")?;
                    } else {
                        map.serialize_entry(key, &Masked(member, self.1))?;
                    }
                }
                map.end()
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(S::Error::custom)?;
                serializer.collect_seq(items.into_iter().map(|item| Masked(item, self.1)))
            }
            Some(b'"')
                if serde_json::from_str::<String>(text).is_ok_and(|text| (self.1)(&text)) =>
            {
                serializer.serialize_str("***")
            }
            _ => self.0.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(body: &str) -> String {
        String::from_utf8(masked_body(body.as_bytes(), &|text| text == "known")).unwrap()
    }

    #[test]
    fn secrets_are_masked_at_any_depth_and_all_else_keeps_its_order_and_its_spelling() {
        assert_eq!(
            masked(
                r#" {"z":1.50,"s":[{"client_secret":"a\"b","a":2.0}],"a":"\u0041","a":{"b":[]}}"#
            ),
            r#"{"z":1.50,"s":[{"client_secret":"***","a":2.0}],"a":"\u0041","a":{"b":[]}}"#,
        );
    }

    #[test]
    fn secrets_that_are_not_strings_are_masked_whole() {
        assert_eq!(
            masked(r#"{"password":{"a":[1,{"b":2}]},"private_key":17 ,"refresh_token":null}"#),
            r#"{"password":"***","private_key":"***","refresh_token":"***"}"#,
        );
    }

    #[test]
    fn a_text_that_is_known_to_be_a_secret_is_masked_under_any_key() {
        assert_eq!(
            masked(r#"{"pin":"known","pins":["known","no"],"known":1}"#),
            r#"{"pin":"***","pins":["***","no"],"known":1}"#,
        );
    }

    #[test]
    fn a_key_spelled_with_an_escape_is_still_secret() {
        assert_eq!(
            masked(r#"{"client\u005fsecret":"x"}"#),
            r#"{"client_secret":"***"}"#
        );
    }

    #[test]
    fn a_secret_word_that_is_a_value_is_not_a_key() {
        let body = r#"{"a":"password","b":["access_token","x"]}"#;
        assert_eq!(masked(body), body);
    }

    #[test]
    fn text_that_is_not_json_is_shown_unless_it_may_hold_a_secret() {
        for plain in ["a=b&c", "<html>", "{\"a\":"] {
            assert_eq!(masked(plain), plain);
        }
        for broken in [
            r#"{"client_secret":"hun"#,
            "ClientSecret=hunter2",
            r#"{"password":[1,2"#,
        ] {
            let shown = masked(broken);
            assert!(
                shown.ends_with("may contain a secret)") && !shown.contains("hun"),
                "{shown}"
            );
        }
    }

    #[test]
    fn a_body_of_any_depth_is_shown() {
        let deep = "[".repeat(100_000);
        assert_eq!(masked(&deep), deep);
        let deep = format!("{deep}{}", "]".repeat(100_000));
        assert_eq!(masked(&deep), deep);
    }

    #[test]
    fn an_authorization_shows_its_scheme_at_most() {
        assert_eq!(masked_header("Authorization", "Bearer abc"), "Bearer ***");
        assert_eq!(masked_header("authorization", "abc"), "***");
        assert_eq!(masked_header("authorization", "my secret"), "***");
        assert_eq!(
            masked_header("accept", "application/json"),
            "application/json"
        );
    }
}
