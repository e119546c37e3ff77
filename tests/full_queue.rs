//! An address that nobody answers at.

use std::iter;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// A listener that accepts nothing, and whose queue is full: who connects waits.
#[derive(Debug)]
pub struct FullQueue {
    listener: TcpListener,
    _queued: Vec<TcpStream>,
}

impl FullQueue {
    /// At a port of its own.
    ///
    /// # Panics
    ///
    /// When the system gives none.
    #[must_use]
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let patience = Duration::from_millis(200);
        let queued = iter::from_fn(|| TcpStream::connect_timeout(&address, patience).ok());
        Self {
            _queued: queued.collect(),
            listener,
        }
    }

    /// Where nobody answers.
    ///
    /// # Panics
    ///
    /// When the system has forgotten it.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap()
    }
}

impl Default for FullQueue {
    fn default() -> Self {
        Self::new()
    }
}
