//! What all calls of a client have in common.

use std::time::Duration;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE,
    EXPECT, HOST, HeaderName, TE, TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderValue};

use crate::error::ConfigError;
use crate::event::Observer;
use crate::{RetryPolicy, Secret};

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) api_key: Secret,
    pub(crate) base_url: String,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    /// `User-Agent`, and what the program adds.
    pub(crate) headers: HeaderMap,
    pub(crate) retry: RetryPolicy,
    pub(crate) reuse_connections_for_creates: bool,
    pub(crate) allow_trace_logging: bool,
    pub(crate) observer: Observer,
}

/// What this library or the HTTP client below it sets.
const RESERVED: [HeaderName; 13] = [
    ACCEPT,
    ACCEPT_ENCODING,
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    COOKIE,
    EXPECT,
    HOST,
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
    USER_AGENT,
];

impl Settings {
    /// Adds a header to every request. A header of the same name is replaced.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) -> Result<(), ConfigError> {
        let name: HeaderName = name.parse().map_err(|_| {
            let problem = "has a name that isn't one of an HTTP header: letters, digits and `-`";
            ConfigError::new("header", problem)
        })?;
        if RESERVED.contains(&name) {
            let problem = format!(
                "has the name `{name}`, which this library sets itself: use the client's own option, if there is one"
            );
            return Err(ConfigError::new("header", problem));
        }
        self.headers.insert(name, header_value("header", value)?);
        Ok(())
    }
}

/// A header's value, in visible ASCII. It may be secret, so it is marked as sensitive.
pub(crate) fn header_value(option: &'static str, value: &str) -> Result<HeaderValue, ConfigError> {
    let visible =
        !value.trim().is_empty() && value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let header = HeaderValue::from_str(value).ok().filter(|_| visible);
    let mut header = header.ok_or(ConfigError::new(
        option,
        "is blank or has a character that isn't visible ASCII",
    ))?;
    header.set_sensitive(true);
    Ok(header)
}

pub(crate) fn not_zero(option: &'static str, time: Duration) -> Result<Duration, ConfigError> {
    if time.is_zero() {
        return Err(ConfigError::new(option, "is zero: allow some time"));
    }
    Ok(time)
}
