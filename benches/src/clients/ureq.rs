//! ureq alone, with the settings that the library gives it: what the library costs is the difference.

use std::time::Duration;

use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::{API_KEY, Create};
use crate::Error;
use crate::server::Target;

pub(super) fn fresh(target: &Target) -> Result<Create, Error> {
    creates_of(agent(0, target)?, target)
}

pub(super) fn kept(target: &Target) -> Result<Create, Error> {
    creates_of(agent(8, target)?, target)
}

/// Without a limit on time, which it keeps with a thread for each call: what a program that never gives up could have.
pub(super) fn without_time_outs(target: &Target) -> Result<Create, Error> {
    let config = Agent::config_builder().proxy(None).tls_config(tls(target)?);
    creates_of(config.build().new_agent(), target)
}

fn agent(idle_connections: usize, target: &Target) -> Result<Agent, Error> {
    Ok(Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(90)))
        .timeout_connect(Some(Duration::from_secs(10)))
        .max_idle_connections(idle_connections)
        .max_idle_connections_per_host(idle_connections)
        .tls_config(tls(target)?)
        .build()
        .new_agent())
}

/// For the agent as a whole, so that it resumes sessions too.
fn tls(target: &Target) -> Result<TlsConfig, Error> {
    let Some(root) = target.root()? else {
        return Ok(TlsConfig::default());
    };
    let roots = RootCerts::new_with_certs(&[Certificate::from_pem(&root)?]);
    Ok(TlsConfig::builder().root_certs(roots).build())
}

fn creates_of(agent: Agent, target: &Target) -> Result<Create, Error> {
    let (url, body) = (format!("{}/v3/connectors", target.url), super::body()?);
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
