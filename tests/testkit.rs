//! The test kit through the client alone, as a downstream crate uses it.

use std::time::{Duration, Instant};

use nylas_connectors::testing::{FakeNylas, Fault, RecordedRequest, Recorder};
use nylas_connectors::{
    Action, Client, Error, Google, GoogleSettings, Imap, Provider, RetryPolicy, TransportErrorKind,
    UpdateGoogle, scope,
};
use nylas_connectors_tests::options;

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
fn both_stand_ins_get_the_same_requests_and_give_the_same_answers() {
    let (recorder, client) = recording();
    let nylas = FakeNylas::start().unwrap();
    let direct = a_day(&client);
    assert_eq!(a_day(&over_http(nylas.base_url())), direct);
    assert_eq!(
        direct.iter().filter(|said| said.starts_with("Err")).count(),
        3,
        "{direct:#?}"
    );

    let shown = |requests: Vec<RecordedRequest>| -> Vec<String> {
        requests.iter().map(RecordedRequest::snapshot).collect()
    };
    assert_eq!(shown(nylas.requests()), shown(recorder.requests()));
}

#[test]
fn each_fault_is_the_error_that_it_says() {
    let nylas = FakeNylas::start().unwrap();
    let client = over_http(nylas.base_url());
    let imap = Imap::builder().build().unwrap();
    let create = |fault: Fault| {
        nylas.fail_next(fault);
        let error = client.connectors().create(&imap).unwrap_err();
        let there = client.connectors().get(Provider::Imap).is_ok();
        let _ = client.connectors().delete(Provider::Imap);
        (error, there)
    };

    let (error, there) = create(
        Fault::status(503)
            .header("x-request-id", "r-9")
            .body("<html>"),
    );
    assert_eq!(
        (error.status(), error.request_id(), there),
        (Some(503), Some("r-9"), false)
    );
    for (fault, carried_out) in [
        (Fault::Reset, false),
        (Fault::ApplyThenReset, true),
        (Fault::CutBody, true),
    ] {
        let (error, there) = create(fault.clone());
        let Error::Transport(error) = error else {
            panic!("{fault:?}: {error}");
        };
        assert_eq!(error.kind(), TransportErrorKind::Disconnected, "{fault:?}");
        assert_eq!(there, carried_out, "{fault:?}");
    }
    let (error, there) = create(Fault::MalformedJson);
    assert!(matches!(error, Error::Decode(_)) && there, "{error}");
}

#[test]
fn a_stall_lasts_as_long_as_the_client_waits() {
    let nylas = FakeNylas::start().unwrap();
    nylas.fail_next(Fault::Stall);
    // So long that even a busy machine gets as far as waiting for the answer.
    let patience = Duration::from_secs(1);
    let client = options(nylas.base_url())
        .timeout(patience)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
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
