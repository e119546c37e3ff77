//! The host of a URL.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The host of a URL as it is looked up, or `None` when it isn't a name or an address. Some of what `http::Uri` takes
/// is no host for the parser of URLs that other features of ureq use, which then panics.
pub(crate) fn parse(text: &str) -> Option<String> {
    let host = text.to_ascii_lowercase();
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']')?;
        return address
            .parse::<Ipv6Addr>()
            .is_ok()
            .then(|| address.to_owned());
    }
    let name = host.strip_suffix('.').unwrap_or(&host);
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let labels = |name: &str| {
        name.split('.')
            .all(|label| !label.is_empty() && label.bytes().all(letters))
    };
    // A name whose last label is a number is an address, or nothing.
    let last = name.rsplit('.').next()?;
    let numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    (labels(name) && (!numeric || name.parse::<Ipv4Addr>().is_ok())).then_some(host)
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
