//! [`Origin`]: a scheme, a host and a port.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use http::Uri;

use crate::host;

/// Where a connection leads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(in crate::transport) struct Origin {
    pub(in crate::transport) https: bool,
    /// In small letters, and an IPv6 address without its brackets.
    pub(in crate::transport) host: String,
    pub(in crate::transport) port: u16,
}

impl Origin {
    /// `None` for a URL without a host that can be looked up, or with another scheme than http and https.
    pub(in crate::transport) fn of(uri: &Uri) -> Option<Self> {
        let https = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let default_port = if https { 443 } else { 80 };
        Some(Self {
            https,
            host: host::parse(uri.host()?)?,
            port: uri.port_u16().unwrap_or(default_port),
        })
    }

    /// The address that the host is written as, if it is one and not a name.
    pub(super) fn address(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// The host and the port, as a URL, a proxy and the system's lookup take them.
    pub(super) fn authority(&self) -> String {
        match self.address() {
            Some(address) => SocketAddr::from((address, self.port)).to_string(),
            None => format!("{}:{}", self.host, self.port),
        }
    }
}

/// As a person would write it: the port only where it isn't the scheme's own.
impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authority = self.authority();
        let own_port = if self.https { ":443" } else { ":80" };
        formatter.write_str(authority.strip_suffix(own_port).unwrap_or(&authority))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(url: &str) -> Option<String> {
        Origin::of(&url.parse().unwrap()).map(|origin| origin.to_string())
    }

    #[test]
    fn the_port_is_shown_where_it_is_not_the_schemes_own() {
        for (url, shown) in [
            ("https://API.eu.nylas.com/v3", "api.eu.nylas.com"),
            ("https://api.eu.nylas.com:443/v3", "api.eu.nylas.com"),
            ("https://api.eu.nylas.com:80/v3", "api.eu.nylas.com:80"),
            ("http://[::1]:8080/", "[::1]:8080"),
            ("http://[::1]/", "[::1]"),
        ] {
            assert_eq!(origin(url).as_deref(), Some(shown));
        }
    }

    #[test]
    fn what_no_parser_of_urls_takes_for_a_host_is_none() {
        for url in [
            "ftp://a/",
            "https://a!b/",
            "https://a~b/",
            "https://256.1.1.1/",
            "https://1.2.3.4.5/",
            "https://0x7f/",
            "https://a..b/",
        ] {
            assert_eq!(origin(url), None, "{url}");
        }
    }
}
