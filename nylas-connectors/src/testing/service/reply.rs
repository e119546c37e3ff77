//! What the service answers, without the request ID.

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

/// A success, or a refusal as the error.
pub(super) type Outcome = Result<Reply, Reply>;

#[derive(Debug)]
pub(in crate::testing) struct Reply {
    pub(super) status: StatusCode,
    pub(super) body: Map<String, Value>,
}

impl Reply {
    /// Nothing but the request ID, as for a deletion.
    pub(super) fn empty() -> Self {
        Self {
            status: StatusCode::OK,
            body: Map::new(),
        }
    }

    pub(super) fn data(data: impl Into<Value>) -> Self {
        Self::empty().with("data", data)
    }

    pub(super) fn created(data: impl Into<Value>) -> Self {
        Self {
            status: StatusCode::CREATED,
            ..Self::data(data)
        }
    }

    /// A part of a list, with the limit and the offset that were asked for.
    pub(super) fn page(
        items: impl Iterator<Item = Value>,
        limit: Option<usize>,
        offset: Option<usize>,
    ) -> Self {
        let items = items
            .skip(offset.unwrap_or(0))
            .take(limit.unwrap_or(usize::MAX));
        let mut reply = Self::data(items.collect::<Vec<_>>());
        for (key, value) in [("limit", limit), ("offset", offset)] {
            reply
                .body
                .extend(value.map(|value| (key.to_owned(), value.into())));
        }
        reply
    }

    pub(super) fn refused(status: StatusCode, kind: &str, message: &str) -> Self {
        Self {
            status,
            ..Self::empty().with("error", json!({ "type": kind, "message": message }))
        }
    }

    pub(super) fn invalid(message: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::refused(StatusCode::NOT_FOUND, "not_found_error", message)
    }

    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.body.insert(key.to_owned(), value.into());
        self
    }

    /// Why the request was refused.
    pub(in crate::testing) fn message(&self) -> &str {
        let error = self.body.get("error");
        error
            .and_then(|error| error["message"].as_str())
            .unwrap_or_default()
    }

    pub(super) fn into_response(self, request_id: &str) -> Response<Vec<u8>> {
        let Self { status, body } = self.with("request_id", request_id);
        let mut response = Response::new(Value::Object(body).to_string().into_bytes());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(request_id) = HeaderValue::from_str(request_id) {
            headers.insert("x-request-id", request_id);
        }
        response
    }
}
