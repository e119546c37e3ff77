//! SOCKS 5 ([RFC 1928](https://www.rfc-editor.org/rfc/rfc1928), with the login of RFC 1929), SOCKS 4 and SOCKS 4a.

use std::io::{Read, Write};
use std::net::IpAddr;

use zeroize::Zeroizing;

use super::url::Login;
use crate::transport::connect::Origin;
use crate::transport::connect::stream::{BoxStream, broken};
use crate::transport::{TransportError, TransportErrorKind};

/// Has the proxy connect to the target, with SOCKS 4 to an address of IPv4 or with SOCKS 4a to a name.
pub(super) fn open_v4(
    stream: &mut BoxStream,
    target: &Origin,
    login: Option<&Login>,
) -> Result<(), TransportError> {
    let (address, name) = match target.address() {
        Some(IpAddr::V4(address)) => (address.octets(), None),
        Some(IpAddr::V6(_)) => {
            return Err(failed(
                "SOCKS4 has no way to ask for an IPv6 address: use socks5",
            ));
        }
        // An address that no machine has: the name follows.
        None => ([0, 0, 0, 1], Some(&target.host)),
    };
    let mut request = [&[4, 1], &target.port.to_be_bytes()[..], &address].concat();
    request.extend(login.map_or("", |login| login.user.expose()).bytes());
    request.push(0);
    if let Some(name) = name {
        request.extend(name.bytes());
        request.push(0);
    }
    send(stream, &request)?;
    match receive(stream, 8)?[..] {
        [0, 90, ..] => Ok(()),
        [0, 91, ..] => Err(failed(
            "it refused the connection, or the service couldn't be reached",
        )),
        [0, 92 | 93, ..] => Err(failed("it doesn't take this user")),
        _ => Err(failed(NOT_SOCKS)),
    }
}

/// Has the proxy connect to the target with SOCKS 5.
pub(super) fn open_v5(
    stream: &mut BoxStream,
    target: &Origin,
    login: Option<&Login>,
) -> Result<(), TransportError> {
    // No login, and a user with a password if there is one.
    let methods: &[u8] = if login.is_some() { &[0, 2] } else { &[0] };
    send(stream, &[&[5], &counted(methods)?[..]].concat())?;
    match (&receive(stream, 2)?[..], login) {
        ([5, 0], _) => {}
        ([5, 2], Some(login)) => log_in(stream, login)?,
        ([5, _], None) => {
            return Err(failed(
                "it wants a login: give it a user and a password in its URL, socks5://user:password@…",
            ));
        }
        ([5, _], Some(_)) => return Err(failed("it takes no login with user and password")),
        _ => return Err(failed(NOT_SOCKS)),
    }
    let address = match target.address() {
        Some(IpAddr::V4(address)) => [&[1], &address.octets()[..]].concat(),
        Some(IpAddr::V6(address)) => [&[4], &address.octets()[..]].concat(),
        None => [&[3], &counted(target.host.as_bytes())?[..]].concat(),
    };
    let request = [&[5, 1, 0], &address[..], &target.port.to_be_bytes()].concat();
    send(stream, &request)?;
    let length = match receive(stream, 4)?[..] {
        [5, 0, _, 1] => 4,
        [5, 0, _, 3] => usize::from(receive(stream, 1)?[0]),
        [5, 0, _, 4] => 16,
        [5, code, ..] if code != 0 => return Err(failed(refusal(code))),
        _ => return Err(failed(NOT_SOCKS)),
    };
    // The proxy's own address and port, which nobody needs.
    receive(stream, length + 2).map(drop)
}

fn log_in(stream: &mut BoxStream, login: &Login) -> Result<(), TransportError> {
    let user = counted(login.user.expose().as_bytes())?;
    let password = counted(login.password.expose().as_bytes())?;
    let request = Zeroizing::new([&[1], &user[..], &password].concat());
    send(stream, &request)?;
    match receive(stream, 2)?[..] {
        [1, 0] => Ok(()),
        [1, _] => Err(failed(
            "it doesn't take this login: check the user and the password in its URL",
        )),
        _ => Err(failed(NOT_SOCKS)),
    }
}

/// With their number in front.
fn counted(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, TransportError> {
    let Ok(count) = u8::try_from(bytes.len()) else {
        return Err(failed(
            "SOCKS5 takes no host, user or password above 255 bytes",
        ));
    };
    Ok(Zeroizing::new([&[count], bytes].concat()))
}

fn send(stream: &mut BoxStream, request: &[u8]) -> Result<(), TransportError> {
    let sent = stream.write_all(request);
    sent.map_err(|error| broken("SOCKS handshake", error))
}

fn receive(stream: &mut BoxStream, length: usize) -> Result<Vec<u8>, TransportError> {
    let mut reply = vec![0; length];
    let received = stream.read_exact(&mut reply);
    received.map_err(|error| broken("SOCKS handshake", error))?;
    Ok(reply)
}

const NOT_SOCKS: &str = "what it answered isn't SOCKS: check its port and the version in its URL";

fn refusal(code: u8) -> &'static str {
    match code {
        2 => "it doesn't let this program reach that host; ask whoever runs it",
        3 => "it has no network that leads to the service",
        4 => "it couldn't reach the service: the name wasn't found, or the host is unreachable",
        5 => "the service refused the proxy's connection",
        6 => "the service is too far away from it",
        7 | 8 => "it doesn't know this kind of connection or address",
        _ => "it failed",
    }
}

fn failed(why: &'static str) -> TransportError {
    TransportError::saying(TransportErrorKind::Proxy, why)
}
