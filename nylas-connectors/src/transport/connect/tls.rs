//! [`Tls`]: sessions over a connection, with the library that the features and the program chose.

#[cfg(feature = "native-tls")]
mod native;
#[cfg(feature = "rustls")]
mod rustls;
#[cfg(feature = "rustls")]
mod words;

use zeroize::Zeroizing;

use super::{BoxStream, Peer};
use crate::ConfigError;
use crate::transport::TransportError;

/// What is trusted and presented. The parts are PEM that nobody has read yet.
#[derive(Default)]
pub(in crate::transport) struct Options {
    /// Roots in addition to the others.
    pub(in crate::transport) roots: Vec<Vec<u8>>,
    /// Roots instead of the bundled or the system's ones.
    pub(in crate::transport) only_roots: Option<Vec<u8>>,
    pub(in crate::transport) client: Option<ClientPem>,
    /// The platform's library, where both are compiled in.
    #[cfg(feature = "native-tls")]
    pub(in crate::transport) native: bool,
}

pub(in crate::transport) struct ClientPem {
    pub(in crate::transport) chain: Vec<u8>,
    pub(in crate::transport) key: Zeroizing<Vec<u8>>,
}

#[derive(Debug)]
pub(in crate::transport) enum Tls {
    #[cfg(feature = "rustls")]
    Rustls(rustls::Rustls),
    #[cfg(feature = "native-tls")]
    Native(native::Native),
}

impl Tls {
    /// rustls, unless it isn't compiled in or the other one was asked for.
    pub(in crate::transport) fn new(options: &Options) -> Result<Self, ConfigError> {
        #[cfg(feature = "native-tls")]
        if options.native || cfg!(not(feature = "rustls")) {
            return native::Native::new(options).map(Self::Native);
        }
        #[cfg(feature = "rustls")]
        return rustls::Rustls::new(options).map(Self::Rustls);
        #[cfg(not(feature = "rustls"))]
        Err(ConfigError::new(
            "transport",
            "has no TLS: turn on the feature `rustls` or `native-tls`",
        ))
    }

    /// A session with the peer, whose certificate is checked for its host.
    pub(super) fn handshake(
        &self,
        stream: BoxStream,
        peer: &Peer,
    ) -> Result<BoxStream, TransportError> {
        match self {
            #[cfg(feature = "rustls")]
            Self::Rustls(rustls) => rustls.handshake(stream, peer),
            #[cfg(feature = "native-tls")]
            Self::Native(native) => native.handshake(stream, peer),
            #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
            _ => Ok(stream),
        }
    }
}

/// What may be wrong with a PEM, by the option that it was given to.
const NO_CERTIFICATE: &str =
    "has no certificate that can be read: give it as PEM, with -----BEGIN CERTIFICATE-----";
const NOT_A_ROOT: &str = "has a certificate that can't be used as a root: check that it is a CA's";
const OTHER_KEY: &str = "has a private key that doesn't belong to the certificate, which must be the first of its chain";

/// Whether a root PEM has a section that isn't a certificate, which would be dropped without a word.
fn has_other_sections(pem: &[u8]) -> bool {
    let text = String::from_utf8_lossy(pem);
    text.matches("-----BEGIN ").count() != text.matches("-----BEGIN CERTIFICATE-----").count()
}
