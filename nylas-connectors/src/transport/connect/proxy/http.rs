//! `CONNECT`, as [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6) has it.

use std::io::{self, BufRead, BufReader, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::url::Login;
use crate::transport::connect::Origin;
use crate::transport::connect::stream::{BoxStream, broken};
use crate::transport::{TransportError, TransportErrorKind};

/// The longest head of an answer that is read.
const LONGEST_HEAD: u64 = 16 * 1024;

/// Has the proxy connect to the target.
pub(super) fn open(
    stream: &mut BoxStream,
    target: &Origin,
    login: Option<&Login>,
) -> Result<(), TransportError> {
    let status = stream
        .write_all(request(target, login).as_bytes())
        .and_then(|()| read_status(stream))
        .map_err(|error| broken("request to the proxy", error))?;
    let failed = |why: String| TransportError::saying(TransportErrorKind::Proxy, why);
    let advice = match status {
        Some(200..=299) => return Ok(()),
        Some(401 | 407) => "give it a user and a password that it knows, http://user:password@…",
        Some(403 | 405) => "it doesn't let this program reach that host; ask whoever runs it",
        Some(400..=499) => "it didn't take the request; check that it is a proxy for https",
        _ => "it couldn't reach that host; check the base URL, or ask whoever runs the proxy",
    };
    Err(match status {
        None => failed("what it answered isn't HTTP: check its port and scheme".to_owned()),
        Some(status) => {
            let target = target.authority();
            failed(format!(
                "it answered {status} when asked for {target}: {advice}"
            ))
            .with_proxy_status(status)
        }
    })
}

fn request(target: &Origin, login: Option<&Login>) -> Zeroizing<String> {
    let target = target.authority();
    let authorization = login.map_or_else(Zeroizing::default, |login| {
        let (user, password) = (login.user.expose(), login.password.expose());
        let plain = Zeroizing::new(format!("{user}:{password}"));
        let encoded = Zeroizing::new(STANDARD.encode(plain.as_bytes()));
        Zeroizing::new(format!("Proxy-Authorization: Basic {}\r\n", *encoded))
    });
    Zeroizing::new(format!(
        "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{}\r\n",
        *authorization
    ))
}

/// The status of the answer, or `None` when it isn't HTTP. The whole head of a success is read, and nothing behind it:
/// that is the service's. Of a refusal nobody reads more than the status.
fn read_status(stream: &mut impl Read) -> io::Result<Option<u16>> {
    // A buffer of one byte takes no more from the stream than what is read.
    let mut head = BufReader::with_capacity(1, stream.take(LONGEST_HEAD));
    let mut line = Vec::new();
    head.read_until(b'\n', &mut line)?;
    let status = status(&line);
    if status.is_none() && !line.ends_with(b"\n") {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    while matches!(status, Some(200..=299)) && !matches!(line[..], [b'\n'] | [b'\r', b'\n']) {
        line.clear();
        if head.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(status)
}

fn status(line: &[u8]) -> Option<u16> {
    let line = String::from_utf8_lossy(line);
    let mut words = line.split_ascii_whitespace();
    words
        .next()
        .filter(|version| version.starts_with("HTTP/1."))?;
    words
        .next()?
        .parse()
        .ok()
        .filter(|status| (100..=999).contains(status))
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
    fn the_head_of_a_success_is_read_whole_and_nothing_behind_it() {
        let mut answer = &b"HTTP/1.1 200 Connection established\r\nVia: a\r\n\r\nthe service"[..];
        assert_eq!(read_status(&mut answer).unwrap(), Some(200));
        assert_eq!(answer, b"the service");
        for (answer, status) in [
            ("HTTP/1.0 407\r\n", Some(407)),
            ("HTTP/1.1 403 Forbidden", Some(403)),
            ("HTTP/1.1 4070\r\n", None),
            ("SSH-2.0 200\r\n", None),
        ] {
            let read = read_status(&mut answer.as_bytes()).unwrap();
            assert_eq!(read, status, "{answer}");
        }
    }

    #[test]
    fn an_answer_that_ends_in_its_head_is_broken_off() {
        let endless = format!("HTTP/1.1 200\r\n{}", "a: b\r\n".repeat(10_000));
        for answer in ["", "HTTP/1.1 2", "HTTP/1.1 200\r\nVia: a\r\n", &endless] {
            let error = read_status(&mut answer.as_bytes()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}
