//! The way over the wire: [`Transport`], and `UreqTransport`, which comes with the features `rustls` and `native-tls`.
//!
//! A transport sends one request and gives the answer, whatever its status: it doesn't follow redirects, doesn't
//! try again and doesn't interpret anything. A closure is one, so a test double is a line:
//!
//! ```
//! use nylas_connectors::{Client, ICloud, TransportError, http};
//!
//! let answer = |_: http::Request<Vec<u8>>| {
//!     let body = br#"{"request_id":"r-1","data":{"name":"icloud","provider":"icloud"}}"#;
//!     Ok::<_, TransportError>(http::Response::new(body.to_vec()))
//! };
//! let client = Client::builder().api_key("key").transport(answer).build()?;
//! let created = client.connectors().create(&ICloud::builder().build()?)?;
//! assert_eq!(created.request_id.as_deref(), Some("r-1"));
//! # Ok::<(), nylas_connectors::Error>(())
//! ```

#[cfg(feature = "_ureq")]
mod ureq;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, Instant};

#[cfg(feature = "_ureq")]
#[cfg_attr(docsrs, doc(cfg(any(feature = "rustls", feature = "native-tls"))))]
pub use self::ureq::UreqTransport;
use crate::history::History;

/// Sends requests.
///
/// A request carries [`Limits`] in its extensions; a transport that waits for a network should keep them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a transport",
    label = "a transport is given by value, such as `recorder.clone()`, or is a closure",
    note = "a closure takes an `http::Request<Vec<u8>>` and gives a `Result<http::Response<Vec<u8>>, TransportError>`"
)]
pub trait Transport: Send + Sync {
    /// Sends one request and waits for its whole answer.
    ///
    /// # Errors
    ///
    /// When no whole answer came. A status of 400 or 500 is an answer.
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError>;
}

// Not `do_not_recommend`: the compiler would no longer say what is wrong with a closure.
impl<F> Transport for F
where
    F: Fn(http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> + Send + Sync,
{
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        self(request)
    }
}

/// The time for one call unless the client is told another.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(90);
/// The time for a connection to come about unless the client is told another.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the client asks of the transport for one request, in the request's extensions.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// When the whole answer must have come; the time is shared by all tries of one call.
    pub deadline: Instant,
    /// How long a connection may take to come about.
    pub connect: Duration,
    /// Whether the request needs a connection that nothing was sent over before, since it can't be repeated if an
    /// old connection breaks under it.
    pub fresh_connection: bool,
    /// Whether the request is sent even while a logger would write its head, with the API key in it, down:
    /// [`ClientBuilder::allow_trace_logging`](crate::ClientBuilder::allow_trace_logging).
    pub allow_trace_logging: bool,
}

impl Limits {
    /// What the client asks for unless it is told something else, from now on.
    #[cfg(feature = "_ureq")]
    pub(crate) fn defaults() -> Self {
        Self {
            deadline: Instant::now() + TIMEOUT,
            connect: CONNECT_TIMEOUT,
            fresh_connection: false,
            allow_trace_logging: false,
        }
    }

    /// The time that is left.
    #[must_use]
    pub fn remaining(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

/// Why no whole answer came.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
    pub(crate) history: History,
}

/// What kept the answer away.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about, or it broke before the request's body: the service can't have acted. Refused,
    /// unknown host, TLS failure.
    Connect,
    /// The time ran out.
    Timeout,
    /// The connection broke before the whole answer was there.
    Disconnected,
    /// What came isn't HTTP.
    Protocol,
    /// The answer is larger than the client takes.
    TooLarge,
    /// The transport itself refused to send the request, for the reason in the error's line.
    Refused,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of this kind. The source is for people to read, through
    /// [`source`](StdError::source), so no secret may be in its text.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: Some(source.into()),
            history: History::default(),
        }
    }

    /// What kept the answer away.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn is_retryable(&self) -> bool {
        use TransportErrorKind::{Connect, Disconnected, Timeout};
        matches!(self.kind, Connect | Disconnected | Timeout)
    }

    /// False only when it is certain that the service has seen nothing.
    pub(crate) fn may_have_reached_the_service(&self) -> bool {
        !matches!(
            self.kind,
            TransportErrorKind::Connect | TransportErrorKind::Refused
        )
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::Connect => {
                "no connection to the service: check the base URL and the network"
            }
            TransportErrorKind::Timeout => {
                "the service didn't answer in time: try again, or allow more time"
            }
            TransportErrorKind::Disconnected => {
                "the connection broke before the answer was complete"
            }
            TransportErrorKind::Protocol => {
                "the answer isn't HTTP that can be read: check the base URL"
            }
            TransportErrorKind::TooLarge => "the answer is larger than the client takes",
            TransportErrorKind::Refused => "the request was not sent",
            TransportErrorKind::Other => "the request failed",
        };
        formatter.write_str(what)?;
        if let (TransportErrorKind::Refused, Some(source)) = (self.kind, &self.source) {
            write!(formatter, ": {source}")?;
        }
        self.history.fmt(formatter)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // A refusal's reason is in the line itself, and whoever prints the chain shouldn't print it twice.
        self.source
            .as_deref()
            .filter(|_| self.kind != TransportErrorKind::Refused)
            .map(|source| source as &(dyn StdError + 'static))
    }
}
