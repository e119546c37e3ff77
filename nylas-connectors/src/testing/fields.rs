//! Reading the fields of a request's body, with a refusal for what is wrong.

use serde_json::{Map, Value};

use super::answers::Refusal;
use super::request::RecordedRequest;

/// A JSON object, as it stands in a body.
pub(super) type Object = Map<String, Value>;

/// The body, which must be a JSON object.
pub(super) fn body(request: &RecordedRequest) -> Result<Object, Refusal> {
    match serde_json::from_slice(request.body()) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::invalid("the request body must be a JSON object")),
        Err(_) => Err(Refusal::invalid("the request body isn't valid JSON")),
    }
}

/// The body of a change, which must change something.
pub(super) fn change(request: &RecordedRequest) -> Result<Object, Refusal> {
    let object = body(request)?;
    if object.is_empty() {
        return Err(Refusal::invalid("the request body changes nothing"));
    }
    Ok(object)
}

/// A string that may be left out. An empty one counts as left out, as clients
/// exist that send `""` for what their user didn't set.
pub(super) fn optional_text<'a>(object: &'a Object, key: &str) -> Result<Option<&'a str>, Refusal> {
    match object.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(other) => Err(must_be("a string", key, other)),
    }
}

/// A string that must be there and not be empty.
pub(super) fn text<'a>(object: &'a Object, key: &str) -> Result<&'a str, Refusal> {
    not_null(object, key)?;
    optional_text(object, key)?.ok_or_else(|| required(key))
}

/// An object that may be left out, but not be `null`.
pub(super) fn optional_object(object: &Object, key: &str) -> Result<Option<Object>, Refusal> {
    match object.get(key) {
        None => Ok(None),
        Some(Value::Object(inner)) => Ok(Some(inner.clone())),
        Some(other) => Err(must_be("an object", key, other)),
    }
}

/// An object that must be there.
pub(super) fn object(object: &Object, key: &str) -> Result<Object, Refusal> {
    not_null(object, key)?;
    optional_object(object, key)?.ok_or_else(|| required(key))
}

/// A list of strings that may be left out.
pub(super) fn optional_list(object: &Object, key: &str) -> Result<Option<Vec<String>>, Refusal> {
    let Some(value) = object.get(key) else {
        return Ok(None);
    };
    let wrong = || must_be("a list of strings", key, value);
    let items = value.as_array().ok_or_else(wrong)?;
    let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
    texts
        .collect::<Option<Vec<_>>>()
        .map(Some)
        .ok_or_else(wrong)
}

/// The refusal of a value that has the wrong type. A `null` is most likely a client's word for what isn't set.
fn must_be(wanted: &str, key: &str, value: &Value) -> Refusal {
    let hint = if value.is_null() {
        ", not null: leave it out"
    } else {
        ""
    };
    Refusal::invalid(format!("{key} must be {wanted}{hint}"))
}

/// Checks that a required key isn't `null`, which it wouldn't help to leave out.
fn not_null(object: &Object, key: &str) -> Result<(), Refusal> {
    match object.get(key) {
        Some(Value::Null) => Err(required(key)),
        _ => Ok(()),
    }
}

fn required(key: &str) -> Refusal {
    Refusal::invalid(format!("{key} is required"))
}

/// Checks that all of the keys hold a string that isn't empty.
pub(super) fn require(object: &Object, keys: &[&str], parent: &str) -> Result<(), Refusal> {
    for key in keys {
        text(object, key)
            .map_err(|_| Refusal::invalid(format!("{parent}.{key} is required, as a string")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_null_is_told_to_be_left_out_unless_the_key_is_required() {
        let body = json!({"key": null});
        let body = body.as_object().unwrap();
        for (refused, message) in [
            (
                optional_text(body, "key").map(drop),
                "key must be a string, not null: leave it out",
            ),
            (
                optional_object(body, "key").map(drop),
                "key must be an object, not null: leave it out",
            ),
            (
                optional_list(body, "key").map(drop),
                "key must be a list of strings, not null: leave it out",
            ),
            (text(body, "key").map(drop), "key is required"),
            (object(body, "key").map(drop), "key is required"),
        ] {
            assert_eq!(refused.unwrap_err().message(), message);
        }
    }
}
