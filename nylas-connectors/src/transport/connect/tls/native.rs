//! Sessions with the platform's own library, through [native-tls](https://docs.rs/native-tls).

use std::io::{self, Read, Write};
use std::sync::{Arc, OnceLock};

use native_tls::{Certificate, HandshakeError, Identity, TlsConnector, TlsStream};

use super::library::{Library, NO_CERTIFICATE, NOT_A_ROOT, OTHER_KEY, Options, has_other_sections};
use crate::ConfigError;
use crate::transport::connect::stream::{BoxStream, Stream, Tcp, broken};
use crate::transport::{TransportError, TransportErrorKind};

pub(super) struct Native(TlsConnector);

impl Native {
    /// Trusts what the platform trusts, unless the options say otherwise.
    pub(super) fn new(options: &Options) -> Result<Self, ConfigError> {
        let mut builder = TlsConnector::builder();
        builder.disable_built_in_roots(options.only_roots.is_some());
        for (option, pem) in options.given_roots() {
            let wrong = |problem| ConfigError::new(option, problem);
            let roots = Certificate::stack_from_pem(pem).unwrap_or_default();
            if roots.is_empty() {
                return Err(wrong(NO_CERTIFICATE));
            }
            if has_other_sections(pem) {
                return Err(wrong(NOT_A_ROOT));
            }
            for root in roots {
                builder.add_root_certificate(root);
            }
        }
        let wrong = |problem| ConfigError::new("client_certificate", problem);
        if let Some((chain, key)) = &options.client {
            builder.identity(Identity::from_pkcs8(chain, key).map_err(|_| {
                wrong(
                    "can't be read: the platform's TLS takes the content of a PEM file (not its path), as a chain and a \
                     key with -----BEGIN PRIVATE KEY----- (PKCS#8) and without a password",
                )
            })?);
        }
        let connector = builder.build().map_err(|_| match &options.client {
            Some(_) => wrong(OTHER_KEY),
            None => ConfigError::new("transport", "can't use the platform's TLS library"),
        })?;
        Ok(Self(connector))
    }
}

impl Library for Native {
    fn handshake(&self, stream: BoxStream, host: &str) -> Result<BoxStream, TransportError> {
        let end = Arc::default();
        let error = match self.0.connect(host, Watched(stream, Arc::clone(&end))) {
            Ok(session) => return Ok(Box::new(session)),
            Err(error) => error,
        };
        Err(match (error, end.get()) {
            (HandshakeError::Failure(error), None) => TransportError::saying(
                TransportErrorKind::Tls,
                "the handshake failed: the error's source has the reason; roots are added with `root_certificates`",
            )
            .because(error),
            (_, Some(kind)) => broken("TLS handshake", (*kind).into()),
            // A stream ends with a timeout and never with that.
            (HandshakeError::WouldBlock(_), None) => {
                broken("TLS handshake", io::ErrorKind::TimedOut.into())
            }
        })
    }
}

/// A connection that says how it ended, which the platforms' errors don't always.
struct Watched(BoxStream, Arc<OnceLock<io::ErrorKind>>);

impl Watched {
    fn ended(&self, kind: io::ErrorKind) {
        self.1.get_or_init(|| kind);
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer);
        match &read {
            Ok(0) if !buffer.is_empty() => self.ended(io::ErrorKind::UnexpectedEof),
            Ok(_) => {}
            Err(error) => self.ended(error.kind()),
        }
        read
    }
}

impl Write for Watched {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.0.write(buffer);
        written.inspect_err(|error| self.ended(error.kind()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream for TlsStream<Watched> {
    fn tcp(&mut self) -> &mut Tcp {
        self.get_mut().0.tcp()
    }
}
