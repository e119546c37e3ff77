//! How a refusal is read, in whatever form it comes: the service's, its identity provider's, or that of a gateway before
//! it.

use serde_json::{Map, Value};

use crate::error::ApiError;
use crate::fields::{Fields, not_empty, object};
use crate::json_text;

/// Reads what there is of a refusal.
pub(crate) fn refusal(response: &http::Response<Vec<u8>>) -> ApiError {
    let mut refusal = ApiError::of_head(response.status(), response.headers());
    let body = json_text::clean(response.body());
    match json_text::value(&body) {
        Some(Value::Object(fields)) => read_fields(&mut refusal, &fields),
        // A service may send a list of problems, or one as a string.
        Some(Value::String(message)) if !message.trim().is_empty() => {
            refusal.message = Some(message);
        }
        Some(Value::Array(items)) if !items.is_empty() => refusal.message = Some(joined(&items)),
        Some(_) => {}
        None => refusal.message = preview(&body),
    }
    refusal
}

/// Reads a refusal that is an object. The service's own is `{request_id, error: {type, message, provider_error}}`.
fn read_fields(refusal: &mut ApiError, fields: &Fields) {
    if let Some(request_id) = not_empty(fields, "request_id") {
        refusal.request_id = Some(request_id);
    }
    let empty = Map::new();
    let inner = match fields.get("error") {
        Some(Value::Object(error)) => error,
        _ => &empty,
    };
    let word = not_empty(fields, "error");
    // OAuth has a word in `error`, and the text beside it.
    let described = not_empty(fields, "error_description");
    let message = [inner, fields].into_iter().find_map(message_of);
    refusal.kind = kind_of(inner)
        .or_else(|| kind_of(fields))
        .or_else(|| listed(fields).find_map(kind_of))
        .or_else(|| {
            word.clone()
                .filter(|_| described.is_some() || message.is_some())
        });
    let inner_word = not_empty(inner, "error");
    refusal.message = described.or(message).or(word).or(inner_word);
    refusal.provider_error =
        present(inner, "provider_error").or_else(|| present(fields, "provider_error"));
    refusal.validation_errors =
        object(inner, "validation_errors").or_else(|| object(fields, "validation_errors"));
    if let (None, Some(Value::Array(items))) = (&refusal.message, fields.get("error")) {
        refusal.message = Some(joined(items)).filter(|joined| !joined.is_empty());
    }
}

/// The type of a refusal, or its code.
fn kind_of(fields: &Fields) -> Option<String> {
    let code = || {
        let detail = object(&object(fields, "fault")?, "detail")?;
        not_empty(&detail, "errorcode")
    };
    not_empty(fields, "type")
        .or_else(|| not_empty(fields, "code"))
        .or_else(code)
}

/// The errors of a refusal that has a list of them.
fn listed(fields: &Fields) -> impl Iterator<Item = &Fields> {
    let lists = ["error", "errors"]
        .into_iter()
        .filter_map(|key| fields.get(key)?.as_array());
    lists.flatten().filter_map(Value::as_object)
}

/// The text of a refusal, wherever it is.
fn message_of(fields: &Fields) -> Option<String> {
    let fault = || object(fields, "fault").and_then(|fault| not_empty(&fault, "faultstring"));
    ["message", "error_message", "detail", "errors", "title"]
        .into_iter()
        .find_map(|key| match fields.get(key)? {
            Value::Array(items) => Some(joined(items)),
            Value::Object(members) => Some(
                message_of(members).unwrap_or_else(|| Value::Object(members.clone()).to_string()),
            ),
            _ => not_empty(fields, key),
        })
        .or_else(fault)
        .filter(|message| !message.is_empty())
}

