//! Each piece of advice: when it is given, when it isn't, and that it shows nothing of the connector or the credential.

#[path = "advice/credentials.rs"]
mod credentials;
#[path = "advice/samples.rs"]
mod samples;
#[path = "advice/scopes.rs"]
mod scopes;

use std::collections::BTreeSet;
use std::fs;

use nylas_connectors::Advisable;
use nylas_connectors::{
    AnyConnector, ForProvider, Google, GoogleSettings, Microsoft, MicrosoftSettings, Provider,
    ProviderTag, advice,
};
use serde::Serialize;
use validator::Validate;

/// The advice about what looks right.
const NOTHING: [&str; 0] = [];

/// The advice as `path code`, in its order. Each code is in the manual.
fn said(value: &impl Advisable) -> Vec<String> {
    let found = advice(value);
    let line = |advice: &nylas_connectors::Advice| {
        assert!(documented().contains(advice.code), "{advice:?}");
        format!("{} {}", advice.path, advice.code)
    };
    found.iter().map(line).collect()
}

/// A connector from JSON, which needs no builder that refuses what the test is about.
fn any(json: &str) -> AnyConnector {
    serde_json::from_str(json).unwrap()
}

const GMAIL: &str = "https://www.googleapis.com/auth/gmail.modify";

/// What every list for Google has.
const WHO: [&str; 3] = [
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
];

fn google_app(client_id: &str, topic_name: Option<&str>) -> Google {
    Google::builder()
        .settings(
            GoogleSettings::builder()
                .client_id(client_id)
                .client_secret("GOCSPX-hush")
                .maybe_topic_name(topic_name),
        )
        .scope([&WHO[..], &[GMAIL]].concat())
        .build()
        .unwrap()
}

const CLIENT_ID: &str = "1234.apps.googleusercontent.com";

#[test]
fn a_google_client_id_without_its_ending_is_noticed() {
    for wrong in [
        "1234",
        "1234.apps.googleusercontent.com.evil",
        ".apps.googleusercontent.com",
    ] {
        assert_eq!(
            said(&google_app(wrong, None)),
            ["settings.client_id client_id_suffix"],
            "{wrong}"
        );
    }
    assert_eq!(said(&google_app(CLIENT_ID, None)), NOTHING);
}

fn microsoft_app(client_secret: &str) -> Microsoft {
    Microsoft::builder()
        .settings(
            MicrosoftSettings::builder()
                // A client ID of Microsoft's is a GUID.
                .client_id("8f2d5c1e-0000-4000-8000-000000000000")
                .client_secret(client_secret),
        )
        .scope(["offline_access", "User.Read", "Mail.Read"])
        .build()
        .unwrap()
}

#[test]
fn a_microsoft_secret_that_is_an_id_is_noticed() {
    for id in [
        "0F9D0CCF-1B2a-4000-8000-ab12ab12ab12",
        "0f9d0ccf-1b2a-4000-8000-ab12ab12ab12",
    ] {
        assert_eq!(
            said(&microsoft_app(id)),
            ["settings.client_secret secret_id"]
        );
    }
    for value in [
        "abc8Q~1234.-_",
        "0f9d0ccf-1b2a-4000-8000-ab12ab12ab1z",
        "0f9d0ccf1b2a40008000ab12ab12ab12",
    ] {
        assert!(said(&microsoft_app(value)).is_empty(), "{value}");
    }
}

#[test]
fn a_topic_that_is_not_a_full_name_is_noticed() {
    for wrong in [
        "nylas-gmail-realtime",
        "projects/acme/topics/",
        "projects//topics/t",
        "/projects/a/topics/t",
        "projects/a/topics/t/x",
        "projects/a/subscriptions/t",
    ] {
        assert_eq!(
            said(&google_app(CLIENT_ID, Some(wrong))),
            ["settings.topic_name topic_name_form"],
            "{wrong}"
        );
    }
    assert_eq!(
        said(&google_app(CLIENT_ID, Some("projects/acme/topics/nylas"))),
        NOTHING
    );
}

#[test]
fn a_placeholder_is_noticed_anywhere_and_is_the_only_thing_said_about_its_place() {
    let filled_in_nowhere = any(
        r#"{"name":"<NAME>","provider":"google","settings":{"client_id":"<NYLAS_CLIENT_ID>",
            "client_secret":"${GOOGLE_SECRET}","topic_name":"projects/<project>/topics/<topic>"},"scope":["<SCOPE>"]}"#,
    );
    assert_eq!(
        said(&filled_in_nowhere),
        [
            "name",
            "scope[0]",
            "settings.client_id",
            "settings.client_secret",
            "settings.topic_name"
        ]
        .map(|path| format!("{path} placeholder"))
    );
    assert_eq!(
        said(&google_app("<ID>.apps.googleusercontent.com", None)),
        ["settings.client_id placeholder"]
    );
}

