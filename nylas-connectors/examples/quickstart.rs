//! Creates a Google connector: at the real service when `NYLAS_API_KEY` is set, and at a fake one otherwise.
//!
//! `cargo run -p nylas-connectors --example quickstart --features testing`
//!
//! At the real service it takes the OAuth app from `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET`.

use std::env;

use nylas_connectors::operations::CreateConnector;
use nylas_connectors::scope::{self, Use};
use nylas_connectors::testing::{FakeNylas, RecordedRequest};
use nylas_connectors::{Client, Google, GoogleSettings, Operation, Provider};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fake = FakeNylas::start()?;
    let (client, client_id, client_secret) = if env::var_os("NYLAS_API_KEY").is_some() {
        println!("NYLAS_API_KEY is set: this creates a connector at the real service.\n");
        (
            Client::from_env()?,
            env::var("GOOGLE_CLIENT_ID")?,
            env::var("GOOGLE_CLIENT_SECRET")?,
        )
    } else {
        println!("NYLAS_API_KEY is not set: a fake service answers, over real HTTP.\n");
        let client = Client::builder()
            .api_key(fake.api_key())
            .base_url(fake.base_url())
            .build()?;
        (
            client,
            "1234.apps.googleusercontent.com".to_owned(),
            "GOCSPX-5678".to_owned(),
        )
    };

    let google = Google::builder()
        .settings(
            GoogleSettings::builder()
                .client_id(client_id)
                .client_secret(client_secret)
                .topic_name("projects/acme/topics/nylas-gmail-realtime"),
        )
        .scope(scope::needed(
            Provider::Google,
            [Use::ReadMessages, Use::SendMessages],
        ))
        .build()?;

    // The same request as it goes over the wire, but for the secrets.
    let request = CreateConnector::new(&google).request(client.base_url(), "not-shown")?;
    println!("POST {}", request.uri());
    println!("{}\n", RecordedRequest::from(request).masked().body_text());

    let created = client.connectors().create(&google)?;
    let request_id = created.request_id.as_deref().unwrap_or("-");
    println!("{} is ready ({request_id})", created.data.provider);
    println!("{:?}", created.data);
    Ok(())
}
