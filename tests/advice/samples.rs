//! The documentation's samples.

use nylas_connectors::{Google, GoogleSettings};

use crate::{CLIENT_ID, GMAIL, any, said};

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
