//! The host of a URL.

use std::net::IpAddr;

use url::Host;

/// The host of a URL as it is looked up, or `None` when it isn't a name or an address. Some of what `http::Uri` takes
/// is no host for the parser of URLs that other features of ureq use, which then panics.
pub(crate) fn parse(text: &str) -> Option<String> {
    let host = text.to_ascii_lowercase();
    match Host::parse(&host).ok()? {
        Host::Ipv6(_) => Some(host.trim_matches(['[', ']']).to_owned()),
        // Other forms of an address, such as `127.1`, aren't one everywhere.
        Host::Ipv4(address) => (address.to_string() == host).then_some(host),
        Host::Domain(name) => (name == host && has_plain_labels(&host)).then_some(host),
    }
}

fn has_plain_labels(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let name = name.strip_suffix('.').unwrap_or(name);
    name.split('.')
        .all(|label| !label.is_empty() && label.bytes().all(letters))
}

/// Whether the host is written as this machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    let host = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
