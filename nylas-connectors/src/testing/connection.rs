//! One connection of the server: HTTP/1.1 requests in, answers out.

use std::io::{self, BufRead, BufReader, Read, Write};

use http::header::{CONNECTION, CONTENT_LENGTH, HeaderValue};
use http::{Response, StatusCode};

use super::backend::{Backend, Reaction};
use super::recorded_request::RecordedRequest;

/// The largest head that is read, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;
/// The largest body that is read, in bytes.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
const HEADERS_LIMIT: usize = 128;
/// The first byte of a client that speaks TLS.
const TLS_HANDSHAKE: u8 = 22;

/// Why a connection ends.
enum Stop {
    /// One of the two sides has closed it.
    Closed,
    /// The request can't be read, with the status that says why.
    Refused(StatusCode),
}

impl From<io::Error> for Stop {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

/// Answers requests until the connection ends.
pub(super) fn serve(stream: impl Read + Write, backend: &Backend) {
    let mut stream = BufReader::new(stream);
    let stop = loop {
        if let Err(stop) = exchange(&mut stream, backend) {
            break stop;
        }
    };
    if let Stop::Refused(status) = stop {
        let reason = status.canonical_reason().unwrap_or_default();
        let mut answer = Response::new(
            format!("the test server can't read this request: {reason}").into_bytes(),
        );
        *answer.status_mut() = status;
        if stream.get_mut().write_all(&to_bytes(answer, false)).is_ok() {
            wait_for_close(&mut stream);
        }
    }
}

fn exchange(stream: &mut BufReader<impl Read + Write>, backend: &Backend) -> Result<(), Stop> {
    let (request, keep_alive) = read_request(stream)?;
    let reaction = backend.react(request);
    match reaction {
        Reaction::Answer(answer) => {
            let closes = answer
                .headers()
                .get(CONNECTION)
                .is_some_and(|value| value == "close");
            stream.get_mut().write_all(&to_bytes(answer, keep_alive))?;
            if keep_alive && !closes {
                return Ok(());
            }
        }
        Reaction::Cut(answer) => {
            let missing = answer.body().len().div_ceil(2);
            let mut bytes = to_bytes(answer, keep_alive);
            bytes.truncate(bytes.len() - missing);
            stream.get_mut().write_all(&bytes)?;
        }
        Reaction::Stall => wait_for_close(stream),
        Reaction::Close | Reaction::Fail(_) => {}
    }
    Err(Stop::Closed)
}

/// Reads on until the client closes the connection. Closed with unread data, it would be reset, and the client could lose
/// the answer.
fn wait_for_close(stream: &mut impl Read) {
    let _ = io::copy(stream, &mut io::sink());
}

/// One request, and whether the client keeps the connection for another.
fn read_request(stream: &mut impl BufRead) -> Result<(RecordedRequest, bool), Stop> {
    let head = read_head(stream)?;
    let mut slots = [httparse::EMPTY_HEADER; HEADERS_LIMIT];
    let mut parsed = httparse::Request::new(&mut slots);
    match parsed.parse(&head) {
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => {
            return Err(Stop::Refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE));
        }
        _ => return Err(Stop::Refused(StatusCode::BAD_REQUEST)),
    }
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|header| {
            (
                header.name.to_owned(),
                String::from_utf8_lossy(header.value).into_owned(),
            )
        })
        .collect();
    let closes = values(&headers, "connection").any(|value| value.eq_ignore_ascii_case("close"));
    let keep_alive = parsed.version == Some(1) && !closes;
    let mut body = vec![0; body_length(&headers).map_err(Stop::Refused)?];
    stream.read_exact(&mut body)?;
    let (method, path) = (
        parsed.method.unwrap_or_default(),
        parsed.path.unwrap_or_default(),
    );
    Ok((
        RecordedRequest::new(method, path, headers, body),
        keep_alive,
    ))
}

fn read_head(stream: &mut impl BufRead) -> Result<Vec<u8>, Stop> {
    // A client that begins with TLS would wait for an answer for as long as this waits for a head. The answer in plain
    // HTTP, as other servers give it, tells the client what is wrong.
    if stream.fill_buf()?.first() == Some(&TLS_HANDSHAKE) {
        return Err(Stop::Refused(StatusCode::BAD_REQUEST));
    }
    let mut stream = stream.take(HEAD_LIMIT as u64);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_until(b'\n', &mut head)? == 0 {
            return Err(if head.len() == HEAD_LIMIT {
                Stop::Refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)
            } else {
                Stop::Closed
            });
        }
    }
    Ok(head)
}

/// The length of the body. A request with two different lengths is refused, since guessing could take one request for
/// two; so is a chunked one, which no client of the service sends.
fn body_length(headers: &[(String, String)]) -> Result<usize, StatusCode> {
    if values(headers, "transfer-encoding").next().is_some() {
        return Err(StatusCode::LENGTH_REQUIRED);
    }
    let mut lengths = values(headers, "content-length");
    let Some(length) = lengths.next() else {
        return Ok(0);
    };
    if lengths.any(|other| other != length)
        || length.is_empty()
        || !length.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(StatusCode::BAD_REQUEST);
    }
    let length = length.parse().ok().filter(|length| *length <= BODY_LIMIT);
    length.ok_or(StatusCode::PAYLOAD_TOO_LARGE)
}

fn values<'a>(headers: &'a [(String, String)], name: &str) -> impl Iterator<Item = &'a str> {
    let named = headers
        .iter()
        .filter(move |(held, _)| held.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.trim())
}

