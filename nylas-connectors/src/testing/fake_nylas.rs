//! An HTTP server in place of the service.

#[cfg(feature = "testing-tls")]
use std::sync::Arc;
use std::{fmt, io};

#[cfg(feature = "testing-tls")]
use rustls::{ServerConnection, StreamOwned};

use super::backend::{self, API_KEY, Backend, Scripted, backend_methods};
#[cfg(feature = "testing-tls")]
use super::certificates::Certificates;
use super::connection;
use super::fault::Fault;
use super::recorded_request::RecordedRequest;
use super::server::Server;
use crate::{Client, ClientBuilder};

/// An HTTP server on the loopback interface that answers like Nylas.
///
/// It keeps connectors and credentials in memory, checks the API key, and answers as the service's published schema says,
/// with the request ID in the header `x-request-id` too. What a request has beyond the schema is ignored, or refused if
/// the server is [`strict`](Self::strict). Its identifiers and times are counted, so every run gives the same answers.
/// Each server has its own state and port, so tests can run side by side. Dropping it closes its connections and ends its
/// threads.
///
/// It speaks HTTP/1.1 on IPv4, in plain text or with TLS. A head above 64 KiB is refused with 431, a body above 16 MiB
/// with 413 and a chunked one with 411.
///
/// Its paths begin with `/v3`, like the service's, so with a base URL that has a path, such as
/// `http://127.0.0.1:PORT/proxy`, every answer is 404: use a [`Recorder`](super::Recorder) to see that path.
///
/// Where the service's documentation is silent, the answer is our guess: a second connector of one provider is a 409 with
/// the type `conflict_error`.
///
/// ```
/// # #[cfg(feature = "_ureq")] fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use nylas_connectors::Imap;
/// use nylas_connectors::testing::{FakeNylas, Fault};
///
/// let nylas = FakeNylas::start()?;
/// let client = nylas.client();
///
/// nylas.fail_next(Fault::ApplyThenReset);
/// let error = client.connectors().create(&Imap::builder().build()?).unwrap_err();
/// assert!(error.may_have_been_applied());
/// assert_eq!(client.connectors().list()?.data.len(), 1);
/// assert_eq!(nylas.requests().len(), 2);
/// # Ok(())
/// # }
/// # #[cfg(feature = "_ureq")] run().unwrap();
/// ```
pub struct FakeNylas {
    backend: Backend,
    server: Server,
    base_url: String,
    #[cfg(feature = "testing-tls")]
    root_certificate: Option<String>,
}

backend_methods!(FakeNylas);

impl FakeNylas {
    /// Starts a server without connectors on a free port.
    ///
    /// # Errors
    ///
    /// When the system has no port or no thread.
    pub fn start() -> io::Result<Self> {
        let backend = Backend::new(Some(API_KEY));
        let theirs = backend.clone();
        let server = Server::start(move |stream| connection::serve(stream, &theirs))?;
        Ok(Self::new(backend, server, "http"))
    }

    fn new(backend: Backend, server: Server, scheme: &str) -> Self {
        let base_url = format!("{scheme}://{}", server.address());
        Self {
            backend,
            server,
            base_url,
            #[cfg(feature = "testing-tls")]
            root_certificate: None,
        }
    }

