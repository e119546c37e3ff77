//! Against `FakeNylas`: the same outcomes as with the blocking client.

use std::collections::HashSet;
use std::process::Command;
use std::time::Duration;

use asynchronous::{Http, drive};
use nylas_connectors::operations::{CreateConnector, CreateCredential, ListCredentials};
use nylas_connectors::testing::{FakeNylas, Fault};
use nylas_connectors::{
    Action, Client, ConnectorCredential, Error, ICloud, Imap, Microsoft, MicrosoftSettings,
    NewCredential, RetryPolicy,
};
use tokio::task::JoinSet;

#[tokio::test]
async fn a_create_is_sent_and_its_secret_is_nowhere_in_its_error() {
    let fake = FakeNylas::start().unwrap();
    let app = MicrosoftSettings::builder()
        .client_id("id")
        .client_secret("hush-hush");
    let microsoft = Microsoft::builder()
        .settings(app.tenant("common"))
        .build()
        .unwrap();
    let create = || {
        fake.client()
            .start(&CreateConnector::new(&microsoft))
            .unwrap()
    };
    let http = Http::new().unwrap();

    let created = drive(&http, create()).await.unwrap();
    assert_eq!((created.status, created.attempts), (201, 1));
    assert!(created.request_id.is_some());

    fake.reply(400, r#"{"error":{"type":"x","message":"bad hush-hush"}}"#);
    let error = drive(&http, create()).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(error) if error.status == 400),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
}

#[tokio::test]
async fn what_can_be_sent_again_is_and_a_create_is_not() {
    let fake = FakeNylas::start().unwrap();
    let http = Http::new().unwrap();
    let client = fake
        .client()
        .with_retry(RetryPolicy::default().base_delay(Duration::ZERO));
    let icloud = ICloud::builder().build().unwrap();
    fake.seed(&icloud);
    fake.fail_next(Fault::status(503)).fail_next(Fault::Reset);
    let found = drive(&http, client.start_ensure(&icloud).unwrap());
    assert_eq!(found.await.unwrap().action, Action::Unchanged);
    assert_eq!(fake.requests().len(), 3);

    fake.clear().fail_next(Fault::status(503));
    let create = client.start(&CreateConnector::new(&icloud)).unwrap();
    let error = drive(&http, create).await.unwrap_err();
    assert!(
        error.may_have_been_applied() && error.attempts() == 1,
        "{error}"
    );

    // The head of the answer came, so the status says what happened.
    fake.clear().fail_next(Fault::CutBody);
    let imap = Imap::builder().build().unwrap();
    let create = client.start(&CreateConnector::new(&imap)).unwrap();
    let error = drive(&http, create).await.unwrap_err();
    assert_eq!(
        (
            error.attempts(),
            error.status(),
            error.may_have_been_applied()
        ),
        (1, Some(201), true),
        "{error}"
    );
}

#[tokio::test]
async fn a_connection_that_is_refused_has_not_been_sent_over() {
    let client = Client::builder()
        .api_key("key")
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let client = client.with_retry(RetryPolicy::default().base_delay(Duration::ZERO));
    let icloud = ICloud::builder().build().unwrap();
    let create = client.start(&CreateConnector::new(&icloud)).unwrap();
    let error = drive(&Http::new().unwrap(), create).await.unwrap_err();
    assert!(
        !error.may_have_been_applied() && error.attempts() == 3,
        "{error}"
    );
    assert!(error.to_string().contains("Connection refused"), "{error}");
}

#[tokio::test]
async fn ensure_finds_what_its_create_was_not_answered_about() {
    let fake = FakeNylas::start().unwrap();
    let icloud = ICloud::builder().build().unwrap();
    fake.pass_next().fail_next(Fault::ApplyThenReset);
    let ensure = fake.client().start_ensure(&icloud).unwrap();
    let ensured = drive(&Http::new().unwrap(), ensure).await.unwrap();
    assert_eq!(ensured.action, Action::Created);
    assert_eq!(fake.requests().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_calls_are_under_way_at_once_and_a_list_of_many_pages_is_collected() {
    let fake = FakeNylas::start().unwrap();
    let (client, http) = (fake.client(), Http::new().unwrap());
    fake.seed(&ICloud::builder().build().unwrap());
    let mut creates = JoinSet::new();
    for number in 0..121 {
        let data = ConnectorCredential::builder()
            .client_id("id")
            .client_secret("s");
        let credential = NewCredential::builder()
            .name(format!("c{number}"))
            .credential_data(data);
        let credential = credential.build().unwrap();
        let create = client
            .start(&CreateCredential::new("icloud", &credential))
            .unwrap();
        let http = http.clone();
        creates.spawn(async move { drive(&http, create).await.unwrap() });
    }
    assert_eq!(creates.join_all().await.len(), 121);

    let list = client
        .start_list_all(ListCredentials::new("icloud"))
        .unwrap();
    let listed = drive(&http, list).await.unwrap();
    let names: HashSet<_> = listed
        .into_iter()
        .map(|credential| credential.name)
        .collect();
    assert_eq!(names.len(), 121);
}

#[tokio::test]
async fn the_timeout_covers_everything() {
    let fake = FakeNylas::start().unwrap();
    let client = fake
        .client()
        .with_timeout(Duration::from_millis(300))
        .unwrap();
    fake.fail_next(Fault::Stall);
    let get = client
        .start_list_all(ListCredentials::new("icloud"))
        .unwrap();
    let error = drive(&Http::new().unwrap(), get).await.unwrap_err();
    assert!(error.to_string().contains("in time"), "{error}");
    assert_eq!(fake.requests().len(), 1);
}

#[tokio::test]
async fn without_a_transport_calls_can_be_started_but_not_sent() {
    let client = Client::new("key").unwrap();
    let error = client.connectors().list().unwrap_err();
    assert!(matches!(error, Error::Config(_)), "{error:?}");
    assert!(error.to_string().starts_with("`transport` "), "{error}");
}

#[test]
fn the_program_of_the_readme_runs() {
    let fake = FakeNylas::start().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_create"))
        .env("NYLAS_API_KEY", fake.api_key())
        .env("NYLAS_API_URI", fake.base_url())
        .env_remove("NYLAS_API_BASE_URL")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines, ["icloud is ready", "Created", "2 connectors"]);
}
