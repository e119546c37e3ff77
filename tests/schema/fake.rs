//! The fake service is as strict as the schema, and answers as it says.

use std::collections::{BTreeMap, BTreeSet};

use nylas_connectors::testing::Recorder;
use nylas_connectors::{Transport, http};
use nylas_connectors_tests::published::Schema;
use serde_json::{Value, json};

/// The statuses with which it answers each call.
pub(crate) fn answered() -> BTreeMap<String, BTreeSet<u16>> {
    let mut answered: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for (call, status, _) in answers() {
        answered.entry(call).or_default().insert(status);
    }
    answered
}

/// A call, and the status of its answer and the answer.
type Answered = (String, u16, http::Response<Vec<u8>>);

/// Sends a request to the fake service.
pub(crate) fn send(
    recorder: &Recorder,
    key: Option<&str>,
    line: &str,
    body: &Value,
) -> http::Response<Vec<u8>> {
    let (method, path) = line.split_once(' ').unwrap();
    let request = http::Request::builder().method(method).uri(path);
    let request = key.into_iter().fold(request, |request, key| {
        request.header("authorization", format!("Bearer {key}"))
    });
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    recorder
        .send(request.body(body.into_bytes()).unwrap())
        .unwrap()
}

/// A request for each status that the fake service has for each call.
fn requests() -> Vec<(&'static str, Value)> {
    let app = json!({"client_id": "i", "client_secret": "s", "topic_name": "t"});
    let data = json!({"client_id": "j", "client_secret": "s"});
    vec![
        (
            "POST /v3/connectors",
            json!({"provider": "google", "settings": app, "scope": ["openid"]}),
        ),
        ("POST /v3/connectors", json!({"provider": "google"})),
        (
            "POST /v3/connectors",
            json!({"provider": "ews", "scopes": "ews.messages"}),
        ),
        ("POST /v3/connectors", json!({})),
        ("GET /v3/connectors", Value::Null),
        ("GET /v3/connectors?limit=1&offset=1", Value::Null),
        ("GET /v3/connectors?limit=0", Value::Null),
        ("GET /v3/connectors/ews", Value::Null),
        ("GET /v3/connectors/imap", Value::Null),
        (
            "PATCH /v3/connectors/ews",
            json!({"scope": ["ews.contacts"]}),
        ),
        ("PATCH /v3/connectors/ews", json!({})),
        ("PATCH /v3/connectors/imap", json!({"scope": []})),
        (
            "POST /v3/connectors/google/creds",
            json!({"name": "n", "credential_type": "connector", "credential_data": data}),
        ),
        (
            "POST /v3/connectors/google/creds",
            json!({"name": "n", "credential_type": "connector", "credential_data": data}),
        ),
        ("POST /v3/connectors/google/creds", json!({"name": "n"})),
        ("POST /v3/connectors/imap/creds", json!({})),
        ("GET /v3/connectors/google/creds", Value::Null),
        ("GET /v3/connectors/google/creds?sort_by=name", Value::Null),
        ("GET /v3/connectors/imap/creds", Value::Null),
        ("GET /v3/connectors/google/creds/cred-2", Value::Null),
        ("GET /v3/connectors/google/creds/cred-9", Value::Null),
        (
            "PATCH /v3/connectors/google/creds/cred-2",
            json!({"name": "m"}),
        ),
        ("PATCH /v3/connectors/google/creds/cred-2", json!({})),
        (
            "PATCH /v3/connectors/google/creds/cred-9",
            json!({"name": "m"}),
        ),
        ("DELETE /v3/connectors/google/creds/cred-1", Value::Null),
        ("DELETE /v3/connectors/google/creds/cred-2", Value::Null),
        ("DELETE /v3/connectors/google/creds/cred-9", Value::Null),
        ("POST /v3/providers/detect?email=a@gmail.com", Value::Null),
        (
            "POST /v3/providers/detect?email=a@aol.com&all_provider_types=true",
            Value::Null,
        ),
        ("POST /v3/providers/detect?email=a", Value::Null),
        ("DELETE /v3/connectors/google", Value::Null),
        ("DELETE /v3/connectors/google", Value::Null),
    ]
}