    /// Starts a server that speaks TLS 1.2 and 1.3, with a certificate for `localhost` and the loopback addresses. It is
    /// made now, by an authority of its own. [`client`](Self::client) already trusts that authority; any other client
    /// needs its [`root_certificate`](Self::root_certificate):
    ///
    /// ```
    /// # #[cfg(feature = "_ureq")] fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use nylas_connectors::testing::FakeNylas;
    /// use nylas_connectors::{Client, UreqTransport};
    ///
    /// let nylas = FakeNylas::start_tls()?;
    /// let transport = UreqTransport::builder()
    ///     .root_certificates(nylas.root_certificate().unwrap_or_default())
    ///     .build()?;
    /// let client = Client::builder()
    ///     .api_key(nylas.api_key())
    ///     .base_url(nylas.base_url())
    ///     .transport(transport)
    ///     .build()?;
    /// assert!(client.connectors().list()?.data.is_empty());
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "_ureq")] run().unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// When the system has no port, no thread or no random numbers.
    #[cfg(feature = "testing-tls")]
    #[cfg_attr(docsrs, doc(cfg(feature = "testing-tls")))]
    pub fn start_tls() -> io::Result<Self> {
        let Certificates { root, config } = Certificates::new().map_err(io::Error::other)?;
        let backend = Backend::new(Some(API_KEY));
        let theirs = backend.clone();
        let server = Server::start(move |stream| {
            if let Ok(session) = ServerConnection::new(Arc::clone(&config)) {
                connection::serve(StreamOwned::new(session, stream), &theirs);
            }
        })?;
        Ok(Self {
            root_certificate: Some(root),
            ..Self::new(backend, server, "https")
        })
    }

    /// The certificate, as PEM, that a client of [`start_tls`](Self::start_tls) must trust; `None` for a server without
    /// TLS.
    #[cfg(feature = "testing-tls")]
    #[cfg_attr(docsrs, doc(cfg(feature = "testing-tls")))]
    #[must_use]
    pub fn root_certificate(&self) -> Option<&str> {
        self.root_certificate.as_deref()
    }

    /// The base URL for a client: `http://127.0.0.1:PORT`, or with `https` and TLS, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The only API key that this server accepts; another one is answered with 401. It is the same for every server.
    #[must_use]
    #[allow(
        clippy::unused_self,
        reason = "whether servers differ in it is no concern of the caller"
    )]
    pub fn api_key(&self) -> &str {
        API_KEY
    }

    /// The builder of such a [`client`](Self::client), for a test of settings of its own.
    ///
    /// It sends with ureq. Without the features `rustls` and `native-tls` it has no transport, so its calls are only
    /// [started](crate::Client::start).
    ///
    /// ```
    /// # #[cfg(feature = "_ureq")] fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::sync::atomic::{AtomicUsize, Ordering};
    /// use std::sync::Arc;
    ///
    /// use nylas_connectors::testing::{FakeNylas, Fault};
    ///
    /// let nylas = FakeNylas::start()?;
    /// let events = Arc::new(AtomicUsize::new(0));
    /// let counter = Arc::clone(&events);
    /// let builder = nylas.client_builder().observe(move |_| {
    ///     counter.fetch_add(1, Ordering::Relaxed);
    /// });
    ///
    /// nylas.fail_next(Fault::status(503));
    /// builder.build()?.connectors().list()?;
    /// assert!(events.load(Ordering::Relaxed) > 2);
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "_ureq")] run().unwrap();
    /// ```
    ///
    /// # Panics
    ///
    /// Never: these settings are valid.
    pub fn client_builder(&self) -> ClientBuilder {
        let builder = backend::client_builder().base_url(self.base_url());
        #[cfg(feature = "_ureq")]
        let builder = builder.transport(self.transport());
        builder
    }

    #[cfg(feature = "_ureq")]
    #[allow(clippy::expect_used, reason = "the settings are valid")]
    #[cfg_attr(
        not(feature = "testing-tls"),
        expect(clippy::unused_self, reason = "a root is only there with TLS")
    )]
    fn transport(&self) -> crate::UreqTransport {
        // The proxy of whoever runs the tests has nothing to do with them.
        let transport = crate::UreqTransport::builder().no_proxy();
        #[cfg(feature = "testing-tls")]
        let transport = match &self.root_certificate {
            Some(root) => transport.only_root_certificates(root),
            None => transport,
        };
        transport.build().expect("valid options")
    }

    /// How many connections clients have opened so far. A client that reuses a connection opens fewer than it sends
    /// requests.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.accepted()
    }
}

impl fmt::Debug for FakeNylas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FakeNylas")
            .field("base_url", &self.base_url)
            .field("connections", &self.connections())
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}
