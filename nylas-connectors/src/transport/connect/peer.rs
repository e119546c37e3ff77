//! [`Peer`]: who is to be connected to, and the words for why that failed.

use std::fmt;
use std::io;

use super::Origin;
use crate::transport::{TransportError, TransportErrorKind};

/// The other end of a connection, as errors name it.
#[derive(Clone, Copy, Debug)]
pub(in crate::transport) enum Peer<'a> {
    Service(&'a Origin),
    Proxy(&'a Origin),
}

impl fmt::Display for Peer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(origin) => origin.fmt(formatter),
            Self::Proxy(origin) => write!(formatter, "the proxy {origin}"),
        }
    }
}

impl<'a> Peer<'a> {
    pub(super) fn origin(&self) -> &'a Origin {
        match self {
            Self::Service(origin) | Self::Proxy(origin) => origin,
        }
    }

    /// An error of this kind, or of the proxy's whatever happened to it.
    fn error(
        &self,
        kind: TransportErrorKind,
        what: &str,
        why: impl fmt::Display,
    ) -> TransportError {
        let kind = match self {
            Self::Service(_) => kind,
            Self::Proxy(_) => TransportErrorKind::Proxy,
        };
        TransportError::saying(kind, &format!("no {what} {self}: {why}"))
    }

    /// No connection, for this reason.
    pub(super) fn unreachable(&self, why: impl fmt::Display) -> TransportError {
        self.error(TransportErrorKind::Connect, "connection to", why)
    }

    /// A connection, but no TLS session over it, for this reason.
    pub(super) fn insecure(&self, why: impl fmt::Display) -> TransportError {
        self.error(TransportErrorKind::Tls, "TLS session with", why)
    }

    /// The system gave no connection.
    pub(super) fn not_connected(&self, error: io::Error) -> TransportError {
        use io::ErrorKind::{
            AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkDown, NetworkUnreachable,
            TimedOut,
        };
        let why = match error.kind() {
            ConnectionRefused => {
                "the connection was refused: check the host and the port, and that a server runs there"
            }
            HostUnreachable | NetworkUnreachable | NetworkDown | AddrNotAvailable => {
                "its address is unreachable from here: check the network"
            }
            TimedOut => {
                "connecting timed out: check the network and its firewalls, or allow more time with \
                 `connect_timeout`"
            }
            _ => "connecting failed: check the network and the limits of this process",
        };
        self.unreachable(why).because(error)
    }

    /// The connection broke before it could be used: in the TLS handshake, or in the proxy's.
    pub(super) fn broken(&self, handshake: &str, error: io::Error) -> TransportError {
        let why = match error.kind() {
            io::ErrorKind::TimedOut => format!(
                "the {handshake} timed out: check what answers on this port, or allow more time with \
                 `connect_timeout`"
            ),
            _ => format!(
                "the connection broke during the {handshake}: check what answers on this port"
            ),
        };
        self.unreachable(why).because(error)
    }
}
