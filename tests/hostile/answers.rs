//! Any bytes as an answer are read by every operation without a panic, and no error is longer than a line.

use std::fmt::Debug;

use http::{HeaderValue, Response};
use nylas_connectors::{Error, Operation};
use nylas_connectors_tests::every_call::{Visit, visit_every_call};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{config, text};

/// Any JSON, often with the keys that the service uses.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let key = prop_oneof![
        3 => prop::sample::select(vec![
            "request_id", "data", "error", "type", "message", "provider_error", "name", "provider", "settings",
            "scope", "scopes", "active_credential_id", "id", "limit", "offset", "detected", "email_address",
        ])
        .prop_map(str::to_owned),
        1 => text(),
    ];
    leaf.prop_recursive(5, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Any bytes: random, or JSON, whole or broken at some place.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let json = prop_oneof![
        json().prop_map(|json| json.to_string().into_bytes()),
        json().prop_map(|data| json!({ "data": data }).to_string().into_bytes()),
        json().prop_map(|error| json!({ "error": error }).to_string().into_bytes()),
    ];
    prop_oneof![
        1 => any::<Vec<u8>>(),
        2 => json.clone(),
        1 => (json, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
            let at = at.index(bytes.len());
            if byte % 2 == 0 {
                bytes.truncate(at);
            } else {
                bytes[at] = byte;
            }
            bytes
        }),
    ]
}

fn response(status: u16, header: &[u8], body: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(body.to_vec());
    *response.status_mut() = status.try_into().unwrap();
    if let Ok(value) = HeaderValue::from_bytes(header) {
        for name in ["x-request-id", "retry-after", "date", "content-type"] {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn check<T>(result: Result<T, Error>, status: u16) -> Result<(), TestCaseError> {
    let Err(error) = result else {
        prop_assert!((200..300).contains(&status));
        return Ok(());
    };
    let line = error.to_string();
    prop_assert!(!line.contains(char::is_control), "{line:?}");
    prop_assert!(line.chars().count() < 1500, "{line}");
    prop_assert_eq!(error.status(), Some(status));
    Ok(())
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn any_answer_is_read_or_is_an_error_of_one_line(
        status in prop_oneof![Just(200), Just(201), Just(204), 100_u16..1000],
        header in any::<Vec<u8>>(),
        body in body(),
    ) {
        let mut read = Read { answer: response(status, &header, &body), outcome: Ok(()) };
        visit_every_call("google", "id", &mut read);
        read.outcome?;
    }
}

/// Reads an answer as that of every call.
struct Read {
    answer: Response<Vec<u8>>,
    outcome: Result<(), TestCaseError>,
}

impl Visit for Read {
    fn visit<O: Operation<Output: Debug>>(&mut self, _: &O) {
        if self.outcome.is_ok() {
            let status = self.answer.status().as_u16();
            self.outcome = check(O::parse(self.answer.clone()), status);
        }
    }
}
