//! Streams that a request is written to and an answer is read from, until a deadline.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection, with TLS or without.
pub(in crate::transport) trait Stream:
    Read + Write + fmt::Debug + Send + Sync
{
    /// When reading and writing end with [`io::ErrorKind::TimedOut`].
    fn set_deadline(&mut self, deadline: Instant);

    /// Whether the peer has neither closed the connection nor sent anything that nobody asked for.
    fn is_quiet(&mut self) -> bool;
}

pub(in crate::transport) type BoxStream = Box<dyn Stream>;

impl Stream for BoxStream {
    fn set_deadline(&mut self, deadline: Instant) {
        (**self).set_deadline(deadline);
    }

    fn is_quiet(&mut self) -> bool {
        (**self).is_quiet()
    }
}

/// A socket.
pub(super) struct Tcp {
    socket: TcpStream,
    deadline: Instant,
    /// What the socket's own timeouts are now: setting them takes a system call.
    read: Option<Duration>,
    write: Option<Duration>,
}

impl Tcp {
    pub(super) fn new(socket: TcpStream, deadline: Instant) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        Ok(Self {
            socket,
            deadline,
            read: None,
            write: None,
        })
    }

    /// How long the next system call may take. Far from the deadline it is rounded down to whole seconds, so that it
    /// is rarely set; a call that it ends too early is made again.
    fn timeout(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        match left.as_secs() {
            _ if left.is_zero() => Err(io::ErrorKind::TimedOut.into()),
            0 | 1 => Ok(left),
            seconds => Ok(Duration::from_secs(seconds)),
        }
    }
}

/// macOS refuses the timeout of a socket that the peer has closed, from which there may still be something to read.
fn settable(set: io::Result<()>) -> io::Result<()> {
    set.or_else(|error| match error.kind() {
        io::ErrorKind::InvalidInput => Ok(()),
        _ => Err(error),
    })
}

/// Whether the system call should be made again.
fn is_interrupted(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), Interrupted | TimedOut | WouldBlock)
}

impl Read for Tcp {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let timeout = Some(self.timeout()?);
            if timeout != self.read {
                settable(self.socket.set_read_timeout(timeout))?;
                self.read = timeout;
            }
            match self.socket.read(buffer) {
                Err(error) if is_interrupted(&error) => {}
                done => return done,
            }
        }
    }
}

impl Write for Tcp {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        loop {
            let timeout = Some(self.timeout()?);
            if timeout != self.write {
                settable(self.socket.set_write_timeout(timeout))?;
                self.write = timeout;
            }
            match self.socket.write(buffer) {
                Err(error) if is_interrupted(&error) => {}
                done => return done,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Tcp {
    fn set_deadline(&mut self, deadline: Instant) {
        self.deadline = deadline;
    }

    fn is_quiet(&mut self) -> bool {
        let peek = || {
            self.socket.set_nonblocking(true)?;
            let peeked = self.socket.peek(&mut [0]);
            self.socket.set_nonblocking(false)?;
            peeked
        };
        matches!(peek(), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
    }
}

impl fmt::Debug for Tcp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Tcp").field(&self.socket).finish()
    }
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
        peer.write_all(b"a").unwrap();
        stream.socket.peek(&mut [0]).unwrap();
        assert!(!stream.is_quiet());
        stream.read_exact(&mut [0]).unwrap();
        assert!(stream.is_quiet());
        drop(peer);
        stream.socket.peek(&mut [0]).unwrap();
        assert!(!stream.is_quiet());
    }
}
