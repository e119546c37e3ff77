//! The library: validates, serialises, sends and decodes each time.

use std::net::SocketAddr;

use nylas_connectors::{Client, ClientBuilder};

use super::{API_KEY, Create};
use crate::Error;

/// As it is: a create is sent over a connection of its own.
pub(super) fn fresh(address: SocketAddr) -> Result<Create, Error> {
    creates_of(&builder(address).build()?)
}

/// With one connection for all.
pub(super) fn kept(address: SocketAddr) -> Result<Create, Error> {
    creates_of(&client_that_keeps_connections(address)?)
}

/// A client for many creates in a row.
pub(crate) fn client_that_keeps_connections(address: SocketAddr) -> Result<Client, Error> {
    let builder = builder(address).reuse_connections_for_creates(true);
    Ok(builder.build()?)
}

fn builder(address: SocketAddr) -> ClientBuilder {
    Client::builder()
        .api_key(API_KEY)
        .base_url(format!("http://{address}"))
}

/// Creates over a clone of the client, so that threads share its connections.
pub(crate) fn creates_of(client: &Client) -> Result<Create, Error> {
    let (client, google) = (client.clone(), crate::variants::google()?);
    Ok(Box::new(move || {
        let created = client.connectors().create(&google)?;
        match (created.request_id, created.data.name) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err("no connector came back".into()),
        }
    }))
}
