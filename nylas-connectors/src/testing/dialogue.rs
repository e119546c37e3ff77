//! A client for this module's tests that writes and reads raw HTTP.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::FakeNylas;

/// A complete request that lists the connectors.
pub(super) const LIST: &str =
    "GET /v3/connectors HTTP/1.1\r\nAuthorization: Bearer nylas-test-key\r\n\r\n";

/// A complete request that creates a connector.
pub(super) fn create(provider: &str) -> String {
    let body = format!(r#"{{"provider":"{provider}"}}"#);
    format!(
        "POST /v3/connectors HTTP/1.1\r\nAuthorization: Bearer nylas-test-key\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// One connection, seen from the client.
pub(super) struct Dialogue(TcpStream);

impl Dialogue {
    pub(super) fn with(nylas: &FakeNylas) -> Self {
        let address = nylas.base_url().trim_start_matches("http://");
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        // A broken server fails a test then, where it would hang otherwise.
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        Self(stream)
    }

    pub(super) fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).unwrap();
    }

    /// Says that nothing more will be sent.
    pub(super) fn hang_up(&mut self) {
        self.0.shutdown(Shutdown::Write).unwrap();
    }

    /// The next head, with the empty line at its end.
    pub(super) fn head(&mut self) -> String {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            head.push(char::from(self.bytes(1)[0]));
        }
        head
    }

    /// The status and the body of the next answer.
    pub(super) fn answer(&mut self) -> (u16, String) {
        let head = self.head();
        let length = head.split("content-length: ").nth(1).unwrap();
        let length = length.lines().next().unwrap().parse().unwrap();
        let body = String::from_utf8(self.bytes(length)).unwrap();
        (head[9..12].parse().unwrap(), body)
    }

    pub(super) fn status(&mut self) -> u16 {
        self.answer().0
    }

    /// All that comes until the server ends the connection.
    pub(super) fn rest(&mut self) -> String {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        text
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.read_exact(&mut bytes).unwrap();
        bytes
    }
}
