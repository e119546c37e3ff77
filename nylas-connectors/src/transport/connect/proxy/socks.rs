//! SOCKS 5 ([RFC 1928](https://www.rfc-editor.org/rfc/rfc1928), with the login of RFC 1929), SOCKS 4 and SOCKS 4a.

use std::io::{self, Read, Write};
use std::net::SocketAddr;

use zeroize::Zeroizing;

use super::Login;
use crate::Secret;
use crate::transport::TransportError;
use crate::transport::connect::{BoxStream, Origin, Peer};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Version {
    V4,
    V5,
}

/// What the proxy is asked to connect to.
#[derive(Debug)]
pub(super) enum Target {
    Address(SocketAddr),
    Name(String, u16),
}

/// Why the proxy gave no connection.
enum Failure {
    Io(io::Error),
    Refused(&'static str),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Target {
    /// The host as it is written, for the proxy to look up.
    pub(super) fn of(service: &Origin) -> Self {
        match service.address() {
            Some(address) => Self::Address((address, service.port).into()),
            None => Self::Name(service.host.clone(), service.port),
        }
    }

    /// The first of the addresses that the version has a form for, or else the first of all.
    pub(super) fn nearest(addresses: &[SocketAddr], version: Version) -> Option<Self> {
        let fits = |address: &&SocketAddr| version == Version::V5 || address.is_ipv4();
        let nearest = addresses.iter().find(fits).or(addresses.first());
        nearest.copied().map(Self::Address)
    }

    fn port(&self) -> [u8; 2] {
        match self {
            Self::Address(address) => address.port(),
            Self::Name(_, port) => *port,
        }
        .to_be_bytes()
    }
}

/// Has the proxy connect to the target.
pub(super) fn open(
    stream: &mut BoxStream,
    proxy: &Peer,
    version: Version,
    target: &Target,
    login: Option<&Login>,
) -> Result<(), TransportError> {
    let opened = match version {
        Version::V4 => open_v4(stream, target, login),
        Version::V5 => open_v5(stream, target, login),
    };
    opened.map_err(|failure| match failure {
        Failure::Io(error) => proxy.broken("SOCKS handshake", error),
        Failure::Refused(why) => proxy.unreachable(why),
    })
}

const NOT_SOCKS: Failure =
    Failure::Refused("what it answered isn't SOCKS: check its port and the version in its URL");

fn open_v4(stream: &mut BoxStream, target: &Target, login: Option<&Login>) -> Result<(), Failure> {
    let mut request = vec![4, 1];
    request.extend(target.port());
    match target {
        Target::Address(SocketAddr::V4(address)) => request.extend(address.ip().octets()),
        Target::Address(SocketAddr::V6(_)) => {
            return Err(Failure::Refused(
                "SOCKS4 has no way to ask for an IPv6 address: use socks5",
            ));
        }
        // An address that no machine has: the name follows.
        Target::Name(..) => request.extend([0, 0, 0, 1]),
    }
    request.extend(login.map_or("", |login| login.user.expose()).as_bytes());
    request.push(0);
    if let Target::Name(name, _) = target {
        request.extend(name.as_bytes());
        request.push(0);
    }
    stream.write_all(&request)?;
    let mut reply = [0; 8];
    stream.read_exact(&mut reply)?;
    match reply {
        [0, 90, ..] => Ok(()),
        [0, 91, ..] => Err(Failure::Refused(
            "it refused the connection, or the service couldn't be reached",
        )),
        [0, 92 | 93, ..] => Err(Failure::Refused("it doesn't take this user")),
        _ => Err(NOT_SOCKS),
    }
}

fn open_v5(stream: &mut BoxStream, target: &Target, login: Option<&Login>) -> Result<(), Failure> {
    // No login, and a user with a password if there is one.
    let methods: &[u8] = if login.is_some() {
        &[5, 2, 0, 2]
    } else {
        &[5, 1, 0]
    };
    stream.write_all(methods)?;
    let mut reply = [0; 2];
    stream.read_exact(&mut reply)?;
    match (reply, login) {
        ([5, 0], _) => {}
        ([5, 2], Some(login)) => log_in(stream, login)?,
        ([5, _], None) => {
            return Err(Failure::Refused(
                "it wants a login: give it a user and a password in its URL, socks5://user:password@…",
            ));
        }
        ([5, _], Some(_)) => {
            return Err(Failure::Refused("it takes no login with user and password"));
        }
        _ => return Err(NOT_SOCKS),
    }
    request_v5(stream, target)?;
    read_reply_v5(stream)
}

fn log_in(stream: &mut BoxStream, login: &Login) -> Result<(), Failure> {
    let mut request = Zeroizing::new(Vec::with_capacity(3 + 2 * usize::from(u8::MAX)));
    request.push(1);
    for part in [&login.user, &login.password].map(Secret::expose) {
        request.push(length(part)?);
        request.extend(part.as_bytes());
    }
    stream.write_all(&request)?;
    let mut reply = [0; 2];
    stream.read_exact(&mut reply)?;
    match reply {
        [1, 0] => Ok(()),
        [1, _] => Err(Failure::Refused(
            "it doesn't take this login: check the user and the password in its URL",
        )),
        _ => Err(NOT_SOCKS),
    }
}

fn length(text: &str) -> Result<u8, Failure> {
    u8::try_from(text.len())
        .map_err(|_| Failure::Refused("SOCKS5 takes no host, user or password above 255 bytes"))
}

fn request_v5(stream: &mut BoxStream, target: &Target) -> Result<(), Failure> {
    let mut request = vec![5, 1, 0];
    match target {
        Target::Address(SocketAddr::V4(address)) => {
            request.push(1);
            request.extend(address.ip().octets());
        }
        Target::Address(SocketAddr::V6(address)) => {
            request.push(4);
            request.extend(address.ip().octets());
        }
        Target::Name(name, _) => {
            request.extend([3, length(name)?]);
            request.extend(name.as_bytes());
        }
    }
    request.extend(target.port());
    Ok(stream.write_all(&request)?)
}

fn read_reply_v5(stream: &mut BoxStream) -> Result<(), Failure> {
    let mut reply = [0; 4];
    stream.read_exact(&mut reply)?;
    let [5, code, _, kind] = reply else {
        return Err(NOT_SOCKS);
    };
    if code != 0 {
        return Err(Failure::Refused(refusal(code)));
    }
    let address = match kind {
        1 => 4,
        3 => {
            let mut length = [0];
            stream.read_exact(&mut length)?;
            usize::from(length[0])
        }
        4 => 16,
        _ => return Err(NOT_SOCKS),
    };
    // The proxy's own address and port, which nobody needs.
    let mut rest = [0; u8::MAX as usize + 2];
    Ok(stream.read_exact(&mut rest[..address + 2])?)
}

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
