//! [`Proxy`]: a proxy by its URL.

use percent_encoding::percent_decode_str;

use crate::Secret;
use crate::host;
use crate::transport::connect::Origin;

/// A proxy and how it is spoken to.
pub(in crate::transport) struct Proxy {
    /// With `https`, TLS is spoken to the proxy itself.
    pub(in crate::transport) origin: Origin,
    pub(super) protocol: Protocol,
    pub(super) login: Option<Login>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Protocol {
    Http,
    /// This machine looks up the service's name. The proxy does with `Socks4a` and `Socks5h`.
    Socks4,
    Socks4a,
    Socks5,
    Socks5h,
}

pub(super) struct Login {
    pub(super) user: Secret,
    pub(super) password: Secret,
}

const FORM: &str =
    "is not the URL of a proxy: write it like http://user:password@proxy.example:3128";

/// Reads `scheme://user:password@host:port`, of which only the host must be there. What is wrong is said without the
/// text, which may hold a password.
pub(super) fn parse(text: &str) -> Result<Proxy, &'static str> {
    if text
        .bytes()
        .any(|byte| !byte.is_ascii_graphic() || b"\"'`".contains(&byte))
    {
        return Err(
            "has a space, a quotation mark or a letter that isn't ASCII in it: remove it, or percent-encode it in the \
             user or the password",
        );
    }
    let (scheme, rest) = match text.split_once("://") {
        Some(parts) => parts,
        // A login could have slashes in it.
        None if (text.contains(":/") || text.contains("//")) && !text.contains('@') => {
            return Err("has no `://` after its scheme: write it like http://proxy.example:3128");
        }
        None => ("http", text),
    };
    let (protocol, https, default_port) = protocol(scheme)?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (login, authority) = match rest.rsplit_once('@') {
        Some((login, authority)) => (Some(read_login(login)?), authority),
        None => (None, rest),
    };
    if rest.contains(['/', '?', '#']) {
        return Err(
            "has a path or a query: give the scheme, the login, the host and the port only; in a password, write / as \
             %2F, ? as %3F and # as %23",
        );
    }
    let (name, port) = match authority.rsplit_once(':') {
        // A colon inside brackets belongs to the address.
        Some((name, port)) if !port.contains(']') => (name, port.parse().unwrap_or(0)),
        _ => (authority, default_port),
    };
    if port == 0 {
        return Err("has a port that is not between 1 and 65535");
    }
    let host = host::parse(name).ok_or(FORM)?;
    Ok(Proxy {
        origin: Origin { https, host, port },
        protocol,
        login,
    })
}

/// The protocol, whether TLS is spoken to the proxy, and its default port.
fn protocol(scheme: &str) -> Result<(Protocol, bool, u16), &'static str> {
    Ok(match scheme.to_ascii_lowercase().as_str() {
        "http" => (Protocol::Http, false, 80),
        "https" => (Protocol::Http, true, 443),
        "socks4" => (Protocol::Socks4, false, 1080),
        "socks4a" => (Protocol::Socks4a, false, 1080),
        "socks" | "socks5" => (Protocol::Socks5, false, 1080),
        "socks5h" => (Protocol::Socks5h, false, 1080),
        _ => {
            return Err(
                "has a scheme that is not a proxy's: use http, https, socks4, socks4a, socks5 or socks5h",
            );
        }
    })
}

fn read_login(text: &str) -> Result<Login, &'static str> {
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    let decode = |text| {
        let decoded = percent_decode_str(text).decode_utf8();
        let decoded = decoded.map_err(|_| "has a user or a password that isn't UTF-8")?;
        // They would end a line of the request to the proxy, or a field of it.
        if decoded.contains(char::is_control) {
            return Err("has a control character in the user or the password");
        }
        Ok(Secret::from(&*decoded))
    };
    let login = Login {
        user: decode(user)?,
        password: decode(password)?,
    };
    if login.user.expose().contains(':') {
        return Err("has a colon in the user, which no proxy can tell from the password");
    }
    Ok(login)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a proxy in one line.
    fn read(text: &str) -> Result<String, &'static str> {
        let proxy = parse(text)?;
        let tls = if proxy.origin.https { " tls" } else { "" };
        let login = proxy.login.map_or(String::new(), |login| {
            format!(" {}/{}", login.user.expose(), login.password.expose())
        });
        Ok(format!(
            "{:?} {}{tls}{login}",
            proxy.protocol,
            proxy.origin.authority()
        ))
    }

    #[test]
    fn every_part_but_the_host_may_be_left_out() {
        for (text, parts) in [
            ("proxy.example", "Http proxy.example:80"),
            ("proxy.example:3128", "Http proxy.example:3128"),
            ("http://Proxy.Example:3128/", "Http proxy.example:3128"),
            ("HTTPS://proxy.example", "Http proxy.example:443 tls"),
            ("http://u:p%40w%3A@[::1]:1", "Http [::1]:1 u/p@w:"),
            ("http://u:p@w@proxy.example", "Http proxy.example:80 u/p@w"),
            ("u@10.0.0.1", "Http 10.0.0.1:80 u/"),
            ("socks5://[::1]", "Socks5 [::1]:1080"),
            ("socks5h://p:9", "Socks5h p:9"),
            ("socks4://p", "Socks4 p:1080"),
            ("socks4a://p", "Socks4a p:1080"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(parts), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_what_to_do() {
        for (text, words) in [
            ("ftp://proxy.example", "has a scheme"),
            ("\"http://proxy.example\"", "quotation mark"),
            ("http://proxy.example ", "has a space"),
            ("http:/proxy.example:80", "has no `://`"),
            ("https//proxy.example", "has no `://`"),
            ("u:p//w@proxy.example", "has a path"),
            ("http://proxy.example/path", "has a path"),
            ("http://u:p/w@proxy.example", "has a path"),
            ("http://proxy.example:0", "has a port"),
            ("http://proxy.example:99999", "has a port"),
            ("http://proxy.example:", "has a port"),
            ("http://", "is not the URL"),
            ("http://u:p@", "is not the URL"),
            ("http://a|b", "is not the URL"),
            ("http://[::1", "is not the URL"),
            ("http://u:%ff@proxy.example", "isn't UTF-8"),
            ("http://u:%0d%0a@proxy.example", "control character"),
            ("http://u%3Av:p@proxy.example", "colon"),
        ] {
            let problem = read(text).unwrap_err();
            assert!(problem.contains(words), "{text}: {problem}");
        }
    }
}
