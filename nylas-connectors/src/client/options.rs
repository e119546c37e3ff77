//! The settings of a [`Client`](crate::Client) and their builder.
//!
//! `derive_builder` makes the setters of the optional settings. That the API key is required is in the builder's type.

use std::env::{self, VarError};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use derive_builder::Builder;
use http::HeaderMap;
use http::header::USER_AGENT;

use crate::builder::{Set, Unset};
use crate::error::ConfigError;
use crate::event::{Event, Observer};
use crate::settings::{Settings, header_value, not_zero};
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

/// The optional settings of a client, from which `derive_builder` makes their setters.
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

[`from_env`](Self::from_env) begins with the key and the base URL from the environment. In a signature, `ClientBuilder`
without a parameter is a builder that has its key.
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
#[expect(dead_code, reason = "only its builder is used")]
struct Client<ApiKey = Set<Secret>> {
    #[builder(setter(custom))]
    api_key: Secret,
    /// The URL before `/v3`, for a proxy or a test server. The default is that of [`Region::Us`].
    ///
    /// It must be `https`, except for a loopback address. A path is kept, and a trailing slash doesn't matter.
    #[builder(setter(into))]
    base_url: String,
    /// The region of the application, instead of a base URL. Setting both is an error.
    region: Region,
    /// The time for one call, with all its attempts and the reading of the answer. The default is 90 s.
    timeout: Duration,
    /// The time in which a connection must be established, from the lookup of its name to the end of the TLS handshake.
    /// The default is 10 s.
    connect_timeout: Duration,
    /// The `User-Agent` header, in visible ASCII. The default is this library's name and version.
    #[builder(setter(into))]
    user_agent: String,
    #[builder(setter(custom), field(ty = "Vec<(String, String)>"))]
    headers: (),
    /// When a call is sent again. The default is [`RetryPolicy::default`].
    retry: RetryPolicy,
    /// Whether creates use connections that were used before. The default is false.
    ///
    /// A server closes a connection that has been idle for a while. If it does so while a request is under way, the
    /// request is lost, and nobody can tell whether it was carried out. Other calls are then sent again. A create can't
    /// be, so by default each opens a connection of its own. That resumes the TLS session and takes about 0.5 ms on one
    /// machine, ten times as long as a create over a kept connection.
    ///
    /// Turn this on for many creates in a row, and check [`Error::may_have_been_applied`] after each error. A kept
    /// connection is checked just before it is used, so few creates are lost: 2 of 10,000 with a server that closes
    /// connections after 3 ms without a request. With one that closes them 3 ms after each answer, it was one in three.
    /// Over new connections none was lost.
    reuse_connections_for_creates: bool,
    /// Whether requests are sent while a logger records what ureq writes at TRACE. The default is false.
    ///
    /// At that level, under the target `ureq_proto::util`, every request is written to the log, **with the API key and
    /// client secrets**. So the default transport refuses to send while a logger would record it. Filter that target
    /// instead, for instance with `RUST_LOG=trace,ureq_proto=debug`.
    allow_trace_logging: bool,
    #[builder(setter(custom), field(ty = "Observer"))]
    observer: (),
    #[builder(setter(custom))]
    transport: Arc<dyn Transport>,
    #[builder(setter(skip))]
    state: PhantomData<ApiKey>,
}

impl ClientBuilder<Unset> {
    pub(super) fn new() -> Self {
        Self::empty()
    }
}

