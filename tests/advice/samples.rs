//! The samples of the service's documentation, and those of this library.

use std::collections::HashMap;

use nylas_connectors::{AnyConnector, ConnectorDraft, Google, GoogleSettings, Provider};
use nylas_connectors_tests::proxies::command_without;

use crate::{CLIENT_ID, GMAIL, NOTHING, any, said};

/// Every list of scopes that the documentation's samples have.
const SAMPLE: [&str; 5] = [
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    GMAIL,
    "https://www.googleapis.com/auth/calendar",
    "https://www.googleapis.com/auth/contacts",
];

#[test]
fn the_documented_samples_need_their_placeholders_filled_in_and_one_scope() {
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
    // Google wants `userinfo.profile` beside the two that the samples have.
    assert_eq!(
        said(&sample("<GCP_CLIENT_ID>", "<GCP_CLIENT_SECRET>")),
        [
            "settings.client_id placeholder",
            "settings.client_secret placeholder",
            "scope userinfo_missing"
        ]
    );
    assert_eq!(
        said(&sample(CLIENT_ID, "GOCSPX-1234")),
        ["scope userinfo_missing"]
    );
}

#[test]
fn the_curl_sample_is_wrong_in_its_scopes_even_when_it_is_filled_in() {
    let json = include_str!("../samples/curl.json");
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

/// The connectors of a TOML file, with a value for every variable of a secret, and the defaults of the others.
fn in_file(toml: &str) -> Vec<AnyConnector> {
    let mut file: HashMap<String, Vec<ConnectorDraft>> = toml::from_str(toml).unwrap();
    let drafts = file.remove("connectors").unwrap();
    let value = |name: &str| name.ends_with("_SECRET").then(|| "s3cret".to_owned());
    let connector = |draft: ConnectorDraft| draft.check_with(value).unwrap();
    drafts.into_iter().map(connector).collect()
}

/// The bodies that an example prints, with another secret in place of the mask.
fn printed_by(program: &str) -> Vec<AnyConnector> {
    let output = command_without(program)
        .env_remove("NYLAS_API_KEY")
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let bodies = printed.lines().filter(|line| line.starts_with('{'));
    bodies
        .map(|body| any(&body.replace("***", "s3cret")))
        .collect()
}

/// The samples in the documentation of the providers assert it themselves.
#[test]
fn nothing_looks_wrong_in_a_sample_of_this_library() {
    let readme = include_str!("../../README.md");
    let (_, readme) = readme.split_once("```toml\n[[connectors]]").unwrap();
    let (readme, _) = readme.split_once("```").unwrap();
    for (sample, connectors, count) in [
        ("README.md", in_file(&format!("[[connectors]]{readme}")), 1),
        (
            "connectors.toml",
            in_file(include_str!(
                "../../nylas-connectors/examples/connectors.toml"
            )),
            3,
        ),
        (
            "every_provider",
            printed_by(env!("CARGO_BIN_EXE_every_provider")),
            Provider::ALL.len(),
        ),
        (
            "quickstart",
            printed_by(env!("CARGO_BIN_EXE_quickstart")),
            1,
        ),
    ] {
        assert_eq!(
            connectors.len(),
            count,
            "{sample} (nylas-connectors/examples has the programs)"
        );
        for connector in &connectors {
            assert_eq!(said(connector), NOTHING, "{sample}");
        }
    }
}
