//! [`Call`]: what one call knows of its connection.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use http::Uri;

use crate::base_url::is_loopback;
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
