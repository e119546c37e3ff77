//! What ureq's errors mean.

use std::io;

use ureq::Error;

use crate::transport::{TransportError, TransportErrorKind};

/// Says what happened in words that hold no value of the request's: ureq's own may show the URL. `sent` is whether
/// something of the request was written to a connection.
pub(super) fn of_ureq(error: Error, sent: bool) -> TransportError {
    use TransportErrorKind::{Connect, Other, Protocol, Refused, TooLarge};
    match error {
        // The connector's own errors.
        Error::Other(error) => match error.downcast() {
            Ok(error) => *error,
            Err(error) => TransportError::new(Other, error),
        },
        Error::Io(error) => of_io(error, sent),
        // What ureq has against the request itself.
        _ if !sent => TransportError::new(Refused, "it can't be written as HTTP"),
        Error::BodyExceedsLimit(_) => {
            TransportError::new(TooLarge, "the answer is longer than 10 MiB")
        }
        Error::LargeResponseHeader(..) => {
            TransportError::new(TooLarge, "the head of the answer is too long")
        }
        Error::Protocol(error) => TransportError::new(Protocol, error),
        Error::Http(_) => TransportError::new(Protocol, "the answer has a header that isn't HTTP"),
        Error::ConnectionFailed => TransportError::new(Connect, "there is no connection"),
        _ => TransportError::new(Other, "ureq gave an error that this library doesn't know"),
    }
}

fn of_io(error: io::Error, sent: bool) -> TransportError {
    // A connection may know better than its caller what its end means.
    let known = error.get_ref().and_then(|inner| inner.downcast_ref());
    if let Some(known) = known {
        return TransportError::clone(known);
    }
    let kind = match error.kind() {
        _ if !sent => TransportErrorKind::Connect,
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        _ => TransportErrorKind::Disconnected,
    };
    TransportError::new(kind, error)
}
