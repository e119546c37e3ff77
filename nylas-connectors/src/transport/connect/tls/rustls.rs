//! Sessions with [rustls](https://docs.rs/rustls), which are resumed by every connection of a transport.

use std::fmt;
use std::io::{self, Read, Write};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use rustls::client::danger::ServerCertVerifier;
use rustls::client::{ResolvesClientCert, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{ClientConfig, ClientConnection, Error, RootCertStore, StreamOwned};

use super::{ClientPem, NO_CERTIFICATE, NOT_A_ROOT, OTHER_KEY, Options, has_other_sections, words};
use crate::ConfigError;
use crate::transport::TransportError;
use crate::transport::connect::stream::Stream;
use crate::transport::connect::{BoxStream, Peer};

const NO_KEY: &str = "has no private key that can be read: give it as PEM, with -----BEGIN PRIVATE KEY-----, and without a \
                      password";

pub(in crate::transport) struct Rustls {
    provider: Arc<CryptoProvider>,
    roots: Roots,
    client: Option<Arc<dyn ResolvesClientCert>>,
    /// Made for the first session: reading the system's roots takes a while, and they may not be there.
    config: OnceLock<Result<Arc<ClientConfig>, Error>>,
}

struct Roots {
    given: Vec<CertificateDer<'static>>,
    /// Nothing but these.
    only: bool,
}

impl Rustls {
    pub(super) fn new(options: &Options) -> Result<Self, ConfigError> {
        let mut given = Vec::new();
        for pem in &options.roots {
            given.extend(roots("root_certificates", pem)?);
        }
        if let Some(pem) = &options.only_roots {
            given.extend(roots("only_root_certificates", pem)?);
        }
        let provider = CryptoProvider::get_default()
            .cloned()
            .unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
        let client = options
            .client
            .as_ref()
            .map(|pem| client(pem, &provider))
            .transpose()?;
        Ok(Self {
            provider,
            roots: Roots {
                given,
                only: options.only_roots.is_some(),
            },
            client,
            config: OnceLock::new(),
        })
    }

    pub(super) fn handshake(
        &self,
        mut stream: BoxStream,
        peer: &Peer,
    ) -> Result<BoxStream, TransportError> {
        let failed = |error: Error| {
            peer.insecure(words::of(&error, self.client.is_some()))
                .because(error)
        };
        let name = ServerName::try_from(peer.origin().host.clone()).map_err(|error| {
            peer.insecure("its host can't be in a certificate")
                .because(error)
        })?;
        let config = self.config.get_or_init(|| self.config().map(Arc::new));
        let config = Arc::clone(config.as_ref().map_err(|error| failed(error.clone()))?);
        let mut session = ClientConnection::new(config, name).map_err(failed)?;
        while session.is_handshaking() || session.wants_write() {
            match session.complete_io(&mut stream) {
                Ok((0, 0)) => {
                    let end = io::ErrorKind::UnexpectedEof.into();
                    return Err(peer.broken("TLS handshake", end));
                }
                Ok(_) => {}
                Err(error) => {
                    let reason = tls_error(&error).cloned();
                    return Err(
                        match reason.or_else(|| last_words(&mut session, &mut stream)) {
                            Some(reason) => failed(reason),
                            None => peer.broken("TLS handshake", error),
                        },
                    );
                }
            }
        }
        Ok(Box::new(Session {
            stream: StreamOwned::new(session, stream),
            refused: peer.insecure(if self.client.is_some() {
                words::CLIENT_REFUSED
            } else {
                words::CLIENT_WANTED
            }),
            answered: false,
        }))
    }

    fn config(&self) -> Result<ClientConfig, Error> {
        let builder = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            // The name of the step: what is set is rustls' own verifier, or the platform's.
            .dangerous()
            .with_custom_certificate_verifier(self.roots.verifier(&self.provider)?);
        Ok(match &self.client {
            Some(client) => builder.with_client_cert_resolver(Arc::clone(client)),
            None => builder.with_no_client_auth(),
        })
    }
}

impl Roots {
    fn verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        #[cfg(all(feature = "platform-verifier", not(target_os = "android")))]
        if !self.only {
            return Ok(Arc::new(
                rustls_platform_verifier::Verifier::new_with_extra_roots(
                    self.given.iter().cloned(),
                    Arc::clone(provider),
                )?,
            ));
        }
        let mut store = RootCertStore::empty();
        if !self.only {
            store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        for root in &self.given {
            store.add(root.clone())?;
        }
        let verifier =
            WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider));
        let verifier = verifier
            .build()
            .map_err(|error| Error::General(error.to_string()))?;
        Ok(verifier)
    }
}

