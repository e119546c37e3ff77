//! The test kit through the client alone, as a downstream crate uses it.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use nylas_connectors::testing::{FakeNylas, Fault, RecordedRequest, Recorder};
use nylas_connectors::{
    Action, Builder, Client, Error, ForProvider, Google, GoogleSettings, Imap, Provider,
    ProviderTag, RetryPolicy, Secret, TransportErrorKind, UpdateGoogle, scope,
};
use nylas_connectors_tests::options;
use serde::Serialize;
use validator::Validate;

fn recording() -> (Recorder, Client) {
    let recorder = Recorder::new();
    let client = Client::builder()
        .api_key("any")
        .retry(RetryPolicy::none())
        .transport(recorder.clone())
        .build()
        .unwrap();
    (recorder, client)
}

fn over_http(base_url: &str) -> Client {
    options(base_url)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn google() -> Google {
    Google::builder()
        .name("Acme")
        .settings(
            GoogleSettings::builder()
                .client_id("1234.apps.googleusercontent.com")
                .client_secret("hush"),
        )
        .scope([scope::google::OPENID])
        .build()
        .unwrap()
}

/// A day in the life of a connector, with two calls that are refused; what the client says to each.
fn a_day(client: &Client) -> Vec<String> {
    let connectors = client.connectors();
    let update = UpdateGoogle::builder()
        .scope([scope::google::GMAIL_MODIFY])
        .build()
        .unwrap();
    let credentials = client.credentials(Provider::Google).list();
    vec![
        format!("{:?}", connectors.get(Provider::Google)),
        format!("{:?}", connectors.create(&google())),
        format!("{:?}", connectors.create(&google())),
        format!("{:?}", connectors.update(&update)),
        format!("{:?}", connectors.list()),
        format!("{credentials:?}"),
        format!("{:?}", client.detect_provider("a@gmail.com")),
        format!("{:?}", connectors.delete(Provider::Google)),
    ]
}

#[test]
fn both_test_doubles_get_the_same_requests_and_give_the_same_answers() {
    let (recorder, client) = recording();
    let nylas = FakeNylas::start().unwrap();
    let direct = a_day(&client);
    assert_eq!(a_day(&over_http(nylas.base_url())), direct);
    assert_eq!(
        direct.iter().filter(|said| said.starts_with("Err")).count(),
        3,
        "{direct:#?}"
    );

    assert_eq!(nylas.snapshot(), recorder.snapshot());
}

#[test]
fn both_test_doubles_follow_the_same_script() {
    let nylas = FakeNylas::start().unwrap();
    let recorder = Recorder::new();
    let forbidden =
        |request: &RecordedRequest| (request.method() == "DELETE").then(|| Fault::status(403));
    nylas
        .reply(418, "{}")
        .pass_next()
        .fail_next(Fault::status(501))
        .when(forbidden)
        .seed(&google());
    recorder
        .reply(418, "{}")
        .pass_next()
        .fail_next(Fault::status(501))
        .when(forbidden)
        .seed(&google());
    let statuses = |client: Client| {
        let get = || {
            client
                .connectors()
                .get("google")
                .map_err(|error| error.status())
        };
        let first = [get().err(), get().err(), get().err(), get().err()];
        let deleted = client
            .connectors()
            .delete("google")
            .map_err(|error| error.status());
        (first, deleted.err())
    };
    let expected = (
        [Some(Some(418)), None, Some(Some(501)), None],
        Some(Some(403)),
    );
    assert_eq!(statuses(nylas.client()), expected);
    assert_eq!(statuses(recorder.client()), expected);
    assert_eq!(nylas.clear().requests(), recorder.clear().requests());
}

#[test]
fn the_server_accepts_its_own_key_only_and_shows_none() {
    let nylas = FakeNylas::start().unwrap();
    let other = Client::builder()
        .api_key("other-key")
        .base_url(nylas.base_url())
        .build()
        .unwrap();
    assert_eq!(other.connectors().list().unwrap_err().status(), Some(401));
    assert!(nylas.client().connectors().list().is_ok());
    assert_eq!(
        nylas.requests()[0].header("authorization"),
        Some("Bearer other-key")
    );

    let shown = format!("{nylas:?}");
    assert!(shown.contains(nylas.base_url()), "{shown}");
    assert!(
        !shown.contains("other-key") && !shown.contains(nylas.api_key()),
        "{shown}"
    );
}

const LIST: &str = "GET /v3/connectors HTTP/1.1\r\nAuthorization: Bearer nylas-test-key\r\n\r\n";

/// A connection on which this was sent. Reading fails, instead of hanging, if the server never answers.
fn connection(nylas: &FakeNylas, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(nylas.base_url().trim_start_matches("http://")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    stream
}

fn read_to_end(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

/// Fails, instead of hanging, if the drop never ends.
fn drop_in_time(nylas: FakeNylas) {
    let (done, wait) = mpsc::channel();
    thread::spawn(move || {
        drop(nylas);
        done.send(()).unwrap();
    });
    wait.recv_timeout(Duration::from_secs(5))
        .expect("the drop hangs");
}

#[test]
fn dropping_the_server_ends_every_connection_at_once() {
    drop_in_time(FakeNylas::start().unwrap());

    let nylas = FakeNylas::start().unwrap();
    let mut half = connection(&nylas, "GET / HT");
    nylas.fail_next(Fault::Stall);
    let mut stalled = connection(&nylas, LIST);
    while nylas.requests().is_empty() {
        thread::yield_now();
    }
    let mut idle = connection(&nylas, LIST);
    idle.read_exact(&mut [0; 12]).unwrap();
    nylas.fail_next(Fault::status(200).body("a".repeat(50_000_000)));
    let mut not_reading = connection(&nylas, LIST);
    not_reading.read_exact(&mut [0; 12]).unwrap();
    drop_in_time(nylas);
    assert_eq!(
        [read_to_end(&mut half), read_to_end(&mut stalled)],
        ["", ""]
    );
}

#[test]
fn a_stall_ends_when_the_client_closes_the_connection() {
    let nylas = FakeNylas::start().unwrap();
    nylas.fail_next(Fault::Stall);
    let mut stalled = connection(&nylas, LIST);
    stalled.shutdown(Shutdown::Write).unwrap();
    assert_eq!(read_to_end(&mut stalled), "");
    assert_eq!(nylas.requests().len(), 1);
}

#[test]
fn many_clients_at_once_are_all_answered() {
    let nylas = FakeNylas::start().unwrap();
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let client = nylas.client();
                (0..10).for_each(|_| drop(client.connectors().list().unwrap()));
            });
        }
    });
    assert_eq!((nylas.connections(), nylas.requests().len()), (20, 200));
}

