#![deny(unused_must_use)]
use nylas_connectors::{Client, Provider, operations::GetConnector};

fn main() -> Result<(), nylas_connectors::Error> {
    Client::builder().api_key("key");
    let client = Client::new("key")?;
    client.connectors().list_all();
    GetConnector::new(Provider::Google);
    Ok(())
}
