//! How a request is put together: the one place that knows base URLs, headers and paths.

use std::net::IpAddr;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Method, Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::error::ConfigError;
use crate::{Error, Invalid};

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
        let uri = uri(base_url, &self.path)?;
        let mut request = Request::new(self.body.unwrap_or_default());
        let has_body = !request.body().is_empty();
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer(api_key)?);
        headers.insert(ACCEPT, JSON);
        if has_body {
            headers.insert(CONTENT_TYPE, JSON);
        }
        Ok(request)
    }
}

fn bearer(api_key: &str) -> Result<HeaderValue, ConfigError> {
    check_api_key(api_key)?;
    let mut value = HeaderValue::try_from(format!("Bearer {api_key}"))
        .map_err(|_| ConfigError::new("api_key", "has a character that no HTTP header may have"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// An API key must be fit for a header, and what is commonly pasted along with one is named.
pub(crate) fn check_api_key(api_key: &str) -> Result<(), ConfigError> {
    let problem = if api_key.trim().is_empty() {
        "is empty: give the key from the Nylas dashboard"
    } else if api_key.contains(['\n', '\r']) {
        "has a newline in it, often left by a file or a copy: trim it"
    } else if api_key.contains(char::is_whitespace) {
        "has white space in it: trim it, and give the key without `Bearer`"
    } else if !api_key.is_ascii() {
        "has a character that isn't ASCII: copy the key anew"
    } else if api_key.contains(|letter: char| letter.is_ascii_control()) {
        "has a control character in it: copy the key anew"
    } else {
        return Ok(());
    };
    Err(ConfigError::new("api_key", problem))
}

/// Whether requests can be sent to this base URL.
pub(crate) fn check_base_url(base_url: &str) -> Result<(), ConfigError> {
    uri(base_url, "/").map(drop)
}

fn uri(base_url: &str, path: &str) -> Result<Uri, ConfigError> {
    let wrong = |problem| ConfigError::new("base_url", problem);
    if base_url.contains(['?', '#']) {
        return Err(wrong(
            "has a query or a fragment: give the host, and a path at most",
        ));
    }
    let whole = format!("{}{path}", base_url.trim_end_matches('/'));
    let uri: Uri = whole
        .parse()
        .map_err(|_| wrong("is not a URL: write it like https://api.us.nylas.com"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(wrong(
            "has no scheme or no host: write it like https://api.us.nylas.com",
        ));
    };
    check_authority(scheme, authority).map_err(wrong)?;
    if base_url.trim_end_matches('/').ends_with("/v3") {
        return Err(wrong(
            "ends with `/v3`, which each call adds by itself: leave it off",
        ));
    }
    if !whole.is_ascii() || uri.path().split('/').any(is_dots) {
        return Err(wrong(
            "has a path with `.` or `..`, or a letter that isn't ASCII: write it plainly",
        ));
    }
    Ok(uri)
}

/// Whether this segment of a path means itself or the one above, written plainly or encoded.
fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
        "." | ".."
    )
}

fn check_authority(scheme: &Scheme, authority: &Authority) -> Result<(), &'static str> {
    let text = authority.as_str();
    let host = authority.host();
    if text.contains('@') {
        return Err("has a user in it: the API key is all that the service asks for");
    }
    // `http` drops a port that is too large, without a word.
    let after_host = text.strip_prefix(host).unwrap_or_default();
    if host.is_empty()
        || (!after_host.is_empty() && authority.port_u16().is_none_or(|port| port == 0))
    {
        return Err("has no host, or a port that is not between 1 and 65535");
    }
    if *scheme == Scheme::HTTPS || (*scheme == Scheme::HTTP && is_loopback(host)) {
        return Ok(());
    }
    Err("must begin with https://: plain http is for loopback addresses only")
}

/// Whether the host is this machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
