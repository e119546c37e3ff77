//! What ureq's errors mean.

use std::io;

use ureq::{Error, Timeout};

use crate::transport::{TransportError, TransportErrorKind};

/// Says what happened in words that hold no value of the request's: ureq's own may show the URL.
pub(super) fn of_ureq(error: Error) -> TransportError {
    use TransportErrorKind::{Connect, Other, Protocol, Timeout as TimedOut, TooLarge};
    match error {
        Error::Io(error) => of_io(error),
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            TransportError::new(Connect, "the connection took too long")
        }
        Error::Timeout(_) => TransportError::new(TimedOut, "the time-out of the call ran out"),
        Error::HostNotFound => {
            TransportError::new(Connect, "the look-up of the host's name failed")
        }
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

/// The same for a request with a body, where it is certain whether the service can have acted: it can't have until
/// the first byte of the body was sent.
pub(super) fn of_ureq_with_body(error: Error, begun: bool) -> TransportError {
    use TransportErrorKind::{Connect, Disconnected, Refused};
    let mut error = of_ureq(error);
    error.kind = match (begun, error.kind) {
        (_, Refused) => Refused,
        (false, _) => Connect,
        (true, Connect) => Disconnected,
        (true, other) => other,
    };
    error
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
        _ if is_from_connecting(&error) => TransportErrorKind::Connect,
        _ => TransportErrorKind::Disconnected,
    };
    TransportError::new(kind, error)
}

/// What rustls has against a peer has no kind of its own; these are its words for it.
fn is_from_connecting(error: &io::Error) -> bool {
    let text = error.to_string();
    [
        "invalid peer certificate",
        "received corrupt message of type InvalidContentType",
    ]
    .iter()
    .any(|words| text.starts_with(words))
}
