//! [`Pool`]: connections that wait for the next request.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::origin::Origin;
use super::stream::BoxStream;

/// How many connections are kept, and for how long.
const MOST: usize = 8;
const LONGEST: Duration = Duration::from_secs(15);

#[derive(Default)]
pub(in crate::transport) struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    origin: Origin,
    stream: BoxStream,
    since: Instant,
}

impl Pool {
    /// The connection that was used last and is still open, for one request.
    pub(in crate::transport) fn take(&self, origin: &Origin) -> Option<BoxStream> {
        loop {
            let mut idle = self.remove(origin)?;
            // Outside the lock: it takes system calls.
            if idle.stream.is_quiet() {
                return Some(idle.stream);
            }
        }
    }

    /// Keeps a connection over which a whole answer came.
    pub(in crate::transport) fn put(&self, origin: Origin, stream: BoxStream) {
        let now = Instant::now();
        self.locked(|idle| {
            idle.retain(|idle| now.duration_since(idle.since) < LONGEST);
            if idle.len() >= MOST {
                idle.remove(0);
            }
            idle.push(Idle {
                origin,
                stream,
                since: now,
            });
        });
    }

    fn remove(&self, origin: &Origin) -> Option<Idle> {
        let now = Instant::now();
        self.locked(|idle| {
            let fits =
                |idle: &Idle| idle.origin == *origin && now.duration_since(idle.since) < LONGEST;
            idle.iter().rposition(fits).map(|index| idle.remove(index))
        })
    }

    fn locked<T>(&self, change: impl FnOnce(&mut Vec<Idle>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
