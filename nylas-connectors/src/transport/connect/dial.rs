//! [`Dial`]: from a host to a socket, over the address that answers first.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::lookup::{LookupError, Names};
use super::stream::Tcp;
use super::{BoxStream, Peer};
use crate::transport::{TransportError, TransportErrorKind};

/// How long one address is tried before the next one is tried too: RFC 8305's connection attempt delay.
const HEAD_START: Duration = Duration::from_millis(250);

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
        resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
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
        let connected = connect_any(&addresses, deadline)
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
        Ok(alternating(addresses))
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

/// The families in turns, beginning with that of the first address: RFC 8305, section 4.
fn alternating(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first_is_v4 = addresses.first().is_some_and(SocketAddr::is_ipv4);
    let (first, second): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv4() == first_is_v4);
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut all = Vec::new();
    loop {
        match (first.next(), second.next()) {
            (None, None) => return all,
            (one, other) => all.extend(one.into_iter().chain(other)),
        }
    }
}

type Connected = io::Result<(TcpStream, SocketAddr)>;

/// Connects to the first address that answers. Nearly always that is the first of all, on this thread and in one
/// attempt; only when it doesn't answer within the head start, all are tried at once.
fn connect_any(addresses: &[SocketAddr], deadline: Instant) -> Connected {
    match addresses {
        [] => Err(io::ErrorKind::AddrNotAvailable.into()),
        [only] => connect_one(*only, deadline),
        [first, rest @ ..] => {
            let head_start = Instant::now() + HEAD_START;
            match connect_one(*first, deadline.min(head_start)) {
                Ok(connected) => Ok(connected),
                // The first may only be slow, so it is tried again, last.
                Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                    race(&[rest, &[*first]].concat(), deadline)
                }
                Err(_) => connect_any(rest, deadline),
            }
        }
    }
}

fn connect_one(address: SocketAddr, deadline: Instant) -> Connected {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    Ok((TcpStream::connect_timeout(&address, left)?, address))
}

/// Tries all addresses, each a head start after the one before it, or as soon as that one failed.
fn race(addresses: &[SocketAddr], deadline: Instant) -> Connected {
    let (sender, results) = mpsc::channel();
    let mut waiting = addresses.iter();
    let mut running = 0;
    let mut last_error = io::Error::from(io::ErrorKind::TimedOut);
    loop {
        let next = waiting.next();
        if let Some(address) = next {
            start(*address, deadline, &sender);
            running += 1;
        }
        if running == 0 {
            return Err(last_error);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let patience = if next.is_some() { HEAD_START } else { left };
        match results.recv_timeout(patience.min(left)) {
            Ok(Ok(connected)) => return Ok(connected),
            Ok(Err(error)) => {
                running -= 1;
                last_error = error;
            }
            Err(RecvTimeoutError::Timeout) if !left.is_zero() => {}
            Err(_) => return Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// Connects in a thread of its own, or here and now, in half of the time that is left, where the system gives none.
fn start(address: SocketAddr, deadline: Instant, results: &Sender<Connected>) {
    let sender = results.clone();
    let connect = move || {
        // Nobody listens any more when another address was faster.
        let _ = sender.send(connect_one(address, deadline));
    };
    let thread = thread::Builder::new().name("connecting".to_owned());
    if thread.spawn(connect).is_err() {
        let left = deadline.saturating_duration_since(Instant::now());
        let _ = results.send(connect_one(address, Instant::now() + left / 2));
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

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

    /// An address whose connections are never accepted: its queue is full.
    struct Dead {
        listener: TcpListener,
        _queued: Vec<TcpStream>,
    }

    impl Dead {
        fn new() -> Self {
            let listener = TcpListener::bind("127.0.0.2:0").unwrap();
            let address = listener.local_addr().unwrap();
            let queued = std::iter::from_fn(|| {
                TcpStream::connect_timeout(&address, Duration::from_millis(200)).ok()
            });
            Self {
                _queued: queued.collect(),
                listener,
            }
        }
    }

    #[test]
    fn families_take_turns_beginning_with_the_first() {
        let all = ["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"]
            .map(|text| text.parse().unwrap());
        let order = [0, 3, 1, 4, 2].map(|index: usize| all[index]);
        assert_eq!(alternating(all.to_vec()), order);
        assert_eq!(alternating(Vec::new()), []);
    }

    #[test]
    fn a_dead_first_address_costs_a_head_start_once() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let live = listener.local_addr().unwrap();
        let dead = Dead::new();
        let dead_address = dead.listener.local_addr().unwrap();
        let start = Instant::now();
        let (_, address) = connect_any(&[dead_address, live], soon()).unwrap();
        assert_eq!(address, live);
        let took = start.elapsed();
        assert!(took >= HEAD_START && took < 4 * HEAD_START, "{took:?}");
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
    fn when_every_address_fails_the_last_reason_is_given_before_the_deadline() {
        let refusing = |last| SocketAddr::from(([127, 0, 0, last], 1));
        let start = Instant::now();
        let error = connect_any(&[refusing(1), refusing(2), refusing(3)], soon()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        let dead = Dead::new();
        let dead_address = dead.listener.local_addr().unwrap();
        let deadline = Instant::now() + 2 * HEAD_START;
        let error = connect_any(&[dead_address, dead_address], deadline).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
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
