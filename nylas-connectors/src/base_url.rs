//! What a base URL must be, and the URLs that it makes.

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::error::ConfigError;
use crate::{host, paste_mistake};

/// Whether requests can be sent to this base URL.
pub(crate) fn check(base_url: &str) -> Result<(), ConfigError> {
    problem(base_url).map_err(|problem| ConfigError::new("base_url", problem))
}

/// The URL of a path below a base URL that was checked.
pub(crate) fn join(base_url: &str, path: &str) -> Result<Uri, ConfigError> {
    let joined = format!("{}{path}", base_url.trim_end_matches('/'));
    joined
        .parse()
        .map_err(|_| ConfigError::new("base_url", NO_URL))
}

const NO_URL: &str = "is not a URL: write it like https://api.us.nylas.com";

fn problem(base_url: &str) -> Result<(), &'static str> {
    if let Some(problem) = problem_of_text(base_url) {
        return Err(problem);
    }
    let uri: Uri = base_url.parse().map_err(|_| NO_URL)?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(NO_URL);
    };
    let path = uri.path().trim_end_matches('/').to_ascii_lowercase();
    check_authority(scheme, authority)?;
    check_path(&path)?;
    check_service(authority.host(), &path)
}

/// What can be said before the text is taken for a URL.
fn problem_of_text(text: &str) -> Option<&'static str> {
    if let Some(problem) = paste_mistake::find(text) {
        return Some(problem);
    }
    Some(if text.trim().is_empty() {
        "is empty: write it like https://api.us.nylas.com"
    } else if text.contains(char::is_whitespace) {
        "has white space in it: trim it"
    } else if text.contains(['?', '#']) {
        "has a query or a fragment: give the host, and a path at most"
    } else if !text.contains("://") {
        "has no scheme: write it like https://api.us.nylas.com"
    } else if text.matches("://").count() > 1 {
        "has two schemes: write it like https://api.us.nylas.com"
    } else if !text.is_ascii() {
        "has a letter that isn't ASCII: write a host in its form with `xn--`, and a path percent-encoded"
    } else {
        return None;
    })
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
    if *scheme != Scheme::HTTPS && !(*scheme == Scheme::HTTP && host::is_loopback(host)) {
        return Err("must begin with https://: plain http is for loopback addresses only");
    }
    if host::parse(host).is_none() {
        return Err("has a host that is neither a name nor an address: check how it is spelled");
    }
    Ok(())
}

fn check_path(path: &str) -> Result<(), &'static str> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    // Whether a segment means itself or the one above, written plainly or encoded.
    let is_dots = |segment: &&str| matches!(segment.replace("%2e", ".").as_str(), "." | "..");
    if segments.iter().any(is_dots) {
        return Err("has a path with `.` or `..`: write it plainly");
    }
    if segments.last() == Some(&"v3") {
        return Err("ends with `/v3`, which each call adds by itself: leave it off");
    }
    let is_endpoint = |pair: &[&str]| pair[0] == "v3" && RESOURCES.contains(&pair[1]);
    if segments.windows(2).any(is_endpoint) {
        return Err(
            "has the path of an endpoint, which each call adds by itself: leave it off, from `/v3` on",
        );
    }
    Ok(())
}

/// What follows `/v3` in the URLs of the service.
const RESOURCES: [&str; 15] = [
    "applications",
    "auth",
    "calendars",
    "connect",
    "connectors",
    "contacts",
    "drafts",
    "events",
    "grants",
    "messages",
    "providers",
    "redirect-uris",
    "scheduling",
    "threads",
    "webhooks",
];

/// Whether this is the API, if it is a host of Nylas at all.
fn check_service(host: &str, path: &str) -> Result<(), &'static str> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let Some(name) = host.strip_suffix("nylas.com") else {
        return Ok(());
    };
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    match labels.as_slice() {
        _ if !name.is_empty() && !name.ends_with('.') => Ok(()),
        ["api"] | [_, "api"] | [.., "schedule"] => Err(
            "is a host of the earlier API: write https://api.us.nylas.com or https://api.eu.nylas.com",
        ),
        [first, ..] if first.contains("dashboard") => Err(
            "is the dashboard, not the API: write https://api.us.nylas.com or https://api.eu.nylas.com",
        ),
        [first, ..] if !first.starts_with("api") => Err(
            "is a host of Nylas that isn't the API: write https://api.us.nylas.com or https://api.eu.nylas.com",
        ),
        _ if !path.is_empty() => {
            Err("has a path, and the service's own host has none: give the host alone")
        }
        _ => Ok(()),
    }
}
