//! `ensure` ends with the wanted connector, whatever was there.

use std::thread;

use nylas_connectors::testing::{FakeNylas, Fault, Recorder};
use nylas_connectors::{
    Action, AnyConnector, Builder, Client, Error, Ews, ForProvider, Google, GoogleSettings, ICloud,
    Provider, ProviderTag, RetryPolicy, Scope, Secret, Zoom, ZoomSettings,
};
use nylas_connectors_tests::{client, options, recorded};
use serde::Serialize;
use serde_json::{Value, json};
use validator::Validate;

fn google(topic: Option<&str>, scopes: &[&str]) -> Google {
    let app = GoogleSettings::builder()
        .client_id("id")
        .client_secret("secret")
        .maybe_topic_name(topic);
    Google::builder()
        .settings(app)
        .scope(scopes.iter().copied())
        .build()
        .unwrap()
}

fn calls(fake: &FakeNylas) -> Vec<String> {
    fake.requests()
        .iter()
        .map(|request| format!("{} {}", request.method(), request.path()))
        .collect()
}

#[test]
fn the_first_time_creates_and_the_second_changes_nothing() {
    let fake = FakeNylas::start().unwrap();
    let connectors = client(&fake);
    let wanted = google(None, &["openid", "email"]);
    assert_eq!(
        connectors.connectors().ensure(&wanted).unwrap().action,
        Action::Created
    );
    let second = connectors.connectors().ensure(&wanted).unwrap();
    assert_eq!(second.action, Action::Unchanged);
    assert_eq!(second.connector.provider, Provider::Google);
    assert_eq!(
        calls(&fake),
        [
            "GET /v3/connectors/google",
            "POST /v3/connectors",
            "GET /v3/connectors/google"
        ]
    );
}

#[test]
fn only_what_differs_is_sent_and_settings_are_sent_whole() {
    let fake = FakeNylas::start().unwrap();
    let client = client(&fake);
    client
        .connectors()
        .ensure(&google(None, &["openid"]))
        .unwrap();

    let other_order = google(None, &["email", "openid"]);
    assert_eq!(
        client.connectors().ensure(&other_order).unwrap().action,
        Action::Updated
    );
    assert_eq!(fake.last().body_text(), r#"{"scope":["email","openid"]}"#);
    assert_eq!(
        client
            .connectors()
            .ensure(&google(None, &["openid", "email"]))
            .unwrap()
            .action,
        Action::Unchanged
    );

    let with_topic = google(Some("projects/a/topics/b"), &["openid", "email"]);
    let updated = client.connectors().ensure(&with_topic).unwrap();
    assert_eq!(updated.action, Action::Updated);
    assert_eq!(
        fake.last().body_text(),
        r#"{"settings":{"client_id":"id","client_secret":"secret","topic_name":"projects/a/topics/b"}}"#
    );
    assert_eq!(
        updated.connector.settings.unwrap()["topic_name"],
        "projects/a/topics/b"
    );
}

#[test]
fn what_the_wanted_connector_leaves_out_stays_as_it_is() {
    let fake = FakeNylas::start().unwrap();
    let client = client(&fake);
    client
        .connectors()
        .ensure(&google(Some("projects/a/topics/b"), &["openid"]))
        .unwrap();
    let silent = Google::builder().without_settings().build().unwrap();
    assert_eq!(
        client.connectors().ensure(&silent).unwrap().action,
        Action::Unchanged
    );
}

#[test]
fn a_secret_is_sent_again_only_on_request() {
    let fake = FakeNylas::start().unwrap();
    let client = client(&fake);
    let zoom = |secret: &str| {
        let app = ZoomSettings::builder()
            .client_id("id")
            .client_secret(secret);
        Zoom::builder().settings(app).build().unwrap()
    };
    client.connectors().ensure(&zoom("old")).unwrap();
    assert_eq!(
        client.connectors().ensure(&zoom("new")).unwrap().action,
        Action::Unchanged
    );
    let overwritten = client
        .connectors()
        .overwrite_settings()
        .ensure(&zoom("new"))
        .unwrap();
    assert_eq!(overwritten.action, Action::Updated);
    assert_eq!(
        fake.last().body_text(),
        r#"{"settings":{"client_id":"id","client_secret":"new"}}"#
    );
}

#[test]
fn the_scopes_of_ews_are_compared_too() {
    let fake = FakeNylas::start().unwrap();
    let client = client(&fake);
    let ews = |scopes: &str| Ews::builder().scopes(scopes).build().unwrap();
    client.connectors().ensure(&ews("ews.messages")).unwrap();
    assert_eq!(
        client
            .connectors()
            .ensure(&ews("ews.messages"))
            .unwrap()
            .action,
        Action::Unchanged
    );
}

#[test]
fn eight_threads_at_once_end_with_one_connector_and_no_error() {
    let fake = FakeNylas::start().unwrap();
    let client = client(&fake);
    let wanted = google(None, &["openid"]);
    let actions: Vec<Action> = thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| client.connectors().ensure(&wanted).unwrap().action))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(
        actions
            .iter()
            .filter(|action| **action == Action::Created)
            .count(),
        1,
        "{actions:?}"
    );
    assert_eq!(client.connectors().list().unwrap().data.len(), 1);
}

