//! [`Bypass`]: the list in `NO_PROXY`.

use std::net::IpAddr;

use crate::transport::connect::Origin;

/// The hosts that are spoken to directly, in the forms that curl, Go and Python understand.
#[derive(Default)]
pub(in crate::transport) struct Bypass(Vec<Entry>);

struct Entry {
    hosts: Hosts,
    /// Only this one.
    port: Option<u16>,
}

enum Hosts {
    All,
    /// The domain and everything below it.
    Domain(String),
    /// The addresses that share this many bits with this one.
    Network(IpAddr, u32),
}

impl Bypass {
    /// Reads a list with commas or spaces between its items. An item that means nothing names no host.
    pub(super) fn parse(list: &str) -> Self {
        let items = list.split(|letter: char| letter == ',' || letter.is_whitespace());
        let items = items.filter(|item| !item.is_empty());
        Self(items.map(Entry::parse).collect())
    }

    pub(super) fn matches(&self, origin: &Origin) -> bool {
        self.0.iter().any(|entry| {
            entry.port.is_none_or(|port| port == origin.port) && entry.hosts.contain(origin)
        })
    }
}

impl Entry {
    fn parse(item: &str) -> Self {
        // An address of IPv6 has more than one colon, and a port behind it only when it is in brackets.
        let port = item
            .rsplit_once(':')
            .filter(|(host, _)| !host.contains(':') || host.ends_with(']'))
            .and_then(|(host, port)| Some((host, port.parse().ok()?)));
        let (host, port) = match port {
            Some((host, port)) => (host, Some(port)),
            None => (item, None),
        };
        Self {
            hosts: Hosts::parse(&host.to_ascii_lowercase()),
            port,
        }
    }
}

impl Hosts {
    fn parse(text: &str) -> Self {
        if text == "*" {
            return Self::All;
        }
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, bits.parse().ok()),
            None => (text, Some(u32::MAX)),
        };
        let address = address.trim_matches(['[', ']']).parse::<IpAddr>();
        if let (Ok(address), Some(bits)) = (address, bits) {
            return Self::Network(address.to_canonical(), bits);
        }
        let name = text.strip_prefix('*').unwrap_or(text);
        let name = name.strip_prefix('.').unwrap_or(name);
        Self::Domain(name.strip_suffix('.').unwrap_or(name).to_owned())
    }

    fn contain(&self, origin: &Origin) -> bool {
        match (self, origin.address()) {
            (Self::All, _) => true,
            (Self::Network(network, bits), Some(address)) => {
                share_bits(*network, address.to_canonical(), *bits)
            }
            (Self::Domain(domain), None) => {
                let host = origin.host.strip_suffix('.').unwrap_or(&origin.host);
                host.strip_suffix(domain.as_str())
                    .is_some_and(|above| above.is_empty() || above.ends_with('.'))
            }
            (Self::Network(..), None) | (Self::Domain(_), Some(_)) => false,
        }
    }
}

/// Whether the first bits are the same; of an address alone, all.
fn share_bits(one: IpAddr, other: IpAddr, bits: u32) -> bool {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits.min(u32::BITS)
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => {
            (one.to_bits() ^ other.to_bits()).leading_zeros() >= bits.min(u128::BITS)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bypassed(list: &str, url: &str) -> bool {
        Bypass::parse(list).matches(&Origin::of(&url.parse().unwrap()).unwrap())
    }

    #[test]
    fn hosts_are_named_in_every_form_that_other_clients_understand() {
        for (list, url) in [
            ("*", "https://api.us.nylas.com"),
            ("nylas.com", "https://api.us.nylas.com"),
            ("nylas.com", "https://nylas.com"),
            (".nylas.com", "https://api.us.nylas.com"),
            ("*.nylas.com", "https://api.us.nylas.com"),
            ("NYLAS.com", "https://api.US.nylas.com"),
            ("nylas.com.", "https://api.us.nylas.com"),
            ("nylas.com", "https://api.us.nylas.com."),
            ("a.example, nylas.com", "https://api.us.nylas.com"),
            ("a.example\tnylas.com", "https://api.us.nylas.com"),
            ("a.example,,nylas.com,", "https://api.us.nylas.com"),
            ("nylas.com:443", "https://api.us.nylas.com"),
            ("nylas.com:8443", "https://api.us.nylas.com:8443"),
            ("10.1.2.3", "https://10.1.2.3"),
            ("10.0.0.0/8", "https://10.1.2.3"),
            ("10.1.2.3/32:443", "https://10.1.2.3"),
            ("10.1.2.3:443", "https://10.1.2.3"),
            ("0.0.0.0/0", "https://10.1.2.3"),
            ("fd00::1", "https://[fd00::1]"),
            ("[fd00::1]", "https://[fd00::1]"),
            ("[fd00::1]:443", "https://[fd00::1]"),
            ("fd00::/8", "https://[fd12::1]"),
            ("10.0.0.0/8", "https://[::ffff:10.1.2.3]"),
        ] {
            assert!(bypassed(list, url), "{list} {url}");
        }
    }

    #[test]
    fn other_hosts_are_not() {
        for (list, url) in [
            ("", "https://api.us.nylas.com"),
            ("las.com", "https://api.us.nylas.com"),
            ("api.us.nylas.com", "https://us.nylas.com"),
            ("nylas.com:80", "https://api.us.nylas.com"),
            ("nylas.com.example", "https://nylas.com"),
            ("10.0.0.0/8", "https://11.1.2.3"),
            ("10.0.0.0/x", "https://10.1.2.3"),
            ("2.3.4", "https://1.2.3.4"),
            ("10.1.2.3", "https://10.1.2.4"),
            ("::/0", "https://10.1.2.3"),
            ("fd00::/8", "https://[fe00::1]"),
            ("<local>", "https://api.us.nylas.com"),
        ] {
            assert!(!bypassed(list, url), "{list} {url}");
        }
    }
}
