//! Sessions with [rustls](https://docs.rs/rustls), which are resumed by every connection of a transport.

use std::io::{self, Read, Write};
use std::sync::{Arc, LazyLock};

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ResolvesClientCert, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, ClientConnection, Error, RootCertStore, StreamOwned};

use super::library::{Library, NO_CERTIFICATE, NOT_A_ROOT, OTHER_KEY, Options, has_other_sections};
use super::words::{self, Given};
use crate::ConfigError;
use crate::transport::connect::stream::{BoxStream, Stream, Tcp, broken};
use crate::transport::{TransportError, TransportErrorKind};

const NO_KEY: &str = "has no private key that can be read: give the content of a PEM file (not its path), with -----BEGIN PRIVATE \
                      KEY-----, and without a password";

pub(super) struct Rustls {
    /// Made for the first session: reading the system's roots takes a while, and they may not be there.
    config: LazyLock<Result<Arc<ClientConfig>, Error>, MakeConfig>,
    given: Given,
}

type MakeConfig = Box<dyn FnOnce() -> Result<Arc<ClientConfig>, Error> + Send>;

impl Rustls {
    pub(super) fn new(options: &Options) -> Result<Self, ConfigError> {
        let provider = CryptoProvider::get_default()
            .cloned()
            .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
        let mut roots = Vec::new();
        for (option, pem) in options.given_roots() {
            roots.extend(read_roots(pem).map_err(|problem| ConfigError::new(option, problem))?);
        }
        let only = options.only_roots.is_some();
        let client = options.client.as_ref();
        let client = client
            .map(|(chain, key)| read_client(chain, key, &provider))
            .transpose()
            .map_err(|problem| ConfigError::new("client_certificate", problem))?;
        Ok(Self {
            given: Given {
                certificate: client.is_some(),
                roots: !roots.is_empty(),
            },
            config: LazyLock::new(Box::new(move || {
                let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
                    .with_safe_default_protocol_versions()?
                    // The name of the step: what is set is rustls' own verifier, or the platform's.
                    .dangerous()
                    .with_custom_certificate_verifier(verifier(roots, only, provider)?);
                Ok(Arc::new(match client {
                    Some(client) => builder.with_client_cert_resolver(client),
                    None => builder.with_no_client_auth(),
                }))
            })),
        })
    }
}

impl Library for Rustls {
    fn handshake(&self, mut stream: BoxStream, host: &str) -> Result<BoxStream, TransportError> {
        let failed = |error: Error| refusal(error, self.given);
        let name = ServerName::try_from(host.to_owned()).map_err(|error| {
            let why = "its host can't be in a certificate";
            TransportError::saying(TransportErrorKind::Tls, why).because(error)
        })?;
        let config = self
            .config
            .as_ref()
            .map_err(|error| failed(error.clone()))?;
        let mut session = ClientConnection::new(Arc::clone(config), name).map_err(failed)?;
        if let Err(error) = session.complete_io(&mut stream) {
            return Err(match reason(&error, &mut session, &mut stream) {
                Some(reason) => failed(reason),
                None => broken("TLS handshake", error),
            });
        }
        Ok(Box::new(Session {
            stream: StreamOwned::new(session, stream),
            given: self.given,
            answered: false,
        }))
    }
}

/// rustls' own verifier, or the platform's.
fn verifier(
    given: Vec<CertificateDer<'static>>,
    only: bool,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    #[cfg(all(feature = "platform-verifier", not(target_os = "android")))]
    if !only {
        let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(given, provider)?;
        return Ok(Arc::new(verifier));
    }
    let store = Arc::new(store(given, only)?);
    let verifier = WebPkiServerVerifier::builder_with_provider(store, provider).build();
    Ok(verifier.map_err(|error| Error::General(error.to_string()))?)
}

/// The given roots, and the bundled ones unless it is only those.
fn store(given: Vec<CertificateDer<'static>>, only: bool) -> Result<RootCertStore, Error> {
    let mut store = RootCertStore::empty();
    if !only {
        store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for root in given {
        store.add(root)?;
    }
    Ok(store)
}

/// The certificates of a PEM, each of which can be a root.
fn read_roots(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, &'static str> {
    let roots = read_certificates(pem)?;
    let mut store = RootCertStore::empty();
    let usable = roots.iter().all(|root| store.add(root.clone()).is_ok());
    if usable && !has_other_sections(pem) {
        Ok(roots)
    } else {
        Err(NOT_A_ROOT)
    }
}

/// At least one, and all of them.
fn read_certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, &'static str> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let certificates = certificates.ok().filter(|found| !found.is_empty());
    certificates.ok_or(NO_CERTIFICATE)
}

fn read_client(
    chain: &[u8],
    key: &[u8],
    provider: &CryptoProvider,
) -> Result<Arc<dyn ResolvesClientCert>, &'static str> {
    let chain = read_certificates(chain)?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| NO_KEY)?;
    let pair = CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => OTHER_KEY,
        Error::InvalidCertificate(_) => NO_CERTIFICATE,
        _ => NO_KEY,
    })?;
    Ok(Arc::new(SingleCertAndKey::from(pair)))
}

fn refusal(error: Error, given: Given) -> TransportError {
    TransportError::saying(TransportErrorKind::Tls, words::of(&error, given)).because(error)
}

/// rustls' own error, if that is why the connection broke: as the input or output ended with it, or in what the server
/// said before it reset the connection, which makes writing fail before anything is read.
fn reason(
    error: &io::Error,
    session: &mut ClientConnection,
    stream: &mut BoxStream,
) -> Option<Error> {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return Some(Error::clone(error));
    }
    while session.read_tls(stream).is_ok_and(|count| count > 0) {
        if let Err(error) = session.process_new_packets() {
            return Some(error);
        }
    }
    None
}

/// A session that requests are sent over.
struct Session {
    stream: StreamOwned<ClientConnection, BoxStream>,
    given: Given,
    answered: bool,
}

impl Session {
    /// The server's refusal of the client, if that is why the connection broke. In TLS 1.3 it comes after the handshake
    /// is done here, and before the server has looked at the request.
    fn explained(&mut self, error: io::Error) -> io::Error {
        if self.answered {
            return error;
        }
        let StreamOwned { conn, sock } = &mut self.stream;
        match reason(&error, conn, sock) {
            Some(reason) if words::is_about_the_client(&reason) => {
                io::Error::other(refusal(reason, self.given))
            }
            _ => error,
        }
    }
}

impl Read for Session {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer);
        self.answered |= read.is_ok();
        read.map_err(|error| self.explained(error))
    }
}

impl Write for Session {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(buffer);
        written.map_err(|error| self.explained(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.stream.flush();
        flushed.map_err(|error| self.explained(error))
    }
}

impl Stream for Session {
    fn tcp(&mut self) -> &mut Tcp {
        self.stream.sock.tcp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_roots_are_trusted_unless_others_are_given_instead() {
        assert!(!store(Vec::new(), false).unwrap().is_empty());
        assert!(store(Vec::new(), true).unwrap().is_empty());
    }
}
