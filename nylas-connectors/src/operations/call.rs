//! How a request is put together: the one place that knows headers and paths.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::{Error, Invalid, api_key, base_url};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What stays as it is in a path segment or a query value: RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request in parts.
pub(super) struct Call {
    method: Method,
    path: String,
    body: Option<Vec<u8>>,
}

impl Call {
    /// `path` is a literal; what isn't is added with [`segment`](Self::segment).
    pub(super) fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            body: None,
        }
    }

    /// Adds one segment to the path. What it holds can't become more than one, nor lead elsewhere: a client that
    /// lets `..` through calls another endpoint.
    pub(super) fn segment(mut self, name: &str, value: &str) -> Result<Self, Error> {
        if matches!(value, "" | "." | "..") {
            return Err(Invalid::one(
                name,
                "path_segment",
                "is empty, `.` or `..`, which name nothing",
            )
            .into());
        }
        self.path.push('/');
        self.path.extend(utf8_percent_encode(value, RESERVED));
        Ok(self)
    }

    pub(super) fn literal(mut self, segment: &str) -> Self {
        self.path.push_str(segment);
        self
    }

    pub(super) fn query(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.path
                .push(if self.path.contains('?') { '&' } else { '?' });
            self.path.push_str(name);
            self.path.push('=');
            self.path.extend(utf8_percent_encode(value, RESERVED));
        }
        self
    }

    pub(super) fn number(self, name: &str, value: Option<u64>) -> Self {
        self.query(name, value.map(|value| value.to_string()).as_deref())
    }

    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|_| {
            Invalid::one(
                "",
                "not_json",
                "can't be written as JSON: look at its `Serialize`",
            )
        })?;
        self.body = Some(body);
        Ok(self)
    }

    pub(super) fn request(self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        let uri = base_url::join(base_url, &self.path)?;
        let mut request = Request::new(self.body.unwrap_or_default());
        let has_body = !request.body().is_empty();
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, api_key::bearer(api_key)?);
        headers.insert(ACCEPT, JSON);
        if has_body {
            headers.insert(CONTENT_TYPE, JSON);
        }
        Ok(request)
    }
}
