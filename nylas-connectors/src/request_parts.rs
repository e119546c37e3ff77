//! How a request is built: the one place that knows its headers and how values become parts of its URL.

use std::sync::Arc;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::finite::not_finite;
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::rule::Rule;
use crate::secret::{Secret, collect_serialized};
use crate::{Error, Invalid, Provider, api_key, base_url};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What is percent-encoded in a path segment and in a query value: all but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The secrets in the body of a request, by their type. A request has them as an extension.
#[derive(Clone)]
pub(crate) struct SecretTexts(pub(crate) Arc<[Secret]>);

/// A request without a base URL and an API key.
pub struct RequestParts {
    method: Method,
    path: String,
    body: Option<Vec<u8>>,
    /// The secrets in the body.
    secrets: Vec<Secret>,
    /// The provider that it is about, and that the answer must be about if it names one.
    pub(crate) provider: Option<Provider>,
}

impl RequestParts {
    /// `path` is written as it is; values are added with [`segment`](Self::segment).
    pub(crate) fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            body: None,
            secrets: Vec::new(),
            provider: None,
        }
    }

    pub(crate) fn about(mut self, provider: &Provider) -> Self {
        self.provider = Some(provider.clone());
        self
    }

    /// Appends a value as one segment of the path. Encoded, it can't become two; `..` would lead to another endpoint
    /// and is refused.
    pub(crate) fn segment(mut self, name: &str, value: &str) -> Result<Self, Error> {
        if matches!(value, "" | "." | "..") {
            let message = "is empty, `.` or `..`, which can't be part of a URL's path";
            return Err(Invalid::one(name, Rule::PATH_SEGMENT, message).into());
        }
        self.path.push('/');
        self.path.extend(utf8_percent_encode(value, RESERVED));
        Ok(self)
    }

    /// Appends to the path as it is.
    pub(crate) fn literal(mut self, text: &str) -> Self {
        self.path.push_str(text);
        self
    }

    pub(crate) fn query(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            let separator = if self.path.contains('?') { '&' } else { '?' };
            self.path.push(separator);
            self.path.extend([name, "="]);
            self.path.extend(utf8_percent_encode(value, RESERVED));
        }
        self
    }

    pub(crate) fn query_number(self, name: &str, value: Option<u64>) -> Self {
        self.query(name, value.map(|value| value.to_string()).as_deref())
    }

    pub(crate) fn json(mut self, body: &impl Serialize) -> Result<Self, Error> {
        let (text, secrets) = collect_serialized(|| serde_json::to_vec(body));
        let text = text.map_err(|_| {
            let message = "can't be written as JSON: check its `Serialize`";
            Invalid::one("", Rule::NOT_JSON, message)
        })?;
        // `null` may stand for a number that JSON doesn't have.
        if text.windows(4).any(|token| token == b"null") {
            let message = "is not a finite number, which JSON doesn't have: leave it out";
            let violation = |path: Vec<Step>| Violation::new(&path, Rule::NOT_FINITE, message);
            let found: Vec<_> = not_finite(body).into_iter().map(violation).collect();
            if !found.is_empty() {
                return Err(Invalid::of(found).into());
            }
        }
        self.body = Some(text);
        self.secrets = secrets;
        Ok(self)
    }

    /// The same about this provider, if the body names it. A type of one's own may have forgotten to.
    pub(crate) fn naming(self, provider: &Provider) -> Result<Self, Error> {
        let name = serde_json::to_vec(provider).unwrap_or_default();
        let member = [b"\"provider\":".as_slice(), &name].concat();
        let body = self.body.as_deref().unwrap_or_default();
        if body.windows(member.len()).any(|part| part == member) {
            return Ok(self.about(provider));
        }
        let message = "is not in the body as it must be: give the struct a field `provider: ProviderTag<Self>`";
        Err(Invalid::one("provider", Rule::MISSING, message).into())
    }

    /// The request to a base URL and with a key that were checked.
    pub(crate) fn request(self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
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
        if !self.secrets.is_empty() {
            let secrets = SecretTexts(self.secrets.into());
            request.extensions_mut().insert(secrets);
        }
        Ok(request)
    }
}
