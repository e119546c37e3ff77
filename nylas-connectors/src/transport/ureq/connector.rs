//! The connection of one call, as ureq wants it: the only use of its `unversioned::transport`.

use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

use super::call::Call;
use crate::transport::connect::BoxStream;

/// Above the longest head of an answer that ureq takes, 64 KiB, which must fit in here whole.
const INPUT: usize = 72 * 1024;
/// Above any line of a request's head.
const OUTPUT: usize = 32 * 1024;

/// Gives a call its connection, a kept one or a new one.
pub(super) struct Link(pub(super) Arc<Call>);

impl Connector for Link {
    type Out = Connection;

    fn connect(&self, _: &ConnectionDetails, _: Option<()>) -> Result<Option<Connection>, Error> {
        let mut stream = self
            .0
            .connect()
            .map_err(|error| Error::Other(Box::new(error)))?;
        stream.set_deadline(self.0.limits.deadline);
        Ok(Some(Connection {
            stream: Some(stream),
            buffers: LazyBuffers::new(INPUT, OUTPUT),
            call: Arc::clone(&self.0),
            is_at_rest: false,
        }))
    }
}

/// The connection of one call. The deadline is the stream's, so ureq's own timeouts aren't used.
pub(super) struct Connection {
    /// `None` only once it is dropped.
    stream: Option<BoxStream>,
    buffers: LazyBuffers,
    call: Arc<Call>,
    /// Whether the last that ureq did was to ask if the connection can be kept, which it does after a whole answer.
    is_at_rest: bool,
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        self.is_at_rest = false;
        let stream = self.stream.as_mut().ok_or(Error::ConnectionFailed)?;
        let mut rest = self.buffers.output().get(..amount).unwrap_or_default();
        while !rest.is_empty() {
            let count = stream.write(rest)?;
            if count == 0 {
                return Err(Error::Io(io::ErrorKind::WriteZero.into()));
            }
            self.call.sent.store(true, Ordering::Relaxed);
            rest = rest.get(count..).unwrap_or_default();
        }
        Ok(stream.flush()?)
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        self.is_at_rest = false;
        let stream = self.stream.as_mut().ok_or(Error::ConnectionFailed)?;
        let count = stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(count);
        Ok(count > 0)
    }

    /// Whether it is still open is asked when it is taken from the pool.
    fn is_open(&mut self) -> bool {
        self.is_at_rest = true;
        true
    }

    /// What isn't gets no connection.
    fn is_tls(&self) -> bool {
        self.call.origin.https
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let (true, Some(stream)) = (self.is_at_rest, self.stream.take()) {
            self.call.keep(stream);
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Connection")
            .field(&self.stream)
            .finish()
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Link").field(&self.0.origin).finish()
    }
}
