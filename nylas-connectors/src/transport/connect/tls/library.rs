//! [`Library`]: what a TLS library is given, and what it does.

use zeroize::Zeroizing;

use crate::transport::TransportError;
use crate::transport::connect::stream::BoxStream;

/// A TLS library with the program's options.
pub(in crate::transport) trait Library: Send + Sync {
    /// A session with this host, whose certificate is checked for it.
    fn handshake(&self, stream: BoxStream, host: &str) -> Result<BoxStream, TransportError>;
}

/// What is trusted and presented. The parts are PEM that nobody has read yet.
#[derive(Default)]
pub(in crate::transport) struct Options {
    /// Roots in addition to the others.
    pub(in crate::transport) roots: Vec<Vec<u8>>,
    /// Roots instead of the bundled or the system's ones.
    pub(in crate::transport) only_roots: Option<Vec<u8>>,
    /// The client's certificate with those that issued it, and its private key.
    pub(in crate::transport) client: Option<(Vec<u8>, Zeroizing<Vec<u8>>)>,
    /// The platform's library, where both are compiled in.
    #[cfg(feature = "native-tls")]
    pub(in crate::transport) native: bool,
}

impl Options {
    /// All roots that the program gave, each with the name of its option.
    pub(super) fn given_roots(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let more = self.roots.iter().map(|pem| ("root_certificates", &pem[..]));
        let only = self.only_roots.iter();
        more.chain(only.map(|pem| ("only_root_certificates", &pem[..])))
    }
}

/// What may be wrong with a PEM, by the option that it was given to.
pub(super) const NO_CERTIFICATE: &str = "has no certificate that can be read: give the content of a PEM file (not its path), with -----BEGIN CERTIFICATE-----";
pub(super) const NOT_A_ROOT: &str =
    "has a certificate that can't be used as a root: check that it is a CA's";
pub(super) const OTHER_KEY: &str = "has a private key that doesn't belong to the certificate, which must be the first of its chain";

/// Whether a root PEM has a section that isn't a certificate, which would be dropped without a word.
pub(super) fn has_other_sections(pem: &[u8]) -> bool {
    let text = String::from_utf8_lossy(pem);
    text.matches("-----BEGIN ").count() != text.matches("-----BEGIN CERTIFICATE-----").count()
}
