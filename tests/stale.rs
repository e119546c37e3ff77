//! A server that breaks a connection under the second request that comes over it, as one does that closes idle
//! connections just when a request is on its way.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nylas_connectors::{Client, Error, ICloud, Provider, RetryPolicy, TransportErrorKind};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{CREATED, Next, Server};

/// Every second request has come whole when the connection is reset, so the outcome is always the same.
fn server_that_breaks_used_connections() -> Server {
    let used = Mutex::new(HashSet::new());
    Server::start(move |exchange| {
        let peer = exchange.stream.peer_addr().unwrap();
        if !used.lock().unwrap().insert(peer) {
            return Next::Reset;
        }
        exchange.write(CREATED);
        Next::Keep
    })
    .unwrap()
}

fn three_creates(client: &Client) -> [Result<(), Error>; 3] {
    let icloud = ICloud::builder().build().unwrap();
    [1, 2, 3].map(|_| client.connectors().create(&icloud).map(drop))
}

#[test]
fn no_create_goes_over_a_used_connection() {
    let server = server_that_breaks_used_connections();
    let client = options(server.base_url()).build().unwrap();
    // It isn't a list, but it has come whole, so its connection is kept.
    client.connectors().list().unwrap_err();
    let results = three_creates(&client);
    assert!(matches!(results, [Ok(()), Ok(()), Ok(())]), "{results:?}");
    assert_eq!((server.requests(), server.connections()), (4, 4));
}

/// An answer that comes too late would be taken for that to the next request.
#[test]
fn a_connection_whose_answer_did_not_come_is_not_used_again() {
    let first = AtomicBool::new(true);
    let server = Server::start(move |exchange| {
        if first.swap(false, Ordering::SeqCst) {
            return Next::Stall;
        }
        exchange.write(CREATED);
        Next::Keep
    })
    .unwrap();
    let client = options(server.base_url())
        .timeout(Duration::from_millis(300))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let get = || client.connectors().get(Provider::ICloud);
    get().unwrap_err();
    get().unwrap();
    assert_eq!((server.requests(), server.connections()), (2, 2));
}

#[test]
fn a_create_that_was_told_to_use_such_a_connection_fails_and_says_that_it_may_have_been_done() {
    let server = server_that_breaks_used_connections();
    let client = options(server.base_url())
        .reuse_connections_for_creates(true)
        .build()
        .unwrap();
    let [Ok(()), Err(error), Ok(())] = three_creates(&client) else {
        panic!("the second fails, and the third has a new connection");
    };
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Disconnected),
        "{error:?}"
    );
    assert!(error.may_have_been_applied(), "{error:?}");
    assert_eq!(error.attempts(), 1);
    assert_eq!((server.requests(), server.connections()), (3, 2));
}
