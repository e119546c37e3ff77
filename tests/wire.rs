//! What goes over the wire, byte for byte. `.ci/run tls` runs this again with every feature of ureq that another crate
//! may turn on, and nothing may differ.

use std::sync::{Arc, Mutex};

use nylas_connectors::{ICloud, Provider};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{Next, Server};

const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\nset-cookie: session=1; Path=/\r\ncontent-type: application/json\r\n\
                        content-length: 30\r\n\r\n{\"data\":{\"provider\":\"icloud\"}}";

#[test]
fn a_request_has_the_headers_of_its_operation_and_no_others() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heads = Arc::clone(&seen);
    let server = Server::start(move |exchange| {
        heads.lock().unwrap().push(exchange.head.clone());
        exchange.write(ANSWER);
        Next::Keep
    })
    .unwrap();
    let client = options(server.base_url())
        .user_agent("test")
        .reuse_connections_for_creates(true)
        .build()
        .unwrap();
    // Each answer sets a cookie, which no later request has.
    client.connectors().get(Provider::ICloud).unwrap();
    let icloud = ICloud::builder().build().unwrap();
    client.connectors().create(&icloud).unwrap();
    client.connectors().delete(Provider::ICloud).unwrap();

    let host = &server.base_url()["http://".len()..];
    let common = format!(
        "host: {host}\r\nuser-agent: test\r\nauthorization: Bearer nylas-test-key\r\naccept: application/json"
    );
    let expected = [
        format!("GET /v3/connectors/icloud HTTP/1.1\r\n{common}"),
        format!(
            "POST /v3/connectors HTTP/1.1\r\ncontent-length: 21\r\n{common}\r\ncontent-type: application/json"
        ),
        format!("DELETE /v3/connectors/icloud HTTP/1.1\r\n{common}"),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
    assert_eq!(server.connections(), 1);
}
