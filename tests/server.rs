//! A loopback server that reads whole requests, counts them, and then does what a test says: nothing of it is shared
//! with `FakeNylas`, whose answers are always well formed.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// The answer to a create.
pub const CREATED: &[u8] =
    b"HTTP/1.1 201 Created\r\ncontent-length: 30\r\n\r\n{\"data\":{\"provider\":\"icloud\"}}";

/// A request that has been read, but for its last byte: a socket that is dropped with unread bytes is reset, and
/// the standard library knows no other way to do that.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// The connection, to write to.
    pub stream: &'a TcpStream,
    /// The request's first line and headers.
    pub head: String,
    /// The body, but for its last byte.
    pub body: Vec<u8>,
}

impl Exchange<'_> {
    /// Writes, whether the client still listens or not.
    pub fn write(&self, bytes: &[u8]) {
        let mut stream = self.stream;
        let _ = stream.write_all(bytes).and_then(|()| stream.flush());
    }
}

/// What becomes of the connection after an exchange.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// It waits for the next request.
    Keep,
    /// It is closed in good order.
    Close,
    /// It is reset.
    Reset,
    /// It is reset when the next request comes, which isn't read.
    ResetLater,
    /// It stays open until the client closes it.
    Stall,
}

#[derive(Debug, Default)]
struct Counts {
    connections: AtomicUsize,
    requests: AtomicUsize,
    stopped: AtomicBool,
}

/// The server. Dropping it ends its listening.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    counts: Arc<Counts>,
}

impl Server {
    /// A server that asks what to do about each request once it is there.
    ///
    /// # Errors
    ///
    /// When the system gives no port.
    pub fn start(behave: impl Fn(&Exchange) -> Next + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_raw(move |stream, requests| serve(stream, requests, &behave))
    }

    /// A server that leaves all reading and counting to the function that gets the connections.
    ///
    /// # Errors
    ///
    /// When the system gives no port.
    pub fn start_raw(
        handle: impl Fn(TcpStream, &AtomicUsize) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_raw_at("127.0.0.1", handle)
    }

    /// The same at another address of this machine.
    ///
    /// # Errors
    ///
    /// When the system gives no port there.
    pub fn start_raw_at(
        host: &str,
        handle: impl Fn(TcpStream, &AtomicUsize) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((host, 0))?;
        let address = listener.local_addr()?;
        let counts = Arc::new(Counts::default());
        let (shared, handle) = (Arc::clone(&counts), Arc::new(handle));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if shared.stopped.load(Ordering::SeqCst) {
                    return;
                }
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let (shared, handle) = (Arc::clone(&shared), Arc::clone(&handle));
                thread::spawn(move || handle(stream, &shared.requests));
            }
        });
        Ok(Self { address, counts })
    }

    /// Where a client finds it.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many whole requests have come.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }

    /// How many connections have been accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.counts.stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, requests: &AtomicUsize, behave: &impl Fn(&Exchange) -> Next) {
    // A client that is gone for good leaves no thread behind.
    let patience = Some(Duration::from_secs(30));
    let _ = stream.set_read_timeout(patience);
    let _ = stream.set_nodelay(true);
    while let Some((head, body)) = read_all_but_one_byte(&mut stream) {
        requests.fetch_add(1, Ordering::SeqCst);
        let exchange = Exchange {
            stream: &stream,
            head,
            body,
        };
        let next = behave(&exchange);
        if matches!(next, Next::Reset) || stream.read_exact(&mut [0]).is_err() {
            return;
        }
        match next {
            Next::Keep => {}
            Next::ResetLater => {
                let _ = stream.peek(&mut [0]);
                return;
            }
            Next::Stall => {
                while stream.read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
                return;
            }
            Next::Close | Next::Reset => {
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
        }
    }
}

/// The head and the body of the next request, which has then come whole and is read but for its last byte; `None`
/// when there is none to come.
fn read_all_but_one_byte(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let (head, body_length) = loop {
        let mut seen = [0; 8 * 1024];
        let count = stream.peek(&mut seen).ok().filter(|count| *count > 0)?;
        let end = seen[..count]
            .windows(4)
            .position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&seen[..end]).into_owned();
            let length = content_length(&head);
            break (head, length);
        }
        thread::yield_now();
    };
    let mut request = vec![0; head.len() + 4 + body_length - 1];
    stream.read_exact(&mut request).ok()?;
    stream.peek(&mut [0]).ok().filter(|count| *count == 1)?;
    let body = request.split_off(request.len().min(head.len() + 4));
    Some((head, body))
}

pub(crate) fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0)
}
