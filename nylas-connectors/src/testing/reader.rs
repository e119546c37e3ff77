//! Reads requests from a connection, however the network cuts them.

use std::io::{ErrorKind, Read};

use super::head::{Head, Length};

/// The largest head that is read, in bytes.
pub(super) const HEAD_LIMIT: usize = 64 * 1024;

/// The largest body that is read, in bytes.
pub(super) const BODY_LIMIT: usize = 16 * 1024 * 1024;

const PACKET: usize = 16 * 1024;

/// Why no further request can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The connection has ended, maybe in the middle of a request.
    Gone,
    /// The request can't be taken; this status says why.
    Refused(u16),
}

/// A connection, and those of its bytes that nobody has asked for yet. They
/// are kept between requests, since clients may send the next one early.
pub(super) struct Reader<R> {
    source: R,
    pub(super) buffer: Vec<u8>,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            buffer: Vec::new(),
        }
    }

    /// The head of the next request.
    pub(super) fn head(&mut self) -> Result<Head, Stop> {
        loop {
            match Head::parse(&self.buffer).map_err(Stop::Refused)? {
                Some((size, head)) => {
                    self.buffer.drain(..size);
                    return Ok(head);
                }
                None => self.fill()?,
            }
        }
    }

    /// The body that belongs to the head before it.
    pub(super) fn body(&mut self, length: Length) -> Result<Vec<u8>, Stop> {
        match length {
            Length::Exactly(size) => self.take(size),
            Length::Chunked => self.chunks(),
        }
    }

    /// Exactly that many bytes.
    pub(super) fn take(&mut self, size: usize) -> Result<Vec<u8>, Stop> {
        while self.buffer.len() < size {
            self.fill()?;
        }
        let rest = self.buffer.split_off(size);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    /// Waits for at least one more byte.
    pub(super) fn fill(&mut self) -> Result<(), Stop> {
        let mut packet = [0; PACKET];
        loop {
            match self.source.read(&mut packet) {
                Ok(0) => return Err(Stop::Gone),
                Ok(size) => {
                    self.buffer.extend(packet.iter().take(size));
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(Stop::Gone),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Stop};

    /// Gives its bytes in packets of one size.
    struct Packets<'a>(&'a [u8], usize);

    impl std::io::Read for Packets<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let size = self.1.min(self.0.len());
            let (now, later) = self.0.split_at(size);
            out[..size].copy_from_slice(now);
            self.0 = later;
            Ok(size)
        }
    }

    fn bodies(text: &str, size: usize) -> (Vec<String>, Stop) {
        let mut reader = Reader::new(Packets(text.as_bytes(), size));
        let mut bodies = Vec::new();
        loop {
            let body = reader.head().and_then(|head| reader.body(head.length));
            match body {
                Ok(body) => bodies.push(String::from_utf8(body).unwrap()),
                Err(stop) => return (bodies, stop),
            }
        }
    }

    #[test]
    fn requests_are_the_same_however_they_are_cut() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloPOST / HTTP/1.1\r\n\
            Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: u\r\n\r\n\
            GET / HTTP/1.1\r\n\r\n";
        for size in [1, 2, 3, 7, 1000] {
            let expected = vec![
                "hello".to_owned(),
                "abc0123456789".to_owned(),
                String::new(),
            ];
            assert_eq!(
                bodies(text, size),
                (expected, Stop::Gone),
                "packets of {size}"
            );
        }
    }

    #[test]
    fn half_a_request_is_no_request() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhell";
        assert_eq!(bodies(text, 100), (vec![], Stop::Gone));
        let text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n";
        assert_eq!(bodies(text, 100), (vec![], Stop::Gone));
    }

    #[test]
    fn broken_chunks_are_refused() {
        for (chunks, status) in [
            ("x\r\n", 400),
            ("3\r\nabcd\r\n", 400),
            ("3\r\nabcxx0\r\n\r\n", 400),
            ("1000001\r\n", 413),
            ("fffffffffffffffff\r\n", 400),
            ("ffffffffffffffff\r\n", 413),
            ("0\r\nno colon\r\n\r\n", 400),
        ] {
            let text = format!("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
            assert_eq!(
                bodies(&text, 9),
                (vec![], Stop::Refused(status)),
                "{chunks}"
            );
        }
    }
}
