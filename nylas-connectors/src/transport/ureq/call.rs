//! [`Call`]: what one call knows of its connection.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use http::Uri;

use crate::host::is_loopback;
use crate::transport::connect::{BoxStream, Network, Origin, Pool};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// What the calls of a transport and its clones share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) network: Network,
    pub(super) pool: Pool,
}

pub(super) struct Call {
    pub(super) shared: Arc<Shared>,
    pub(super) origin: Origin,
    pub(super) limits: Limits,
    /// Whether something of the request has been written to a connection.
    pub(super) sent: AtomicBool,
}

impl Call {
    /// Nothing is connected yet.
    pub(super) fn new(
        shared: Arc<Shared>,
        uri: &Uri,
        limits: Limits,
    ) -> Result<Self, TransportError> {
        let refused = |why: &str| TransportError::new(TransportErrorKind::Refused, why);
        let origin = Origin::of(uri)
            .ok_or_else(|| refused("the URL isn't http or https, or its host is no name"))?;
        if !origin.https && !is_loopback(&origin.host) {
            return Err(refused("the URL is not https"));
        }
        Ok(Self {
            shared,
            origin,
            limits,
            sent: AtomicBool::new(false),
        })
    }

    /// A kept connection that is still open, or a new one.
    pub(super) fn connect(&self) -> Result<BoxStream, TransportError> {
        if !self.limits.fresh_connection
            && let Some(stream) = self.shared.pool.take(&self.origin)
        {
            return Ok(stream);
        }
        let connected_by = Instant::now().checked_add(self.limits.connect);
        let deadline = connected_by.map_or(self.limits.deadline, |by| by.min(self.limits.deadline));
        self.shared.network.connect(&self.origin, deadline)
    }

    /// A whole answer has come over this connection.
    pub(super) fn keep(&self, stream: BoxStream) {
        if !self.limits.fresh_connection {
            self.shared.pool.put(self.origin.clone(), stream);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};
    use std::time::Duration;

    use super::*;
    use crate::transport::connect::{Dial, Proxies, Tls, TlsOptions};

    #[test]
    fn the_connect_timeout_covers_the_lookup() {
        let (_release, hang) = mpsc::channel::<()>();
        let hang = Mutex::new(hang);
        let dial = Dial::resolving(move |_| {
            let _ = hang.lock().map(|hang| hang.recv());
            Ok(Vec::new())
        });
        let shared = Arc::new(Shared {
            network: Network {
                dial,
                proxies: Proxies::None,
                tls: Tls::new(&TlsOptions::default()).unwrap(),
            },
            pool: Pool::default(),
        });
        let limits = Limits {
            connect: Duration::from_millis(100),
            ..Limits::defaults()
        };
        let uri = "https://api.us.nylas.com/".parse().unwrap();
        let start = Instant::now();
        let error = Call::new(shared, &uri, limits)
            .unwrap()
            .connect()
            .unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(10));
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        assert_eq!(
            error.to_string(),
            "no connection to api.us.nylas.com: the lookup of its name timed out: check this machine's name servers, \
             or allow more time with `connect_timeout`"
        );
    }
}
