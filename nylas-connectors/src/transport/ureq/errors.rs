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

/// The same for an error that came before the first byte of the body was sent: whatever it was, the service can't
/// have acted.
pub(super) fn while_connecting(error: Error) -> TransportError {
    let error = of_ureq(error);
    match error.kind {
        TransportErrorKind::Refused => error,
        _ => TransportError {
            kind: TransportErrorKind::Connect,
            ..error
        },
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
