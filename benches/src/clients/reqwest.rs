//! reqwest's blocking client, which runs an asynchronous one on a thread of its own.

use std::sync::Arc;
use std::time::Duration;

use reqwest::blocking::Client;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::{API_KEY, Create};
use crate::Error;
use crate::server::Target;

pub(super) fn kept(target: &Target) -> Result<Create, Error> {
    let client = Client::builder()
        .tls_backend_preconfigured(tls(target)?)
        .no_proxy()
        .timeout(Duration::from_secs(90))
        .connect_timeout(Duration::from_secs(10))
        .build()?;
    let (url, body) = (format!("{}/v3/connectors", target.url), super::body()?);
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

/// With ring, as the others have it.
fn tls(target: &Target) -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    if let Some(root) = target.root()? {
        roots.add(CertificateDer::from_pem_slice(&root)?)?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots);
    Ok(config.with_no_client_auth())
}