fn joined(items: &[Value]) -> String {
    let texts = items.iter().map(|item| match item {
        Value::String(text) => text.clone(),
        Value::Object(fields) => message_of(fields).unwrap_or_else(|| item.to_string()),
        other => other.to_string(),
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn present(fields: &Fields, key: &str) -> Option<Value> {
    fields.get(key).filter(|value| !value.is_null()).cloned()
}

/// The beginning of a body that isn't JSON, without markup.
fn preview(body: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let mut text = String::new();
    let mut in_tag = false;
    for letter in without_scripts(body).chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if in_tag => {}
            _ => text.push(letter),
        }
    }
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let text = text
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    let cut = if cut.len() < line.len() {
        cut + "…"
    } else {
        cut
    };
    (!cut.is_empty()).then_some(cut)
}

/// A page without its styles and scripts, which nobody reads.
fn without_scripts(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let (mut text, mut at) = (String::new(), 0);
    let begins = |at: usize| {
        let starts = ["<style", "<script"]
            .map(|tag| lower.get(at..)?.find(tag).map(|start| (at + start, tag)));
        starts.into_iter().flatten().min()
    };
    while let Some((start, tag)) = begins(at) {
        text.push_str(&page[at..start]);
        let end = format!("</{}", &tag[1..]);
        at = lower[start..]
            .find(&end)
            .map_or(page.len(), |length| start + length);
    }
    text.push_str(&page[at..]);
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(status: u16, body: &str) -> ApiError {
        let response = http::Response::builder()
            .status(status)
            .header("x-request-id", "r-head");
        refusal(&response.body(body.as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn every_form_of_a_refusal_gives_its_type_and_its_message() {
        for (body, kind, message) in [
            (
                json!({"error": {"type": "t", "message": "m"}}),
                Some("t"),
                Some("m"),
            ),
            (
                json!({"error": {"type": 7, "message": "m"}}),
                Some("7"),
                Some("m"),
            ),
            (
                json!({"error": "invalid_grant", "error_description": "m"}),
                Some("invalid_grant"),
                Some("m"),
            ),
            (json!({"error": "m"}), None, Some("m")),
            (
                json!({"statusCode": 401, "error": "Unauthorized", "message": "m"}),
                Some("Unauthorized"),
                Some("m"),
            ),
            (json!({"type": "t", "message": "m"}), Some("t"), Some("m")),
            (
                json!({"error": {"message": ["a", {"message": "b"}, 3]}}),
                None,
                Some("a; b; 3"),
            ),
            (
                json!({"error": {"message": {"a": 1}}}),
                None,
                Some(r#"{"a":1}"#),
            ),
            (json!({"errors": ["a", "b"]}), None, Some("a; b")),
            (
                json!({"errors": {"name": "is taken"}}),
                None,
                Some(r#"{"name":"is taken"}"#),
            ),
            (json!({"error": ["a", "b"]}), None, Some("a; b")),
            (json!({"detail": "m"}), None, Some("m")),
            (json!({"fault": {"faultstring": "m"}}), None, Some("m")),
            (
                json!({"fault": {"faultstring": "m", "detail": {"errorcode": "t"}}}),
                Some("t"),
                Some("m"),
            ),
            (
                json!({"error": [{"type": "t", "message": "m"}]}),
                Some("t"),
                Some("m"),
            ),
            (
                json!({"errors": [{"code": "t", "message": "m"}]}),
                Some("t"),
                Some("m"),
            ),
            (json!({"code": "t", "message": "m"}), Some("t"), Some("m")),
            (
                json!({"error": {"type": "t", "error": "m"}}),
                Some("t"),
                Some("m"),
            ),
            (json!("m"), None, Some("m")),
            (json!(["a", "b"]), None, Some("a; b")),
            (json!({"error": null, "message": "m"}), None, Some("m")),
            (json!({"error": {}}), None, None),
            (json!({}), None, None),
            (json!(null), None, None),
        ] {
            let refusal = read(400, &body.to_string());
            let found = (refusal.kind.as_deref(), refusal.message.as_deref());
            assert_eq!(found, (kind, message), "{body}");
            assert_eq!(refusal.request_id.as_deref(), Some("r-head"), "{body}");
        }
    }

    #[test]
    fn all_that_the_service_says_is_kept() {
        let refusal = read(
            422,
            &json!({
                "request_id": "r-body",
                "error": {
                    "type": "api.invalid_request_error",
                    "message": "m",
                    "provider_error": "as text",
                    "validation_errors": {"settings.client_id": "is required"},
                },
            })
            .to_string(),
        );
        assert_eq!(refusal.request_id.as_deref(), Some("r-body"));
        assert_eq!(refusal.provider_error, Some(json!("as text")));
        let errors = refusal.validation_errors.unwrap();
        assert_eq!(errors["settings.client_id"], "is required");
    }

    #[test]
    fn unclean_text_costs_nothing() {
        let body = "\u{feff}{\"request_id\":\"r-1\",\"error\":{\"type\":\"t\",\"message\":\"half \\ud83d\",\"x\":1e400}}";
        let refusal = read(400, body);
        assert_eq!(refusal.kind.as_deref(), Some("t"));
        assert_eq!(refusal.message.as_deref(), Some("half \u{fffd}"));
        assert_eq!(refusal.request_id.as_deref(), Some("r-1"));
    }

    #[test]
    fn what_is_not_json_is_shown_in_short_and_without_markup() {
        let html = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>";
        assert_eq!(
            read(502, html).message.as_deref(),
            Some("502 Bad Gateway nginx")
        );
        let page = "<STYLE>a{}</STYLE>Fish &amp; chips<script>1 < 2</script> &lt;here&gt;<script>";
        assert_eq!(
            read(502, page).message.as_deref(),
            Some("Fish & chips <here>")
        );
        assert_eq!(
            read(503, "upstream  connect\r\nerror").message.as_deref(),
            Some("upstream connect error")
        );
        assert_eq!(read(503, "  ").message, None);
        let long = read(503, &"a".repeat(1000)).message.unwrap();
        assert_eq!(long.chars().count(), 201);
    }
}
