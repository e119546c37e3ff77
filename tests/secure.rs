//! A loopback server that speaks TLS. Nothing of it is shared with the library but rustls.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::server::WebPkiClientVerifier;
use rustls::{
    HandshakeKind, RootCertStore, ServerConfig, ServerConnection, StreamOwned,
    SupportedProtocolVersion,
};

use crate::certificates::Leaf;
use crate::server::{CREATED, Next, Server};

/// TLS 1.2 and nothing newer.
pub const ONLY_1_2: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12];
/// TLS 1.3 and nothing older.
pub const ONLY_1_3: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

/// What the server presents and asks for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its certificate.
    pub leaf: Leaf,
    /// The versions of TLS that it speaks.
    pub versions: &'static [&'static SupportedProtocolVersion],
    /// The authority, as PEM, of the certificate that a client must present.
    pub clients: Option<String>,
}

impl Settings {
    /// All versions, and no certificate of the client.
    #[must_use]
    pub fn new(leaf: Leaf) -> Self {
        Self {
            leaf,
            versions: rustls::ALL_VERSIONS,
            clients: None,
        }
    }

    fn config(&self) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(self.versions)
            .unwrap();
        let builder = match &self.clients {
            None => builder.with_no_client_auth(),
            Some(pem) => {
                let mut roots = RootCertStore::empty();
                let root = CertificateDer::from_pem_slice(pem.as_bytes());
                roots.add(root.unwrap()).unwrap();
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let (chain, key) = self.leaf.der();
        builder.with_single_cert(chain, key).unwrap()
    }
}

/// A request that has been read whole, and the connection to answer on.
pub struct Exchange<'a> {
    stream: &'a mut dyn Write,
    /// The request's first line and headers.
    pub head: String,
}

impl Exchange<'_> {
    /// Writes, whether the client still listens or not.
    pub fn write(&mut self, bytes: &[u8]) {
        let _ = self
            .stream
            .write_all(bytes)
            .and_then(|()| self.stream.flush());
    }
}

#[derive(Debug, Default)]
struct Counts {
    full: AtomicUsize,
    resumed: AtomicUsize,
    heads: Mutex<Vec<String>>,
}

/// The server. Dropping it ends its listening.
#[derive(Debug)]
pub struct Secure {
    server: Server,
    counts: Arc<Counts>,
}

impl Secure {
    /// A server at 127.0.0.1 that answers every request like a create that worked.
    ///
    /// # Panics
    ///
    /// When the system gives no port.
    #[must_use]
    pub fn start(settings: &Settings) -> Self {
        Self::start_at("127.0.0.1", settings, |exchange| {
            exchange.write(CREATED);
            Next::Keep
        })
        .unwrap()
    }

    /// A server that asks what to do about each request once it is there. [`Next::Reset`] ends the connection without
    /// the end of TLS, and [`Next::Close`] with it.
    ///
    /// # Errors
    ///
    /// When the system gives no port there.
    pub fn start_at(
        host: &str,
        settings: &Settings,
        behave: impl Fn(&mut Exchange) -> Next + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_sessions(host, settings, move |stream, counts, requests| {
            serve(stream, counts, requests, &behave)
        })
    }

    /// A proxy that is spoken to in TLS: `CONNECT` leads to this server, whatever is asked for.
    ///
    /// # Errors
    ///
    /// When the system gives no port.
    pub fn start_tunnel(settings: &Settings, target: SocketAddr) -> io::Result<Self> {
        Self::start_sessions("127.0.0.1", settings, move |mut stream, _, _| {
            read_request(&mut stream)?;
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            tunnel(stream, TcpStream::connect(target)?)
        })
    }

    fn start_sessions(
        host: &str,
        settings: &Settings,
        handle: impl Fn(Session, &Counts, &AtomicUsize) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let config = Arc::new(settings.config());
        let counts = Arc::new(Counts::default());
        let counted = Arc::clone(&counts);
        let server = Server::start_raw_at(host, move |socket, requests| {
            // However it ends, the client sees it.
            let _ = accept(socket, &config, &counted)
                .and_then(|stream| handle(stream, &counted, requests));
        })?;
        Ok(Self { server, counts })
    }

    /// Where a client finds it, with this name of the machine.
    #[must_use]
    pub fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.server.address().port())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// How many whole requests have come.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.server.requests()
    }

    /// The heads of the requests that came.
    ///
    /// # Panics
    ///
    /// When the thread of a connection panicked.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.counts.heads.lock().unwrap().clone()
    }

    /// How many connections have been accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.connections()
    }

    /// How many sessions were new, and how many were resumed.
    #[must_use]
    pub fn sessions(&self) -> (usize, usize) {
        let count = |counter: &AtomicUsize| counter.load(Ordering::SeqCst);
        (count(&self.counts.full), count(&self.counts.resumed))
    }
}

type Session = StreamOwned<ServerConnection, TcpStream>;

fn accept(socket: TcpStream, config: &Arc<ServerConfig>, counts: &Counts) -> io::Result<Session> {
    socket.set_read_timeout(Some(Duration::from_secs(30)))?;
    socket.set_nodelay(true)?;
    let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(session, socket);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock)?;
    }
    let counter = match stream.conn.handshake_kind() {
        Some(HandshakeKind::Resumed) => &counts.resumed,
        _ => &counts.full,
    };
    counter.fetch_add(1, Ordering::SeqCst);
    Ok(stream)
}

/// Copies both ways, a little in turns, since a session can't be read and written by two threads.
fn tunnel(mut client: Session, mut server: TcpStream) -> io::Result<()> {
    let patience = Some(Duration::from_millis(5));
    client.sock.set_read_timeout(patience)?;
    server.set_read_timeout(patience)?;
    loop {
        if !pass(&mut client, &mut server)? || !pass(&mut server, &mut client)? {
            return Ok(());
        }
    }
}

/// Whether there may be more.
fn pass(from: &mut impl Read, to: &mut impl Write) -> io::Result<bool> {
    let mut buffer = [0; 16 * 1024];
    match from.read(&mut buffer) {
        Ok(0) => Ok(false),
        Ok(count) => to.write_all(&buffer[..count]).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
        Err(error) => Err(error),
    }
}

fn serve(
    mut stream: Session,
    counts: &Counts,
    requests: &AtomicUsize,
    behave: &impl Fn(&mut Exchange) -> Next,
) -> io::Result<()> {
    while let Some(head) = read_request(&mut stream)? {
        requests.fetch_add(1, Ordering::SeqCst);
        counts.heads.lock().unwrap().push(head.clone());
        let next = behave(&mut Exchange {
            stream: &mut stream,
            head,
        });
        match next {
            Next::Keep => {}
            Next::Stall => while stream.read(&mut [0; 64])? > 0 {},
            Next::Close => {
                stream.conn.send_close_notify();
                stream.flush()?;
                return Ok(());
            }
            Next::Reset | Next::ResetLater => return Ok(()),
        }
    }
    Ok(())
}

/// The head of the next request, which is then read with its body; `None` when there is none to come.
fn read_request(stream: &mut impl Read) -> io::Result<Option<String>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Ok(None);
        }
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut body = vec![0; crate::server::content_length(&head)];
    stream.read_exact(&mut body)?;
    Ok(Some(head))
}