#[test]
fn someone_who_was_quicker_is_found_after_the_refusal() {
    let recorder = Recorder::new();
    let client = recorded(&recorder);
    recorder.reply(404, "{}");
    recorder.reply(
        400,
        r#"{"error":{"type":"invalid_request_error","message":"there is one"}}"#,
    );
    recorder.reply(200, r#"{"data":{"provider":"icloud"}}"#);
    let ensured = client
        .connectors()
        .ensure(&ICloud::builder().build().unwrap())
        .unwrap();
    assert_eq!(ensured.action, Action::Unchanged);
}

#[test]
fn a_refusal_is_the_error_even_if_no_second_look_is_possible() {
    let fake = FakeNylas::start().unwrap();
    let client = Client::builder()
        .api_key(fake.api_key())
        .base_url(fake.base_url())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    fake.fail_next(Fault::status(404))
        .fail_next(Fault::status(400))
        .fail_next(Fault::status(503));
    let wanted = ICloud::builder().build().unwrap();
    let error = client.connectors().ensure(&wanted).unwrap_err();
    assert_eq!((error.status(), fake.requests().len()), (Some(400), 3));
}

#[test]
fn a_conflict_with_what_can_not_be_seen_is_not_answered_with_ensure_as_another_way() {
    for second_look in [404, 403, 503] {
        let fake = FakeNylas::start().unwrap();
        let client = options(fake.base_url())
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        for status in [404, 409, second_look] {
            fake.fail_next(Fault::status(status));
        }
        let wanted = ICloud::builder().build().unwrap();
        let error = client.connectors().ensure(&wanted).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the service answered 409: it exists already, but the service didn't show it: call `ensure` again"
        );
        assert!(!error.may_have_been_applied());
    }
}

#[test]
fn a_refusal_that_means_something_else_is_the_error() {
    for status in [401, 403, 429] {
        let fake = FakeNylas::start().unwrap();
        let client = options(fake.base_url())
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        fake.fail_next(Fault::status(404))
            .fail_next(Fault::status(status));
        let error = client
            .connectors()
            .ensure(&ICloud::builder().build().unwrap())
            .unwrap_err();
        assert_eq!(error.status(), Some(status));
        assert_eq!(fake.requests().len(), 2, "no third request after {status}");
    }
}

