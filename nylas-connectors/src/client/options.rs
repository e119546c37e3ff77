//! The settings of a [`Client`](crate::Client) and the builder for them.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use derive_builder::{Builder, UninitializedFieldError};
use http::HeaderValue;

use crate::error::ConfigError;
use crate::transport::{CONNECT_TIMEOUT, TIMEOUT};
use crate::{Error, RetryPolicy, Secret, Transport, api_key, base_url};

/// Where an application's data is kept. A key of one region answers 401 in the other.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Region {
    /// `https://api.us.nylas.com`
    #[default]
    Us,
    /// `https://api.eu.nylas.com`
    Eu,
}

impl Region {
    /// The base URL of the region.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::Us => "https://api.us.nylas.com",
            Self::Eu => "https://api.eu.nylas.com",
        }
    }
}

/// What a client needs to know.
///
/// Named like the client itself, since `derive_builder` ends the builder's documentation with the words "Builder for"
/// and a link to this name, and has no way to leave them out.
#[derive(Builder)]
#[builder_struct_attr(doc = r#"
The settings of a [`Client`](crate::Client): set what differs from the defaults, then [`build`](Self::build).

Only [`api_key`](Self::api_key) has no default. The compiler doesn't ask for it, as it does for a connector's fields:
without it `build` gives [`Error::Config`] at run time.

```
use nylas_connectors::{Client, Region};

let client = Client::builder().api_key("key").region(Region::Eu).build()?;
assert_eq!(client.base_url(), "https://api.eu.nylas.com");

let error = Client::builder().region(Region::Eu).build().unwrap_err();
assert!(error.to_string().contains("api_key"));
# Ok::<(), nylas_connectors::Error>(())
```
"#)]
#[builder_struct_attr(must_use = "a builder does nothing until `.build()` makes the `Client`")]
#[builder(
    name = "ClientBuilder",
    vis = "pub",
    pattern = "owned",
    build_fn(
        private,
        name = "options",
        error = "Unusable",
        validate = "Self::check"
    )
)]
pub(super) struct Client {
    // Made of `user_agent`, and first, since what comes after moves out of the builder.
    #[builder(setter(skip), default = "self.user_agent_header()?")]
    pub(super) user_agent_header: HeaderValue,
    /// The application's API key, from the Nylas dashboard. Required.
    ///
    /// It must be visible ASCII; `build` refuses white space, a newline and everything else that a header can't
    /// carry.
    #[builder(setter(into))]
    pub(super) api_key: Secret,
    /// The URL before `/v3`, for a proxy or a test server; [`Region::Us`] unless it is set.
    ///
    /// `https` only, except to a loopback address. A path is kept, and a trailing slash doesn't matter.
    #[builder(setter(into), default = "Region::default().base_url().to_owned()")]
    pub(super) base_url: String,
    /// The time for one call, with all its tries and the reading of the answer: 90 s unless it is set.
    #[builder(default = "TIMEOUT")]
    pub(super) timeout: Duration,
    /// The time for a connection to come about: 10 s unless it is set.
    #[builder(default = "CONNECT_TIMEOUT")]
    pub(super) connect_timeout: Duration,
    /// The `User-Agent` header: visible ASCII; this library's name and version unless it is set.
    #[builder(setter(into), default)]
    #[expect(dead_code, reason = "kept as the header's value")]
    user_agent: String,
    /// When a call is sent again: [`RetryPolicy::default`] unless it is set.
    #[builder(default)]
    pub(super) retry: RetryPolicy,
    /// Lets creates go over connections that were used before: false unless it is set.
    ///
    /// A server closes a connection that has been idle for a while. If it does so while a request is under way, the
    /// request is lost and nobody can tell whether it was carried out. Other calls are then sent again; a create
    /// can't be, so by default each opens a connection of its own, which costs a TLS handshake. Against a server that
    /// closes 3 ms after each answer, one create in four was lost over used connections, and none over new ones. Set
    /// this for many creates in a row, and look at [`Error::may_have_been_applied`] after each error.
    #[builder(default)]
    pub(super) reuse_connections_for_creates: bool,
    /// Sends even while a logger takes what ureq writes at TRACE: false unless it is set.
    ///
    /// At that level and under the target `ureq_proto::util` the whole of each request is written to the log, **the
    /// API key and client secrets with it**. So the default transport refuses to send while a logger would take
    /// it; filter that target instead, for instance with `RUST_LOG=trace,ureq_proto=debug`.
    #[builder(default)]
    pub(super) allow_trace_logging: bool,
    #[builder(setter(custom), default = "default_transport()?")]
    pub(super) transport: Arc<dyn Transport>,
}

