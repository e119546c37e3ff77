//! Sessions with the platform's own library, through [native-tls](https://docs.rs/native-tls).

use std::fmt;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use native_tls::{Certificate, HandshakeError, Identity, TlsConnector, TlsStream};

use super::{NO_CERTIFICATE, NOT_A_ROOT, OTHER_KEY, Options, has_other_sections};
use crate::ConfigError;
use crate::transport::TransportError;
use crate::transport::connect::stream::Stream;
use crate::transport::connect::{BoxStream, Peer};

pub(in crate::transport) struct Native(TlsConnector);

impl Native {
    /// Trusts what the platform trusts, unless the options say otherwise.
    pub(super) fn new(options: &Options) -> Result<Self, ConfigError> {
        let mut builder = TlsConnector::builder();
        let given = options.roots.iter().map(|pem| ("root_certificates", pem));
        let only = options
            .only_roots
            .iter()
            .map(|pem| ("only_root_certificates", pem));
        for (option, pem) in given.chain(only) {
            for root in roots(option, pem)? {
                builder.add_root_certificate(root);
            }
        }
        builder.disable_built_in_roots(options.only_roots.is_some());
        let wrong = |problem| ConfigError::new("client_certificate", problem);
        if let Some(client) = &options.client {
            let identity = Identity::from_pkcs8(&client.chain, &client.key).map_err(|_| {
                wrong(
                    "can't be read: the platform's TLS takes a chain as PEM and a key with -----BEGIN PRIVATE \
                     KEY----- (PKCS#8) and without a password",
                )
            })?;
            builder.identity(identity);
        }
        let connector = builder.build().map_err(|_| match &options.client {
            Some(_) => wrong(OTHER_KEY),
            None => ConfigError::new("transport", "can't use the platform's TLS library"),
        })?;
        Ok(Self(connector))
    }

    pub(super) fn handshake(
        &self,
        stream: BoxStream,
        peer: &Peer,
    ) -> Result<BoxStream, TransportError> {
        let why = "the handshake failed: the error's source has the reason; roots are added with `root_certificates`";
        let broken = Arc::default();
        let stream = Watched {
            stream,
            broken: Arc::clone(&broken),
        };
        match self.0.connect(&peer.origin().host, stream) {
            Ok(stream) => Ok(Box::new(Session(stream))),
            Err(HandshakeError::Failure(error)) => {
                let broken = *broken.lock().unwrap_or_else(PoisonError::into_inner);
                Err(match broken {
                    Some(kind) => peer.broken("TLS handshake", kind.into()),
                    None => peer.insecure(why).because(error),
                })
            }
            // A stream ends with a time-out and never with that.
            Err(HandshakeError::WouldBlock(_)) => {
                Err(peer.broken("TLS handshake", io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

fn roots(option: &'static str, pem: &[u8]) -> Result<Vec<Certificate>, ConfigError> {
    let wrong = |problem| ConfigError::new(option, problem);
    let roots = Certificate::stack_from_pem(pem).map_err(|_| wrong(NO_CERTIFICATE))?;
    match roots.is_empty() {
        true => Err(wrong(NO_CERTIFICATE)),
        false if has_other_sections(pem) => Err(wrong(NOT_A_ROOT)),
        false => Ok(roots),
    }
}

/// A connection that says how it broke, which the platforms' errors don't always.
struct Watched {
    stream: BoxStream,
    broken: Arc<Mutex<Option<io::ErrorKind>>>,
}

impl Watched {
    fn note(&self, kind: io::ErrorKind) {
        *self.broken.lock().unwrap_or_else(PoisonError::into_inner) = Some(kind);
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer);
        match &read {
            Ok(0) if !buffer.is_empty() => self.note(io::ErrorKind::UnexpectedEof),
            Ok(_) => {}
            Err(error) => self.note(error.kind()),
        }
        read
    }
}

impl Write for Watched {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.stream.write(buffer);
        if let Err(error) = &written {
            self.note(error.kind());
        }
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// A session that requests are sent over.
struct Session(TlsStream<Watched>);

impl Read for Session {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Write for Session {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.0.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream for Session {
    fn set_deadline(&mut self, deadline: Instant) {
        self.0.get_mut().stream.set_deadline(deadline);
    }

    fn is_quiet(&mut self) -> bool {
        matches!(self.0.buffered_read_size(), Ok(0)) && self.0.get_mut().stream.is_quiet()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Session")
            .field(&self.0.get_ref().stream)
            .finish()
    }
}

impl fmt::Debug for Native {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Native").finish_non_exhaustive()
    }
}
