//! [`UreqTransportBuilder`]: the options of the default transport.

use std::env;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::connector::Shared;
use super::{UreqTransport, config};
use crate::transport::connect::{Dial, Family, Network, Pool, Proxies, TlsOptions, tls_library};
use crate::{ConfigError, Error, Secret};

impl UreqTransport {
    /// A transport with the default options and a pool of its own.
    ///
    /// When the environment names a proxy that can't be used, every request fails with
    /// [`TransportErrorKind::Refused`](crate::TransportErrorKind::Refused). [`builder`](Self::builder) reports that at
    /// once, and so does [`ClientBuilder::build`](crate::ClientBuilder::build) without a transport of its own.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Self::builder().shared(),
        }
    }

    /// A transport with options of your own.
    pub fn builder() -> UreqTransportBuilder {
        UreqTransportBuilder::default()
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

/// The options of a [`UreqTransport`]: set what differs from the defaults, then [`build`](Self::build).
///
/// A company's own CA, for a gateway in front of the service or a proxy that inspects TLS:
///
/// ```no_run
/// use nylas_connectors::Client;
/// use nylas_connectors::transport::UreqTransport;
///
/// let transport = UreqTransport::builder()
///     .root_certificates(std::fs::read("/etc/ssl/company-ca.pem").unwrap_or_default())
///     .proxy("http://user:password@proxy.example:3128")
///     .build()?;
/// let client = Client::builder().api_key("key").transport(transport).build()?;
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `.build()` makes the `UreqTransport`"]
pub struct UreqTransportBuilder {
    tls: TlsOptions,
    proxy: ProxyOption,
    family: Option<Family>,
}

#[derive(Default)]
enum ProxyOption {
    #[default]
    Environment,
    Url(Secret),
    None,
}

impl UreqTransportBuilder {
    /// Trusts these certificates in addition to the others: one or more of them, as PEM. Each call adds to those
    /// before.
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.tls.roots.push(pem.as_ref().to_vec());
        self
    }

    /// Trusts these certificates, one or more as PEM, instead of the bundled or the system's ones. What
    /// [`root_certificates`](Self::root_certificates) adds is trusted too.
    pub fn only_root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.tls.only_roots = Some(pem.as_ref().to_vec());
        self
    }

    /// Presents this certificate to a server that asks for one: the certificate first and then those that issued it,
    /// as PEM, and its private key as PEM without a password.
    ///
    /// rustls takes keys in PKCS#8, PKCS#1 and SEC1; native-tls takes PKCS#8 (`BEGIN PRIVATE KEY`) only.
    pub fn client_certificate(
        mut self,
        chain_pem: impl AsRef<[u8]>,
        key_pem: impl ClientKey,
    ) -> Self {
        self.tls.client = Some((chain_pem.as_ref().to_vec(), key_pem.into_pem()));
        self
    }

    /// Goes through this proxy to whatever is spoken to in https, and doesn't ask the environment for one:
    /// `scheme://user:password@host:port`, where the scheme is `http`, `https`, `socks4`, `socks4a`, `socks5` or
    /// `socks5h`. Without a scheme it is `http`. The user and the password are percent-encoded.
    ///
    /// With `socks4` and `socks5` this machine looks up the service's name, with the others the proxy does.
    /// `NO_PROXY` has no say.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.proxy = ProxyOption::Url(url.into());
        self
    }

    /// Goes through no proxy, whatever the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = ProxyOption::None;
        self
    }

    /// Uses IPv4 addresses only.
    pub fn ipv4_only(mut self) -> Self {
        self.family = Some(SocketAddr::is_ipv4);
        self
    }

    /// Uses IPv6 addresses only.
    pub fn ipv6_only(mut self) -> Self {
        self.family = Some(SocketAddr::is_ipv6);
        self
    }

    /// Uses the platform's TLS library. It does so anyway when the feature `rustls` is off; with both, rustls is used
    /// unless this is called.
    #[cfg(feature = "native-tls")]
    #[cfg_attr(docsrs, doc(cfg(feature = "native-tls")))]
    pub fn native_tls(mut self) -> Self {
        self.tls.native = true;
        self
    }

    /// Makes the transport. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the option, or the environment variable, that can't be used.
    pub fn build(self) -> Result<UreqTransport, Error> {
        let shared = Ok(self.shared()?);
        Ok(UreqTransport { shared })
    }

    fn shared(self) -> Result<Arc<Shared>, ConfigError> {
        let proxies = match &self.proxy {
            ProxyOption::Environment => Proxies::from_environment(|name| env::var_os(name))?,
            ProxyOption::Url(url) => Proxies::given(url.expose())?,
            ProxyOption::None => Proxies::None,
        };
        Ok(Arc::new(Shared {
            config: config(),
            network: Network {
                dial: Dial::new(self.family),
                proxies,
                tls: tls_library(&self.tls)?,
            },
            pool: Pool::default(),
        }))
    }
}

/// Without what the options hold.
impl fmt::Debug for UreqTransportBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransportBuilder")
            .finish_non_exhaustive()
    }
}

/// What the private key of [`client_certificate`](UreqTransportBuilder::client_certificate) may be: text or bytes of
/// any kind (`&str`, `String`, `Vec<u8>`, …), or a [`Secret`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the PEM of a private key",
    label = "give text, bytes or a `Secret`"
)]
pub trait ClientKey: sealed::IntoPem {}

impl<K: sealed::IntoPem> ClientKey for K {}

mod sealed {
    use super::{Secret, Zeroizing};

    pub trait IntoPem {
        fn into_pem(self) -> Zeroizing<Vec<u8>>;
    }

    impl<B: AsRef<[u8]>> IntoPem for B {
        fn into_pem(self) -> Zeroizing<Vec<u8>> {
            Zeroizing::new(self.as_ref().to_vec())
        }
    }

    impl IntoPem for Secret {
        fn into_pem(self) -> Zeroizing<Vec<u8>> {
            (&self).into_pem()
        }
    }

    impl IntoPem for &Secret {
        fn into_pem(self) -> Zeroizing<Vec<u8>> {
            self.expose().into_pem()
        }
    }
}
