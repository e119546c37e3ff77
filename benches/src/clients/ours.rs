//! The library: validates, serialises, sends and decodes each time.

use std::net::SocketAddr;

use nylas_connectors::{Client, ClientBuilder};

use super::{API_KEY, Create};
use crate::Error;

/// As it is: a create is sent over a connection of its own.
pub(super) fn fresh(address: SocketAddr, threads: usize) -> Result<Vec<Create>, Error> {
    let client = builder(address).build()?;
    super::each(threads, || creates_of(&client))
}

/// For many creates in a row, over connections that stay.
pub(super) fn kept(address: SocketAddr, threads: usize) -> Result<Vec<Create>, Error> {
    let client = builder(address)
        .reuse_connections_for_creates(true)
        .build()?;
    super::each(threads, || creates_of(&client))
}

fn builder(address: SocketAddr) -> ClientBuilder {
    Client::builder()
        .api_key(API_KEY)
        .base_url(format!("http://{address}"))
}

fn creates_of(client: &Client) -> Result<Create, Error> {
    let (client, google) = (client.clone(), crate::variants::google()?);
    Ok(Box::new(move || {
        let created = client.connectors().create(&google)?;
        match (created.request_id, created.data.name) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err("no connector came back".into()),
        }
    }))
}
