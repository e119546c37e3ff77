//! [`Proxies`]: which proxy a connection goes through, and [`Proxy`], which makes it.

mod bypass;
mod environment;
mod http;
mod socks;
mod url;

use std::fmt;
use std::time::Instant;

use self::bypass::Bypass;
pub(in crate::transport) use self::environment::from_environment;
use self::socks::Version;
use super::{BoxStream, Dial, Origin, Peer, Tls};
use crate::host::is_loopback;
use crate::transport::TransportError;
use crate::{ConfigError, Secret};

/// Which proxy is used for which service.
#[derive(Debug)]
pub(in crate::transport) enum Proxies {
    None,
    /// This one, for every service that is spoken to in https.
    Given(Proxy),
    /// The same but for this machine and what `NO_PROXY` names.
    FromEnvironment(Proxy, Bypass),
}

impl Proxies {
    /// The proxy that the program names.
    pub(in crate::transport) fn given(url: &str) -> Result<Self, ConfigError> {
        let proxy = url::parse(url).map_err(|problem| ConfigError::new("proxy", problem))?;
        Ok(Self::Given(proxy))
    }

    /// Plain http goes to this machine only, and past every proxy.
    pub(super) fn for_origin(&self, origin: &Origin) -> Option<&Proxy> {
        match self {
            _ if !origin.https => None,
            Self::None => None,
            Self::Given(proxy) => Some(proxy),
            Self::FromEnvironment(proxy, bypass) => {
                let bypassed = is_loopback(&origin.host) || bypass.matches(origin);
                (!bypassed).then_some(proxy)
            }
        }
    }
}

/// A proxy and how it is spoken to.
pub(in crate::transport) struct Proxy {
    /// With `https`, TLS is spoken to the proxy itself.
    origin: Origin,
    protocol: Protocol,
    login: Option<Login>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Protocol {
    Http,
    /// Whether the proxy looks up the service's name.
    Socks(Version, bool),
}

#[derive(Debug)]
struct Login {
    user: Secret,
    password: Secret,
}

impl Proxy {
    /// A connection through the proxy to the service, without the service's TLS yet.
    pub(super) fn connect(
        &self,
        service: &Origin,
        dial: &Dial,
        tls: &Tls,
        deadline: Instant,
    ) -> Result<BoxStream, TransportError> {
        let peer = Peer::Proxy(&self.origin);
        let mut stream = dial.connect(&peer, deadline)?;
        if self.origin.https {
            stream = tls.handshake(stream, &peer)?;
        }
        match self.protocol {
            Protocol::Http => http::open(&mut stream, &peer, service, self.login.as_ref())?,
            Protocol::Socks(version, looks_up) => {
                let target = if looks_up {
                    socks::Target::of(service)
                } else {
                    let addresses = dial.addresses(&Peer::Service(service), deadline)?;
                    // There is at least one address.
                    let nearest = socks::Target::nearest(&addresses, version);
                    nearest.unwrap_or_else(|| socks::Target::of(service))
                };
                socks::open(&mut stream, &peer, version, &target, self.login.as_ref())?;
            }
        }
        Ok(stream)
    }
}

/// Without the user and the password.
impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proxy")
            .field("origin", &self.origin)
            .field("protocol", &self.protocol)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> Origin {
        Origin::of(&url.parse().unwrap()).unwrap()
    }

    #[test]
    fn only_the_spelling_of_the_host_decides_whether_the_environments_proxy_is_bypassed() {
        let proxy = || url::parse("http://proxy.example:3128").unwrap();
        let named = Proxies::FromEnvironment(proxy(), Bypass::parse("intern.example"));
        for (url, proxied) in [
            ("https://api.us.nylas.com", true),
            ("https://ip6-localhost", true),
            ("https://localhost", false),
            ("https://127.9.9.9", false),
            ("https://[::1]:8443", false),
            ("https://intern.example", false),
            ("http://localhost", false),
        ] {
            let origin = origin(url);
            assert_eq!(named.for_origin(&origin).is_some(), proxied, "{url}");
            let always = Proxies::Given(proxy());
            let given = always.for_origin(&origin).is_some();
            assert_eq!(given, origin.https, "{url}");
        }
    }

    #[test]
    fn a_proxy_is_shown_without_its_login() {
        let proxy = url::parse("http://user:hush@proxy.example").unwrap();
        let shown = format!("{proxy:?}");
        assert!(
            !shown.contains("user") && !shown.contains("hush"),
            "{shown}"
        );
        assert!(shown.contains("proxy.example"), "{shown}");
    }
}
