//! What a program gets when something is wrong.

use nylas_connectors::testing::{FakeNylas, Recorder};
use nylas_connectors::{
    AnyConnector, Client, ConnectorSpec, Error, Google, GoogleSettings, ICloud, Invalid,
    NewCredential, Provider, ServiceAccount, TransportError, TransportErrorKind, Zoom,
};
use nylas_connectors_tests::{client, options, recorded};
use serde_json::json;

const SECRET: &str = "GOCSPX-do-not-show";

fn five_mistakes() -> Invalid {
    Google::builder()
        .name(" ")
        .settings(
            GoogleSettings::builder()
                .client_id("id\u{7}")
                .client_secret(format!(" {SECRET}")),
        )
        .scope(["openid", "a b", "openid"])
        .build()
        .unwrap_err()
}

#[test]
fn five_mistakes_are_five_problems_of_one_error() {
    let invalid = five_mistakes();
    let found: Vec<(&str, &str)> = invalid
        .problems()
        .iter()
        .map(|problem| (problem.path(), problem.rule()))
        .collect();
    assert_eq!(
        found,
        [
            ("name", "blank"),
            ("scope[1]", "joined_scopes"),
            ("scope[2]", "duplicate_scope"),
            ("settings.client_id", "control_character"),
            ("settings.client_secret", "surrounding_space"),
        ]
    );
    insta::with_settings!({ description => "The one line of an invalid connector: each problem with its place and what to do, and no value." }, {
        insta::assert_snapshot!(invalid.to_string());
    });
    let paths: Vec<String> = invalid
        .into_iter()
        .map(|problem| problem.path().to_owned())
        .collect();
    assert_eq!(paths[0], "name");
    assert_eq!(paths.len(), 5);
}

#[test]
fn no_error_shows_the_secret_that_it_is_about() {
    let invalid = five_mistakes();
    let error = Error::from(invalid.clone());
    for shown in [
        format!("{invalid} {invalid:?}"),
        format!("{error} {error:?}"),
    ] {
        assert!(!shown.contains("do-not-show"), "{shown}");
    }
}

#[test]
fn a_secret_in_a_plain_string_is_shown_by_validator_and_not_by_this_library() {
    #[derive(serde::Serialize, validator::Validate)]
    struct App {
        #[validate(custom(function = "nylas_connectors::validation::text"))]
        client_secret: String,
    }
    let app = App {
        client_secret: format!(" {SECRET}"),
    };
    let theirs = validator::Validate::validate(&app).unwrap_err().to_string();
    assert!(theirs.contains(SECRET), "{theirs}");
    let ours = Invalid::check(&app).unwrap_err();
    assert!(!format!("{ours} {ours:?}").contains(SECRET), "{ours}");
}

#[test]
fn no_debug_shows_a_secret() {
    let settings = GoogleSettings::builder()
        .client_id("id")
        .client_secret(SECRET);
    let builder = format!("{settings:?}");
    let google = Google::builder().settings(settings).build().unwrap();
    let any = AnyConnector::from(google.clone());
    let recorder = Recorder::new();
    let options = Client::builder()
        .api_key("nyk_do-not-show")
        .transport(recorder.clone());
    let shown_options = format!("{options:?}");
    let client = options.build().unwrap();
    client.connectors().create(&google).unwrap();
    for shown in [
        builder,
        format!("{google:?} {any:?} {client:?} {:?}", client.connectors()),
        shown_options,
        format!("{recorder:?} {:?}", recorder.last()),
    ] {
        assert!(!shown.contains("do-not-show"), "{shown}");
    }
}

#[test]
fn an_invalid_connector_is_not_sent_however_it_was_made() {
    let fake = FakeNylas::start().unwrap();
    let google: Google =
        serde_json::from_value(json!({ "provider": "google", "name": "" })).unwrap();
    let error = client(&fake).connectors().create(&google).unwrap_err();
    assert!(
        matches!(&error, Error::Invalid(invalid) if invalid.problems()[0].path() == "name"),
        "{error}"
    );
    assert_eq!(error.attempts(), 0);
    assert_eq!(fake.requests().len(), 0);
}

#[test]
fn a_key_that_the_provider_does_not_have_is_named() {
    let error =
        serde_json::from_value::<Google>(json!({ "provider": "google", "scopes": ["openid"] }))
            .unwrap_err();
    insta::assert_snapshot!(error, @"unknown field `scopes`, expected one of `name`, `provider`, `settings`, `scope`");
}

