//! [`Dial`]: from a host to a socket, over the address that answers first.

use std::net::SocketAddr;
use std::time::Instant;

use super::lookup::{LookupError, Names};
use super::race;
use super::stream::Tcp;
use super::{BoxStream, Peer};
use crate::transport::{TransportError, TransportErrorKind};

/// The addresses that are used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::transport) enum Family {
    V4,
    V6,
}

#[derive(Debug, Default)]
pub(in crate::transport) struct Dial {
    names: Names,
    family: Option<Family>,
}

impl Dial {
    pub(in crate::transport) fn new(family: Option<Family>) -> Self {
        Self {
            names: Names::default(),
            family,
        }
    }

    /// With lookups of a test's own.
    #[cfg(test)]
    pub(in crate::transport) fn resolving(
        resolve: impl Fn(&str) -> std::io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            names: Names::new(resolve),
            family: None,
        }
    }

    /// A socket that is connected to the peer. A service without https must be this machine itself.
    pub(super) fn connect(
        &self,
        peer: &Peer,
        deadline: Instant,
    ) -> Result<BoxStream, TransportError> {
        let addresses = self.addresses(peer, deadline)?;
        let host = &peer.origin().host;
        let connected = race::connect(&addresses, deadline)
            .and_then(|(socket, address)| Ok((Tcp::new(socket, deadline)?, address)));
        match connected {
            Ok((stream, address)) => {
                self.names.remember(host, without_port(address));
                Ok(Box::new(stream))
            }
            Err(error) => {
                self.names.forget(host);
                Err(peer.not_connected(error))
            }
        }
    }

    /// The addresses of the peer in the order in which they are tried.
    pub(super) fn addresses(
        &self,
        peer: &Peer,
        deadline: Instant,
    ) -> Result<Vec<SocketAddr>, TransportError> {
        let origin = peer.origin();
        let mut addresses = match origin.address() {
            // No lookup, and no thread for one.
            Some(address) => vec![(address, 0).into()],
            None => self
                .names
                .addresses(&origin.host, deadline)
                .map_err(|error| no_address(peer, error))?,
        };
        if matches!(peer, Peer::Service(origin) if !origin.https) {
            addresses.retain(|address| address.ip().to_canonical().is_loopback());
            if addresses.is_empty() {
                return Err(not_loopback(peer));
            }
        }
        addresses.retain(|address| self.takes(*address));
        if addresses.is_empty() {
            return Err(peer.unreachable("it has no address of the family that was asked for"));
        }
        for address in &mut addresses {
            address.set_port(origin.port);
        }
        Ok(race::alternating(addresses))
    }

    fn takes(&self, address: SocketAddr) -> bool {
        match self.family {
            None => true,
            Some(Family::V4) => address.is_ipv4(),
            Some(Family::V6) => address.is_ipv6(),
        }
    }
}

fn no_address(peer: &Peer, error: LookupError) -> TransportError {
    match error {
        LookupError::NotFound(error) => peer
            .unreachable("its name was not found: check how it is spelled, and this machine's name servers")
            .because(error),
        LookupError::TimedOut => peer.unreachable(
            "the lookup of its name timed out: check this machine's name servers, or allow more time with \
             `connect_timeout`",
        ),
        LookupError::NoThread(error) => peer
            .unreachable(
                "the system gave no thread to look up its name: check the limits of this process",
            )
            .because(error),
    }
}

fn not_loopback(peer: &Peer) -> TransportError {
    TransportError::saying(
        TransportErrorKind::Refused,
        &format!(
            "the request was not sent: {peer} leads to another machine, and plain http is for loopback addresses \
             only: use https, or look at this machine's hosts file"
        ),
    )
}

fn without_port(mut address: SocketAddr) -> SocketAddr {
    address.set_port(0);
    address
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;
    use crate::transport::connect::Origin;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    fn origin(url: &str) -> Origin {
        Origin::of(&url.parse().unwrap()).unwrap()
    }

    fn dial(resolve: impl Fn() -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Dial {
        Dial::resolving(move |_| resolve())
    }

    #[test]
    fn the_address_that_answered_is_the_first_for_the_next_connection() {
        let live = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = live.local_addr().unwrap().port();
        let dial = dial(|| Ok(vec![([127, 0, 0, 3], 0).into(), ([127, 0, 0, 1], 0).into()]));
        let origin = origin(&format!("http://localhost:{port}"));
        let peer = Peer::Service(&origin);
        // 127.0.0.3 refuses.
        dial.connect(&peer, soon()).unwrap();
        let next = dial.addresses(&peer, soon()).unwrap();
        assert_eq!(next[0], live.local_addr().unwrap());
    }

    #[test]
    fn plain_http_goes_to_addresses_that_are_loopback_and_to_no_others() {
        let elsewhere = dial(|| Ok(vec![([192, 0, 2, 1], 0).into()]));
        let plain = origin("http://localhost:8080");
        let error = elsewhere
            .connect(&Peer::Service(&plain), soon())
            .unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Refused);
        assert_eq!(
            error.to_string(),
            "the request was not sent: localhost:8080 leads to another machine, and plain http is for loopback \
             addresses only: use https, or look at this machine's hosts file"
        );
        let both = dial(|| Ok(vec![([192, 0, 2, 1], 0).into(), ([127, 0, 0, 1], 0).into()]));
        let addresses = both.addresses(&Peer::Service(&plain), soon()).unwrap();
        assert_eq!(addresses, [([127, 0, 0, 1], 8080).into()]);
        let https = origin("https://localhost:8080");
        let addresses = both.addresses(&Peer::Service(&https), soon()).unwrap();
        assert_eq!(addresses.len(), 2);
        let addresses = elsewhere.addresses(&Peer::Proxy(&plain), soon()).unwrap();
        assert_eq!(addresses.len(), 1);
    }

    #[test]
    fn a_family_that_was_asked_for_is_the_only_one() {
        let only = |family| Dial {
            names: Names::new(|_| Ok(vec![([127, 0, 0, 1], 0).into(), "[::1]:0".parse().unwrap()])),
            family: Some(family),
        };
        let origin = origin("https://a");
        let addresses = |family| {
            only(family)
                .addresses(&Peer::Service(&origin), soon())
                .unwrap()
        };
        assert!(matches!(addresses(Family::V4)[..], [SocketAddr::V4(_)]));
        assert!(matches!(addresses(Family::V6)[..], [SocketAddr::V6(_)]));
        let none = Dial {
            names: Names::new(|_| Ok(vec![([127, 0, 0, 1], 0).into()])),
            family: Some(Family::V6),
        };
        let error = none.addresses(&Peer::Service(&origin), soon()).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect);
    }

    #[test]
    fn an_address_written_as_one_is_not_looked_up() {
        let dial = dial(|| Err(io::Error::other("nothing should be looked up")));
        for url in ["https://127.0.0.1", "https://[::1]"] {
            let origin = origin(url);
            dial.addresses(&Peer::Service(&origin), soon()).unwrap();
        }
    }
}
