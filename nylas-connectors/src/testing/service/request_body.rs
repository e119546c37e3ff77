//! Reading the body of a request, with a refusal that says what is wrong.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::outcome::Reply;

pub(super) type Object = Map<String, Value>;

/// Reads a body. No value of it is in the refusal, since it may be a secret.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Reply> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize(&mut deserializer);
    let parsed = parsed.map_err(|error| Reply::invalid(&message(&error)))?;
    let end = deserializer.end();
    end.map_err(|_| Reply::invalid("the request body isn't valid JSON"))?;
    Ok(parsed)
}

/// Reads the body of an update, which must change something.
pub(super) fn parse_update<T: DeserializeOwned>(body: &[u8]) -> Result<T, Reply> {
    if parse::<Object>(body)?.is_empty() {
        return Err(Reply::invalid("the request body changes nothing"));
    }
    parse(body)
}

fn message(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let text = error.inner().to_string();
    if error.inner().classify() != Category::Data {
        return "the request body isn't valid JSON".to_owned();
    }
    if let Some(key) = text
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next())
    {
        return format!("{key} is required");
    }
    let expected = text
        .split("expected ")
        .nth(1)
        .and_then(|rest| rest.split(" at line").next());
    let hint = if text.starts_with("invalid type: null") {
        ", not null: leave it out"
    } else {
        ""
    };
    let subject = match error.path().to_string() {
        path if path == "." => "the request body".to_owned(),
        path => path,
    };
    format!(
        "{subject} must be {}{hint}",
        expected.unwrap_or("something else")
    )
}

/// For an optional field: serde would take `null` for a missing value, and the service doesn't.
pub(super) fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Like [`not_null`], for a text. An empty one counts as missing, since there are clients that send `""` for what their
/// user didn't set.
pub(super) fn not_empty<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(|text| Some(text).filter(|text| !text.is_empty()))
}

/// The value of a required field.
pub(super) fn required<T>(value: Option<T>, name: &str) -> Result<T, Reply> {
    value.ok_or_else(|| Reply::invalid(&format!("{name} is required")))
}

/// Checks that each key has a text that isn't empty.
pub(super) fn require_texts(object: &Object, keys: &[&str], name: &str) -> Result<(), Reply> {
    let is_text = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    match keys.iter().find(|key| !is_text(key)) {
        Some(key) => Err(Reply::invalid(&format!(
            "{name}.{key} is required, as a string"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only the messages matter")]
    struct Body {
        id: u8,
        #[serde(default, deserialize_with = "not_empty")]
        name: Option<String>,
        #[serde(default, deserialize_with = "not_null")]
        list: Option<Vec<String>>,
    }

    #[test]
    fn a_refusal_says_what_is_wrong_and_shows_no_value() {
        for (body, message) in [
            ("", "the request body isn't valid JSON"),
            (r#"{"id":1"#, "the request body isn't valid JSON"),
            (r#"{"id":1} x"#, "the request body isn't valid JSON"),
            ("7", "the request body must be struct Body"),
            ("{}", "id is required"),
            (r#"{"id":"hush"}"#, "id must be u8"),
            (r#"{"id":1,"name":7}"#, "name must be a string"),
            (
                r#"{"id":1,"name":null}"#,
                "name must be a string, not null: leave it out",
            ),
            (r#"{"id":1,"list":"hush"}"#, "list must be a sequence"),
            (r#"{"id":1,"list":["a",3]}"#, "list[1] must be a string"),
        ] {
            assert_eq!(
                parse::<Body>(body.as_bytes()).unwrap_err().message(),
                message,
                "{body}"
            );
        }
        assert_eq!(parse::<Body>(br#"{"id":1,"name":""}"#).unwrap().name, None);
        let nothing = parse_update::<Body>(b"{}").unwrap_err();
        assert_eq!(nothing.message(), "the request body changes nothing");
    }
}
