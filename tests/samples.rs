//! What the documentation's samples mean, as the bytes that reach the service.
//!
//! The samples are those of
//! <https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/>.

mod bodies;

use bodies::assert_body;
use nylas_connectors::{Google, GoogleSettings};

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

/// Each of them is wrong in its own way, which `docs/service-documentation.md` lists, and means the same body.
#[test]
fn the_python_ruby_java_and_kotlin_samples() {
    let google = Google::builder()
        .settings(app())
        .scope(FIVE_SCOPES)
        .build()
        .unwrap();
    assert_body!(
        "sample_python_ruby_java_kotlin",
        "What the Python, Ruby, Java and Kotlin samples mean. Python's mistake is the key `scopes`, which the service \
         ignores, so that grants get identity scopes only. Ruby's are the keys `clientId` and `clientSecret`, which its \
         client sends as they are. Java's and Kotlin's is an empty string for a topic that isn't there.",
        google
    );
}
