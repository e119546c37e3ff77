//! A connector of each provider, created at a fake service on this machine.
//!
//! `cargo run -p nylas-connectors --example every_provider --features testing`

use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{
    AnyConnector, Client, Ews, Google, GoogleSettings, ICloud, Imap, Microsoft, MicrosoftSettings,
    Nylas, VirtualCalendar, Yahoo, YahooSettings, Zoom, ZoomSettings, scope,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let google = Google::builder()
        .settings(
            GoogleSettings::builder()
                .client_id("1234.apps.googleusercontent.com")
                .client_secret("GOCSPX-5678"),
        )
        .scope([
            scope::google::OPENID,
            scope::google::USERINFO_EMAIL,
            scope::google::USERINFO_PROFILE,
            scope::google::GMAIL_MODIFY,
        ])
        .build()?;
    let microsoft = Microsoft::builder()
        .settings(
            MicrosoftSettings::builder()
                .client_id("8f2d5c1e-0000-4000-8000-000000000000")
                .client_secret("abc8Q~5678")
                .tenant("common"),
        )
        .scope([
            scope::microsoft::OFFLINE_ACCESS,
            scope::microsoft::USER_READ,
            scope::microsoft::MAIL_READ_WRITE,
            scope::microsoft::MAIL_SEND,
        ])
        .build()?;
    let yahoo = Yahoo::builder()
        .settings(
            YahooSettings::builder()
                .client_id("dj0yJmk9")
                .client_secret("5678"),
        )
        .scope([scope::yahoo::EMAIL, scope::yahoo::MAIL_READ])
        .build()?;
    let zoom = Zoom::builder()
        .settings(
            ZoomSettings::builder()
                .client_id("1234")
                .client_secret("5678"),
        )
        .build()?;

    // The rest has no app of its own. `AnyConnector` lets them stand in one list.
    let connectors: Vec<AnyConnector> = vec![
        google.into(),
        microsoft.into(),
        yahoo.into(),
        zoom.into(),
        Ews::builder().scopes(scope::ews::MESSAGES).build()?.into(),
        ICloud::builder().build()?.into(),
        Imap::builder().name("Other mail").build()?.into(),
        VirtualCalendar::builder().build()?.into(),
        Nylas::builder().build()?.into(),
    ];

    // In a program of yours: `Client::from_env()?`.
    let nylas = FakeNylas::start()?;
    let client = Client::builder()
        .api_key(nylas.api_key())
        .base_url(nylas.base_url())
        .build()?;
    for connector in &connectors {
        let created = client.connectors().create(connector)?;
        println!("{} is ready", created.data.provider);
    }

    println!("\nWhat was sent, but for the secrets:");
    for request in nylas.requests() {
        println!("{}", request.masked().body_text());
    }
    Ok(())
}
