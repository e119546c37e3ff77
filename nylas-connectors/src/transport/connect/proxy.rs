//! [`Proxies`]: which proxy a connection goes through, and what a [`Proxy`] is asked for.

mod bypass;
mod http;
mod socks;
mod url;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Instant;

use self::bypass::Bypass;
use self::url::{Protocol, Proxy};
use super::dial::Dial;
use super::origin::Origin;
use super::stream::BoxStream;
use crate::ConfigError;
use crate::host::is_loopback;
use crate::transport::TransportError;

/// In the order in which they are read. `HTTP_PROXY` is for plain http, which only goes to this machine.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// Which proxy is used for which service.
pub(in crate::transport) enum Proxies {
    None,
    /// This one, for every service that is spoken to in https.
    Given(Proxy),
    /// The one that this variable names, but not for this machine and what `NO_PROXY` names.
    FromEnvironment(&'static str, Proxy, Bypass),
}

impl Proxies {
    /// The proxy that the program names.
    pub(in crate::transport) fn given(url: &str) -> Result<Self, ConfigError> {
        let proxy = url::parse(url).map_err(|problem| ConfigError::new("proxy", problem))?;
        Ok(Self::Given(proxy))
    }

    /// The proxy in the first of the variables that isn't empty. It is used or refused, and never skipped.
    pub(in crate::transport) fn from_environment(
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, ConfigError> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let first = VARIABLES.iter().find_map(|name| Some((*name, set(name)?)));
        let Some((name, value)) = first else {
            return Ok(Self::None);
        };
        let proxy = value.to_str().ok_or("is not Unicode text");
        let proxy = proxy.and_then(url::parse);
        let proxy = proxy.map_err(|problem| ConfigError::new(name, problem))?;
        let bypass = set("NO_PROXY").or_else(|| set("no_proxy"));
        let bypass = Bypass::parse(&bypass.unwrap_or_default().to_string_lossy());
        Ok(Self::FromEnvironment(name, proxy, bypass))
    }

    /// Plain http goes to this machine only, and past every proxy.
    pub(super) fn for_origin(&self, origin: &Origin) -> Option<&Proxy> {
        match self {
            _ if !origin.https => None,
            Self::None => None,
            Self::Given(proxy) => Some(proxy),
            Self::FromEnvironment(_, proxy, bypass) => {
                let bypassed = is_loopback(&origin.host) || bypass.matches(origin);
                (!bypassed).then_some(proxy)
            }
        }
    }

    /// What an error calls the proxy: its host and its port, and the variable that names it.
    pub(super) fn shown(&self, proxy: &Proxy) -> String {
        let authority = proxy.origin.authority();
        match self {
            Self::FromEnvironment(name, ..) => format!("{authority} of `{name}`"),
            Self::None | Self::Given(_) => authority,
        }
    }
}

impl Proxy {
    /// What the proxy is asked for: the service by its name, or by the address that this machine found for it.
    pub(super) fn target(
        &self,
        service: &Origin,
        dial: &Dial,
        deadline: Instant,
    ) -> Result<Origin, TransportError> {
        let has_form = match self.protocol {
            Protocol::Http | Protocol::Socks4a | Protocol::Socks5h => return Ok(service.clone()),
            Protocol::Socks4 => SocketAddr::is_ipv4,
            Protocol::Socks5 => |_: &SocketAddr| true,
        };
        let addresses = dial.addresses(service, deadline)?;
        let nearest = addresses.iter().find(|address| has_form(address));
        Ok(match nearest.or(addresses.first()) {
            Some(address) => Origin {
                host: address.ip().to_string(),
                ..*service
            },
            None => service.clone(),
        })
    }

    /// Has the proxy at the other end of the stream connect to the target.
    pub(super) fn open(
        &self,
        mut stream: BoxStream,
        target: &Origin,
    ) -> Result<BoxStream, TransportError> {
        let login = self.login.as_ref();
        match self.protocol {
            Protocol::Http => http::open(&mut stream, target, login),
            Protocol::Socks4 | Protocol::Socks4a => socks::open_v4(&mut stream, target, login),
            Protocol::Socks5 | Protocol::Socks5h => socks::open_v5(&mut stream, target, login),
        }?;
        Ok(stream)
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
        let named =
            Proxies::FromEnvironment("HTTPS_PROXY", proxy(), Bypass::parse("intern.example"));
        assert_eq!(named.shown(&proxy()), "proxy.example:3128 of `HTTPS_PROXY`");
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

    fn read(variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        };
        let proxies = Proxies::from_environment(variable).map_err(|error| error.to_string())?;
        let service = Origin::of(&"https://api.us.nylas.com".parse().unwrap()).unwrap();
        let proxy = proxies.for_origin(&service);
        Ok(proxy.map(|proxy| proxy.origin.host.clone()))
    }

    #[test]
    fn the_variable_for_https_comes_before_the_one_for_everything() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(
            read(&[("ALL_PROXY", "a"), ("HTTPS_PROXY", "b")]),
            Ok(Some("b".into()))
        );
        assert_eq!(
            read(&[("all_proxy", "a"), ("https_proxy", "b")]),
            Ok(Some("b".into()))
        );
        assert_eq!(
            read(&[("ALL_PROXY", "a"), ("HTTPS_PROXY", "")]),
            Ok(Some("a".into()))
        );
        assert_eq!(
            read(&[("HTTP_PROXY", "ftp://a"), ("http_proxy", "b")]),
            Ok(None)
        );
    }

    #[test]
    fn a_variable_that_cannot_be_used_is_refused_by_its_name_and_without_its_value() {
        for value in ["ftp://u:hush@p", "'http://u:hush@p'", "http://u:hush@p:0"] {
            for name in VARIABLES {
                let error = read(&[(name, value)]).unwrap_err();
                assert!(error.starts_with(&format!("`{name}` has a")), "{error}");
                assert!(!error.contains("hush"), "{error}");
            }
        }
        // Not even when another one could be.
        let error = read(&[("HTTPS_PROXY", "ftp://a"), ("ALL_PROXY", "b")]).unwrap_err();
        assert!(error.starts_with("`HTTPS_PROXY`"), "{error}");
    }

    #[test]
    fn what_no_proxy_names_is_spoken_to_directly() {
        for name in ["NO_PROXY", "no_proxy"] {
            let through = |list| read(&[("HTTPS_PROXY", "p"), (name, list)]);
            assert_eq!(through("other.example, nylas.com"), Ok(None));
            assert_eq!(through("other.example"), Ok(Some("p".into())));
            assert_eq!(through(""), Ok(Some("p".into())));
        }
    }
}
