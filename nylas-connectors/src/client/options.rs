//! The settings of a [`Client`](crate::Client) and their builder.
//!
//! `derive_builder` makes the setters of the optional settings. That the API key is required is in the builder's type.

use std::env::{self, VarError};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use derive_builder::Builder;
use http::HeaderValue;

use crate::builder::{Set, Unset};
use crate::error::ConfigError;
use crate::transport::{CONNECT_TIMEOUT, TIMEOUT};
use crate::{Error, RetryPolicy, Secret, Transport, api_key, base_url};

/// Where an application's data is stored. In the other region its API key is answered with 401.
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
    /// The region's base URL.
    #[must_use]
    pub const fn base_url(self) -> &'static str {
        match self {
            Self::Us => "https://api.us.nylas.com",
            Self::Eu => "https://api.eu.nylas.com",
        }
    }
}

/// The settings of a client.
///
/// Named like the client itself, since `derive_builder` ends the builder's documentation with "Builder for" and a link to
/// this name.
#[derive(Builder)]
#[builder_struct_attr(doc = r#"
The settings of a [`Client`](crate::Client): set what differs from the defaults, then [`build`](Self::build).

Only the API key has no default. Without it `build` doesn't compile:

```
use nylas_connectors::{Client, Region};

let client = Client::builder().api_key("key").region(Region::Eu).build()?;
assert_eq!(client.base_url(), "https://api.eu.nylas.com");
# Ok::<(), nylas_connectors::Error>(())
```

```compile_fail,E0277
# use nylas_connectors::{Client, Region};
let client = Client::builder().region(Region::Eu).build()?; // `Client` is incomplete: `api_key` is required
# Ok::<(), nylas_connectors::Error>(())
```

`ClientBuilder` alone is the type of one that has its key.
"#)]
#[builder_struct_attr(must_use = "a builder does nothing until `.build()` makes the `Client`")]
#[builder(
    name = "ClientBuilder",
    vis = "pub",
    pattern = "owned",
    custom_constructor,
    create_empty = "empty",
    build_fn(skip)
)]
pub(super) struct Client<ApiKey = Set<Secret>> {
    #[builder(setter(custom))]
    pub(super) api_key: Secret,
    /// The URL before `/v3`, for a proxy or a test server. The default is that of [`Region::Us`].
    ///
    /// It must be `https`, except for a loopback address. A path is kept, and a trailing slash doesn't matter.
    #[builder(setter(into))]
    pub(super) base_url: String,
    /// The time for one call, with all its attempts and the reading of the answer. The default is 90 s.
    pub(super) timeout: Duration,
    /// The time in which a connection must be established. The default is 10 s.
    pub(super) connect_timeout: Duration,
    #[builder(setter(custom), field(ty = "Option<String>"))]
    pub(super) user_agent: HeaderValue,
    /// When a call is sent again. The default is [`RetryPolicy::default`].
    pub(super) retry: RetryPolicy,
    /// Whether creates use connections that were used before. The default is false.
    ///
    /// A server closes a connection that has been idle for a while. If it does so while a request is under way, the
    /// request is lost, and nobody can tell whether it was carried out. Other calls are then sent again. A create can't
    /// be, so by default each opens a connection of its own, which costs a TLS handshake. Against a server that closes
    /// 3 ms after each answer, one create in four was lost over used connections, and none over new ones. Turn this on
    /// for many creates in a row, and check [`Error::may_have_been_applied`] after each error.
    pub(super) reuse_connections_for_creates: bool,
    /// Whether requests are sent while a logger records what ureq writes at TRACE. The default is false.
    ///
    /// At that level, under the target `ureq_proto::util`, every request is written to the log, **with the API key and
    /// client secrets**. So the default transport refuses to send while a logger would record it. Filter that target
    /// instead, for instance with `RUST_LOG=trace,ureq_proto=debug`.
    pub(super) allow_trace_logging: bool,
    #[builder(setter(custom))]
    pub(super) transport: Arc<dyn Transport>,
    #[builder(setter(skip))]
    state: PhantomData<ApiKey>,
}

impl ClientBuilder<Unset> {
    pub(super) fn new() -> Self {
        Self::empty()
    }
}

