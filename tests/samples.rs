//! What the documentation's samples mean, as the bytes that reach the service.
//!
//! The samples are those of
//! <https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/>.

mod bodies;

use bodies::assert_body;
use nylas_connectors::{Google, GoogleSettings, Scope};

const FIVE_SCOPES: [&str; 5] = [
    "openid",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/gmail.modify",
    "https://www.googleapis.com/auth/calendar",
    "https://www.googleapis.com/auth/contacts",
];

fn app() -> GoogleSettings {
    GoogleSettings::builder()
        .client_id("<GCP_CLIENT_ID>")
        .client_secret("<GCP_CLIENT_SECRET>")
        .build()
}

#[test]
fn the_curl_sample() {
    let google = Google::builder()
        .settings(
            GoogleSettings::builder()
                .client_id("<NYLAS_CLIENT_ID>")
                .client_secret("<NYLAS_CLIENT_SECRET>")
                .topic_name("<TOPIC_NAME>"),
        )
        .scope([
            "https://www.googleapis.com/auth/userinfo.email",
            "https://www.googleapis.com/auth/userinfo.profile",
        ])
        .build()
        .unwrap();
    assert_body!(
        "sample_curl",
        "The cURL sample, byte for byte without its white space.",
        google
    );

    let printed = include_str!("samples/curl.json");
    let without_white_space: String = printed.split_whitespace().collect();
    assert_eq!(bodies::body_of(&google), without_white_space);
}

#[test]
fn the_node_sample() {
    let google = Google::builder()
        .name("google")
        .settings(app())
        .scope(FIVE_SCOPES)
        .build()
        .unwrap();
    assert_body!(
        "sample_node",
        "The Node sample. Its camelCase keys are the client's own and go out in snake_case.",
        google
    );
}

#[test]
fn the_python_sample() {
    let google = Google::builder()
        .settings(app())
        .scope(FIVE_SCOPES)
        .build()
        .unwrap();
    assert_body!(
        "sample_python",
        "What the Python sample means. Its mistake: the key `scopes`, which the service ignores, so that grants \
         get identity scopes only. The key is `scope`.",
        google
    );
}

#[test]
fn the_ruby_sample() {
    let google = Google::builder()
        .settings(app())
        .scope(FIVE_SCOPES)
        .build()
        .unwrap();
    assert_body!(
        "sample_ruby",
        "What the Ruby sample means. Its mistake: the keys `clientId` and `clientSecret`, which its client sends as \
         they are. The keys are `client_id` and `client_secret`.",
        google
    );
}

#[test]
fn the_java_sample() {
    let google = Google::builder()
        .settings(app())
        .scope(FIVE_SCOPES)
        .build()
        .unwrap();
    assert_body!(
        "sample_java",
        "What the Java sample means. Its mistake: an empty string for the topic that it doesn't have, which goes out \
         as `\"topic_name\":\"\"`. What is absent is left out.",
        google
    );
}

#[test]
fn the_kotlin_sample() {
    let scopes: Vec<Scope> = FIVE_SCOPES.into_iter().map(Scope::from).collect();
    let google = Google::builder()
        .settings(app())
        .scope(scopes)
        .build()
        .unwrap();
    assert_body!(
        "sample_kotlin",
        "What the Kotlin sample means. Its mistake: an empty string for the topic that it doesn't have, which goes \
         out as `\"topic_name\":\"\"`. What is absent is left out.",
        google
    );
}
