//! The library: validates, serializes, sends and decodes each time.

use nylas_connectors::{Client, ClientBuilder, UreqTransport};

use super::{API_KEY, Create};
use crate::Error;
use crate::server::Target;

/// As it is: a create is sent over a connection of its own.
pub(super) fn fresh(target: &Target, threads: usize) -> Result<Vec<Create>, Error> {
    let client = builder(target)?.build()?;
    super::each(threads, || creates_of(&client))
}

/// For many creates in a row, over connections that stay.
pub(super) fn kept(target: &Target, threads: usize) -> Result<Vec<Create>, Error> {
    let client = builder(target)?
        .reuse_connections_for_creates(true)
        .build()?;
    super::each(threads, || creates_of(&client))
}

fn builder(target: &Target) -> Result<ClientBuilder, Error> {
    let mut transport = UreqTransport::builder().no_proxy();
    if let Some(root) = target.root()? {
        transport = transport.only_root_certificates(root);
    }
    Ok(Client::builder()
        .api_key(API_KEY)
        .base_url(&target.url)
        .transport(transport.build()?))
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
