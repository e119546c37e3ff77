//! `CONNECT`, as [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6) has it.

use std::io::{self, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::Login;
use crate::transport::TransportError;
use crate::transport::connect::{BoxStream, Origin, Peer};

/// The longest head of an answer that is read.
const LONGEST_HEAD: usize = 16 * 1024;

/// Has the proxy connect to the service.
pub(super) fn open(
    stream: &mut BoxStream,
    proxy: &Peer,
    service: &Origin,
    login: Option<&Login>,
) -> Result<(), TransportError> {
    let request = request(service, login);
    let answered = stream
        .write_all(request.as_bytes())
        .and_then(|()| read_head(stream))
        .map_err(|error| proxy.broken("request to the proxy", error))?;
    match status(&answered) {
        Some(200..=299) => Ok(()),
        Some(status) => Err(refused(proxy, service, status)),
        None => Err(proxy.unreachable("what it answered isn't HTTP: check its port and scheme")),
    }
}

fn request(service: &Origin, login: Option<&Login>) -> Zeroizing<String> {
    let authority = service.authority();
    let authorization = login.map_or_else(Zeroizing::default, |login| {
        let (user, password) = (login.user.expose(), login.password.expose());
        let plain = Zeroizing::new(format!("{user}:{password}"));
        let encoded = Zeroizing::new(STANDARD.encode(plain.as_bytes()));
        Zeroizing::new(format!("Proxy-Authorization: Basic {}\r\n", *encoded))
    });
    Zeroizing::new(format!(
        "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{}\r\n",
        *authorization
    ))
}

/// Everything up to the empty line. Nothing may follow it, since the service has not been spoken to yet.
fn read_head(stream: &mut BoxStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.ends_with(b"\r\n\r\n") {
        let count = stream.read(&mut buffer)?;
        head.extend_from_slice(&buffer[..count]);
        let refusal = status(&head).is_some_and(|status| !(200..=299).contains(&status));
        match count {
            // A refusal may have a body, which nobody reads.
            _ if refusal && head.windows(4).any(|four| four == b"\r\n\r\n") => break,
            0 if refusal => break,
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if head.len() > LONGEST_HEAD => return Err(io::ErrorKind::InvalidData.into()),
            _ => {}
        }
    }
    Ok(head)
}

/// The status, once its line is there.
fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\r').next()?;
    let version = line.strip_prefix(b"HTTP/1.0 ");
    let rest = version.or_else(|| line.strip_prefix(b"HTTP/1.1 "))?;
    let code = str::from_utf8(rest.get(..3)?).ok()?;
    let ends = rest.get(3).is_none_or(|byte| *byte == b' ');
    code.parse().ok().filter(|code| ends && *code >= 100)
}

fn refused(proxy: &Peer, service: &Origin, status: u16) -> TransportError {
    let advice = match status {
        401 | 407 => "give it a user and a password that it knows, http://user:password@…",
        403 | 405 => "it doesn't let this program reach that host; ask whoever runs it",
        400..=499 => "it didn't take the request; check that it is a proxy for https",
        _ => "it couldn't reach that host; check the base URL, or ask whoever runs the proxy",
    };
    proxy
        .unreachable(format_args!(
            "it answered {status} when asked for {}: {advice}",
            service.authority()
        ))
        .with_proxy_status(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_has_the_host_and_the_login_and_nothing_else() {
        let service = Origin::of(&"https://[::1]:8443".parse().unwrap()).unwrap();
        assert_eq!(
            *request(&service, None),
            "CONNECT [::1]:8443 HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n"
        );
        let login = Login {
            user: "Aladdin".into(),
            password: "open sesame".into(),
        };
        assert_eq!(
            *request(&service, Some(&login)),
            "CONNECT [::1]:8443 HTTP/1.1\r\nHost: [::1]:8443\r\n\
             Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n"
        );
    }

    #[test]
    fn a_status_is_read_from_the_first_line_alone() {
        for (head, expected) in [
            (
                &b"HTTP/1.1 200 Connection established\r\n\r\n"[..],
                Some(200),
            ),
            (b"HTTP/1.0 407\r\n", Some(407)),
            (b"HTTP/1.1 4070\r\n", None),
            (b"HTTP/1.1 2", None),
            (b"SSH-2.0 200\r\n", None),
            (b"", None),
        ] {
            assert_eq!(status(head), expected);
        }
    }
}
