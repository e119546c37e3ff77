//! In strict mode the fake service takes what the schema has, and what the builders send beside it; nothing else.

use std::collections::BTreeSet;

use nylas_connectors::Provider;
use nylas_connectors::testing::Recorder;
use nylas_connectors_tests::published::{Field, Operation, Schema, kind};
use serde_json::{Value, json};

use crate::bodies::Body;
use crate::calls::calls;
use crate::fake::send;
use crate::paths::{paths, pointer, sample, values};

/// One form of the body of a call, in the schema and here.
struct Form<'a> {
    operation: &'a Operation,
    body: &'a Body,
    provider: String,
    fields: Vec<Field>,
    /// A body with all fields of the schema.
    full: Value,
}

/// The provider of an update whose struct has this name behind `Update`.
fn provider_of(update: &str) -> String {
    let joined = |provider: &&Provider| provider.as_str().replace('-', "") == update.to_lowercase();
    let known = Provider::ALL.iter().find(joined);
    known.map_or("imap", Provider::as_str).to_owned()
}

impl<'a> Form<'a> {
    fn new(operation: &'a Operation, body: &'a Body) -> Self {
        let mut fields = operation.body.clone();
        if fields.iter().any(|field| field.path.ends_with('>')) {
            fields.retain(|field| field.path.starts_with(body.form) && field.path != body.form);
            for field in &mut fields {
                field.path.drain(..body.form.len());
            }
        }
        // The schema has one list for all providers. Zoom has no scopes.
        fields.retain(|field| body.form != "<UpdateZoom>" || !field.path.starts_with("scope"));
        let ours = body.samples.last().unwrap();
        let mut full = sample(&fields.iter().collect::<Vec<_>>(), "");
        // The schema doesn't say what these are.
        for name in ["provider", "credential_type", "credential_data"] {
            if let (Some(value), Some(ours)) = (full.get_mut(name), ours.get(name)) {
                value.clone_from(ours);
            }
        }
        if let Some(id) = full.get_mut("active_credential_id") {
            *id = json!("cred-1");
            full["settings"] = ours.get("settings").cloned().unwrap_or(json!({}));
        }
        let of_update = body
            .form
            .strip_prefix("<Update")
            .and_then(|form| form.strip_suffix('>'));
        let provider = match (ours["provider"].as_str(), of_update) {
            (Some(provider), _) => provider.to_owned(),
            (None, Some(update)) => provider_of(update),
            (None, None) => "google".to_owned(),
        };
        Self {
            operation,
            body,
            provider,
            fields,
            full,
        }
    }

    /// What a service says against a body, if it has what the call is about.
    fn refusal(&self, body: &Value) -> Option<String> {
        let recorder = Recorder::new();
        if self.operation.path != "/v3/connectors" {
            recorder.seed(&json!({"provider": self.provider}));
            let credential =
                json!({"name": "n", "credential_type": "adminconsent", "credential_data": {}});
            let path = format!("POST /v3/connectors/{}/creds", self.provider);
            let added = send(&recorder, Some("any"), &path, &credential);
            assert_eq!(added.status(), 201);
        }
        recorder.strict();
        let line = self.operation.name().replace("{provider}", &self.provider);
        let answer = send(
            &recorder,
            Some("any"),
            &line.replace("{id}", "cred-1"),
            body,
        );
        if answer.status().is_success() {
            return None;
        }
        let said: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(answer.status(), 400, "{line}: {said}");
        Some(said["error"]["message"].to_string())
    }

    fn with(&self, path: &str, value: Value) -> Value {
        let (object, name) = pointer(path);
        let mut body = self.full.clone();
        *body.pointer_mut(&format!("{object}/{name}")).unwrap() = value;
        body
    }

    fn without(&self, path: &str) -> Value {
        let (object, name) = pointer(path);
        let mut body = self.full.clone();
        body.pointer_mut(&object)
            .and_then(Value::as_object_mut)
            .unwrap()
            .remove(&name);
        body
    }

