//! The life of a connector, from its creation to its end, at a fake service.
//!
//! `cargo run -p nylas-connectors --example lifecycle --features testing`

use std::error::Error;

use nylas_connectors::scope::{self, Use};
use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{
    Client, ConnectorCredential, Google, GoogleSettings, NewCredential, Provider, UpdateCredential,
    UpdateGoogle,
};

fn main() -> Result<(), Box<dyn Error>> {
    let fake = FakeNylas::start()?;
    let client = Client::builder()
        .api_key(fake.api_key())
        .base_url(fake.base_url())
        .build()?;
    let connectors = client.connectors();

    let app = GoogleSettings::builder()
        .client_id("1234.apps.googleusercontent.com")
        .client_secret("GOCSPX-1");
    let google = Google::builder()
        .settings(app)
        .scope(scope::needed(Provider::Google, [Use::ReadEvents]))
        .build()?;
    let created = connectors.create(&google)?.data;
    println!(
        "created {}, its credential is {:?}",
        created.provider, created.active_credential_id
    );

    println!("ensured: {:?}", connectors.ensure(&google)?.action);
    println!("listed: {} connector", connectors.list()?.data.len());
    println!(
        "got: scope {:?}",
        connectors.get(Provider::Google)?.data.scope
    );

    let update = UpdateGoogle::builder()
        .name("Acme")
        .scope(scope::needed(Provider::Google, [Use::ManageEvents]))
        .build()?;
    let updated = connectors.update(&update)?.data;
    println!(
        "updated: name {:?}, scope {:?}",
        updated.name, updated.scope
    );

    credentials(&client)?;

    let detected = client.detect_provider("someone@gmail.com")?.data;
    println!(
        "detected: {:?} for {}",
        detected.provider, detected.email_address
    );

    connectors.delete(Provider::Google)?;
    if let Err(error) = connectors.get(Provider::Google) {
        println!("deleted: {error}");
    }
    Ok(())
}

/// Adds a second credential, makes it the active one, and removes the first.
fn credentials(client: &Client) -> Result<(), Box<dyn Error>> {
    let credentials = client.credentials(Provider::Google);
    let first = credentials.list()?.data.remove(0);
    println!("first credential: {} ({})", first.id, first.name);

    let app = ConnectorCredential::builder()
        .client_id("5678.apps.googleusercontent.com")
        .client_secret("GOCSPX-2");
    let second = NewCredential::builder()
        .name("second app")
        .credential_data(app.build())
        .build()?;
    let second = credentials.create(&second)?.data;
    println!("second credential: {} ({})", second.id, second.name);

    let renamed = UpdateCredential::builder().name("the app").build()?;
    println!(
        "renamed: {}",
        credentials.update(&second.id, &renamed)?.data.name
    );
    println!("got: {}", credentials.get(&second.id)?.data.name);

    if let Err(error) = credentials.delete(&first.id) {
        println!("the active one stays: {error}");
    }
    let switch = UpdateGoogle::builder()
        .active_credential_id(&second.id)
        .build()?;
    let switched = client.connectors().update(&switch)?.data;
    println!("switched to {:?}", switched.active_credential_id);
    credentials.delete(&first.id)?;
    let left: Result<Vec<String>, _> = credentials
        .list_all()
        .map(|item| item.map(|one| one.id))
        .collect();
    println!("left: {:?}", left?);
    Ok(())
}