#[test]
fn what_stands_for_a_value_in_templates_and_logs_is_a_placeholder() {
    for text in [
        "$ZOOM_SECRET",
        "${ZOOM_SECRET}",
        "{{ secret }}",
        "%SECRET%",
        "env:ZOOM",
        "changeme",
        "YOUR_CLIENT_SECRET",
        "your-client-secret",
        "TODO",
        "xxx",
        "***",
        "•••••",
    ] {
        let app = format!(r#"{{"client_id":"id","client_secret":"{text}"}}"#);
        let zoom = any(&format!(r#"{{"provider":"zoom","settings":{app}}}"#));
        assert_eq!(
            said(&zoom),
            ["settings.client_secret placeholder"],
            "{text}"
        );
    }
}

#[test]
fn a_text_with_a_bracket_is_not_yet_a_placeholder() {
    for name in [
        "Acme <dev@acme.test>",
        "a < b > c",
        "<>",
        "${}",
        "$HOME",
        "Acme <prod>",
    ] {
        let connector = any(&format!(r#"{{"provider":"imap","name":"{name}"}}"#));
        assert!(said(&connector).is_empty(), "{name}");
    }
}

#[test]
fn an_applications_own_type_gets_advice_too() {
    #[derive(Serialize, Validate)]
    struct Hologram {
        provider: ProviderTag<Self>,
        settings: std::collections::BTreeMap<&'static str, &'static str>,
        scope: [&'static str; 2],
        floor: Option<u8>,
    }
    impl ForProvider for Hologram {
        const PROVIDER: Provider = Provider::other("hologram");
    }
    let hologram = Hologram {
        provider: ProviderTag::default(),
        settings: [("client_id", "1234"), ("room", "<ROOM>")].into(),
        // Nobody knows what its scopes look like.
        scope: ["Beam.Up", "mail-w"],
        floor: None,
    };
    assert_eq!(said(&hologram), ["floor null", "settings.room placeholder"]);
}

#[test]
fn what_can_not_become_json_gets_no_advice_since_it_is_refused() {
    #[derive(Serialize, Validate)]
    struct Odd {
        provider: ProviderTag<Self>,
        rooms: std::collections::BTreeMap<[u8; 2], u8>,
    }
    impl ForProvider for Odd {
        const PROVIDER: Provider = Provider::other("odd");
    }
    let odd = Odd {
        provider: ProviderTag::default(),
        rooms: [([1, 2], 3)].into(),
    };
    assert!(serde_json::to_string(&odd).is_err());
    assert_eq!(said(&odd), NOTHING);
}

#[test]
fn advice_is_one_line_with_a_link_and_nothing_of_the_connector() {
    let connector = any(
        r#"{"name":"<S3CRET>","provider":"microsoft","settings":{"client_id":"S3CRET",
            "client_secret":"5ec4e700-0000-4000-8000-000000000000"},"scope":["https://mail.google.com/S3CRET","Mail.Send"]}"#,
    );
    let found = advice(&connector);
    let codes: Vec<&str> = found.iter().map(|advice| advice.code).collect();
    assert_eq!(
        codes,
        [
            "placeholder",
            "foreign_scope",
            "secret_id",
            "send_without_read_write",
            "offline_access_missing",
            "user_read_missing"
        ]
    );
    for advice in found {
        let shown = format!("{advice} {advice:?}");
        assert!(
            !shown.contains("S3CRET") && !shown.contains("5ec4e700"),
            "{shown}"
        );
        assert!(!advice.to_string().contains('\n'), "{shown}");
        assert!(
            advice
                .link
                .starts_with("https://developer.nylas.com/docs/provider-guides/"),
            "{shown}"
        );
    }
}

/// The codes in the rows of the table of the manual.
fn documented() -> BTreeSet<String> {
    include_str!("../nylas-connectors/src/advice.rs")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("/// | `")?.split_once('`')?.0.to_owned()))
        .collect()
}

/// Adds the codes of a file of rules: each is the first line of its constant.
fn add_codes(source: &str, codes: &mut BTreeSet<String>) {
    let code = |line: &str| {
        let code = line.trim().strip_prefix('"')?.strip_suffix("\",")?;
        let of_a_code = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        code.chars().all(of_a_code).then(|| code.to_owned())
    };
    codes.extend(source.lines().filter_map(code));
}

#[test]
fn the_table_of_the_manual_has_a_row_for_every_code_and_no_other() {
    let rules = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../nylas-connectors/src/advice"
    );
    let mut codes = BTreeSet::new();
    for file in fs::read_dir(rules).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        add_codes(&source, &mut codes);
    }
    assert_eq!(documented(), codes);
}
