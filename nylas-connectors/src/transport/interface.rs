//! [`Transport`] and [`Limits`]: what is between a call and the network.

use std::time::{Duration, Instant};

use super::error::TransportError;

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

/// The default timeout of a call.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(90);
/// The default timeout for establishing a connection.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What the client asks of the transport for one request, in the request's extensions.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// When the whole answer must have come; all attempts of one call share the time.
    pub deadline: Instant,
    /// How long establishing a connection may take: name lookup, proxy and TLS handshake included.
    pub connect: Duration,
    /// Whether the request needs a connection that nothing was sent over before, since it can't be repeated if an
    /// old connection breaks under it. An HTTP client that can't be asked for one per request needs a second client that
    /// keeps no connections: with reqwest, one with `pool_max_idle_per_host(0)`.
    pub fresh_connection: bool,
    /// Whether the request is sent even while a logger would write down its head, with the API key in it:
    /// [`ClientBuilder::allow_trace_logging`](crate::ClientBuilder::allow_trace_logging).
    pub allow_trace_logging: bool,
}

impl Limits {
    /// The client's defaults, from now on.
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
