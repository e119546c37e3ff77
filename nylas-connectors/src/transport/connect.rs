//! Connections: name lookup, addresses, proxies and TLS, up to a stream that a request can be written to. Nothing in
//! here knows an HTTP client.

mod dial;
mod lookup;
mod origin;
mod peer;
mod pool;
mod proxy;
mod race;
mod stream;
mod tls;

use std::time::Instant;

pub(super) use self::dial::{Dial, Family};
pub(super) use self::origin::Origin;
pub(super) use self::peer::Peer;
pub(super) use self::pool::Pool;
pub(super) use self::proxy::{Proxies, from_environment};
pub(super) use self::stream::BoxStream;
pub(super) use self::tls::{ClientPem, Options as TlsOptions, Tls};
use super::TransportError;

/// Everything that a new connection needs. Whoever shares it shares what it has learned: addresses that answer, and
/// TLS sessions that can be resumed.
#[derive(Debug)]
pub(super) struct Network {
    pub(super) dial: Dial,
    pub(super) proxies: Proxies,
    pub(super) tls: Tls,
}

impl Network {
    /// A new connection to the service, past a proxy and with TLS where that belongs. Nothing of the request has been
    /// sent when it fails.
    pub(super) fn connect(
        &self,
        origin: &Origin,
        deadline: Instant,
    ) -> Result<BoxStream, TransportError> {
        let peer = Peer::Service(origin);
        let stream = match self.proxies.for_origin(origin) {
            Some(proxy) => proxy.connect(origin, &self.dial, &self.tls, deadline)?,
            None => self.dial.connect(&peer, deadline)?,
        };
        if origin.https {
            self.tls.handshake(stream, &peer)
        } else {
            Ok(stream)
        }
    }
}