    /// What isn't as the schema says.
    fn mistakes(&self) -> Vec<String> {
        let name = format!("{} {}", self.operation.name(), self.body.form);
        if let Some(refusal) = self.refusal(&self.full) {
            return vec![format!("{name}: {refusal}")];
        }
        let mut mistakes = Vec::new();
        let mut expect = |is_taken: bool, what: &str, body: &Value| {
            let refusal = self.refusal(body);
            if refusal.is_none() != is_taken {
                let said = refusal.unwrap_or("taken".to_owned());
                mistakes.push(format!("{name}: {what}: {said}"));
            }
        };
        for field in &self.fields {
            let path = &field.path;
            for value in values()
                .into_iter()
                .chain([Value::Null])
                .filter(|value| kind(value) != field.kind)
            {
                expect(
                    false,
                    &format!("{path} as {}", kind(&value)),
                    &self.with(path, value),
                );
            }
            if !field.words.is_empty() {
                expect(
                    false,
                    &format!("another {path}"),
                    &self.with(path, json!("text")),
                );
            }
            if !path.ends_with(']') {
                expect(
                    !field.required,
                    &format!("a body without {path}"),
                    &self.without(path),
                );
            }
        }
        for path in self.unlisted() {
            let (object, name) = pointer(&path);
            let mut body = self.full.clone();
            body.pointer_mut(&object).unwrap()[&name] = json!("text");
            let is_ours = self
                .body
                .samples
                .iter()
                .any(|sample| paths(sample).contains_key(&path));
            expect(is_ours, &format!("the unlisted {path}"), &body);
        }
        mistakes
    }

