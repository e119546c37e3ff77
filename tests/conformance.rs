//! What the official clients really sent, and what this library sends for the same.
//!
//! `fixtures/official-clients.jsonl` holds requests that the official Node, Python and Ruby clients sent to a server
//! on loopback. Every one of them is either the same as ours, or a mistake that is listed here with its reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use nylas_connectors::builder::Set;
use nylas_connectors::operations::*;
use nylas_connectors::testing::RecordedRequest;
use nylas_connectors::*;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Sent {
    client: String,
    case: String,
    method: String,
    path: String,
    body: String,
}

impl Sent {
    /// Method, path and JSON: how a body is spaced, and in what order its keys stand, means nothing.
    fn line(&self) -> String {
        let body = if self.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&self.body).unwrap()
        };
        format!("{} {} {body}", self.method, self.path)
    }
}

fn fixtures() -> Vec<Sent> {
    let lines = include_str!("fixtures/official-clients.jsonl").lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn line(operation: &impl Operation) -> String {
    let request = operation
        .request("https://api.us.nylas.com", "key")
        .unwrap();
    let request = RecordedRequest::from(request);
    format!(
        "{} {} {}",
        request.method(),
        request.path(),
        request.body_json()
    )
}

const ID: &str = "id.apps";
const SECRET: &str = "GOCSPX-SECRETLEAKPROBE456";

fn google_app() -> GoogleSettingsBuilder<Set<String>, Set<Secret>> {
    GoogleSettings::builder()
        .client_id(ID)
        .client_secret(SECRET)
}

fn created(connector: Result<impl ConnectorSpec, Invalid>) -> String {
    line(&CreateConnector::new(&connector.unwrap()))
}

/// What ours sends for each case.
fn ours() -> BTreeMap<&'static str, String> {
    creations()
        .into_iter()
        .chain(other_calls())
        .chain(credentials())
        .collect()
}

fn creations() -> Vec<(&'static str, String)> {
    let documented = Google::builder()
        .settings(google_app().topic_name("projects/p/topics/t"))
        .scope([
            scope::google::USERINFO_EMAIL,
            scope::google::USERINFO_PROFILE,
        ]);
    let zoom = ZoomSettings::builder().client_id(ID).client_secret(SECRET);
    let five = [
        "openid",
        "https://www.googleapis.com/auth/userinfo.email",
        "https://www.googleapis.com/auth/gmail.modify",
        "https://www.googleapis.com/auth/calendar",
        "https://www.googleapis.com/auth/contacts",
    ];
    let sample = GoogleSettings::builder()
        .client_id("<GCP_CLIENT_ID>")
        .client_secret("<GCP_CLIENT_SECRET>");
    let sample = Google::builder()
        .name("google")
        .settings(sample)
        .scope(five);
    vec![
        ("create_google_docs_curl", created(documented.build())),
        (
            "create_google_min",
            created(Google::builder().settings(google_app()).build()),
        ),
        (
            "create_google_nosettings",
            created(Google::builder().without_settings().build()),
        ),
        (
            "create_zoom",
            created(Zoom::builder().settings(zoom).build()),
        ),
        ("create_icloud", created(ICloud::builder().build())),
        ("create_imap", created(Imap::builder().build())),
        ("create_ews", created(Ews::builder().build())),
        (
            "create_virtual-calendar",
            created(VirtualCalendar::builder().build()),
        ),
        (
            "create_ews_scopes",
            created(Ews::builder().scopes(scope::ews::CALENDARS).build()),
        ),
        ("docs_sample_verbatim", created(sample.build())),
    ]
}

fn other_calls() -> Vec<(&'static str, String)> {
    let settings_and_scope = UpdateGoogle::builder()
        .settings(google_app())
        .scope(["openid"])
        .build()
        .unwrap();
    let name = UpdateGoogle::builder().name("n2").build().unwrap();
    vec![
        ("list", line(&ListConnectors::new())),
        ("list_cursor", line(&ListConnectors::new().limit(3))),
        ("find_google", line(&GetConnector::new(Provider::Google))),
        (
            "update_settings",
            line(&UpdateConnector::new(&settings_and_scope)),
        ),
        ("update_name", line(&UpdateConnector::new(&name))),
        (
            "destroy",
            line(&DeleteConnector::new(Provider::VirtualCalendar)),
        ),
        (
            "detect",
            line(&DetectProvider::new("user+tag@exa mple.com")),
        ),
    ]
}