#[test]
fn another_providers_name_is_refused_and_none_is_not() {
    let error = serde_json::from_value::<Google>(json!({ "provider": "yahoo" })).unwrap_err();
    insta::assert_snapshot!(error, @"`provider` must be `google` here, not `yahoo`");
    let google: Google = serde_json::from_value(json!({})).unwrap();
    assert_eq!(google.provider(), Provider::Google);
}

#[test]
fn any_connector_is_decoded_by_its_provider_and_written_as_it_was() {
    for text in [
        r#"{"name":"a","provider":"google","settings":{"client_id":"a","client_secret":"b"},"scope":["openid"]}"#,
        r#"{"provider":"icloud"}"#,
        r#"{"provider":"virtual-calendar"}"#,
        r#"{"provider":"ews","scopes":"ews.messages"}"#,
    ] {
        let any: AnyConnector = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&any).unwrap(), text);
    }
    assert!(serde_json::from_str::<AnyConnector>(r#"{"provider":"zoom","scope":["a"]}"#).is_err());
}

#[test]
fn a_wrong_key_is_the_services_401() {
    let fake = FakeNylas::start().unwrap();
    let icloud = ICloud::builder().build().unwrap();
    let client = options(fake.base_url()).api_key("another-key").build();
    let error = client.unwrap().connectors().create(&icloud).unwrap_err();
    assert_eq!(
        (error.status(), error.may_have_been_applied()),
        (Some(401), false)
    );
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(api.kind.as_deref(), Some("unauthorized"));
    assert!(api.message.is_some() && api.request_id.is_some());
    insta::with_settings!({ description => "The one line of the service's answer to a wrong key." }, {
        insta::assert_snapshot!(error);
    });
}

#[test]
fn a_400_keeps_everything_that_the_service_says() {
    let recorder = Recorder::new();
    let body = json!({
        "request_id": "r-400",
        "error": {
            "type": "invalid_request_error",
            "message": "client_id is not known",
            "provider_error": { "error": "invalid_client" },
        },
    });
    recorder.reply(400, body.to_string());
    let client = recorded(&recorder);
    let error = client
        .connectors()
        .create(&Zoom::builder().without_settings().build().unwrap())
        .unwrap_err();
    let Error::Api(api) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(api.status, 400);
    assert_eq!(api.request_id.as_deref(), Some("r-400"));
    assert_eq!(api.kind.as_deref(), Some("invalid_request_error"));
    assert_eq!(api.message.as_deref(), Some("client_id is not known"));
    assert_eq!(
        api.provider_error,
        Some(json!({ "error": "invalid_client" }))
    );
    insta::with_settings!({ description => "The one line of a refusal: the service's own words, what to do, and the ID to ask about." }, {
        insta::assert_snapshot!(error);
    });
}

#[test]
fn a_secret_of_the_request_is_taken_out_of_what_the_service_says() {
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\ndo-not-show\n";
    let recorder = Recorder::new();
    let client = recorded(&recorder);
    let app = GoogleSettings::builder()
        .client_id("id")
        .client_secret(SECRET);
    let google = Google::builder().settings(app).build().unwrap();
    let account = ServiceAccount::builder()
        .private_key_id("key-1")
        .private_key(KEY)
        .client_email("a@example.com")
        .build();
    let credential = NewCredential::builder()
        .name("account")
        .credential_data(account)
        .build()
        .unwrap();

    let message = format!("client_id id and {SECRET} don't fit");
    let id = format!("r-{SECRET}");
    recorder
        .reply(
            400,
            json!({ "request_id": id, "error": { "type": SECRET, "message": message } })
                .to_string(),
        )
        .reply(
            400,
            json!({ "error": { "provider_error": [{ "sent": { "private_key": KEY } }, KEY] } })
                .to_string(),
        )
        .reply(
            400,
            json!({ "error": [{ "private_key": KEY }] }).to_string(),
        );
    let first = client.connectors().create(&google).unwrap_err();
    assert_eq!(
        first.to_string(),
        "the service answered 400 *** (client_id id and *** don't fit): fix the request before you send it again \
         [request r-***]"
    );
    let credentials = client.credentials(Provider::Google);
    let second = credentials.create(&credential).unwrap_err();
    let Error::Api(api) = &second else {
        panic!("{second:?}")
    };
    assert_eq!(
        api.provider_error,
        Some(json!([{ "sent": { "private_key": "***" } }, "***"]))
    );
    let third = credentials.create(&credential).unwrap_err();
    for error in [first, second, third] {
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("do-not-show"), "{shown}");
    }
}

