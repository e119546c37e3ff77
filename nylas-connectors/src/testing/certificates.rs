//! The certificates of a test server, made at its start.

use std::error::Error;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What the server's certificate is for.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

pub(super) struct Certificates {
    /// The authority's own certificate, as PEM.
    pub(super) root: String,
    pub(super) config: Arc<ServerConfig>,
}

impl Certificates {
    /// An authority, and a certificate that it issued.
    pub(super) fn new() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let root_key = KeyPair::generate()?;
        let mut root = CertificateParams::new([])?;
        root.distinguished_name = named("FakeNylas authority");
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let pem = root.self_signed(&root_key)?.pem();

        let key = KeyPair::generate()?;
        let mut leaf = CertificateParams::new(NAMES.map(ToOwned::to_owned))?;
        leaf.distinguished_name = named("FakeNylas");
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&key, &Issuer::new(root, root_key))?;

        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)?;
        Ok(Self {
            root: pem,
            config: Arc::new(config),
        })
    }
}

fn named(name: &str) -> rcgen::DistinguishedName {
    let mut distinguished = rcgen::DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}