/// The whole answer, so that it is written at once.
fn to_bytes(mut answer: Response<Vec<u8>>, keep_alive: bool) -> Vec<u8> {
    let status = answer.status();
    let has_body = status.as_u16() >= 200 && !matches!(status.as_u16(), 204 | 304);
    let length = HeaderValue::from(answer.body().len());
    let headers = answer.headers_mut();
    if has_body {
        headers.entry(CONTENT_LENGTH).or_insert(length);
    }
    if !keep_alive {
        headers
            .entry(CONNECTION)
            .or_insert(HeaderValue::from_static("close"));
    }
    let reason = status.canonical_reason().unwrap_or_default();
    let mut bytes = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
    for (name, value) in answer.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(b"\r\n");
    if has_body {
        bytes.extend(answer.body());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::testing::Fault;
    use crate::testing::backend::Scripted;

    const LIST: &str = "GET /v3/connectors HTTP/1.1\r\nAuthorization: Bearer k\r\n\r\n";

    /// A connection whose client has sent everything already, in packets of one size.
    struct Client<'a> {
        sent: Cursor<&'a [u8]>,
        packet: usize,
        received: Vec<u8>,
    }

    impl Read for &mut Client<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            let size = bytes.len().min(self.packet);
            self.sent.read(&mut bytes[..size])
        }
    }

    impl Write for &mut Client<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.received.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Everything that the server sends, and the requests that it recorded.
    fn answers_in_packets(backend: &Backend, sent: &str, packet: usize) -> String {
        let mut client = Client {
            sent: Cursor::new(sent.as_bytes()),
            packet,
            received: Vec::new(),
        };
        serve(&mut client, backend);
        String::from_utf8(client.received).unwrap()
    }

    fn answers(sent: &str) -> String {
        answers_in_packets(&Backend::new(None), sent, 1000)
    }

    fn answer_to(lines: &str) -> String {
        answers(&format!("POST /v3/x HTTP/1.1\r\n{lines}\r\n"))
    }

    #[test]
    fn requests_are_the_same_however_they_are_cut() {
        let create = |provider: &str| {
            let body = format!(r#"{{"provider":"{provider}"}}"#);
            let length = body.len();
            format!(
                "POST /v3/connectors HTTP/1.1\r\nAuthorization: Bearer k\r\nContent-Length: {length}\r\n\r\n{body}"
            )
        };
        let sent = [create("imap"), LIST.to_owned(), create("ews")].concat();
        for packet in [1, 2, 3, 7, 1000] {
            let backend = Backend::new(None);
            let answers = answers_in_packets(&backend, &sent, packet);
            assert_eq!(
                answers.matches("HTTP/1.1 201 Created").count(),
                2,
                "{answers}"
            );
            assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 1, "{answers}");
            let bodies: Vec<usize> = backend
                .requests()
                .iter()
                .map(|request| request.body().len())
                .collect();
            assert_eq!(bodies, [19, 0, 18], "packets of {packet}");
        }
    }

    #[test]
    fn half_a_request_is_no_request() {
        let backend = Backend::new(None);
        for sent in [
            "",
            "GET / HT",
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhell",
        ] {
            assert_eq!(answers_in_packets(&backend, sent, 9), "", "{sent}");
        }
        assert!(backend.requests().is_empty());
    }

    #[test]
    fn the_connection_is_kept_unless_one_side_ends_it() {
        let twice = |request: &str| answers(&request.repeat(2)).matches("HTTP/1.1").count();
        assert_eq!(twice(LIST), 2);
        assert_eq!(twice(&LIST.replace("HTTP/1.1", "HTTP/1.0")), 1);
        assert_eq!(twice("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n"), 1);
        let backend = Backend::new(None);
        backend.script(Scripted::Fault(
            Fault::status(200).header("Connection", "close"),
        ));
        let closed = answers_in_packets(&backend, &LIST.repeat(2), 1000);
        assert_eq!(
            closed,
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        );
    }

    #[test]
    fn a_request_that_can_not_be_read_is_refused() {
        let long = format!("X: {}\r\n", "a".repeat(70_000));
        for (lines, status) in [
            ("Content-Length: 5\r\nContent-Length: 6\r\n", "400"),
            ("Content-Length: +5\r\n", "400"),
            ("Content-Length: \r\n", "400"),
            ("Content-Length: 16777217\r\n", "413"),
            ("Content-Length: 99999999999999999999999\r\n", "413"),
            ("Transfer-Encoding: chunked\r\n", "411"),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "411"),
            ("no colon\r\n", "400"),
            (&"A: b\r\n".repeat(200), "431"),
            (&long, "431"),
        ] {
            let answer = answer_to(lines);
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status} ")),
                "{lines}: {answer}"
            );
            assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        }
    }

    #[test]
    fn an_answer_that_has_no_body_sends_none() {
        let answer = Response::builder().status(204).body(b"x".to_vec()).unwrap();
        assert_eq!(to_bytes(answer, true), b"HTTP/1.1 204 No Content\r\n\r\n");
    }

    #[test]
    fn a_cut_answer_announces_more_than_it_sends() {
        let backend = Backend::new(None);
        backend.script(Scripted::Fault(Fault::CutBody));
        let answer = answers_in_packets(&backend, &LIST.repeat(2), 1000);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(
            head.ends_with(&format!("content-length: {}", body.len() * 2)),
            "{answer}"
        );
    }
}
