//! [`Names`]: the addresses of names, each looked up by one thread however many callers wait for it.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Shorter than the life that name servers commonly give to an answer. An address that can't be reached is forgotten
/// at once.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// Looks up the addresses of a host, and blocks for as long as the system likes.
type Resolve = dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// The system's lookup, with a memory. All clones share it.
#[derive(Clone)]
pub(super) struct Names {
    shared: Arc<Shared>,
}

struct Shared {
    resolve: Box<Resolve>,
    known: Mutex<HashMap<String, Known>>,
    changed: Condvar,
}

/// What is known about one name.
#[derive(Default)]
struct Known {
    state: State,
    /// The address that connected last: it is tried first, after the next lookup too.
    good: Option<SocketAddr>,
}

#[derive(Default)]
enum State {
    #[default]
    Unknown,
    /// A thread is looking it up.
    Pending,
    Found(Vec<SocketAddr>, Instant),
    /// For the callers that wait now.
    Failed(Arc<io::Error>),
}

/// Why a name has no address.
#[derive(Debug)]
pub(super) enum LookupError {
    NotFound(Arc<io::Error>),
    TimedOut,
    NoThread(io::Error),
}

impl Default for Names {
    fn default() -> Self {
        Self::new(|host| Ok((host, 0).to_socket_addrs()?.collect()))
    }
}

impl Names {
    pub(super) fn new(
        resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                resolve: Box::new(resolve),
                known: Mutex::default(),
                changed: Condvar::new(),
            }),
        }
    }

    /// The addresses of a name, with the one that connected last in front. Their port is 0.
    pub(super) fn addresses(
        &self,
        host: &str,
        deadline: Instant,
    ) -> Result<Vec<SocketAddr>, LookupError> {
        let mut names = self.shared.lock();
        if names.entry(host.to_owned()).or_default().needs_lookup() {
            self.start(host, &mut names)?;
        }
        loop {
            match names.get(host).map(|known| (&known.state, known.good)) {
                Some((State::Found(addresses, _), good)) => {
                    let mut addresses = addresses.clone();
                    addresses.sort_by_key(|address| Some(*address) != good);
                    return Ok(addresses);
                }
                Some((State::Failed(error), _)) => {
                    return Err(LookupError::NotFound(Arc::clone(error)));
                }
                Some((State::Pending | State::Unknown, _)) | None => {}
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(LookupError::TimedOut);
            }
            let waited = self.shared.changed.wait_timeout(names, left);
            names = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The thread outlives a caller that gives up, and the next caller waits for the same one.
    fn start(&self, host: &str, names: &mut HashMap<String, Known>) -> Result<(), LookupError> {
        let (shared, name) = (Arc::clone(&self.shared), host.to_owned());
        thread::Builder::new()
            .name("name lookup".to_owned())
            .spawn(move || {
                let state = match (shared.resolve)(&name) {
                    Ok(addresses) => State::Found(addresses, Instant::now() + KEPT_FOR),
                    Err(error) => State::Failed(Arc::new(error)),
                };
                shared.lock().entry(name).or_default().state = state;
                shared.changed.notify_all();
            })
            .map_err(LookupError::NoThread)?;
        names.entry(host.to_owned()).or_default().state = State::Pending;
        Ok(())
    }

    /// This address connected.
    pub(super) fn remember(&self, host: &str, address: SocketAddr) {
        if let Some(known) = self.shared.lock().get_mut(host) {
            known.good = Some(address);
        }
    }

    /// None of the addresses could be reached, so the next caller looks the name up again.
    pub(super) fn forget(&self, host: &str) {
        if let Some(known) = self.shared.lock().get_mut(host)
            && matches!(known.state, State::Found(..))
        {
            known.state = State::Unknown;
        }
    }
}

impl Known {
    fn needs_lookup(&self) -> bool {
        match &self.state {
            State::Pending => false,
            State::Found(_, until) => *until <= Instant::now(),
            State::Unknown | State::Failed(_) => true,
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Names").finish_non_exhaustive()
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
    ) -> (Names, Arc<AtomicUsize>) {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let names = Names::new(move |_| resolve(counter.fetch_add(1, Ordering::SeqCst)));
        (names, asked)
    }

    #[test]
    fn a_name_is_looked_up_once_for_callers_that_follow_each_other() {
        let (names, asked) = counted(|_| Ok(vec![address(1)]));
        for _ in 0..3 {
            let found = names.clone().addresses("a", soon()).unwrap();
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
        assert!(matches!(error, LookupError::NotFound(_)), "{error:?}");
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
                    assert!(matches!(error, LookupError::TimedOut), "{error:?}");
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
