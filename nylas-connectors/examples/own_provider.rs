//! A provider that this library doesn't know, as a type of the application's own: the same derive, the same
//! validation, the same client, and the same file as the connectors of other providers.
//!
//! `cargo run -p nylas-connectors --example own_provider --features testing`

use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{
    Builder, Client, ConnectorDraft, ForProvider, Provider, ProviderTag, Scope, Secret, advice,
    validation,
};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// The struct reads like the JSON that it becomes.
#[derive(Builder, Debug, Deserialize, Serialize, Validate)]
#[builder(validate)]
#[serde(deny_unknown_fields)]
struct Hologram {
    #[builder(skip)]
    provider: ProviderTag<Self>,
    /// Required, and checked with the connector that holds it.
    #[validate(nested)]
    settings: HologramSettings,
    /// Optional.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
}

#[derive(Builder, Debug, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct HologramSettings {
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    #[validate(nested)]
    client_secret: Secret,
    /// An own rule of validator's.
    #[validate(range(min = 1, max = 12))]
    projectors: u8,
}

impl ForProvider for Hologram {
    const PROVIDER: Provider = Provider::other("hologram");
}

/// Connectors of the application's own type and others.
const FILE: &str = r#"
    [[connectors]]
    provider = "hologram"
    scope = ["beam.up"]

    [connectors.settings]
    client_id = { env = "HOLOGRAM_CLIENT_ID", default = "1234" }
    client_secret = "5678"
    projectors = 2

    [[connectors]]
    provider = "imap"
"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    connectors: Vec<ConnectorDraft>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // In a program of yours: `Client::from_env()?`.
    let nylas = FakeNylas::start()?;
    nylas.also_knows("hologram");
    let client = Client::builder()
        .api_key(nylas.api_key())
        .base_url(nylas.base_url())
        .build()?;

    let app = || {
        HologramSettings::builder()
            .client_id("<HOLOGRAM_CLIENT_ID>")
            .client_secret("5678")
    };
    let invalid = Hologram::builder().settings(app().projectors(13)).build();
    if let Err(invalid) = invalid {
        println!("refused before it is sent: {invalid}");
    }

    let hologram = Hologram::builder()
        .settings(app().projectors(2))
        .scope(["beam.up"])
        .build()?;
    for advice in advice(&hologram) {
        println!("sent, but looks wrong: {advice}");
    }
    let created = client.connectors().create(&hologram)?;
    println!("{} is ready", created.data.provider);
    let ensured = client.connectors().ensure(&hologram)?;
    println!("asked again: {:?}", ensured.action);

    for draft in toml::from_str::<File>(FILE)?.connectors {
        let ensured = match draft.for_provider::<Hologram>() {
            Ok(hologram) => client.connectors().ensure(&hologram.check_with_env()?)?,
            Err(other) => client.connectors().ensure(&other.check_with_env()?)?,
        };
        let provider = ensured.connector.provider;
        println!("{provider}, from a file: {:?}", ensured.action);
    }
    Ok(())
}
