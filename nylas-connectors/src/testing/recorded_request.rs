//! A request as it reached a test double.

use std::borrow::Cow;
use std::fmt;

use super::masking::{masked_body, masked_header, masked_lines};
use crate::Secret;
use crate::request_parts::SecretTexts;

/// The headers in a snapshot. The others depend on the transport and its version, and would break snapshots for no good
/// reason.
const SHOWN_HEADERS: &[&str] = &["authorization", "accept", "content-type"];

/// One request that a [`FakeNylas`](super::FakeNylas) or a [`Recorder`](super::Recorder) received.
///
/// `Debug` and [`snapshot`](Self::snapshot) hide the API key and secret values; the getters return what was sent.
///
/// ```
/// use nylas_connectors::testing::Recorder;
/// use nylas_connectors::{Client, Zoom, ZoomSettings};
///
/// let recorder = Recorder::new();
/// let client = Client::builder().api_key("my-key").transport(recorder.clone()).build()?;
/// let app = ZoomSettings::builder().client_id("1234").client_secret("hush");
/// client.connectors().create(&Zoom::builder().settings(app).build()?)?;
///
/// let sent = recorder.last();
/// assert_eq!((sent.method(), sent.path()), ("POST", "/v3/connectors"));
/// assert_eq!(sent.header("authorization"), Some("Bearer my-key"));
/// assert_eq!(sent.body_json()["settings"]["client_secret"], "hush");
/// assert!(!format!("{sent:?} {}", sent.snapshot()).contains("hush"));
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// An `http::Request` becomes one with [`From`], for snapshots of requests that another HTTP client sends.
#[derive(Clone, Eq, PartialEq)]
pub struct RecordedRequest {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// The secrets in the body, where their type was still known.
    secrets: KnownSecrets,
}

/// They are in the body too, so they needn't be compared.
#[derive(Clone, Default)]
struct KnownSecrets(Option<SecretTexts>);

impl PartialEq for KnownSecrets {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for KnownSecrets {}

impl RecordedRequest {
    pub(super) fn new(
        method: impl Into<String>,
        path: impl Into<String>,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Self {
        Self {
            method: method.into(),
            path: path.into(),
            headers,
            body,
            secrets: KnownSecrets::default(),
        }
    }

    fn is_secret(&self, text: &str) -> bool {
        let secrets = self.secrets.0.iter().flat_map(|secrets| secrets.0.iter());
        secrets.map(Secret::expose).any(|secret| secret == text)
    }

    /// The method, such as `POST`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path with its query, percent-encoded as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query without its question mark, as it was sent; `None` if the path has none.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.path.split_once('?').map(|(_, query)| query)
    }

    /// The first value of a header. The case of the name doesn't matter. Bytes that aren't UTF-8 are replaced by
    /// `U+FFFD`.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers();
        let found = headers.find(|(held, _)| held.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    /// All headers as name and value, in the order in which they came.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.headers.iter();
        headers.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The body, byte for byte; empty if there was none.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as text. Bytes that aren't UTF-8 are replaced by `U+FFFD`.
    #[must_use]
    pub fn body_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body as JSON; `Null` if it is empty or isn't JSON. The order of the keys is lost;
    /// [`snapshot`](Self::snapshot) keeps it.
    #[must_use]
    pub fn body_json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// A copy with `***` for the API key, and for each value in the body whose key says that it is a secret: one with a
    /// word that ends in `secret`, `key`, `token`, `password` or `passphrase`, at any depth. So is a
    /// [`Secret`](crate::Secret) under any key, unless the request came over a socket. The masked body is compact
    /// JSON in the order in which it was sent. A body that isn't JSON is masked whole if it mentions such a word.
    #[must_use]
    pub fn masked(&self) -> Self {
        let headers = self
            .headers()
            .map(|(name, value)| (name.to_owned(), masked_header(name, value)));
        let body = masked_body(&self.body, &|text| self.is_secret(text));
        Self::new(&self.method, &self.path, headers.collect(), body)
    }

    /// The request as text for a snapshot test: the request line, the headers `authorization`, `accept` and
    /// `content-type`, and the body with one JSON member a line, in the order in which it was sent. Secrets are
    /// [masked](Self::masked).
    ///
    /// The text has no line break at its end, and is the same for every transport. Use [`header`](Self::header) to check
    /// another header.
    #[must_use]
    pub fn snapshot(&self) -> String {
        let mut text = format!("{} {}", self.method, self.path);
        for shown in SHOWN_HEADERS {
            let values = self
                .headers()
                .filter(|(name, _)| name.eq_ignore_ascii_case(shown));
            values.for_each(|(name, value)| {
                text.extend(["\n", shown, ": ", &masked_header(name, value)]);
            });
        }
        if !self.body.is_empty() {
            text.extend([
                "\n\n",
                &masked_lines(&self.body, &|text| self.is_secret(text)),
            ]);
        }
        text
    }
}

/// The request as a transport gets it. Its path is what is sent.
impl From<http::Request<Vec<u8>>> for RecordedRequest {
    fn from(request: http::Request<Vec<u8>>) -> Self {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
        let headers = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.into_owned())
        });
        let secrets = KnownSecrets(head.extensions.get().cloned());
        Self {
            secrets,
            ..Self::new(head.method.as_str(), path, headers.collect(), body)
        }
    }
}

