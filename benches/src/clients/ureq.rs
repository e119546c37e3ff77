//! ureq alone, with the settings that the library gives it: what the library costs is the difference.

use std::net::SocketAddr;
use std::time::Duration;

use ureq::Agent;

use super::{API_KEY, Create};
use crate::Error;

pub(super) fn fresh(address: SocketAddr) -> Result<Create, Error> {
    creates_of(agent(0), address)
}

pub(super) fn kept(address: SocketAddr) -> Result<Create, Error> {
    creates_of(agent(8), address)
}

/// Without a limit on time, which it keeps with a thread for each call: what a program that never gives up could have.
pub(super) fn without_time_outs(address: SocketAddr) -> Result<Create, Error> {
    let config = Agent::config_builder().proxy(None).build();
    creates_of(config.new_agent(), address)
}

fn agent(idle_connections: usize) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(90)))
        .timeout_connect(Some(Duration::from_secs(10)))
        .max_idle_connections(idle_connections)
        .max_idle_connections_per_host(idle_connections)
        .build()
        .new_agent()
}

fn creates_of(agent: Agent, address: SocketAddr) -> Result<Create, Error> {
    let (url, body) = (format!("http://{address}/v3/connectors"), super::body()?);
    let bearer = format!("Bearer {API_KEY}");
    Ok(Box::new(move || {
        let mut answer = agent
            .post(&url)
            .header("authorization", &bearer)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("user-agent", "bench")
            .send(&body)?;
        let read = answer.body_mut().read_to_vec()?;
        super::check(answer.status().as_u16(), &read)
    }))
}
