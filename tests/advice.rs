//! Each piece of advice: when it is given, when it isn't, and that it shows nothing of the connector.

use nylas_connectors::{
    AnyConnector, ConnectorSpec, ForProvider, Google, GoogleSettings, Microsoft, MicrosoftSettings,
    Provider, ProviderTag, Scope, Yahoo, advice, scope,
};
use serde::Serialize;
use validator::Validate;

/// The advice as `path code`, in its order.
fn said(connector: &impl ConnectorSpec) -> Vec<String> {
    let found = advice(connector);
    let line = |advice: &nylas_connectors::Advice| format!("{} {}", advice.path, advice.code);
    found.iter().map(line).collect()
}

/// A connector from JSON, which needs no builder that refuses what the test is about.
fn any(json: &str) -> AnyConnector {
    serde_json::from_str(json).unwrap()
}

fn google_scopes(list: &[&str]) -> Google {
    Google::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

fn microsoft_scopes(list: &[&str]) -> Microsoft {
    Microsoft::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

fn yahoo_scopes(list: &[&str]) -> Yahoo {
    Yahoo::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

const GMAIL: &str = "https://www.googleapis.com/auth/gmail.modify";

fn google_app(client_id: &str, topic_name: Option<&str>) -> Google {
    Google::builder()
        .settings(
            GoogleSettings::builder()
                .client_id(client_id)
                .client_secret("GOCSPX-hush")
                .maybe_topic_name(topic_name),
        )
        .scope(["openid", GMAIL])
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
    assert!(said(&google_app(CLIENT_ID, None)).is_empty());
}

fn microsoft_app(client_secret: &str) -> Microsoft {
    Microsoft::builder()
        .settings(
            MicrosoftSettings::builder()
                // A client ID of Microsoft's is a GUID.
                .client_id("8f2d5c1e-0000-4000-8000-000000000000")
                .client_secret(client_secret),
        )
        .scope(["offline_access", "Mail.Read"])
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
    assert!(said(&google_app(CLIENT_ID, Some("projects/acme/topics/nylas"))).is_empty());
}

#[test]
fn a_scope_of_another_provider_is_noticed_where_it_stands() {
    let google = google_scopes(&[
        "openid",
        GMAIL,
        "Mail.Read",
        "https://graph.microsoft.com/User.Read",
        "mail-r",
        "offline_access",
        "ews.messages",
    ]);
    assert_eq!(
        said(&google),
        [2, 3, 4, 5, 6].map(|index| format!("scope[{index}] foreign_scope"))
    );
    let microsoft = microsoft_scopes(&[
        "offline_access",
        "Mail.Read",
        GMAIL,
        "https://mail.google.com/",
        "mail-w",
    ]);
    assert_eq!(
        said(&microsoft),
        [2, 3, 4].map(|index| format!("scope[{index}] foreign_scope"))
    );
    assert_eq!(
        said(&yahoo_scopes(&["mail-r", "Mail.Read"])),
        ["scope[1] foreign_scope"]
    );
    let ews = any(r#"{"provider":"ews","scopes":"Mail.Read"}"#);
    assert_eq!(said(&ews), ["scopes foreign_scope"]);
}

#[test]
fn a_scope_of_the_providers_own_or_of_nobody_known_is_not_foreign() {
    let tasks = "https://www.googleapis.com/auth/tasks";
    assert!(said(&google_scopes(&["openid", "email", "profile", tasks])).is_empty());
    assert!(
        said(&microsoft_scopes(&[
            "openid",
            "email",
            "profile",
            "offline_access",
            "Tasks.ReadWrite",
            "api://acme/read"
        ]))
        .is_empty()
    );
    assert!(said(&yahoo_scopes(&["openid", "mail-r", "sdct-w"])).is_empty());
    assert!(
        said(&any(
            r#"{"provider":"ews","scopes":"ews.messages ews.calendars"}"#
        ))
        .is_empty()
    );
}

#[test]
fn sending_microsoft_mail_needs_read_and_write() {
    assert_eq!(
        said(&microsoft_scopes(&[
            "offline_access",
            "Mail.Read",
            "Mail.Send"
        ])),
        ["scope[2] send_without_read_write"]
    );
    assert_eq!(
        said(&microsoft_scopes(&[
            "https://graph.microsoft.com/Mail.Send",
            "offline_access"
        ])),
        ["scope[0] send_without_read_write"]
    );
    for enough in [
        "Mail.ReadWrite",
        "https://graph.microsoft.com/Mail.ReadWrite",
        "Mail.ReadWrite.Shared",
    ] {
        assert!(
            said(&microsoft_scopes(&["offline_access", "Mail.Send", enough])).is_empty(),
            "{enough}"
        );
    }
}

#[test]
fn writing_yahoo_mail_needs_reading_it() {
    assert_eq!(
        said(&yahoo_scopes(&["email", "mail-w"])),
        ["scope[1] write_without_read"]
    );
    assert!(said(&yahoo_scopes(&["mail-w", "mail-r"])).is_empty());
}

#[test]
fn a_microsoft_list_needs_offline_access() {
    assert_eq!(
        said(&microsoft_scopes(&["Mail.Read"])),
        ["scope offline_access_missing"]
    );
    assert!(
        said(&microsoft_scopes(&[
            "Mail.Read",
            "https://graph.microsoft.com/offline_access"
        ]))
        .is_empty()
    );
    assert!(
        said(&yahoo_scopes(&["mail-r"])).is_empty(),
        "only Microsoft has it"
    );
}

#[test]
fn a_google_list_needs_openid() {
    assert_eq!(said(&google_scopes(&[GMAIL])), ["scope openid_missing"]);
    assert!(said(&google_scopes(&[GMAIL, "openid"])).is_empty());
    assert!(
        said(&microsoft_scopes(&["Mail.Read", "offline_access"])).is_empty(),
        "only Google wants it"
    );
}

#[test]
fn scopes_that_only_say_who_the_user_is_are_noticed() {
    let only = ["scope identity_only"];
    let userinfo = scope::google::USERINFO_EMAIL;
    assert_eq!(said(&google_scopes(&["openid", userinfo.as_str()])), only);
    assert_eq!(
        said(&microsoft_scopes(&[
            "openid",
            "offline_access",
            "User.Read"
        ])),
        only
    );
    assert_eq!(said(&yahoo_scopes(&["email", "profile"])), only);
    for provider in ["google", "microsoft", "yahoo"] {
        assert_eq!(
            said(&any(&format!(r#"{{"provider":"{provider}"}}"#))),
            only,
            "no list at all"
        );
    }
    for data in ["calendar.readonly", "contacts", "gmail.send"] {
        let data = format!("https://www.googleapis.com/auth/{data}");
        assert!(
            said(&google_scopes(&["openid", &data])).is_empty(),
            "{data}"
        );
    }
    assert!(
        said(&microsoft_scopes(&[
            "offline_access",
            "https://graph.microsoft.com/.default"
        ]))
        .is_empty()
    );
    for without_scopes in ["zoom", "icloud", "imap", "ews", "virtual-calendar", "nylas"] {
        assert!(said(&any(&format!(r#"{{"provider":"{without_scopes}"}}"#))).is_empty());
    }
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
    }
    impl ForProvider for Hologram {
        const PROVIDER: Provider = Provider::Other(std::borrow::Cow::Borrowed("hologram"));
    }
    let hologram = Hologram {
        provider: ProviderTag::default(),
        settings: [("client_id", "1234"), ("room", "<ROOM>")].into(),
        // What its scopes look like nobody knows.
        scope: ["Beam.Up", "mail-w"],
    };
    assert_eq!(said(&hologram), ["settings.room placeholder"]);
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
            "offline_access_missing"
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

/// Every list of scopes that the documentation's samples have.
const SAMPLE: [&str; 5] = [
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    GMAIL,
    "https://www.googleapis.com/auth/calendar",
    "https://www.googleapis.com/auth/contacts",
];

#[test]
fn the_documented_samples_need_only_their_placeholders_filled_in() {
    // Node, Python, Ruby, Java and Kotlin mean this one connector.
    let sample = |client_id: &str, client_secret: &str| {
        Google::builder()
            .name("google")
            .settings(
                GoogleSettings::builder()
                    .client_id(client_id)
                    .client_secret(client_secret),
            )
            .scope(SAMPLE)
            .build()
            .unwrap()
    };
    assert_eq!(
        said(&sample("<GCP_CLIENT_ID>", "<GCP_CLIENT_SECRET>")),
        [
            "settings.client_id placeholder",
            "settings.client_secret placeholder"
        ]
    );
    assert!(said(&sample(CLIENT_ID, "GOCSPX-1234")).is_empty());
}

#[test]
fn the_curl_sample_is_wrong_in_its_scopes_even_when_it_is_filled_in() {
    let json = include_str!("samples/curl.json");
    let placeholders = ["client_id", "client_secret", "topic_name"]
        .map(|key| format!("settings.{key} placeholder"));
    let scopes = [
        "scope openid_missing".to_owned(),
        "scope identity_only".to_owned(),
    ];
    assert_eq!(said(&any(json)), [&placeholders[..], &scopes[..]].concat());

    let filled_in = json
        .replace("<NYLAS_CLIENT_ID>", CLIENT_ID)
        .replace("<NYLAS_CLIENT_SECRET>", "GOCSPX-1234")
        .replace("<TOPIC_NAME>", "projects/acme/topics/nylas");
    assert_eq!(
        said(&any(&filled_in)),
        scopes,
        "it lists who the user is, and nothing to do"
    );
}

#[test]
fn the_table_of_the_manual_lists_every_code() {
    let manual = include_str!("../nylas-connectors/src/advice.rs");
    for code in [
        "placeholder",
        "client_id_suffix",
        "secret_id",
        "topic_name_form",
        "foreign_scope",
        "send_without_read_write",
        "write_without_read",
        "openid_missing",
        "offline_access_missing",
        "identity_only",
    ] {
        assert!(manual.contains(&format!("//! | `{code}` |")), "{code}");
    }
}