impl ClientBuilder {
    /// A builder filled from `NYLAS_API_KEY` and, if it is set, `NYLAS_API_URI`, for the rest to be set by you.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the variable that is missing or can't be right.
    pub fn from_env() -> Result<Self, Error> {
        let key = variable("NYLAS_API_KEY")?.ok_or(ConfigError::new(
            "NYLAS_API_KEY",
            "is not set, or empty: export the API key of your Nylas application",
        ))?;
        api_key::check(&key).map_err(|error| error.about("NYLAS_API_KEY"))?;
        let builder = Self::default().api_key(key);
        let Some(base_url) = variable("NYLAS_API_URI")? else {
            return Ok(builder);
        };
        base_url::check(&base_url).map_err(|error| error.about("NYLAS_API_URI"))?;
        Ok(builder.base_url(base_url))
    }

    /// The region that the application is in, instead of a base URL.
    pub fn region(self, region: Region) -> Self {
        self.base_url(region.base_url())
    }

    /// How requests are sent, instead of ureq: a [`Transport`], which a closure is too.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the option that is missing or wrong.
    pub fn build(self) -> Result<super::Client, Error> {
        let options = self.options().map_err(|Unusable(error)| error)?;
        Ok(super::Client {
            options: Arc::new(options),
        })
    }

    fn check(&self) -> Result<(), ConfigError> {
        self.api_key
            .as_ref()
            .map_or(Ok(()), |key| api_key::check(key.expose()))?;
        self.base_url.as_deref().map_or(Ok(()), base_url::check)?;
        let zero = |time: Option<Duration>| time.is_some_and(|time| time.is_zero());
        match () {
            () if zero(self.timeout) => Err(ConfigError::new(
                "timeout",
                "is zero: give the calls some time",
            )),
            () if zero(self.connect_timeout) => Err(ConfigError::new(
                "connect_timeout",
                "is zero: give a connection some time",
            )),
            () => Ok(()),
        }
    }

    fn user_agent_header(&self) -> Result<HeaderValue, ConfigError> {
        let default = concat!("nylas-connectors/", env!("CARGO_PKG_VERSION"));
        let text = self.user_agent.as_deref().unwrap_or(default);
        let visible =
            !text.trim().is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        HeaderValue::from_str(text)
            .ok()
            .filter(|_| visible)
            .ok_or(ConfigError::new(
                "user_agent",
                "is blank or has a character that isn't visible ASCII",
            ))
    }
}

/// The error of the generated code, which knows `derive_builder`'s own and so stays in here.
struct Unusable(ConfigError);

impl From<ConfigError> for Unusable {
    fn from(error: ConfigError) -> Self {
        Self(error)
    }
}

/// An option that was not given has no default.
impl From<UninitializedFieldError> for Unusable {
    fn from(error: UninitializedFieldError) -> Self {
        ConfigError::new(error.field_name(), "is missing: set it before `.build()`").into()
    }
}

/// The base URL isn't checked yet, and may have a password in it.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("api_key", &self.api_key)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

/// An environment variable's text; one that is empty is one that isn't set.
fn variable(name: &'static str) -> Result<Option<String>, ConfigError> {
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigError::new(name, "is not Unicode text")),
    }
}

#[cfg(feature = "_ureq")]
#[expect(clippy::unnecessary_wraps, reason = "without ureq there is no default")]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(crate::transport::UreqTransport::new()))
}

#[cfg(not(feature = "_ureq"))]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "transport",
        "is missing: set one, or turn on the feature `rustls` or `native-tls`",
    ))
}
