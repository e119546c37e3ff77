//! One connection of the server, from its first request to its end.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::action::Action;
use super::reader::{Reader, Stop};
use super::request::RecordedRequest;
use super::server::Shared;
use super::wire::Answer;

/// How long a client that was refused may stay silent before it is cut off.
const LINGER: Duration = Duration::from_secs(1);

/// Answers requests until one of the two sides has had enough.
pub(super) fn serve(stream: &TcpStream, shared: &Shared) {
    let mut reader = Reader::new(stream);
    let stop = loop {
        if let Err(stop) = exchange(&mut reader, stream, shared) {
            break stop;
        }
    };
    if let Stop::Refused(status) = stop {
        refuse(stream, status);
    }
    // The client learns of the end even while another handle is still open.
    let _ = stream.shutdown(Shutdown::Both);
}

/// One request and its answer.
fn exchange(
    reader: &mut Reader<&TcpStream>,
    stream: &TcpStream,
    shared: &Shared,
) -> Result<(), Stop> {
    let head = reader.head()?;
    if head.expects_continue {
        write(stream, b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let body = reader.body(head.length)?;
    let method = head.method.clone();
    let request = RecordedRequest::new(head.method, head.path, head.headers, body);
    let action = shared.state().take(request);
    perform(action, &method, head.keep_alive, stream)
}

fn perform(action: Action, method: &str, keep: bool, stream: &TcpStream) -> Result<(), Stop> {
    match action {
        Action::Answer(answer) => {
            write(stream, &answer.to_bytes(method, !keep))?;
            if keep && !answer.closes() {
                Ok(())
            } else {
                Err(Stop::Gone)
            }
        }
        Action::Cut(answer) => {
            let mut bytes = answer.to_bytes(method, !keep);
            bytes.truncate(bytes.len().saturating_sub(answer.body.len().div_ceil(2)));
            write(stream, &bytes)?;
            Err(Stop::Gone)
        }
        Action::Stall => {
            discard(stream);
            Err(Stop::Gone)
        }
        Action::Close => Err(Stop::Gone),
    }
}

/// Says why, and reads on until the client is done. A connection that is
/// closed on unread data would be reset, and the client might lose the answer.
fn refuse(stream: &TcpStream, status: u16) {
    let answer = Answer::refusal(status).to_bytes("", true);
    if write(stream, &answer).is_ok() {
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.set_read_timeout(Some(LINGER));
        discard(stream);
    }
}

/// Reads until the client or the server closes the connection.
fn discard(mut stream: &TcpStream) {
    let mut nothing = [0; 16 * 1024];
    while stream.read(&mut nothing).is_ok_and(|size| size > 0) {}
}

fn write(mut stream: &TcpStream, bytes: &[u8]) -> Result<(), Stop> {
    stream.write_all(bytes).map_err(|_| Stop::Gone)
}

#[cfg(test)]
mod tests {
    use crate::testing::dialogue::{Dialogue, LIST};
    use crate::testing::{FakeNylas, Fault};

    #[test]
    fn a_connection_is_kept_for_the_next_request() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        for _ in 0..3 {
            client.send(LIST);
            assert_eq!(client.status(), 200);
        }
        assert_eq!((nylas.connections(), nylas.requests().len()), (1, 3));
    }

    #[test]
    fn requests_sent_early_are_answered_in_their_order() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send(&[LIST, "GET /x HTTP/1.1\r\n\r\n", LIST].concat());
        let statuses = [client.status(), client.status(), client.status()];
        assert_eq!(statuses, [200, 401, 200]);
    }

    #[test]
    fn a_request_that_comes_in_packets_is_one_request() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        for part in LIST.as_bytes().chunks(5) {
            client.send(std::str::from_utf8(part).unwrap());
        }
        assert_eq!(client.status(), 200);
        assert_eq!(nylas.requests().len(), 1);
    }

    #[test]
    fn a_client_that_asks_before_the_body_gets_its_go_ahead() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send(
            "POST /v3/connectors HTTP/1.1\r\nAuthorization: Bearer nylas-test-key\r\n\
             Expect: 100-Continue\r\nContent-Length: 19\r\n\r\n",
        );
        assert_eq!(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
        client.send(r#"{"provider":"imap"}"#);
        assert_eq!(client.status(), 201);
    }

    #[test]
    fn a_chunked_body_arrives_whole() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        client.send("1\r\nd\r\n0\r\n\r\n");
        assert_eq!(client.status(), 401);
        assert_eq!(nylas.last().unwrap().body_text(), "abcd");
    }

    #[test]
    fn the_connection_ends_after_the_answer_if_one_side_says_so() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        assert!(client.rest().contains("\r\nconnection: close\r\n"));

        nylas.fail_next(Fault::status(503).header("Connection", "close"));
        let mut client = Dialogue::with(&nylas);
        client.send(LIST);
        assert!(client.rest().starts_with("HTTP/1.1 503 "));
    }

    #[test]
    fn a_request_beyond_the_limits_is_refused_and_not_recorded() {
        let nylas = FakeNylas::start().unwrap();
        let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(100_000));
        let large = format!(
            "POST / HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n{}",
            "a".repeat(20_000_000)
        );
        for (text, status) in [
            (long, "431"),
            (large, "413"),
            ("?\r\n\r\n".to_owned(), "400"),
        ] {
            let mut client = Dialogue::with(&nylas);
            client.send(&text);
            client.hang_up();
            assert!(client.rest().starts_with(&format!("HTTP/1.1 {status} ")));
        }
        assert_eq!(nylas.requests().len(), 0);
    }
}
