//! What a base URL must be, and the URLs that it makes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::error::ConfigError;

/// Whether requests can be sent to this base URL.
pub(crate) fn check(base_url: &str) -> Result<(), ConfigError> {
    join(base_url, "/").map(drop)
}

/// The URL of a path below the base URL.
pub(crate) fn join(base_url: &str, path: &str) -> Result<Uri, ConfigError> {
    let wrong = |problem| ConfigError::new("base_url", problem);
    if base_url.contains(['?', '#']) {
        return Err(wrong(
            "has a query or a fragment: give the host, and a path at most",
        ));
    }
    let whole = format!("{}{path}", base_url.trim_end_matches('/'));
    let uri: Uri = whole
        .parse()
        .map_err(|_| wrong("is not a URL: write it like https://api.us.nylas.com"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(wrong(
            "has no scheme or no host: write it like https://api.us.nylas.com",
        ));
    };
    check_authority(scheme, authority).map_err(wrong)?;
    if base_url.trim_end_matches('/').ends_with("/v3") {
        return Err(wrong(
            "ends with `/v3`, which each call adds by itself: leave it off",
        ));
    }
    if !whole.is_ascii() || uri.path().split('/').any(is_dots) {
        return Err(wrong(
            "has a path with `.` or `..`, or a letter that isn't ASCII: write it plainly",
        ));
    }
    Ok(uri)
}

/// Whether this segment of a path means itself or the one above, written plainly or encoded.
fn is_dots(segment: &str) -> bool {
    matches!(
        segment.to_ascii_lowercase().replace("%2e", ".").as_str(),
        "." | ".."
    )
}

fn check_authority(scheme: &Scheme, authority: &Authority) -> Result<(), &'static str> {
    let text = authority.as_str();
    let host = authority.host();
    if text.contains('@') {
        return Err("has a user in it: the API key is all that the service asks for");
    }
    // `http` drops a port that is too large, without a word.
    let after_host = text.strip_prefix(host).unwrap_or_default();
    if host.is_empty()
        || (!after_host.is_empty() && authority.port_u16().is_none_or(|port| port == 0))
    {
        return Err("has no host, or a port that is not between 1 and 65535");
    }
    if *scheme != Scheme::HTTPS && !(*scheme == Scheme::HTTP && is_loopback(host)) {
        return Err("must begin with https://: plain http is for loopback addresses only");
    }
    if self::host(host).is_none() {
        return Err("has a host that is neither a name nor an address: check how it is spelled");
    }
    Ok(())
}

/// The host of a URL as it is looked up, or `None` when it isn't a name or an address. Some of what `http::Uri` takes
/// is no host for the parser of URLs that other features of ureq use, which then panics.
pub(crate) fn host(text: &str) -> Option<String> {
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
