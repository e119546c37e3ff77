//! A body that knows whether it was asked for.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};

/// The body of a request, and whether sending it has begun: until then the service can't have acted on it.
pub(super) struct WatchedBody<'a> {
    rest: &'a [u8],
    begun: &'a AtomicBool,
}

impl<'a> WatchedBody<'a> {
    pub(super) fn new(body: &'a [u8], begun: &'a AtomicBool) -> Self {
        Self { rest: body, begun }
    }
}

impl Read for WatchedBody<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.begun.store(true, Ordering::Relaxed);
        self.rest.read(buffer)
    }
}