#[test]
fn a_secret_in_the_request_id_of_an_answer_that_cannot_be_read_is_taken_out() {
    let answer = |_: http::Request<Vec<u8>>| {
        let mut answer = http::Response::new(b"<html>".to_vec());
        let id = http::HeaderValue::from_static("r-GOCSPX-do-not-show");
        answer.headers_mut().insert("x-request-id", id);
        Ok::<_, TransportError>(answer)
    };
    let client = Client::builder()
        .api_key("key")
        .transport(answer)
        .build()
        .unwrap();
    let app = GoogleSettings::builder()
        .client_id("id")
        .client_secret(SECRET);
    let google = Google::builder().settings(app).build().unwrap();
    let error = client.connectors().create(&google).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    assert_eq!(error.request_id(), Some("r-***"));
}

#[test]
fn an_answer_is_read_with_only_its_provider() {
    let recorder = Recorder::new();
    recorder.reply(
        201,
        r#"{"data":{"provider":"icloud","colour":"blue"},"more":1}"#,
    );
    let client = recorded(&recorder);
    let created = client
        .connectors()
        .create(&ICloud::builder().build().unwrap())
        .unwrap();
    assert_eq!(created.data.provider, Provider::ICloud);
    assert_eq!(
        created.data.raw(),
        Some(r#"{"provider":"icloud","colour":"blue"}"#)
    );
    assert_eq!((created.request_id, created.data.name), (None, None));
}

#[test]
fn an_answer_that_is_not_the_services_says_where_it_stops_making_sense() {
    for (body, reason) in [
        ("", "JSON that ends too early, line 1 column 0"),
        ("<html>", "not JSON, line 1 column 1"),
        (r#"{"data":{}}"#, "`data.provider` is missing"),
        (
            r#"{"data":{"provider":7}}"#,
            "`data.provider` isn't a string",
        ),
    ] {
        let recorder = Recorder::new();
        recorder.reply(201, body);
        let client = recorded(&recorder);
        let error = client
            .connectors()
            .create(&ICloud::builder().build().unwrap())
            .unwrap_err();
        let Error::Decode(decode) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(decode.reason, reason, "{body}");
        assert!(error.may_have_been_applied());
    }
}

#[test]
fn a_type_of_ones_own_that_does_not_name_its_provider_is_invalid() {
    #[derive(serde::Serialize, validator::Validate)]
    struct Forgetful {
        provider: &'static str,
    }
    impl nylas_connectors::ForProvider for Forgetful {
        const PROVIDER: nylas_connectors::Provider = nylas_connectors::Provider::other("hologram");
    }
    let recorder = Recorder::new();
    recorder.also_knows("hologram");
    let client = recorder.client();
    let create = |provider| client.connectors().create(&Forgetful { provider });
    let Err(Error::Invalid(invalid)) = create("imap") else {
        panic!("it names another provider");
    };
    let problem = &invalid.problems()[0];
    assert_eq!((problem.path(), problem.rule()), ("provider", "missing"));
    assert!(
        problem.message().contains("`provider: ProviderTag<Self>`"),
        "{problem}"
    );
    assert!(create("hologram").is_ok());
    assert_eq!(recorder.requests().len(), 1);
}

/// What an HTTP client says around the reason.
#[derive(Debug)]
struct Wrapped(std::io::Error);

impl std::fmt::Display for Wrapped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("error sending request")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[test]
fn the_line_of_a_transport_of_ones_own_has_the_reason_below_all_others() {
    let line = |kind: TransportErrorKind| {
        let refused = std::io::Error::other("connection\nrefused");
        TransportError::new(kind, Wrapped(refused)).to_string()
    };
    assert_eq!(
        line(TransportErrorKind::Connect),
        "no connection to the service: check the base URL and the network (connection refused)"
    );
    assert_eq!(
        line(TransportErrorKind::Timeout),
        "the service didn't answer in time: try again, or allow more time"
    );
    assert_eq!(
        line(TransportErrorKind::Refused),
        "the request was not sent: error sending request"
    );
}
