//! Reading the body of a request, with a refusal that says what is wrong. No value of it is in the refusal, since it may
//! be a secret.

use serde_json::{Map, Value};

use super::reply::Reply;
use super::schema::{Key, Kind, only};

pub(super) type Object = Map<String, Value>;

pub(super) struct Body<'a> {
    pub(super) bytes: &'a [u8],
    /// Whether what the schema doesn't have is refused, and not ignored.
    pub(super) strict: bool,
}

impl Body<'_> {
    pub(super) fn object(&self) -> Result<Object, Reply> {
        match serde_json::from_slice(self.bytes) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(Reply::invalid("the request body must be an object")),
            Err(_) => Err(Reply::invalid("the request body isn't valid JSON")),
        }
    }

    /// Reads an object with these keys. An empty text counts as missing, since there are clients that send `""` for what
    /// their user didn't set.
    pub(super) fn read(&self, keys: &[&[Key]]) -> Result<Object, Reply> {
        let mut object = self.object()?;
        object.retain(|_, value| value != "");
        let keys = keys.concat();
        check(&object, &keys)?;
        if self.strict {
            check_strictly(&object, &keys)?;
        }
        object.retain(|name, _| keys.iter().any(|key| key.path == name));
        Ok(object)
    }

    /// Reads the body of an update, which must change something.
    pub(super) fn read_update(&self, keys: &[&[Key]]) -> Result<Object, Reply> {
        if self.object()?.is_empty() {
            return Err(Reply::invalid("the request body changes nothing"));
        }
        self.read(keys)
    }

    /// For a call that takes none. There are clients that send `{}` with every call.
    pub(super) fn check_empty(&self) -> Result<(), Reply> {
        match self.bytes {
            [] => Ok(()),
            _ => self.read(&[]).map(drop),
        }
    }
}

/// Takes the object of a key.
pub(super) fn object(members: &mut Object, name: &str) -> Option<Object> {
    match members.remove(name) {
        Some(Value::Object(object)) => Some(object),
        _ => None,
    }
}

/// The text of a key.
pub(super) fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

/// Checks that the keys have what they must.
pub(super) fn check(object: &Object, keys: &[Key]) -> Result<(), Reply> {
    for key in keys {
        let Some((object, name)) = key.place(object) else {
            continue;
        };
        let value = object.get(name);
        let missing = value.is_none_or(|value| value == "");
        let fault = match value {
            _ if missing && key.required => "is required".to_owned(),
            Some(Value::Null) => format!("must be {}, not null: leave it out", key.kind.name()),
            Some(value) if !key.kind.fits(value) => format!("must be {}", key.kind.name()),
            _ => continue,
        };
        return Err(Reply::invalid(&format!("`{}` {fault}", key.path)));
    }
    Ok(())
}

/// Checks that there is nothing but what the schema has.
fn check_strictly(object: &Object, keys: &[Key]) -> Result<(), Reply> {
    only_listed("", object, keys)?;
    for key in keys {
        match (key.kind, object.get(key.path)) {
            (Kind::Object, Some(Value::Object(inner))) => {
                only_listed(&format!("{}.", key.path), inner, keys)?;
            }
            (Kind::Word(words), Some(Value::String(text))) if !words.contains(&text.as_str()) => {
                return Err(Reply::invalid(&format!(
                    "`{}` must be one of {}",
                    key.path,
                    words.join(", ")
                )));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks the names in an object. `prefix` is the path of the object with a dot, or nothing.
fn only_listed(prefix: &str, object: &Object, keys: &[Key]) -> Result<(), Reply> {
    let paths = keys.iter().filter_map(|key| key.path.strip_prefix(prefix));
    let listed: Vec<&str> = paths.filter(|name| !name.contains('.')).collect();
    only(
        &listed,
        object.keys().map(String::as_str),
        &format!("key `{prefix}"),
    )
}

impl Key {
    /// The object that has the key, if it is there, and the key's name in it.
    fn place<'a>(&self, object: &'a Object) -> Option<(&'a Object, &'static str)> {
        match self.path.split_once('.') {
            Some((parent, name)) => Some((object.get(parent)?.as_object()?, name)),
            None => Some((object, self.path)),
        }
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Word(_) => "a string",
            Self::Texts => "a list of strings",
            Self::Object | Self::Map => "an object",
            Self::Nothing => "left out",
        }
    }

    fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text | Self::Word(_) => value.is_string(),
            Self::Texts => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::Object | Self::Map => value.is_object(),
            Self::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::service::schema;

    fn refusal(strict: bool, bytes: &str) -> Option<String> {
        let keys = [
            schema::new_connector("google"),
            schema::new_connector("ews"),
        ]
        .concat();
        let body = Body {
            bytes: bytes.as_bytes(),
            strict,
        };
        let refused = body.read(&keys).err()?;
        Some(refused.message().to_owned())
    }

    #[test]
    fn a_refusal_says_what_is_wrong_and_shows_no_value() {
        for (body, message) in [
            ("", "the request body isn't valid JSON"),
            (r#"{"provider":"x""#, "the request body isn't valid JSON"),
            (r#"{"provider":"x"} x"#, "the request body isn't valid JSON"),
            ("7", "the request body must be an object"),
            ("{}", "`provider` is required"),
            (r#"{"provider":""}"#, "`provider` is required"),
            (r#"{"provider":7}"#, "`provider` must be a string"),
            (
                r#"{"provider":"x","name":null}"#,
                "`name` must be a string, not null: leave it out",
            ),
            (
                r#"{"provider":"x","scope":"hush"}"#,
                "`scope` must be a list of strings",
            ),
            (
                r#"{"provider":"x","scope":["a",3]}"#,
                "`scope` must be a list of strings",
            ),
            (
                r#"{"provider":"x","settings":[]}"#,
                "`settings` must be an object",
            ),
            (
                r#"{"provider":"x","settings":{"client_id":""}}"#,
                "`settings.client_id` is required",
            ),
            (
                r#"{"provider":"x","settings":{"client_id":7}}"#,
                "`settings.client_id` must be a string",
            ),
        ] {
            for strict in [false, true] {
                assert_eq!(refusal(strict, body).as_deref(), Some(message), "{body}");
            }
        }
        assert_eq!(refusal(true, r#"{"provider":"x","name":""}"#), None);
    }

    #[test]
    fn in_strict_mode_only_what_is_listed_is_taken() {
        for (members, message) in [
            (
                r#""nme":"n""#,
                "the schema has no key `nme`: did you mean `name`? (it has: name, ",
            ),
            (
                r#""settings":{"client_id":"i","client_secret":"s","project_id":"p"}"#,
                "the schema has no key `settings.project_id` (it has: client_id, client_secret, topic_name)",
            ),
            (
                r#""scopes":"ews.calendars""#,
                "`scopes` must be one of ews.messages, ews.calendar, ews.contacts",
            ),
        ] {
            let body = format!(r#"{{"provider":"x",{members}}}"#);
            assert_eq!(refusal(false, &body), None);
            let refused = refusal(true, &body).unwrap();
            assert!(refused.starts_with(message), "{refused}");
        }
    }

    #[test]
    fn what_is_not_listed_is_ignored_otherwise() {
        let body = Body {
            bytes: br#"{"name":"n","nme":"m","credential_data":{"a":1}}"#,
            strict: false,
        };
        let read = body.read_update(&[schema::CREDENTIAL_UPDATE]).unwrap();
        assert_eq!(
            Value::Object(read),
            serde_json::json!({"name": "n", "credential_data": {"a": 1}})
        );
    }
}