    /// Paths that the schema doesn't have, of all names that it has for any body.
    fn unlisted(&self) -> BTreeSet<String> {
        let all = Schema::published().operations;
        let names: BTreeSet<String> = all
            .iter()
            .flat_map(|operation| &operation.body)
            .filter(|field| !field.path.ends_with(['>', ']']))
            .map(|field| {
                field
                    .path
                    .rsplit(['>', '.'])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .chain(["name".to_owned(), "unknown".to_owned()])
            .collect();
        let mut objects = vec![""];
        if self.full["settings"].is_object() {
            objects.push("settings.");
        }
        let listed = paths(&self.full);
        objects
            .into_iter()
            .flat_map(|object| names.iter().map(move |name| format!("{object}{name}")))
            .filter(|path| !listed.contains_key(path))
            .collect()
    }
}

#[test]
fn strict_mode_takes_the_bodies_of_the_schema_and_those_of_the_builders() {
    let (schema, calls) = (Schema::published(), calls());
    let mut mistakes = Vec::new();
    for operation in &schema.operations {
        let call = calls
            .iter()
            .find(|call| call.name == operation.name())
            .unwrap_or_else(|| panic!("add {} to tests/schema/calls.rs", operation.name()));
        for body in &call.bodies {
            let form = Form::new(operation, body);
            if body.partial {
                continue;
            }
            mistakes.extend(form.mistakes());
            for sample in &body.samples {
                let in_schema = form.fields.iter().all(|field| {
                    let value = sample.get(&field.path).and_then(Value::as_str);
                    field.words.is_empty()
                        || value.is_none_or(|value| field.words.iter().any(|word| word == value))
                });
                let refusal = form.refusal(sample);
                assert_eq!(
                    refusal.is_none(),
                    in_schema,
                    "{} {}: {refusal:?}: change testing/service/schema.rs",
                    call.name,
                    body.form
                );
            }
        }
    }
    assert!(
        mistakes.is_empty(),
        "change nylas-connectors/src/testing/service/schema.rs:\n{}",
        mistakes.join("\n")
    );
}

#[test]
fn strict_mode_takes_the_queries_of_the_schema() {
    let schema = Schema::published();
    let recorder = Recorder::new();
    recorder.seed(&json!({"provider": "google"})).strict();
    let ask = |operation: &Operation, query: &[(&str, &str)]| {
        let pairs: Vec<String> = query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let line = format!(
            "{}?{}",
            operation.name().replace("{provider}", "google"),
            pairs.join("&")
        );
        send(&recorder, Some("any"), &line, &Value::Null)
            .status()
            .as_u16()
    };
    let parameters = schema
        .operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let names: BTreeSet<&str> = parameters
        .map(|parameter| parameter.name.as_str())
        .chain(["page_token"])
        .collect();
    for operation in schema
        .operations
        .iter()
        .filter(|operation| operation.method != "PATCH" && !operation.path.ends_with("{id}"))
    {
        let in_query = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.place == "query");
        let required = || {
            in_query
                .clone()
                .filter(|parameter| parameter.required)
                .map(|parameter| (parameter.name.as_str(), "a@b"))
        };
        for name in &names {
            let query = |value| {
                let others = required().filter(|(required, _)| required != name);
                others.chain([(*name, value)]).collect::<Vec<_>>()
            };
            let Some(parameter) = in_query.clone().find(|parameter| parameter.name == *name) else {
                assert_eq!(
                    ask(operation, &query("1")),
                    400,
                    "{} {name}: change `parameters` in testing/service/schema.rs",
                    operation.name()
                );
                continue;
            };
            let right = match (parameter.kind.as_str(), parameter.words.as_slice()) {
                ("integer", _) => vec!["1", "7"],
                ("boolean", _) => vec!["true", "false"],
                (_, []) => vec!["a@b"],
                (_, words) => words.iter().map(String::as_str).collect(),
            };
            for value in right {
                assert_eq!(
                    ask(operation, &query(value)),
                    200,
                    "{} {name}={value}",
                    operation.name()
                );
            }
            for value in ["", "x", "True"] {
                assert_eq!(
                    ask(operation, &query(value)),
                    400,
                    "{} {name}={value}",
                    operation.name()
                );
            }
        }
    }
}

#[derive(serde::Deserialize)]
struct Sent {
    client: String,
    case: String,
    method: String,
    path: String,
    body: String,
}

/// Requests that nobody wrote for this test: `conformance.rs` says where they are from.
#[test]
fn of_what_the_official_clients_send_strict_mode_refuses_what_the_schema_does_not_have() {
    let app = json!({"client_id": "i", "client_secret": "s"});
    let mut refused = Vec::new();
    for line in include_str!("../fixtures/official-clients.jsonl").lines() {
        let sent: Sent = serde_json::from_str(line).unwrap();
        let body = serde_json::from_str(&sent.body).unwrap_or_default();
        let [lenient, strict] = [false, true].map(|is_strict| {
            let recorder = Recorder::new();
            if sent.path != "/v3/connectors" {
                recorder
                    .seed(&json!({"provider": "google", "settings": app}))
                    .seed(&json!({"provider": "microsoft"}))
                    .seed(&json!({"provider": "virtual-calendar"}));
            }
            if is_strict {
                recorder.strict();
            }
            let line = format!("{} {}", sent.method, sent.path.replace("c-1", "cred-1"));
            let answer = send(&recorder, Some("any"), &line, &body);
            let said: Value = serde_json::from_slice(answer.body()).unwrap();
            said["error"]["message"].as_str().map(str::to_owned)
        });
        if let (None, Some(message)) = (&lenient, &strict) {
            refused.push(format!("{} {}: {message}", sent.client, sent.case));
        } else {
            assert_eq!(lenient, strict, "{} {}", sent.client, sent.case);
        }
    }
    refused.dedup();
    insta::assert_snapshot!(refused.join("\n"), @"
    node create_ews_scopes: `scopes` must be one of ews.messages, ews.calendar, ews.contacts
    node list_cursor: the schema has no parameter `page_token` (it has: limit, offset)
    node odd_camel_settings: the schema has no key `settings.metadata` (it has: client_id, client_secret, topic_name)
    python create_ews_scopes: `scopes` must be one of ews.messages, ews.calendar, ews.contacts
    python docs_sample_verbatim: the schema has no key `scopes`: did you mean `scope`? (it has: name, provider, settings, scope)
    ruby create_ews_scopes: `scopes` must be one of ews.messages, ews.calendar, ews.contacts
    ");
}
