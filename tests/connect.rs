//! Connections that aren't established: the line says why, and nothing was sent.

use std::fs::File;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use std::{env, iter, thread};

use nylas_connectors::{Client, Error, ICloud, Provider, RetryPolicy, TransportErrorKind};
use nylas_connectors_tests::full_queue::FullQueue;
use nylas_connectors_tests::options;
use nylas_connectors_tests::own_process::is_own;
use nylas_connectors_tests::server::{CREATED, Next, Server};

fn client(base_url: &str) -> Client {
    let options = options(base_url).retry(RetryPolicy::none());
    let options = options.connect_timeout(Duration::from_millis(500));
    options.build().unwrap()
}

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build()?;
    client.connectors().create(&icloud).map(drop)
}

/// What a delete fails with, of which the service can't have seen anything.
fn failure(client: &Client) -> Error {
    let error = client.connectors().delete(Provider::ICloud).unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
    assert!(
        !error.may_have_been_applied() && error.is_retryable(),
        "{error:?}"
    );
    error
}

#[test]
fn the_line_names_the_host_and_the_reason() {
    let queue = FullQueue::new();
    let full = queue.address();
    let missing = format!("{}.invalid", "a".repeat(64));
    for (base_url, line) in [
        (
            // No server has listened on port 1 for decades.
            "http://127.0.0.1:1".to_owned(),
            "no connection to 127.0.0.1:1: the connection was refused: check the host and the port, and that a server \
             runs there"
                .to_owned(),
        ),
        (
            format!("https://{missing}"),
            format!(
                "no connection to {missing}: its name was not found: check how it is spelled, and this machine's name \
                 servers"
            ),
        ),
        (
            format!("http://{full}"),
            format!(
                "no connection to {full}: connecting timed out: check the network and its firewalls, or allow more \
                 time with `connect_timeout`"
            ),
        ),
    ] {
        let start = Instant::now();
        let mut options = options(&base_url).retry(RetryPolicy::none());
        if base_url.starts_with("https") {
            let direct = nylas_connectors::transport::UreqTransport::builder().no_proxy();
            options = options.transport(direct.build().unwrap());
        }
        let client = options.connect_timeout(Duration::from_millis(500)).build();
        let error = failure(&client.unwrap());
        assert_eq!(error.to_string(), line);
        let source = std::error::Error::source(&error);
        assert!(source.is_some(), "{error:?}");
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

/// With each TLS library: what a platform's own says about it differs.
#[test]
fn a_handshake_that_stalls_or_is_cut_is_no_connection() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let client = client(&format!("https://{address}"));
    assert_eq!(
        failure(&client).to_string(),
        format!(
            "no connection to {address}: the TLS handshake timed out: check what answers on this port, or allow more \
             time with `connect_timeout`"
        )
    );
    // The first is the one that has just been given up.
    let cut = thread::spawn(move || silent.incoming().take(2).for_each(drop));
    assert_eq!(
        failure(&client).to_string(),
        format!(
            "no connection to {address}: the connection broke during the TLS handshake: check what answers on this port"
        )
    );
    cut.join().unwrap();
}

/// A thread of such a size can't be had. The server is in the other process, which has threads.
#[test]
fn without_a_thread_an_address_is_reached_and_a_name_is_an_error() {
    const TEST: &str = "without_a_thread_an_address_is_reached_and_a_name_is_an_error";
    let mut server = None;
    let own = is_own(TEST, |command| {
        let started = Server::start(|exchange| {
            exchange.write(CREATED);
            Next::Keep
        });
        let started = server.insert(started.unwrap());
        command.env("SERVER", started.base_url());
        command.env("RUST_MIN_STACK", (1_u64 << 60).to_string());
    });
    if !own {
        assert_eq!(server.unwrap().requests(), 1);
        return;
    }
    assert!(std::thread::Builder::new().spawn(|| ()).is_err());
    let base_url = env::var("SERVER").unwrap();
    create(&client(&base_url)).unwrap();
    let error = failure(&client(&base_url.replace("127.0.0.1", "localhost")));
    let words = "the system gave no thread to look up its name: check the limits of this process";
    assert!(error.to_string().ends_with(words), "{error}");
}

#[test]
fn without_a_file_handle_nothing_was_sent() {
    if !is_own("without_a_file_handle_nothing_was_sent", |_| ()) {
        return;
    }
    let server = Server::start(|_| Next::Close).unwrap();
    let client = client(&server.base_url());
    let handles: Vec<File> = iter::from_fn(|| File::open("/dev/null").ok()).collect();
    let error = failure(&client);
    drop(handles);
    let words = "connecting failed: check the network and the limits of this process";
    assert!(error.to_string().ends_with(words), "{error}");
    assert_eq!(server.connections(), 0);
}

#[test]
fn an_error_can_be_cloned_with_its_source() {
    let error = failure(&client("http://127.0.0.1:1"));
    let clone = error.clone();
    assert_eq!(format!("{error:?}"), format!("{clone:?}"));
    assert!(std::error::Error::source(&clone).is_some());
}
