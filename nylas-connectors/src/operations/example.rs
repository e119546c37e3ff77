//! Shared by the tests of the operations: requests as a line, and answers made of a status and a body.

use http::{Response, StatusCode};
use serde_json::Value;

use super::Operation;

/// `METHOD /path?query` and, behind a blank, the body.
pub(super) fn sent(operation: &impl Operation) -> String {
    let request = operation
        .request("https://api.us.nylas.com", "key")
        .unwrap();
    let target = request.uri().to_string();
    let path = target.strip_prefix("https://api.us.nylas.com").unwrap();
    let body = std::str::from_utf8(request.body()).unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer key");
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(
        request.headers().contains_key("content-type"),
        !body.is_empty()
    );
    format!("{} {path} {body}", request.method())
        .trim_end()
        .to_owned()
}

/// The rule that a request breaks before it is one.
pub(super) fn refused(operation: &impl Operation) -> String {
    match operation.request("https://api.us.nylas.com", "key") {
        Err(crate::Error::Invalid(invalid)) => {
            let problem = &invalid.problems()[0];
            format!("{} {}", problem.path, problem.rule)
        }
        other => panic!("{other:?}"),
    }
}

pub(super) fn answer(status: u16, body: impl Into<Value>) -> Response<Vec<u8>> {
    let mut response = Response::new(body.into().to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

/// The documented body of a refusal.
pub(super) fn refusal(status: u16, kind: &str) -> Response<Vec<u8>> {
    let error = serde_json::json!({ "type": kind, "message": "Not like this." });
    answer(
        status,
        serde_json::json!({ "request_id": "r-error", "error": error }),
    )
}

/// Checks that a refusal comes out as one, with everything that it says.
pub(super) fn assert_refused<O: Operation>(status: u16, kind: &str)
where
    O::Output: std::fmt::Debug,
{
    let error = O::parse(refusal(status, kind)).unwrap_err();
    let crate::Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((api.status, api.kind.as_deref()), (status, Some(kind)));
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(status), Some("r-error"))
    );
}

/// The service's own example of a connector.
pub(super) fn documented_connector() -> Value {
    serde_json::json!({
        "request_id": "5967ca40-a2d8-4ee0-a0e0-6f18ace39a90",
        "data": {
            "name": "google",
            "provider": "google",
            "settings": { "topic_name": "abc123" },
            "scope": ["https://www.googleapis.com/auth/userinfo.email"],
            "active_credential_id": "cred-1",
        },
    })
}

pub(super) fn assert_documented_connector(answer: &crate::Response<crate::Connector>) {
    assert_eq!(
        answer.request_id.as_deref(),
        Some("5967ca40-a2d8-4ee0-a0e0-6f18ace39a90")
    );
    assert_eq!(answer.data.provider, crate::Provider::Google);
    assert_eq!(answer.data.name.as_deref(), Some("google"));
    assert_eq!(
        answer.data.settings.as_ref().unwrap()["topic_name"],
        "abc123"
    );
    assert_eq!(
        answer.data.scope.as_deref().unwrap(),
        ["https://www.googleapis.com/auth/userinfo.email"]
    );
    assert_eq!(answer.data.active_credential_id.as_deref(), Some("cred-1"));
}

/// The service's own example of a credential.
pub(super) fn documented_credential() -> Value {
    serde_json::json!({
        "request_id": "5967ca40-a2d8-4ee0-a0e0-6f18ace39a90",
        "data": {
            "id": "e19f8e1a-eb1c-41c0-b6a6-d2e59daf7f47",
            "name": "My first Google credential",
            "credential_type": "connector",
            "hashed_data": "9a1b",
            "created_at": 1_656_082_371,
            "updated_at": 1_656_082_371,
        },
    })
}

pub(super) fn assert_documented_credential(answer: &crate::Response<crate::Credential>) {
    assert_eq!(
        answer.request_id.as_deref(),
        Some("5967ca40-a2d8-4ee0-a0e0-6f18ace39a90")
    );
    assert_eq!(answer.data.id, "e19f8e1a-eb1c-41c0-b6a6-d2e59daf7f47");
    assert_eq!(answer.data.credential_type.as_deref(), Some("connector"));
    assert_eq!(
        (answer.data.created_at, answer.data.updated_at),
        (Some(1_656_082_371), Some(1_656_082_371))
    );
}
