//! Any bytes over the wire end the call in time, and without more memory than an answer may take.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use nylas_connectors::{Client, Error, ICloud, RetryPolicy, TransportErrorKind};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{Next, Server};
use proptest::prelude::*;

use crate::config;

fn client(server: &Server, timeout: Duration) -> Client {
    options(server.base_url())
        .timeout(timeout)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build().unwrap();
    client.connectors().create(&icloud).map(drop)
}

/// Bytes that go more or less far before they stop being HTTP.
fn answer() -> impl Strategy<Value = Vec<u8>> {
    let status = prop::sample::select(vec![
        "HTTP/1.1 200 OK",
        "HTTP/1.1 201",
        "HTTP/1.0 201 Created",
        "HTTP/1.1 100 Continue",
        "HTTP/1.1 204 No",
        "HTTP/1.1 304 Not Modified",
        "HTTP/1.1 999 x",
        "HTTP/1.1 099 x",
        "HTTP/2 200",
        "HTTP/1.1 101 Switching",
    ]);
    let header = prop::sample::select(vec![
        "content-length: 5",
        "content-length: -5",
        "content-length: 99999999999999999999",
        "content-length: 5, 5",
        "transfer-encoding: chunked",
        "transfer-encoding: gzip, chunked",
        "connection: close",
        "x: \u{7f}",
        ": x",
        "no colon",
        " folded",
        "content-encoding: gzip",
        "location: ::",
        "retry-after: x",
        "trailer: x",
    ]);
    let body = prop_oneof![
        any::<Vec<u8>>(),
        Just(b"5\r\nhello\r\n0\r\n\r\n".to_vec()),
        Just(b"ffffffffffffffffff\r\nhello".to_vec()),
        Just(b"-1\r\n".to_vec()),
        Just(b"5;a=b\r\nhello\r\n0\r\nx: y\r\n\r\n".to_vec()),
    ];
    let http =
        (status, prop::collection::vec(header, 0..4), body).prop_map(|(status, headers, body)| {
            let mut bytes = format!("{status}\r\n{}\r\n\r\n", headers.join("\r\n")).into_bytes();
            bytes.extend(body);
            bytes
        });
    prop_oneof![1 => any::<Vec<u8>>(), 4 => http]
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_bytes_as_an_answer_end_the_call_at_once(answer in answer()) {
        let next = Arc::new(Mutex::new(answer.clone()));
        let server = Server::start(move |exchange| {
            exchange.write(&next.lock().unwrap());
            Next::Close
        })
        .unwrap();
        let start = Instant::now();
        if let Err(error) = create(&client(&server, Duration::from_secs(10))) {
            prop_assert!(!error.to_string().contains(char::is_control));
        }
        prop_assert!(start.elapsed() < Duration::from_secs(5));
        prop_assert_eq!(server.requests(), 1);
    }
}

/// Writes the beginning once and the rest for ever; counts the bytes that the client's side took.
fn endless_server(beginning: &'static [u8], rest: &'static [u8]) -> (Server, Arc<AtomicU64>) {
    let taken = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&taken);
    let server = Server::start(move |exchange| {
        exchange.write(beginning);
        let many = rest.repeat(16 * 1024 / rest.len());
        let mut stream = exchange.stream;
        while stream.write_all(&many).is_ok() {
            count.fetch_add(many.len() as u64, Ordering::SeqCst);
        }
        Next::Close
    })
    .unwrap();
    (server, taken)
}

fn kind(error: &Error) -> Option<TransportErrorKind> {
    match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    }
}

#[test]
fn an_endless_body_is_given_up_at_ten_mebibytes() {
    for head in [
        &b"HTTP/1.1 201 Created\r\nconnection: close\r\n\r\n"[..],
        b"HTTP/1.1 201 Created\r\ncontent-length: 18446744073709551615\r\n\r\n",
    ] {
        let (server, taken) = endless_server(head, b" ");
        let error = create(&client(&server, Duration::from_secs(30))).unwrap_err();
        assert_eq!(
            kind(&error),
            Some(TransportErrorKind::TooLarge),
            "{error:?}"
        );
        // What the sockets' buffers hold comes on top.
        let taken = taken.load(Ordering::SeqCst);
        assert!(taken < 32 * 1024 * 1024, "{taken}");
    }
}

#[test]
fn an_endless_head_is_given_up() {
    let (server, taken) = endless_server(b"HTTP/1.1 201 Created\r\n", b"x: y\r\n");
    let error = create(&client(&server, Duration::from_secs(30))).unwrap_err();
    assert!(kind(&error).is_some(), "{error:?}");
    let taken = taken.load(Ordering::SeqCst);
    assert!(taken < 32 * 1024 * 1024, "{taken}");
}

/// The beginning at once, and then one piece every millisecond, so that there is always something to read.
fn dripping_server(beginning: &'static [u8], piece: &'static [u8]) -> Server {
    Server::start(move |exchange| {
        exchange.write(beginning);
        let mut stream = exchange.stream;
        while stream.write_all(piece).is_ok() {
            thread::sleep(Duration::from_millis(1));
        }
        Next::Close
    })
    .unwrap()
}

#[test]
fn a_server_that_never_stops_sending_a_little_is_given_up_when_the_time_is() {
    for (beginning, piece) in [
        (
            &b"HTTP/1.1 201 Created\r\ncontent-length: 9999999\r\n\r\n"[..],
            &b" "[..],
        ),
        (
            b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n",
            b"1\r\n \r\n",
        ),
        (b"HTTP/1.1 201 Created\r\n\r\n", b" "),
        (b"HTTP/1.1 201 Created\r\nx: ", b"y"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ] {
        let server = dripping_server(beginning, piece);
        let start = Instant::now();
        let error = create(&client(&server, Duration::from_millis(500))).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(5), "{error:?}");
        assert_eq!(kind(&error), Some(TransportErrorKind::Timeout), "{error:?}");
    }
}