#[test]
fn a_faulty_answer_keeps_its_request_id() {
    let nylas = FakeNylas::start().unwrap();
    let client = over_http(nylas.base_url());
    let imap = Imap::builder().build().unwrap();
    let create = |fault: Fault| {
        nylas.fail_next(fault);
        client.connectors().create(&imap).unwrap_err()
    };

    let gateway = Fault::status(503).header("x-request-id", "r-9");
    let error = create(gateway.body("<html>"));
    assert_eq!(
        (error.status(), error.request_id()),
        (Some(503), Some("r-9"))
    );
    let line = create(Fault::MalformedJson).to_string();
    assert!(
        line.contains("if it is, tell its support the request ID [request req-"),
        "{line}"
    );
}

#[test]
fn a_stall_lasts_as_long_as_the_client_waits() {
    let patience = Duration::from_millis(200);
    let nylas = FakeNylas::start().unwrap();
    nylas.fail_next(Fault::Stall);
    let client = options(nylas.base_url()).timeout(patience);
    let client = client.retry(RetryPolicy::none()).build().unwrap();
    let start = Instant::now();
    let error = client.connectors().list().unwrap_err();
    assert!(start.elapsed() >= patience, "{:?}", start.elapsed());
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Timeout),
        "{error}"
    );
}

