//! A proxy on loopback: `CONNECT` to whatever is asked for leads to one server.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::server::Server;

/// The proxy. Dropping it ends its listening.
#[derive(Debug)]
pub struct ProxyServer {
    server: Server,
    heads: Arc<Mutex<Vec<String>>>,
}

impl ProxyServer {
    /// A proxy that gives everyone a connection to this server, whatever it is asked for.
    #[must_use]
    pub fn to(target: SocketAddr) -> Self {
        Self::start(move |mut client, _| {
            let Ok(server) = TcpStream::connect(target) else {
                return;
            };
            let _ = client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n");
            join(client, server);
        })
    }

    /// A proxy that answers with these bytes, and closes.
    #[must_use]
    pub fn answering(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::start(move |mut client, _| {
            let _ = client.write_all(answer.as_bytes());
        })
    }

    /// A proxy that does this once it has read a head.
    ///
    /// # Panics
    ///
    /// When the system gives no port.
    #[must_use]
    pub fn start(behave: impl Fn(TcpStream, &str) + Send + Sync + 'static) -> Self {
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        let server = Server::start_raw(move |mut client, _| {
            if let Ok(head) = read_head(&mut client) {
                seen.lock().unwrap().push(head.clone());
                behave(client, &head);
            }
        });
        Self {
            server: server.unwrap(),
            heads,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The heads of the requests that came.
    ///
    /// # Panics
    ///
    /// When the thread of a connection panicked.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn read_head(client: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        head.extend(byte);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Copies both ways until both have ended.
pub fn join(client: TcpStream, server: TcpStream) {
    let copy = |mut from: TcpStream, mut to: TcpStream| {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    };
    let (Ok(from_client), Ok(to_server)) = (client.try_clone(), server.try_clone()) else {
        return;
    };
    let there = thread::spawn(move || copy(from_client, to_server));
    copy(server, client);
    let _ = there.join();
}
