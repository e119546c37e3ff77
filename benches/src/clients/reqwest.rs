//! reqwest's blocking client, which runs an asynchronous one on a thread of its own.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::blocking::Client;

use super::{API_KEY, Create};
use crate::Error;

pub(super) fn kept(address: SocketAddr) -> Result<Create, Error> {
    let client = Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(90))
        .connect_timeout(Duration::from_secs(10))
        .build()?;
    let (url, body) = (format!("http://{address}/v3/connectors"), super::body()?);
    Ok(Box::new(move || {
        let answer = client
            .post(&url)
            .bearer_auth(API_KEY)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("user-agent", "bench")
            .body(body.clone())
            .send()?;
        let status = answer.status().as_u16();
        super::check(status, &answer.bytes()?)
    }))
}
