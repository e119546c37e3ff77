//! The connection of one call, as ureq wants it: the only use of ureq's `unversioned`.

use std::fmt;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use http::Uri;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

use crate::host::is_loopback;
use crate::transport::connect::{BoxStream, Network, Origin, Pool};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// Above the longest head of an answer that ureq takes, 64 KiB, which must fit in here whole.
const INPUT: usize = 72 * 1024;
/// Above any line of a request's head.
const OUTPUT: usize = 32 * 1024;

/// What the calls of a transport and its clones share.
pub(super) struct Shared {
    pub(super) config: Config,
    pub(super) network: Network,
    pub(super) pool: Pool,
}

/// One call. It is a connector that gives itself a connection, a kept one or a new one.
#[derive(Clone)]
pub(super) struct Call {
    shared: Arc<Shared>,
    pub(super) origin: Origin,
    limits: Limits,
    sent: Arc<AtomicBool>,
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
            sent: Arc::default(),
        })
    }

    /// Whether something of the request has been written to a connection.
    pub(super) fn has_sent(&self) -> bool {
        self.sent.load(Ordering::Relaxed)
    }

    fn stream(&self) -> Result<BoxStream, TransportError> {
        let Limits { deadline, .. } = self.limits;
        let kept = (!self.limits.fresh_connection).then(|| self.shared.pool.take(&self.origin));
        let mut stream = if let Some(kept) = kept.flatten() {
            kept
        } else {
            let connected_by = Instant::now().checked_add(self.limits.connect);
            let connected_by = connected_by.map_or(deadline, |by| by.min(deadline));
            self.shared.network.connect(&self.origin, connected_by)?
        };
        stream.tcp().deadline = deadline;
        Ok(stream)
    }
}

impl Connector for Call {
    type Out = Connection;

    fn connect(&self, _: &ConnectionDetails, _: Option<()>) -> Result<Option<Connection>, Error> {
        let stream = self.stream();
        let stream = stream.map_err(|error| Error::Other(Box::new(error)))?;
        Ok(Some(Connection {
            stream: Some(stream),
            buffers: LazyBuffers::new(INPUT, OUTPUT),
            call: self.clone(),
        }))
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Call").field(&self.origin).finish()
    }
}

/// The connection of one call. The deadline is the stream's, so ureq's own timeouts aren't used.
pub(super) struct Connection {
    /// `None` once it is in the pool.
    stream: Option<BoxStream>,
    buffers: LazyBuffers,
    call: Call,
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        let stream = self.stream.as_mut().ok_or(Error::ConnectionFailed)?;
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        let written = stream.write(output)?;
        self.call.sent.fetch_or(written > 0, Ordering::Relaxed);
        stream.write_all(output.get(written..).unwrap_or_default())?;
        Ok(stream.flush()?)
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        let stream = self.stream.as_mut().ok_or(Error::ConnectionFailed)?;
        let count = stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(count);
        Ok(count > 0)
    }

    /// ureq asks after a whole answer, to keep the connection. It goes to the pool of ours, and out of ureq's hands.
    fn is_open(&mut self) -> bool {
        if let Some(stream) = self.stream.take()
            && !self.call.limits.fresh_connection
        {
            let origin = self.call.origin.clone();
            self.call.shared.pool.put(origin, stream);
        }
        false
    }

    /// For an `https` URL, ureq sends nothing over a connection that isn't.
    fn is_tls(&self) -> bool {
        self.call.origin.https
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Connection")
            .field(&self.call)
            .finish()
    }
}

/// ureq asks for addresses before it knows whether a connection is needed. The connector looks names up itself.
#[derive(Debug)]
pub(super) struct NoLookup;

impl Resolver for NoLookup {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};
    use std::time::Duration;

    use super::*;
    use crate::transport::connect::{Dial, Proxies, TlsOptions, tls_library};

    #[test]
    fn the_connect_timeout_covers_the_lookup() {
        let (_release, hang) = mpsc::channel::<()>();
        let hang = Mutex::new(hang);
        let dial = Dial::resolving(move |_| {
            let _ = hang.lock().map(|hang| hang.recv());
            Ok(Vec::new())
        });
        let shared = Arc::new(Shared {
            config: Config::default(),
            network: Network {
                dial,
                proxies: Proxies::None,
                tls: tls_library(&TlsOptions::default()).unwrap(),
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
            .stream()
            .map(drop)
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