impl ClientBuilder {
    /// A builder with the key from `NYLAS_API_KEY` and, if it is set, the base URL from `NYLAS_API_URI` or
    /// `NYLAS_API_BASE_URL`.
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
        let [first, second] = ["NYLAS_API_URI", "NYLAS_API_BASE_URL"];
        let (name, base_url) = match (variable(first)?, variable(second)?) {
            (Some(one), Some(other))
                if one.trim_end_matches('/') != other.trim_end_matches('/') =>
            {
                let problem =
                    "and `NYLAS_API_BASE_URL` name different base URLs: unset one of them";
                return Err(ConfigError::new(first, problem).into());
            }
            (Some(base_url), _) => (first, base_url),
            (None, Some(base_url)) => (second, base_url),
            (None, None) => return Ok(builder),
        };
        base_url::check(&base_url).map_err(|error| error.about(name))?;
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
            region: self.region,
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            user_agent: self.user_agent,
            headers: self.headers,
            retry: self.retry,
            reuse_connections_for_creates: self.reuse_connections_for_creates,
            allow_trace_logging: self.allow_trace_logging,
            observer: self.observer,
            transport: self.transport,
            state: PhantomData,
        }
    }

    /// Adds a header to every request, in visible ASCII: for a gateway, for instance. One of the same name is replaced.
    ///
    /// `build` refuses the headers that this library or the HTTP client sets, such as `Authorization` and `Accept`.
    /// `Debug` doesn't show the value.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Calls a function with every [`Event`]: the start of a call, each attempt, each delay, and the outcome. A client has
    /// one such function: another one replaces it.
    ///
    /// It is called by the thread that sends, so it should return at once. If it panics, so does the call: at an `Attempt`
    /// before the request is sent. One line for each event in a log:
    ///
    /// ```
    /// # use nylas_connectors::testing::Recorder;
    /// use nylas_connectors::Client;
    ///
    /// let client = Client::builder()
    ///     .api_key("key")
    ///     .observe(|event| println!("{event}")) // or `log::debug!("{event}")`, or a metric of its parts
    /// #   .transport(Recorder::new())
    ///     .build()?;
    /// client.connectors().list()?;
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    pub fn observe(mut self, observe: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.observer = Observer::new(observe);
        self
    }

    /// How requests are sent, instead of with ureq: a [`Transport`], such as a closure.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What was set, and the defaults of the rest.
    pub(super) fn settings(self) -> Result<(Settings, Option<Arc<dyn Transport>>), Error> {
        // Its type says that it is set; an empty key is refused.
        let api_key = self.api_key.unwrap_or_else(|| Secret::from(""));
        api_key::check(api_key.expose())?;
        let base_url = match (self.base_url, self.region) {
            (Some(_), Some(_)) => {
                let problem = "and `base_url` are both set, in the environment perhaps: set one";
                return Err(ConfigError::new("region", problem).into());
            }
            (Some(base_url), None) => base_url,
            (None, region) => region.unwrap_or_default().base_url().to_owned(),
        };
        base_url::check(&base_url)?;
        let default = concat!("nylas-connectors/", env!("CARGO_PKG_VERSION"));
        let user_agent = self.user_agent.as_deref().unwrap_or(default);
        let mut settings = Settings {
            api_key,
            base_url,
            timeout: not_zero("timeout", self.timeout.unwrap_or(TIMEOUT))?,
            connect_timeout: not_zero(
                "connect_timeout",
                self.connect_timeout.unwrap_or(CONNECT_TIMEOUT),
            )?,
            headers: HeaderMap::from_iter([(USER_AGENT, header_value("user_agent", user_agent)?)]),
            retry: self.retry.unwrap_or_default(),
            reuse_connections_for_creates: self.reuse_connections_for_creates.unwrap_or_default(),
            allow_trace_logging: self.allow_trace_logging.unwrap_or_default(),
            observer: self.observer,
        };
        for (name, value) in &self.headers {
            settings.set_header(name, value)?;
        }
        let transport = match self.transport {
            Some(transport) => Some(transport),
            None => default_transport()?,
        };
        Ok((settings, transport))
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
fn default_transport() -> Result<Option<Arc<dyn Transport>>, Error> {
    let transport = crate::transport::UreqTransport::builder().build()?;
    Ok(Some(Arc::new(transport)))
}

/// A program without ureq can start calls, and drive them itself.
#[cfg(not(feature = "_ureq"))]
#[expect(clippy::unnecessary_wraps, reason = "with ureq this can fail")]
fn default_transport() -> Result<Option<Arc<dyn Transport>>, Error> {
    Ok(None)
}