/// The certificates of a PEM, each of which can be a root.
fn roots(option: &'static str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let wrong = |problem| ConfigError::new(option, problem);
    let roots = certificates(pem).ok_or_else(|| wrong(NO_CERTIFICATE))?;
    let mut store = RootCertStore::empty();
    let usable = roots.iter().all(|root| store.add(root.clone()).is_ok());
    if usable && !has_other_sections(pem) {
        Ok(roots)
    } else {
        Err(wrong(NOT_A_ROOT))
    }
}

/// At least one, and all of them.
fn certificates(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    certificates.ok().filter(|found| !found.is_empty())
}

fn client(
    pem: &ClientPem,
    provider: &CryptoProvider,
) -> Result<Arc<dyn ResolvesClientCert>, ConfigError> {
    let wrong = |problem| ConfigError::new("client_certificate", problem);
    let chain = certificates(&pem.chain).ok_or_else(|| wrong(NO_CERTIFICATE))?;
    let key = PrivateKeyDer::from_pem_slice(&pem.key).map_err(|_| wrong(NO_KEY))?;
    let pair = CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => wrong(OTHER_KEY),
        Error::InvalidCertificate(_) => wrong(NO_CERTIFICATE),
        _ => wrong(NO_KEY),
    })?;
    Ok(Arc::new(SingleCertAndKey::from(pair)))
}

/// rustls' own error, if that is what the input or output ended with.
fn tls_error(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

/// What the server said before it reset the connection, which makes writing fail before anything is read.
fn last_words(session: &mut ClientConnection, stream: &mut BoxStream) -> Option<Error> {
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
    /// What a server means that refuses the client's certificate, or its absence. In TLS 1.3 it does so after the
    /// handshake is done here, and before it has looked at the request.
    refused: TransportError,
    answered: bool,
}

impl Session {
    /// The server's refusal of the client, if that is why the connection broke.
    fn explained(&mut self, error: io::Error) -> io::Error {
        if self.answered {
            return error;
        }
        let StreamOwned { conn, sock } = &mut self.stream;
        let reason = tls_error(&error).cloned();
        let reason = reason.or_else(|| last_words(conn, sock));
        match reason {
            Some(reason) if words::is_about_the_client(&reason) => {
                io::Error::other(self.refused.clone().because(reason))
            }
            _ => error,
        }
    }
}

impl Read for Session {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.stream.read(buffer) {
            Ok(count) => {
                self.answered = true;
                Ok(count)
            }
            Err(error) => Err(self.explained(error)),
        }
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
    fn set_deadline(&mut self, deadline: Instant) {
        self.stream.sock.set_deadline(deadline);
    }

    /// What the server may send by itself are tickets to resume the session with.
    fn is_quiet(&mut self) -> bool {
        let StreamOwned { conn, sock } = &mut self.stream;
        while !sock.is_quiet() {
            let read = conn.read_tls(sock);
            if !matches!(read, Ok(count) if count > 0) {
                return false;
            }
            match conn.process_new_packets() {
                Ok(state) if state.plaintext_bytes_to_read() == 0 && !state.peer_has_closed() => {}
                _ => return false,
            }
        }
        true
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Session")
            .field(&self.stream.sock)
            .finish()
    }
}

impl fmt::Debug for Rustls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rustls").finish_non_exhaustive()
    }
}
