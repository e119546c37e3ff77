//! What the pretend service says: an answer, or a refusal.

use http::StatusCode;
use http::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};

pub(super) type Outcome = Result<Reply, Refusal>;

/// An answer of success, without the request id.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    members: Map<String, Value>,
}

impl Reply {
    /// One object under `data`.
    pub(super) fn one(data: Value) -> Self {
        Self::empty().with("data", data)
    }

    /// A list under `data`.
    pub(super) fn list(data: Vec<Value>) -> Self {
        Self::one(Value::Array(data))
    }

    /// Nothing but the request id, as deletions answer.
    pub(super) fn empty() -> Self {
        Self {
            status: StatusCode::OK,
            members: Map::new(),
        }
    }

    /// Turns 200 into 201.
    pub(super) fn created(mut self) -> Self {
        self.status = StatusCode::CREATED;
        self
    }

    /// Adds a member beside `data`.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.members.insert(key.to_owned(), value.into());
        self
    }
}

/// An answer of failure, without the request id.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    kind: &'static str,
    message: String,
    allow: Option<&'static str>,
}

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
            allow: None,
        }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    pub(super) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", message)
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found_error", message)
    }

    /// The service doesn't document what a second connector of one provider
    /// is answered with. A conflict is our guess.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict_error", message)
    }

    pub(super) fn method(allow: &'static str) -> Self {
        let message = format!("this path takes only {allow}");
        let refusal = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "invalid_request_error",
            message,
        );
        Self {
            allow: Some(allow),
            ..refusal
        }
    }

    #[cfg(test)]
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    fn body(&self, request_id: &str) -> Value {
        json!({
            "request_id": request_id,
            "error": {"type": self.kind, "message": self.message},
        })
    }
}

/// Puts the outcome into the form that goes over the wire.
pub(super) fn response(outcome: Outcome, request_id: &str) -> http::Response<Vec<u8>> {
    let (status, body, allow) = match outcome {
        Ok(reply) => {
            let reply = reply.with("request_id", request_id);
            (reply.status, Value::Object(reply.members), None)
        }
        Err(refusal) => (refusal.status, refusal.body(request_id), refusal.allow),
    };
    let mut response = http::Response::new(body.to_string().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(allow) = allow {
        headers.insert(ALLOW, HeaderValue::from_static(allow));
    }
    response
}