#[expect(
    clippy::missing_fields_in_debug,
    reason = "the secrets are in the body, and masked"
)]
impl fmt::Debug for RecordedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = self.masked();
        formatter
            .debug_struct("RecordedRequest")
            .field("method", &masked.method)
            .field("path", &masked.path)
            .field("headers", &masked.headers)
            .field("body", &masked.body_text())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::RecordedRequest;

    fn request(body: &[u8]) -> RecordedRequest {
        let request = http::Request::post("https://example.com/v3/connectors?a=%20")
            .header("User-Agent", "x/1")
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer hunter2")
            .body(body.to_vec())
            .unwrap();
        RecordedRequest::from(request)
    }

    #[test]
    fn the_path_of_an_absolute_url_is_what_is_sent() {
        let request = request(b"");
        assert_eq!(request.path(), "/v3/connectors?a=%20");
        assert_eq!(request.query(), Some("a=%20"));
        assert_eq!(request.method(), "POST");
    }

    #[test]
    fn a_header_is_found_in_any_case() {
        assert_eq!(request(b"").header("AUTHORIZATION"), Some("Bearer hunter2"));
        assert_eq!(request(b"").header("accept"), None);
        assert_eq!(request(b"").headers().count(), 3);
    }

    #[test]
    fn the_snapshot_keeps_the_order_and_hides_the_secrets() {
        let body = br#"{"provider":"google","settings":{"client_secret":"s3","client_id":"i"}}"#;
        assert_eq!(
            request(body).snapshot(),
            "POST /v3/connectors?a=%20\nauthorization: Bearer ***\ncontent-type: application/json\n\n\
             {\n  \"provider\": \"google\",\n  \"settings\": {\n    \"client_secret\": \"***\",\n    \
             \"client_id\": \"i\"\n  }\n}",
        );
    }

    #[test]
    fn the_snapshot_shows_other_bodies_as_text_and_no_body_as_nothing() {
        assert!(
            request(b"a \xff b")
                .snapshot()
                .ends_with("\n\na \u{fffd} b")
        );
        assert!(request(b"").snapshot().ends_with("application/json"));
    }

    #[test]
    fn debug_shows_no_secret_and_the_getters_do() {
        let request = request(br#"{"password":"hunter3"}"#);
        let shown = format!("{request:?}");
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(shown.contains("Bearer ***"), "{shown}");
        assert_eq!(request.body_json()["password"], "hunter3");
        assert_eq!(request.body_text(), r#"{"password":"hunter3"}"#);
    }

    #[test]
    fn a_body_that_is_not_json_is_null() {
        assert_eq!(request(b"<html>").body_json(), serde_json::Value::Null);
    }
}
