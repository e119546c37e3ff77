//! Streams that a request is written to and an answer is read from, until a deadline.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::transport::{TransportError, TransportErrorKind};

/// A connection, with TLS or without.
pub(in crate::transport) trait Stream: Read + Write + Send + Sync {
    /// The socket below it.
    fn tcp(&mut self) -> &mut Tcp;

    /// Whether the peer has neither closed the connection nor sent anything that nobody asked for, but for what TLS
    /// sends by itself. If not, the connection can't be used any more.
    fn is_quiet(&mut self) -> bool {
        if self.tcp().wait(false).is_err() {
            return false;
        }
        let read = self.read(&mut [0]);
        matches!(read, Err(error) if error.kind() == io::ErrorKind::WouldBlock)
            && self.tcp().wait(true).is_ok()
    }
}

pub(in crate::transport) type BoxStream = Box<dyn Stream>;

/// A socket.
pub(in crate::transport) struct Tcp {
    socket: TcpStream,
    /// When reading and writing end with [`io::ErrorKind::TimedOut`].
    pub(in crate::transport) deadline: Instant,
    waits: bool,
    /// What the socket's own timeouts are.
    timeout: Duration,
}

impl Tcp {
    pub(super) fn new(socket: TcpStream, deadline: Instant) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        Ok(Self {
            socket,
            deadline,
            waits: true,
            timeout: Duration::ZERO,
        })
    }

    /// Whether a read waits for something to come.
    fn wait(&mut self, waits: bool) -> io::Result<()> {
        self.waits = waits;
        self.socket.set_nonblocking(!waits)
    }

    /// Makes a system call until it is done. One that its timeout or a signal ends too early is made again.
    fn until_deadline(
        &mut self,
        mut call: impl FnMut(&mut TcpStream) -> io::Result<usize>,
    ) -> io::Result<usize> {
        use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
        while self.waits {
            self.set_timeout()?;
            match call(&mut self.socket) {
                Err(error) if matches!(error.kind(), Interrupted | TimedOut | WouldBlock) => {}
                done => return done,
            }
        }
        call(&mut self.socket)
    }

    /// Far from the deadline it is a number of whole seconds: to set it takes system calls, so it should rarely change.
    fn set_timeout(&mut self) -> io::Result<()> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        let timeout = match left.as_secs() {
            _ if left.is_zero() => return Err(io::ErrorKind::TimedOut.into()),
            0 | 1 => left,
            seconds => Duration::from_secs(seconds),
        };
        if timeout != self.timeout {
            let set = self.socket.set_read_timeout(Some(timeout));
            match set.and_then(|()| self.socket.set_write_timeout(Some(timeout))) {
                // macOS refuses the timeout of a socket that the peer has closed, from which there may still be
                // something to read.
                Err(error) if error.kind() != io::ErrorKind::InvalidInput => return Err(error),
                _ => self.timeout = timeout,
            }
        }
        Ok(())
    }
}

impl Read for Tcp {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.until_deadline(|socket| socket.read(buffer))
    }
}

impl Write for Tcp {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.until_deadline(|socket| socket.write(buffer))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Tcp {
    fn tcp(&mut self) -> &mut Tcp {
        self
    }
}

/// The connection broke before it could be used: in the TLS handshake, or in the proxy's.
pub(super) fn broken(handshake: &str, error: io::Error) -> TransportError {
    if let Some(known) = known(&error) {
        return known.clone();
    }
    let why = match error.kind() {
        io::ErrorKind::TimedOut => format!(
            "the {handshake} timed out: check what answers on this port, or allow more time with `connect_timeout`"
        ),
        _ => {
            format!("the connection broke during the {handshake}: check what answers on this port")
        }
    };
    TransportError::saying(TransportErrorKind::Connect, why).because(error)
}

/// The failure that a stream put into an I/O error.
pub(in crate::transport) fn known(error: &io::Error) -> Option<&TransportError> {
    error.get_ref()?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn pair(time: Duration) -> (Tcp, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let stream = Tcp::new(socket, Instant::now() + time).unwrap();
        (stream, listener.accept().unwrap().0)
    }

    #[test]
    fn a_read_ends_at_the_deadline_and_not_before() {
        let start = Instant::now();
        let time = Duration::from_millis(2100);
        let (mut stream, _peer) = pair(time);
        let error = stream.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() >= time, "{:?}", start.elapsed());
    }

    #[test]
    fn a_write_that_nobody_reads_ends_at_the_deadline() {
        let (mut stream, _peer) = pair(Duration::from_millis(100));
        let error = stream.write_all(&vec![0; 64 * 1024 * 1024]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn a_stream_is_quiet_until_the_peer_writes_or_closes() {
        let (mut stream, mut peer) = pair(Duration::from_secs(20));
        assert!(stream.is_quiet());
        assert!(stream.is_quiet());
        peer.write_all(b"a").unwrap();
        // Waits until it is there.
        stream.socket.peek(&mut [0]).unwrap();
        assert!(!stream.is_quiet());

        let (mut stream, peer) = pair(Duration::from_secs(20));
        drop(peer);
        stream.socket.peek(&mut [0]).unwrap();
        assert!(!stream.is_quiet());
    }
}
