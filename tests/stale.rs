//! A server that breaks a connection under the second request that comes over it, as one does that closes idle
//! connections just when a request is on its way.

use std::collections::HashSet;
use std::sync::Mutex;

use nylas_connectors::{Client, Error, ICloud, TransportErrorKind};
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
    let results = three_creates(&client);
    assert!(matches!(results, [Ok(()), Ok(()), Ok(())]), "{results:?}");
    assert_eq!((server.requests(), server.connections()), (3, 3));
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
