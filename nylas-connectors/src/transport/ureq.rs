//! The default transport. Nothing else in the library knows ureq.

use std::fmt;
use std::io;
use std::time::Duration;

use http::{Request, Response};
use ureq::config::{AutoHeaderValue, Config};
use ureq::{Agent, AsSendBody, Body, Error, Timeout};

use super::{Limits, Transport, TransportError, TransportErrorKind};

/// Sends with [ureq](https://docs.rs/ureq), one connection pool for all threads.
///
/// It follows no redirect, so that the API key goes nowhere else; takes statuses as answers; takes an answer of up
/// to 10 MiB; speaks plain HTTP to loopback addresses only; and goes through the proxy that `HTTPS_PROXY`,
/// `HTTP_PROXY` or `ALL_PROXY` name, except to loopback addresses.
#[derive(Clone)]
pub struct UreqTransport {
    pooled: Agent,
    fresh: Agent,
}

/// The largest answer that is read, after decompression.
const LARGEST_ANSWER: u64 = 10 * 1024 * 1024;

impl UreqTransport {
    /// A transport with a pool of its own.
    #[must_use]
    pub fn new() -> Self {
        Self {
            pooled: agent(8),
            fresh: agent(0),
        }
    }

    fn agent_for(&self, limits: Option<&Limits>) -> &Agent {
        if limits.is_some_and(|limits| limits.fresh_connection) {
            &self.fresh
        } else {
            &self.pooled
        }
    }

    fn run<S: AsSendBody>(&self, request: Request<S>) -> Result<Response<Body>, Error> {
        let limits = request.extensions().get::<Limits>().copied();
        let agent = self.agent_for(limits.as_ref());
        let loopback = request
            .uri()
            .host()
            .is_some_and(crate::operations::is_loopback);
        let mut call = agent.configure_request(request).https_only(!loopback);
        if loopback {
            call = call.proxy(None);
        }
        if let Some(limits) = limits {
            // ureq takes zero for "no time-out at all".
            let remaining = limits.remaining().max(Duration::from_millis(1));
            call = call
                .timeout_global(Some(remaining))
                .timeout_connect(Some(limits.connect.min(remaining)));
        }
        agent.run(call.build())
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransport")
            .finish_non_exhaustive()
    }
}

fn agent(idle_connections: usize) -> Agent {
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // The client has set these headers already, or left them out on purpose.
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::Default)
        .max_idle_connections(idle_connections)
        .max_idle_connections_per_host(idle_connections)
        .build()
        .new_agent()
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        // An empty `Vec` would give a GET a body of length 0.
        let answer = if request.body().is_empty() && request.method() != http::Method::POST {
            self.run(request.map(drop))
        } else {
            self.run(request)
        };
        let (head, mut body) = answer.map_err(of_ureq)?.into_parts();
        let body = body
            .with_config()
            .limit(LARGEST_ANSWER)
            .read_to_vec()
            .map_err(of_ureq)?;
        Ok(Response::from_parts(head, body))
    }
}

/// Says what happened in words that hold no value of the request's: ureq's own may show the URL.
fn of_ureq(error: Error) -> TransportError {
    use TransportErrorKind::{Connect, Other, Protocol, Timeout as TimedOut, TooLarge};
    match error {
        Error::Io(error) => of_io(error),
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            TransportError::new(Connect, "the connection took too long")
        }
        Error::Timeout(_) => TransportError::new(TimedOut, "the time-out of the call ran out"),
        Error::HostNotFound => TransportError::new(Connect, "the host is not known"),
        Error::ConnectionFailed => TransportError::new(Connect, "the connection failed"),
        Error::ConnectProxyFailed(_) => {
            TransportError::new(Connect, "the proxy refused the connection")
        }
        Error::InvalidProxyUrl => TransportError::new(Connect, "the proxy's URL is not valid"),
        Error::Tls(what) => TransportError::new(Connect, what),
        #[cfg(feature = "rustls")]
        Error::Rustls(error) => TransportError::new(Connect, error),
        #[cfg(feature = "native-tls")]
        Error::NativeTls(error) => TransportError::new(Connect, error),
        Error::TlsRequired => TransportError::new(Connect, "no TLS library is compiled in"),
        Error::RequireHttpsOnly(_) => {
            TransportError::new(TransportErrorKind::Refused, "the URL is not https")
        }
        Error::BodyExceedsLimit(_) => {
            TransportError::new(TooLarge, "the answer is longer than 10 MiB")
        }
        Error::LargeResponseHeader(..) => {
            TransportError::new(TooLarge, "the head of the answer is too long")
        }
        Error::Protocol(error) => TransportError::new(Protocol, error),
        Error::Http(_) => TransportError::new(
            Protocol,
            "the request or the answer has a header that isn't HTTP",
        ),
        _ => TransportError::new(Other, "ureq gave an error that this library doesn't know"),
    }
}

fn of_io(error: io::Error) -> TransportError {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable, TimedOut,
        WouldBlock,
    };
    let kind = match error.kind() {
        ConnectionRefused | HostUnreachable | NetworkUnreachable | AddrNotAvailable => {
            TransportErrorKind::Connect
        }
        TimedOut | WouldBlock => TransportErrorKind::Timeout,
        _ if is_lookup_failure(&error) => TransportErrorKind::Connect,
        _ => TransportErrorKind::Disconnected,
    };
    TransportError::new(kind, error)
}

/// The standard library gives a failed look-up of a name no kind of its own; these are its words for it.
fn is_lookup_failure(error: &io::Error) -> bool {
    error
        .to_string()
        .starts_with("failed to lookup address information")
}