fn credentials() -> Vec<(&'static str, String)> {
    let app = || {
        ConnectorCredential::builder()
            .client_id(ID)
            .client_secret(SECRET)
            .build()
    };
    let consent = AdminConsent::builder()
        .client_id(ID)
        .client_secret(SECRET)
        .tenant("t")
        .build();
    let connector = NewCredential::builder()
        .name("c")
        .credential_data(app())
        .build()
        .unwrap();
    let consent = NewCredential::builder()
        .name("ac")
        .credential_data(consent)
        .build()
        .unwrap();
    let change = nylas_connectors::UpdateCredential::builder()
        .name("n2")
        .credential_data(app())
        .build()
        .unwrap();
    vec![
        (
            "cred_create_connector",
            line(&CreateCredential::new(Provider::Google, &connector)),
        ),
        (
            "cred_create_adminconsent",
            line(&CreateCredential::new(Provider::Microsoft, &consent)),
        ),
        ("cred_list", line(&ListCredentials::new(Provider::Google))),
        (
            "cred_find",
            line(&GetCredential::new(Provider::Google, "c-1")),
        ),
        (
            "cred_update",
            line(&operations::UpdateCredential::new(
                Provider::Google,
                "c-1",
                &change,
            )),
        ),
        (
            "cred_destroy",
            line(&DeleteCredential::new(Provider::Google, "c-1")),
        ),
    ]
}

/// Where an official client is wrong: which client, in which case, and why.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "python",
        "docs_sample_verbatim",
        "its sample says `scopes`, which the service ignores, and has no name",
    ),
    (
        "ruby",
        "docs_sample_verbatim",
        "its sample's camelCase keys go out as they are, and it has no name",
    ),
    (
        "node",
        "list_cursor",
        "asks with `page_token`, which the service doesn't have here",
    ),
    (
        "node",
        "update_settings",
        "PUT instead of PATCH; partial settings, which replace the whole",
    ),
    (
        "python",
        "update_settings",
        "partial settings, which replace the whole: the client ID and secret are lost",
    ),
    (
        "ruby",
        "update_settings",
        "partial settings, which replace the whole: the client ID and secret are lost",
    ),
    ("node", "update_name", "PUT instead of PATCH"),
    ("ruby", "destroy", "a body with DELETE"),
    ("ruby", "cred_destroy", "a body with DELETE"),
    (
        "node",
        "detect",
        "a space is sent as `+`, which is right in a form and wrong in a URL",
    ),
    (
        "ruby",
        "detect",
        "a space is sent as `+`, and there is a body",
    ),
];

/// What this library refuses to make a request of, and the rule.
fn refused() -> BTreeMap<&'static str, String> {
    let rule = |invalid: Invalid| invalid.problems()[0].to_string();
    let request = |refused: Result<http::Request<Vec<u8>>, Error>| match refused {
        Err(Error::Invalid(invalid)) => invalid.problems()[0].to_string(),
        other => panic!("{other:?}"),
    };
    let base = "https://api.us.nylas.com";
    let no_scope: [&str; 0] = [];
    let unknown_key = serde_json::from_str::<GoogleSettings>(r#"{"clientID":"x","TopicName":"t"}"#);
    BTreeMap::from([
        (
            "update_emptybody",
            rule(UpdateGoogle::builder().build().unwrap_err()),
        ),
        (
            "odd_empty_scope",
            rule(
                Google::builder()
                    .settings(google_app())
                    .scope(no_scope)
                    .build()
                    .unwrap_err(),
            ),
        ),
        (
            "odd_empty_topic",
            rule(
                Google::builder()
                    .settings(google_app().topic_name(""))
                    .build()
                    .unwrap_err(),
            ),
        ),
        (
            "odd_dotdot_find",
            request(GetConnector::new(Provider::from("..")).request(base, "key")),
        ),
        (
            "odd_dotdot_destroy",
            request(DeleteConnector::new(Provider::from("..")).request(base, "key")),
        ),
        (
            "odd_empty_find",
            request(GetConnector::new(Provider::from("")).request(base, "key")),
        ),
        ("odd_camel_settings", unknown_key.unwrap_err().to_string()),
    ])
}

#[test]
fn every_request_of_an_official_client_is_ours_too_or_a_known_mistake() {
    let (ours, refused) = (ours(), refused());
    let (mut same, mut story) = (0, String::new());
    for sent in fixtures() {
        let known = MISTAKES
            .iter()
            .find(|(client, case, _)| *client == sent.client && *case == sent.case);
        if ours.get(sent.case.as_str()) == Some(&sent.line()) {
            same += 1;
            continue;
        }
        let ours = match (
            ours.get(sent.case.as_str()),
            refused.get(sent.case.as_str()),
            known,
        ) {
            (Some(ours), None, Some((.., why))) => format!("why:  {why}\nours: {ours}"),
            (None, Some(rule), None) => format!("ours: none, since {rule}"),
            other => panic!(
                "{} {} is neither right nor a known mistake: if it lacks what is required here now, add it to `MISTAKES` with \
                 the reason, and to the snapshot: {other:?}",
                sent.client, sent.case
            ),
        };
        writeln!(
            story,
            "{} {}\nsent: {}\n{ours}\n",
            sent.client,
            sent.case,
            sent.line()
        )
        .unwrap();
    }
    assert_eq!(
        same, 59,
        "so many requests are what this library sends too, each that became a mistake is one less; the snapshot has the \
         others"
    );
    assert!(!story.contains("nylas.com"));
    let story = story.replace(SECRET, "***");
    insta::with_settings!({
        description => "Requests of the official clients that are wrong, and what this library does instead.",
    }, {
        insta::assert_snapshot!(story);
    });
}
