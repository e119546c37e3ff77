//! [`Dial`]: from a host to a socket, over the address that answers first.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::BoxStream;
use super::lookup::Names;
use super::origin::Origin;
use super::stream::Tcp;
use crate::transport::TransportError;
use crate::transport::TransportErrorKind::Connect;

/// How long an address is tried before the next one is: the connection attempt delay of
/// [RFC 8305](https://www.rfc-editor.org/rfc/rfc8305).
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// Whether an address is of the family that is used.
pub(in crate::transport) type Family = fn(&SocketAddr) -> bool;

pub(in crate::transport) struct Dial {
    names: Arc<Names>,
    family: Option<Family>,
    /// How many milliseconds the last connection took. On a slow network the next one needs as long.
    last: AtomicU64,
}

impl Dial {
    pub(in crate::transport) fn new(family: Option<Family>) -> Self {
        Self::with(Names::of_the_system(), family)
    }

    /// With lookups of a test's own.
    #[cfg(test)]
    pub(in crate::transport) fn resolving(
        resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        Self::with(Names::new(resolve), None)
    }

    fn with(names: Arc<Names>, family: Option<Family>) -> Self {
        Self {
            names,
            family,
            last: AtomicU64::new(0),
        }
    }

    /// The addresses of a host in the order in which they are tried: the one that connected last, and then the families
    /// in turns, as in section 4 of RFC 8305.
    pub(super) fn addresses(
        &self,
        origin: &Origin,
        deadline: Instant,
    ) -> Result<Vec<SocketAddr>, TransportError> {
        let authority = origin.authority();
        let mut addresses = match authority.parse() {
            // No lookup, and no thread for one.
            Ok(address) => vec![address],
            Err(_) => self.names.addresses(&authority, deadline)?,
        };
        addresses.retain(|address| self.family.is_none_or(|is_used| is_used(address)));
        if addresses.is_empty() {
            let why = "it has no address of the family that was asked for";
            return Err(TransportError::saying(Connect, why));
        }
        Ok(in_turns(addresses))
    }

    /// A socket that is connected to one of the addresses.
    pub(super) fn connect(
        &self,
        origin: &Origin,
        addresses: Vec<SocketAddr>,
        deadline: Instant,
    ) -> Result<BoxStream, TransportError> {
        let authority = origin.authority();
        let connected = self
            .first_to_answer(addresses, deadline)
            .and_then(|(socket, address)| Ok((Tcp::new(socket, deadline)?, address)));
        match connected {
            Ok((stream, address)) => {
                self.names.remember(&authority, address);
                Ok(Box::new(stream))
            }
            Err(error) => {
                self.names.forget(&authority);
                Err(TransportError::saying(Connect, words(error.kind())).because(error))
            }
        }
    }

    /// Tries the addresses in rounds, and each round allows twice the time of the one before. A race would take a thread
    /// for each address, of which a process may have none left.
    fn first_to_answer(
        &self,
        mut addresses: Vec<SocketAddr>,
        deadline: Instant,
    ) -> io::Result<(TcpStream, SocketAddr)> {
        let mut last_error = io::Error::from(io::ErrorKind::TimedOut);
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
        let mut delay = ATTEMPT_DELAY.max(last.saturating_mul(2));
        while !addresses.is_empty() {
            if addresses.len() == 1 {
                delay = Duration::MAX;
            }
            let mut slow = Vec::new();
            for address in addresses {
                let start = Instant::now();
                let left = deadline.saturating_duration_since(start);
                if left.is_zero() {
                    return Err(io::ErrorKind::TimedOut.into());
                }
                match TcpStream::connect_timeout(&address, left.min(delay)) {
                    Ok(socket) => {
                        let took = u64::try_from(start.elapsed().as_millis());
                        self.last.store(took.unwrap_or(0), Ordering::Relaxed);
                        return Ok((socket, address));
                    }
                    Err(error) if error.kind() == io::ErrorKind::TimedOut => slow.push(address),
                    Err(error) => last_error = error,
                }
            }
            addresses = slow;
            delay = delay.saturating_mul(2);
        }
        Err(last_error)
    }
}

/// The first of each family, then the second of each, and so on.
fn in_turns(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let mut seen = [0, 0];
    let mut places = Vec::new();
    for address in addresses {
        let of_family = &mut seen[usize::from(address.is_ipv4())];
        places.push((*of_family, address));
        *of_family += 1;
    }
    places.sort_by_key(|(place, _)| *place);
    places.into_iter().map(|(_, address)| address).collect()
}