fn answers() -> Vec<Answered> {
    let schema = Schema::published();
    let recorder = Recorder::new();
    recorder.strict();
    let mut answers = Vec::new();
    for (line, body) in requests() {
        let (method, path) = line.split_once(' ').unwrap();
        let call = schema.call(method, path);
        let call = call
            .unwrap_or_else(|| panic!("`{line}` isn't in the fixture"))
            .name();
        for key in [None, Some("any")] {
            let answer = send(&recorder, key, line, &body);
            answers.push((call.clone(), answer.status().as_u16(), answer));
        }
    }
    answers
}

#[test]
fn the_fake_service_answers_as_the_schema_says() {
    let schema = Schema::published();
    for (call, status, answer) in answers() {
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(
            body["request_id"],
            answer.headers()["x-request-id"].to_str().unwrap()
        );
        let (method, path) = call.split_once(' ').unwrap();
        let operation = schema.call(method, path).unwrap();
        // A status that the schema doesn't have is in the table of differences.
        if operation.responses.contains_key(&status.to_string()) {
            assert_eq!(
                operation.differences(status, &body),
                [""; 0],
                "{call} {status}: {body}"
            );
        }
    }
}

#[test]
fn the_fake_service_has_the_defaults_of_the_schema() {
    let recorder = Recorder::new();
    recorder.seed(&json!({"provider": "google"}));
    let ask = |line: &str, body: &Value| -> Value {
        let answer = send(&recorder, Some("any"), line, body);
        serde_json::from_slice(answer.body()).unwrap()
    };
    let path = "/v3/connectors/google/creds";
    for number in 0..12 {
        let body = json!({"name": number.to_string(), "credential_type": "adminconsent", "credential_data": {}});
        ask(&format!("POST {path}"), &body);
    }
    ask(&format!("PATCH {path}/cred-3"), &json!({"name": "new"}));
    let list = |query: &str| ask(&format!("GET {path}?{query}"), &Value::Null)["data"].clone();
    let schema = Schema::published();
    for parameter in &schema.call("GET", path).unwrap().parameters {
        let (name, words) = (&parameter.name, &parameter.words);
        let Some(default) = &parameter.default else {
            continue;
        };
        let text = default.as_str().map_or(default.to_string(), str::to_owned);
        assert_eq!(list(&format!("{name}={text}")), list(""), "{name}");
        let number = default.as_u64().map(|number| (number + 1).to_string());
        for other in words.iter().filter(|word| **word != text).chain(&number) {
            assert_ne!(list(&format!("{name}={other}")), list(""), "{name}={other}");
        }
    }
}

#[test]
fn the_fake_service_refuses_every_other_method_of_a_path() {
    let recorder = Recorder::new();
    recorder.seed(&json!({"provider": "google"}));
    let operations = Schema::published().operations;
    for call in &operations {
        let of_the_path = operations.iter().filter(|other| other.path == call.path);
        let known: Vec<&str> = of_the_path.map(|call| call.method.as_str()).collect();
        let path = call.path.replace("{provider}", "google");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if !known.contains(&method) {
                let line = format!("{method} {path}");
                let answer = send(&recorder, Some("any"), &line, &Value::Null);
                assert_eq!(
                    answer.status(),
                    405,
                    "{line}: see `route` in testing/service.rs"
                );
            }
        }
    }
}

#[test]
fn every_call_has_its_refusals() {
    for (call, statuses) in answered() {
        assert!(statuses.contains(&401), "{call}");
        let may_miss = call.contains('{');
        assert!(
            !may_miss || statuses.contains(&404),
            "add one that isn't there to `requests()`: {call}"
        );
    }
}