impl ClientBuilder {
    /// A builder with the key from `NYLAS_API_KEY` and, if it is set, the base URL from `NYLAS_API_URI`.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the variable that is missing or invalid.
    pub fn from_env() -> Result<Self, Error> {
        let key = variable("NYLAS_API_KEY")?.ok_or(ConfigError::new(
            "NYLAS_API_KEY",
            "is not set, or empty: export the API key of your Nylas application",
        ))?;
        api_key::check(&key).map_err(|error| error.about("NYLAS_API_KEY"))?;
        let builder = ClientBuilder::<Unset>::new().api_key(key);
        let Some(base_url) = variable("NYLAS_API_URI")? else {
            return Ok(builder);
        };
        base_url::check(&base_url).map_err(|error| error.about("NYLAS_API_URI"))?;
        Ok(builder.base_url(base_url))
    }
}

impl<ApiKey> ClientBuilder<ApiKey> {
    /// The application's API key, from the Nylas dashboard. Required.
    ///
    /// It must be visible ASCII: `build` refuses white space, a newline and everything else that a header can't have.
    pub fn api_key(self, api_key: impl Into<Secret>) -> ClientBuilder {
        ClientBuilder {
            api_key: Some(api_key.into()),
            base_url: self.base_url,
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            user_agent: self.user_agent,
            retry: self.retry,
            reuse_connections_for_creates: self.reuse_connections_for_creates,
            allow_trace_logging: self.allow_trace_logging,
            transport: self.transport,
            state: PhantomData,
        }
    }

    /// The region of the application, instead of a base URL.
    pub fn region(self, region: Region) -> Self {
        self.base_url(region.base_url())
    }

    /// The `User-Agent` header, in visible ASCII. The default is this library's name and version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// How requests are sent, instead of with ureq: a [`Transport`], such as a closure.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What was set, and the defaults of the rest.
    pub(super) fn options(self) -> Result<Client, ConfigError> {
        let api_key = self.api_key.unwrap_or_else(|| Secret::from(""));
        api_key::check(api_key.expose())?;
        let base_url = self
            .base_url
            .unwrap_or_else(|| Region::default().base_url().to_owned());
        base_url::check(&base_url)?;
        Ok(Client {
            api_key,
            base_url,
            timeout: not_zero("timeout", self.timeout.unwrap_or(TIMEOUT))?,
            connect_timeout: not_zero(
                "connect_timeout",
                self.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
            )?,
            user_agent: user_agent_header(self.user_agent.as_deref())?,
            retry: self.retry.unwrap_or_default(),
            reuse_connections_for_creates: self.reuse_connections_for_creates.unwrap_or_default(),
            allow_trace_logging: self.allow_trace_logging.unwrap_or_default(),
            transport: self.transport.map_or_else(default_transport, Ok)?,
            state: PhantomData,
        })
    }
}

/// The state of a [`ClientBuilder`] that has an API key.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`Client` is incomplete: `api_key` is required",
    label = "call `.api_key(…)` before `.build()`"
)]
pub trait HasApiKey {}

#[diagnostic::do_not_recommend]
impl HasApiKey for Set<Secret> {}

/// The base URL isn't checked yet, and may have a password in it.
impl<ApiKey> fmt::Debug for ClientBuilder<ApiKey> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("api_key", &self.api_key)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn not_zero(option: &'static str, time: Duration) -> Result<Duration, ConfigError> {
    if time.is_zero() {
        return Err(ConfigError::new(option, "is zero: allow some time"));
    }
    Ok(time)
}

fn user_agent_header(user_agent: Option<&str>) -> Result<HeaderValue, ConfigError> {
    let default = concat!("nylas-connectors/", env!("CARGO_PKG_VERSION"));
    let text = user_agent.unwrap_or(default);
    let visible = !text.trim().is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let header = HeaderValue::from_str(text).ok().filter(|_| visible);
    header.ok_or(ConfigError::new(
        "user_agent",
        "is blank or has a character that isn't visible ASCII",
    ))
}

/// The text of an environment variable. An empty one counts as not set.
fn variable(name: &'static str) -> Result<Option<String>, ConfigError> {
    match env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigError::new(name, "is not Unicode text")),
    }
}

#[cfg(feature = "_ureq")]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Ok(Arc::new(crate::transport::UreqTransport::with_defaults()?))
}

#[cfg(not(feature = "_ureq"))]
fn default_transport() -> Result<Arc<dyn Transport>, ConfigError> {
    Err(ConfigError::new(
        "transport",
        "is missing: set one, or turn on the feature `rustls` or `native-tls`",
    ))
}