/// Why the system gave no connection.
fn words(kind: io::ErrorKind) -> &'static str {
    use io::ErrorKind::{
        AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkDown, NetworkUnreachable,
        TimedOut,
    };
    match kind {
        ConnectionRefused => {
            "the connection was refused: check the host and the port, and that a server runs there"
        }
        HostUnreachable | NetworkUnreachable | NetworkDown | AddrNotAvailable => {
            "its address is unreachable from here: check the network"
        }
        TimedOut => {
            "connecting timed out: check the network and its firewalls, or allow more time with `connect_timeout`"
        }
        _ => "connecting failed: check the network and the limits of this process",
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    fn origin(url: &str) -> Origin {
        Origin::of(&url.parse().unwrap()).unwrap()
    }

    fn dial(addresses: &[SocketAddr]) -> Dial {
        let addresses = addresses.to_vec();
        Dial::resolving(move |_| Ok(addresses.clone()))
    }

    /// Where nothing listens, on this machine.
    fn refusing(last: u8) -> SocketAddr {
        ([127, 0, 0, last], 1).into()
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

        fn address(&self) -> SocketAddr {
            self.listener.local_addr().unwrap()
        }
    }

    #[test]
    fn the_address_that_answered_is_the_first_for_the_next_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let live = listener.local_addr().unwrap();
        let dial = dial(&[refusing(3), live]);
        let origin = origin("https://a");
        let found = dial.addresses(&origin, soon()).unwrap();
        assert_eq!(found, [refusing(3), live]);
        dial.connect(&origin, found, soon()).unwrap();
        let next = dial.addresses(&origin, soon()).unwrap();
        assert_eq!(next, [live, refusing(3)]);
    }

    #[test]
    fn families_take_turns_beginning_with_the_first() {
        let all = ["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"]
            .map(|text| text.parse().unwrap());
        let order = [0, 3, 1, 4, 2].map(|index: usize| all[index]);
        let addresses = dial(&all).addresses(&origin("https://a"), soon());
        assert_eq!(addresses.unwrap(), order);
    }

    #[test]
    fn a_family_that_was_asked_for_is_the_only_one() {
        let v4 = SocketAddr::from(([127, 0, 0, 1], 1));
        let v6 = "[::1]:1".parse().unwrap();
        let both = Names::new(move |_| Ok(vec![v4, v6]));
        let addresses = |family: Family| {
            Dial::with(Arc::clone(&both), Some(family)).addresses(&origin("https://a"), soon())
        };
        assert_eq!(addresses(SocketAddr::is_ipv4).unwrap(), [v4]);
        assert_eq!(addresses(SocketAddr::is_ipv6).unwrap(), [v6]);
        let none = Dial::with(both, Some(SocketAddr::is_ipv6));
        let error = none
            .addresses(&origin("https://127.0.0.1"), soon())
            .unwrap_err();
        assert_eq!(error.kind(), Connect);
    }

    #[test]
    fn an_address_written_as_one_is_not_looked_up() {
        let dial = Dial::resolving(|_| Err(io::Error::other("nothing should be looked up")));
        for url in ["https://127.0.0.1", "https://[::1]"] {
            dial.addresses(&origin(url), soon()).unwrap();
        }
    }

    #[test]
    fn a_dead_first_address_costs_the_attempt_delay_and_not_all_of_the_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (live, dead) = (listener.local_addr().unwrap(), Dead::new());
        let dial = dial(&[]);
        let start = Instant::now();
        let (_, address) = dial
            .first_to_answer(vec![dead.address(), live], soon())
            .unwrap();
        assert_eq!(address, live);
        let took = start.elapsed();
        assert!(
            took >= ATTEMPT_DELAY && took < Duration::from_secs(10),
            "{took:?}"
        );
    }

    #[test]
    fn a_slow_network_is_given_more_time_until_it_is_fast_again() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (live, dead) = (listener.local_addr().unwrap(), Dead::new());
        let dial = dial(&[]);
        dial.last.store(300, Ordering::Relaxed);
        let start = Instant::now();
        dial.first_to_answer(vec![dead.address(), live], soon())
            .unwrap();
        let slow = start.elapsed();
        assert!(slow >= Duration::from_millis(600), "{slow:?}");
        let last = dial.last.load(Ordering::Relaxed);
        assert!(last < 300, "{last}");
    }

    #[test]
    fn an_address_that_was_slow_is_tried_again_until_the_deadline() {
        let (dead, deadline) = (Dead::new(), Instant::now() + 3 * ATTEMPT_DELAY);
        let addresses = vec![dead.address(), refusing(1)];
        let error = dial(&[]).first_to_answer(addresses, deadline).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(Instant::now() >= deadline);
    }

    #[test]
    fn when_every_address_fails_the_last_reason_is_given_before_the_deadline() {
        let start = Instant::now();
        let connect =
            |addresses, deadline| dial(&[]).first_to_answer(addresses, deadline).unwrap_err();
        let error = connect(vec![refusing(1), refusing(2), refusing(3)], soon());
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        let dead = Dead::new();
        let deadline = Instant::now() + 2 * ATTEMPT_DELAY;
        let error = connect(vec![dead.address(), dead.address()], deadline);
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}
