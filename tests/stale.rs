//! A server that closes each connection shortly after an answer, so that a request that comes just then is lost.

use std::thread;
use std::time::{Duration, Instant};

use nylas_connectors::{Client, Error, ICloud};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{CREATED, Next, Server};

const CALLS: usize = 300;

/// How long the server keeps a connection after an answer, and how long the client is away between two calls.
const PAUSE: Duration = Duration::from_millis(3);

const LISTED: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"data\":[]}";

/// Doesn't read what comes during the pause, and closes.
fn hasty_server() -> Server {
    Server::start(|exchange| {
        exchange.write(if exchange.head.starts_with("POST") {
            CREATED
        } else {
            LISTED
        });
        thread::sleep(PAUSE);
        Next::Close
    })
    .unwrap()
}

fn patient_server() -> Server {
    Server::start(|exchange| {
        exchange.write(CREATED);
        Next::Keep
    })
    .unwrap()
}

fn client(server: &Server, reuse: bool) -> Client {
    options(server.base_url())
        .reuse_connections_for_creates(reuse)
        .build()
        .unwrap()
}

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build()?;
    client.connectors().create(&icloud).map(drop)
}

/// The errors of many calls in a row, with the pause between them that makes them meet the server's closing.
fn errors(call: impl Fn() -> Result<(), Error>) -> Vec<Error> {
    let call = |_| {
        thread::sleep(PAUSE);
        call().err()
    };
    (0..CALLS).filter_map(call).collect()
}

#[test]
fn no_create_fails_and_none_is_sent_twice_when_the_server_closes_connections_after_3_ms() {
    let server = hasty_server();
    let client = client(&server, false);
    let errors = errors(|| create(&client));
    assert!(errors.is_empty(), "{} failed: {errors:?}", errors.len());
    assert_eq!((server.requests(), server.connections()), (CALLS, CALLS));
}

#[test]
fn a_list_meets_closed_connections_and_is_sent_again() {
    let server = hasty_server();
    let client = client(&server, true);
    let errors = errors(|| client.connectors().list().map(drop));
    assert!(errors.is_empty(), "{} failed: {errors:?}", errors.len());
    assert_eq!(server.requests(), CALLS);
}

#[test]
fn a_create_over_a_used_connection_may_fail_and_then_says_that_it_may_have_been_done() {
    let server = hasty_server();
    let client = client(&server, true);
    let errors = errors(|| create(&client));
    println!(
        "{} of {CALLS} creates over used connections failed",
        errors.len()
    );
    assert!(
        errors.iter().all(Error::may_have_been_applied),
        "{errors:?}"
    );
    assert!(
        errors.iter().all(|error| error.attempts() == 1),
        "{errors:?}"
    );
    assert_eq!(server.requests(), CALLS - errors.len());
}

#[test]
#[ignore = "measures; see the printed lines"]
fn what_a_fresh_connection_for_each_create_costs() {
    for reuse in [true, false, true, false] {
        let server = patient_server();
        let client = client(&server, reuse);
        create(&client).unwrap();
        let start = Instant::now();
        for _ in 0..2000 {
            create(&client).unwrap();
        }
        println!("reuse {reuse}: {:?} a create", start.elapsed() / 2000);
    }
}
