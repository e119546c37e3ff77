//! [`Names`]: the addresses of names, each looked up by one thread however many callers wait for it.

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::transport::TransportError;
use crate::transport::TransportErrorKind::Connect;

/// Shorter than the life that name servers commonly give to an answer. An address that can't be reached is forgotten
/// at once.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// Looks up a host with its port, and blocks for as long as the system likes.
type Resolve = dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// The system's lookup, with a memory.
pub(super) struct Names {
    resolve: Box<Resolve>,
    known: Mutex<HashMap<String, Known>>,
    changed: Condvar,
}

/// What is known about one name.
#[derive(Default)]
struct Known {
    /// A thread is looking it up.
    pending: bool,
    /// What the last lookup found, and until when it is used by callers that don't wait for it now.
    found: Option<Result<Vec<SocketAddr>, Arc<io::Error>>>,
    until: Option<Instant>,
    /// The address that connected last: it is tried first, after the next lookup too.
    good: Option<SocketAddr>,
}

impl Names {
    pub(super) fn of_the_system() -> Arc<Self> {
        Self::new(|authority| Ok(authority.to_socket_addrs()?.collect()))
    }

    pub(super) fn new(
        resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self {
            resolve: Box::new(resolve),
            known: Mutex::default(),
            changed: Condvar::new(),
        })
    }

    /// The addresses of a host with its port, with the one that connected last in front.
    pub(super) fn addresses(
        self: &Arc<Self>,
        authority: &str,
        deadline: Instant,
    ) -> Result<Vec<SocketAddr>, TransportError> {
        let mut names = self.lock();
        let known = names.entry(authority.to_owned()).or_default();
        if !known.pending && known.until.is_none_or(|until| until <= Instant::now()) {
            self.start(authority)?;
            known.pending = true;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let pending = |names: &mut HashMap<String, Known>| {
            names.get(authority).is_some_and(|known| known.pending)
        };
        let waited = self.changed.wait_timeout_while(names, left, pending);
        let (names, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let known = names.get(authority).filter(|known| !known.pending);
        match known.and_then(|known| Some((known.found.as_ref()?, known.good))) {
            Some((Ok(addresses), good)) => {
                let mut addresses = addresses.clone();
                addresses.sort_by_key(|address| Some(*address) != good);
                Ok(addresses)
            }
            Some((Err(error), _)) => Err(TransportError::saying(
                Connect,
                "its name was not found: check how it is spelled, and this machine's name servers",
            )
            .because(Arc::clone(error))),
            None => Err(TransportError::saying(
                Connect,
                "the lookup of its name timed out: check this machine's name servers, or allow more time with \
                 `connect_timeout`",
            )),
        }
    }

    /// The thread outlives a caller that gives up, and the next caller waits for the same one.
    fn start(self: &Arc<Self>, authority: &str) -> Result<(), TransportError> {
        let (names, authority) = (Arc::clone(self), authority.to_owned());
        let lookup = move || {
            let found = (names.resolve)(&authority).map_err(Arc::new);
            let until = found.is_ok().then(|| Instant::now() + KEPT_FOR);
            names.change(&authority, |known| {
                (known.pending, known.found, known.until) = (false, Some(found), until);
            });
            names.changed.notify_all();
        };
        let thread = thread::Builder::new().name("name lookup".to_owned());
        thread.spawn(lookup).map(drop).map_err(|error| {
            TransportError::saying(
                Connect,
                "the system gave no thread to look up its name: check the limits of this process",
            )
            .because(error)
        })
    }

    /// This address connected.
    pub(super) fn remember(&self, authority: &str, address: SocketAddr) {
        self.change(authority, |known| known.good = Some(address));
    }

    /// None of the addresses could be reached, so the next caller looks the name up again.
    pub(super) fn forget(&self, authority: &str) {
        self.change(authority, |known| known.until = None);
    }

    fn change(&self, authority: &str, change: impl FnOnce(&mut Known)) {
        if let Some(known) = self.lock().get_mut(authority) {
            change(known);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(20)
    }

    fn address(last: u8) -> SocketAddr {
        ([127, 0, 0, last], 0).into()
    }

    /// Names whose lookups are counted.
    fn counted(
        resolve: impl Fn(usize) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> (Arc<Names>, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let names = Names::new(move |_| resolve(counter.fetch_add(1, Ordering::SeqCst)));
        (names, asked)
    }

    #[test]
    fn a_name_is_looked_up_once_for_callers_that_follow_each_other() {
        let (names, asked) = counted(|_| Ok(vec![address(1)]));
        for _ in 0..3 {
            let found = names.addresses("a", soon()).unwrap();
            assert_eq!(found, [address(1)]);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
        names.addresses("b", soon()).unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_name_that_was_forgotten_or_not_found_is_looked_up_again() {
        let (names, asked) = counted(|count| match count {
            1 => Err(io::Error::other("whatever the platform says")),
            _ => Ok(vec![address(1)]),
        });
        names.addresses("a", soon()).unwrap();
        names.forget("a");
        let error = names.addresses("a", soon()).unwrap_err();
        assert!(error.to_string().contains("not found"), "{error}");
        names.addresses("a", soon()).unwrap();
        assert_eq!(asked.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn a_hundred_callers_of_one_name_share_a_lookup_and_give_up_in_time() {
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let (names, asked) = counted(move |_| {
            let _ = released.lock().unwrap().recv();
            Ok(vec![address(1)])
        });
        let deadline = Instant::now() + Duration::from_millis(200);
        thread::scope(|scope| {
            for _ in 0..100 {
                scope.spawn(|| {
                    let error = names.addresses("a", deadline).unwrap_err();
                    assert!(error.to_string().contains("timed out"), "{error}");
                });
            }
        });
        assert!(deadline.elapsed() < Duration::from_secs(10));
        drop(release);
        assert_eq!(names.addresses("a", soon()).unwrap(), [address(1)]);
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn the_address_that_connected_is_first_after_the_next_lookup_too() {
        let (names, _) = counted(|_| Ok(vec![address(1), address(2), address(3)]));
        names.addresses("a", soon()).unwrap();
        names.remember("a", address(2));
        let first = [address(2), address(1), address(3)];
        assert_eq!(names.addresses("a", soon()).unwrap(), first);
        names.forget("a");
        assert_eq!(names.addresses("a", soon()).unwrap(), first);
    }
}