#[test]
fn a_scripted_answer_comes_once_and_then_the_service_answers() {
    let (recorder, client) = recording();
    recorder
        .reply(200, r#"{"data":{"provider":"imap","name":"scripted"}}"#)
        .fail(TransportErrorKind::Connect);
    let scripted = client.connectors().get(Provider::Imap).unwrap();
    assert_eq!(scripted.data.name.as_deref(), Some("scripted"));
    assert!(
        client
            .connectors()
            .get(Provider::Imap)
            .unwrap_err()
            .is_retryable()
    );
    assert_eq!(
        client
            .connectors()
            .get(Provider::Imap)
            .unwrap_err()
            .status(),
        Some(404)
    );

    let ensured = client
        .connectors()
        .ensure(&Imap::builder().build().unwrap())
        .unwrap();
    assert_eq!(ensured.action, Action::Created);
}

#[test]
fn a_base_url_with_a_path_finds_nothing_at_the_server_and_is_seen_by_the_recorder() {
    let nylas = FakeNylas::start().unwrap();
    let client = over_http(&format!("{}/proxy", nylas.base_url()));
    assert_eq!(client.connectors().list().unwrap_err().status(), Some(404));

    let recorder = Recorder::new();
    let client = Client::builder()
        .api_key("any")
        .base_url("https://proxy.example/nylas/")
        .transport(recorder.clone())
        .build()
        .unwrap();
    assert!(client.connectors().list().is_err());
    assert_eq!(recorder.last().path(), "/nylas/v3/connectors");
}

#[test]
fn a_client_that_speaks_tls_to_a_plain_fake_service_is_answered_in_plain_http() {
    let fake = FakeNylas::start().unwrap();
    let address = fake.base_url().strip_prefix("http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(&[22, 3, 1, 2, 0, 1]).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 400");
}

#[cfg(feature = "rustls")]
#[test]
fn a_base_url_with_https_for_a_plain_fake_service_is_said_to_be_the_mistake() {
    let fake = FakeNylas::start().unwrap();
    let client = options(fake.base_url().replace("http://", "https://"))
        .build()
        .unwrap();
    let error = client.connectors().get(Provider::Imap).unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(
        error
            .to_string()
            .ends_with("check the port, and whether its URL should begin with http"),
        "{error}"
    );
}

#[derive(Builder, Serialize, Validate)]
#[builder(validate)]
struct Doorbell {
    #[builder(skip)]
    provider: ProviderTag<Self>,
    settings: Bell,
}

#[derive(Builder, Serialize, Validate)]
struct Bell {
    pin: Secret,
}

impl ForProvider for Doorbell {
    const PROVIDER: Provider = Provider::other("doorbell");
}

#[test]
fn a_secret_is_hidden_by_its_type_whatever_its_key() {
    let doorbell = Doorbell::builder()
        .settings(Bell::builder().pin("9999-pin"))
        .build()
        .unwrap();
    let (recorder, client) = recording();
    recorder.also_knows("doorbell");
    recorder.fail_next(Fault::status(400).body("the pin 9999-pin is bad"));
    let error = client.connectors().create(&doorbell).unwrap_err();
    let error = format!("{error} {error:?}");
    assert!(error.contains("(the pin *** is bad)"), "{error}");
    assert!(!error.contains("9999"), "{error}");
    let sent = recorder.last();
    assert_eq!(sent.body_json()["settings"]["pin"], "9999-pin");
    let shown = format!("{} {sent:?} {:?}", sent.snapshot(), sent.masked());
    assert!(shown.contains(r#""pin": "***""#), "{shown}");
    assert!(!shown.contains("9999"), "{shown}");

    client.connectors().create(&doorbell).unwrap();
    recorder
        .when(|request| (request.method() == "PATCH").then(|| Fault::status(400).body("9999-pin")));
    let ensured = client.connectors().overwrite_settings().ensure(&doorbell);
    let error = ensured.unwrap_err().to_string();
    assert!(error.contains("answered 400 (***)"), "{error}");
    let shown = recorder.last().snapshot();
    assert!(shown.contains(r#""pin": "***""#), "{shown}");

    let nylas = FakeNylas::start().unwrap();
    nylas.fail_next(Fault::status(400).body("the pin 9999-pin is bad"));
    let error = over_http(nylas.base_url()).connectors().create(&doorbell);
    let error = error.unwrap_err().to_string();
    assert!(error.contains("(the pin *** is bad)"), "{error}");
}
