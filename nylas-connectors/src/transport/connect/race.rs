//! The first of several addresses that answers, as far as a blocking client goes with
//! [RFC 8305](https://www.rfc-editor.org/rfc/rfc8305).

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How long one address is tried before the next one is tried too: RFC 8305's connection attempt delay.
const HEAD_START: Duration = Duration::from_millis(250);

/// The families in turns, beginning with that of the first address: RFC 8305, section 4.
pub(super) fn alternating(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
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
pub(super) fn connect(addresses: &[SocketAddr], deadline: Instant) -> Connected {
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
                Err(_) => connect(rest, deadline),
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

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
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
        let (_, address) = connect(&[dead_address, live], soon()).unwrap();
        assert_eq!(address, live);
        let took = start.elapsed();
        assert!(took >= HEAD_START && took < 4 * HEAD_START, "{took:?}");
    }

    #[test]
    fn when_every_address_fails_the_last_reason_is_given_before_the_deadline() {
        let refusing = |last| SocketAddr::from(([127, 0, 0, last], 1));
        let start = Instant::now();
        let error = connect(&[refusing(1), refusing(2), refusing(3)], soon()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        let dead = Dead::new();
        let dead_address = dead.listener.local_addr().unwrap();
        let deadline = Instant::now() + 2 * HEAD_START;
        let error = connect(&[dead_address, dead_address], deadline).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}