#[test]
fn nothing_is_asked_about_an_invalid_connector() {
    let fake = FakeNylas::start().unwrap();
    let wanted: Google = serde_json::from_str(r#"{"scope":[]}"#).unwrap();
    assert!(matches!(
        client(&fake).connectors().ensure(&wanted),
        Err(Error::Invalid(_))
    ));
    assert_eq!(fake.requests().len(), 0);
}

#[test]
fn the_forms_of_a_scope_are_no_difference_where_the_provider_takes_them_for_the_same() {
    let long = "https://graph.microsoft.com/Mail.Read";
    let email = "https://www.googleapis.com/auth/userinfo.email";
    for (provider, wanted, found, expected) in [
        ("microsoft", "Mail.Read", long, Action::Unchanged),
        ("microsoft", "mail.read", long, Action::Unchanged),
        ("microsoft", "Mail.ReadWrite", long, Action::Updated),
        ("google", "email", email, Action::Unchanged),
        ("google", "userinfo.email", email, Action::Updated),
        ("yahoo", "email", email, Action::Updated),
        ("yahoo", "mail-r", "MAIL-R", Action::Updated),
    ] {
        let recorder = Recorder::new();
        let client = recorded(&recorder);
        let answer = json!({ "data": { "provider": provider, "scope": [found] } }).to_string();
        recorder.reply(200, answer.clone()).reply(200, answer);
        let wanted = json!({ "provider": provider, "scope": [wanted] });
        let wanted: AnyConnector = serde_json::from_value(wanted).unwrap();
        let ensured = client.connectors().ensure(&wanted).unwrap();
        assert_eq!(ensured.action, expected, "{wanted:?} {found}");
    }
}

#[test]
fn scopes_are_any_strings() {
    let fake = FakeNylas::start().unwrap();
    let wanted = Google::builder()
        .without_settings()
        .scope([Scope::from("urn:mine")])
        .build()
        .unwrap();
    assert_eq!(
        client(&fake).connectors().ensure(&wanted).unwrap().action,
        Action::Created
    );
}

#[test]
fn settings_that_only_the_service_has_go_back_to_it_with_those_that_differ() {
    let fake = FakeNylas::start().unwrap();
    fake.also_knows("hologram");
    let client = client(&fake);
    let topic = Some("projects/a/topics/b");
    client.connectors().ensure(&google(topic, &["a"])).unwrap();
    let app = GoogleSettings::builder()
        .client_id("other")
        .client_secret("secret");
    let other = Google::builder().settings(app).build().unwrap();
    let updated = client.connectors().ensure(&other).unwrap();
    assert_eq!(updated.action, Action::Updated);
    assert_eq!(
        fake.last().body_json(),
        json!({ "settings": { "client_id": "other", "client_secret": "secret", "topic_name": topic } })
    );

    let there = json!({ "app": { "id": 1, "colour": "red" }, "rooms": [{ "a": 1 }], "floor": 2 });
    client.connectors().ensure(&hologram(there)).unwrap();
    let wanted = json!({ "app": { "id": 2 }, "rooms": [], "floor": { "up": 3 } });
    client.connectors().ensure(&hologram(wanted)).unwrap();
    assert_eq!(
        fake.last().body_json(),
        json!({ "settings": { "app": { "id": 2, "colour": "red" }, "rooms": [], "floor": { "up": 3 } } })
    );
}

#[test]
fn a_setting_that_the_service_does_not_show_differs_unless_it_is_a_secret() {
    let recorder = Recorder::new();
    let client = recorded(&recorder);
    let there = r#"{"data":{"provider":"google","settings":{"client_id":"id"},"scope":["a"]}}"#;
    let action = |topic| {
        recorder.reply(200, there).reply(200, there);
        client
            .connectors()
            .ensure(&google(topic, &["a"]))
            .unwrap()
            .action
    };
    assert_eq!(action(None), Action::Unchanged);
    assert_eq!(action(Some("projects/a/topics/b")), Action::Updated);
}

/// A provider that the library doesn't know.
#[derive(serde::Serialize, validator::Validate)]
struct Hologram {
    provider: ProviderTag<Self>,
    settings: Value,
}

impl ForProvider for Hologram {
    const PROVIDER: Provider = Provider::other("hologram");
}

fn hologram(settings: Value) -> Hologram {
    Hologram {
        provider: ProviderTag::default(),
        settings,
    }
}

#[derive(Builder, Serialize, Validate)]
struct Bell {
    client_id: String,
    pin: Secret,
}

#[test]
fn a_secret_is_no_difference_by_its_type_whatever_its_key() {
    #[derive(Serialize, Validate)]
    struct Doorbell {
        provider: ProviderTag<Self>,
        settings: Bell,
    }
    impl ForProvider for Doorbell {
        const PROVIDER: Provider = Provider::other("doorbell");
    }
    let doorbell = Doorbell {
        provider: ProviderTag::default(),
        settings: Bell::builder().client_id("i").pin("9999-pin").build(),
    };
    for shown in [
        json!({ "client_id": "i" }),
        json!({ "client_id": "i", "pin": "***" }),
    ] {
        let recorder = Recorder::new();
        let answer = json!({ "data": { "provider": "doorbell", "settings": shown } });
        recorder.reply(200, answer.to_string());
        let ensured = recorded(&recorder).connectors().ensure(&doorbell).unwrap();
        assert_eq!(ensured.action, Action::Unchanged);
        assert_eq!(ensured.not_compared, ["settings.pin"]);
    }
}

#[test]
fn secrets_of_a_provider_of_ones_own_are_no_difference_at_any_depth() {
    let fake = FakeNylas::start().unwrap();
    fake.also_knows("hologram");
    let client = client(&fake);
    let wanted = |room: &str| {
        hologram(json!({
            "api_key": "a", "token": "b", "rooms": [{ "room": room, "passphrase": "c" }],
            "app": { "id": "d", "password": "e" },
        }))
    };
    let action = |room| client.connectors().ensure(&wanted(room)).unwrap().action;
    assert_eq!(action("7b"), Action::Created);
    assert_eq!(action("7b"), Action::Unchanged);
    assert_eq!(action("8a"), Action::Updated);
}
