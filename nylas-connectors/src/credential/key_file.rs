//! The key file of a Google service account.

use serde_json::{Map, Value};
use validator::ValidationErrors;

use crate::Invalid;
use crate::json_text::clean;
use crate::rule::Rule;

/// The keys that the service needs, and the others.
pub(super) struct KeyFile {
    pub(super) private_key_id: String,
    pub(super) private_key: String,
    pub(super) client_email: String,
    pub(super) extra: Map<String, Value>,
}

pub(super) fn read(text: &str) -> Result<KeyFile, Invalid> {
    let Ok(mut extra) = serde_json::from_str::<Map<String, Value>>(&clean(text.as_bytes())) else {
        return Err(wrong_file(instead_of_json(text)));
    };
    let other_kind = other_kind(&extra);
    let mut missing = ValidationErrors::new();
    let mut take = |key: &'static str| match extra.remove(key) {
        Some(Value::String(text)) => text,
        _ => {
            let message = "is missing or isn't a string: use the key file as Google provides it";
            missing.add(key, Rule::MISSING.error(message));
            String::new()
        }
    };
    let [private_key_id, private_key, client_email] =
        ["private_key_id", "private_key", "client_email"].map(&mut take);
    match (missing.is_empty(), other_kind) {
        (true, None) => Ok(KeyFile {
            private_key_id,
            private_key,
            client_email,
            extra,
        }),
        (_, Some(kind)) => Err(wrong_file(kind)),
        (false, None) => Err(missing.into()),
    }
}

fn wrong_file(message: &'static str) -> Invalid {
    Invalid::one("", Rule::KEY_FILE, message)
}

/// What a text is that isn't a JSON object.
fn instead_of_json(text: &str) -> &'static str {
    let text = text.trim();
    let has_extension = |extension: &str| text.to_ascii_lowercase().ends_with(extension);
    if text.starts_with("-----BEGIN ") {
        "is a key in PEM form: give the whole JSON key file, or give the key to `ServiceAccount::builder`"
    } else if !text.contains('\n') && (has_extension(".json") || has_extension(".p12")) {
        "is the name of a file: read the file, with `std::fs::read_to_string` for instance, and give its text"
    } else {
        "is not the JSON object of a Google key file"
    }
}

/// What kind of Google's files it is, if not the key file of a service account.
fn other_kind(file: &Map<String, Value>) -> Option<&'static str> {
    if ["installed", "web"]
        .iter()
        .any(|key| file.get(*key).is_some_and(Value::is_object))
    {
        return Some(
            "is the file of an OAuth client, which belongs in `GoogleSettings` or `ConnectorCredential`: for a \
             service account, create a key of the account in the Google Cloud console",
        );
    }
    match file.get("type").and_then(Value::as_str)? {
        "authorized_user" | "external_account_authorized_user" => Some(
            "is the file of a signed-in user, as `gcloud` writes it: create a key of a service account in the Google \
             Cloud console",
        ),
        "external_account" | "impersonated_service_account" | "gdch_service_account" => Some(
            "refers to an account without holding its key: create a key of the service account in the Google Cloud \
             console",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(file: &str) -> Vec<String> {
        let Err(invalid) = read(file) else {
            return Vec::new();
        };
        assert!(!format!("{invalid} {invalid:?}").contains("hush"));
        let line = |problem: &crate::Problem| {
            format!(
                "{} {}: {}",
                problem.path(),
                problem.rule(),
                problem.message()
            )
        };
        invalid.iter().map(line).collect()
    }

    #[test]
    fn a_missing_key_is_named_by_the_path_in_the_file() {
        let file = r#"{"type":"service_account","private_key":["hush"],"client_email":"a@b.c"}"#;
        let message =
            "missing: is missing or isn't a string: use the key file as Google provides it";
        assert_eq!(
            problems(file),
            [
                format!("private_key {message}"),
                format!("private_key_id {message}")
            ]
        );
    }

    #[test]
    fn a_file_of_another_kind_is_told_apart() {
        for (file, expected) in [
            (
                r#"{"installed":{"client_secret":"hush"}}"#,
                "the file of an OAuth client",
            ),
            (
                r#"{"web":{"client_secret":"hush"}}"#,
                "the file of an OAuth client",
            ),
            (
                r#"{"type":"authorized_user","client_id":"i","client_secret":"hush","refresh_token":"hush"}"#,
                "the file of a signed-in user",
            ),
            (
                r#"{"type":"external_account","audience":"hush"}"#,
                "without holding its key",
            ),
            (
                r#"{"type":"impersonated_service_account","source_credentials":{}}"#,
                "without holding its key",
            ),
            ("-----BEGIN PRIVATE KEY-----\nhush\n", "a key in PEM form"),
            ("./secrets/hush.json", "the name of a file"),
            ("C:\\keys\\HUSH.P12", "the name of a file"),
            ("hush", "not the JSON object of a Google key file"),
            ("[]", "not the JSON object of a Google key file"),
            ("\"hush\"", "not the JSON object of a Google key file"),
        ] {
            let [problem] = problems(file).try_into().unwrap();
            assert!(problem.starts_with(" key_file: "), "{problem}");
            assert!(problem.contains(expected), "{problem}");
        }
    }

    #[test]
    fn a_file_with_the_three_keys_is_taken_whatever_else_it_says() {
        for kind in ["service_account", "tomorrows"] {
            let file = format!(
                r#"{{"type":"{kind}","private_key_id":"1","private_key":"k","client_email":"a@b.c","web":1}}"#
            );
            assert_eq!(problems(&file), [""; 0]);
            let extra = read(&file).unwrap().extra;
            assert_eq!(extra.keys().collect::<Vec<_>>(), ["type", "web"]);
        }
    }
}
