//! When a call is sent again, and after what wait.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::Error;
use crate::idempotency::Idempotency;

/// How often the client tries, and how long it waits between two tries.
///
/// Only what does no harm is sent again: a call that reads or replaces, after a broken connection or the statuses
/// 429, 502, 503 and 504; a create only when no connection came about or after 429, when it certainly had no
/// effect. The wait is a random part of a time that doubles with each try, or exactly what `Retry-After` asks for.
/// The call's own [time-out](crate::ClientBuilder::timeout) covers all of it, and [`max_elapsed`](Self::max_elapsed) the time
/// until the last try begins. A wait that would reach beyond either isn't begun, not even a part of it: when
/// `Retry-After` asks for more than that, the refusal is given back at once.
///
/// ```
/// # #[cfg(feature = "rustls")] {
/// use nylas_connectors::{Client, RetryPolicy};
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().attempts(6).max_delay(Duration::from_secs(20));
/// let client = Client::builder().api_key("key").retry(patient).build()?;
/// # }
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Clone)]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_elapsed: Duration,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    sleep: Arc<dyn Fn(Duration) + Send + Sync>,
}

impl Default for RetryPolicy {
    /// Three tries, with up to 0.25 s before the second and up to 0.5 s before the third; no wait grows beyond 8 s, and
    /// no try begins later than 30 s after the first.
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(8),
            max_elapsed: Duration::from_secs(30),
            jitter: Arc::new(random),
            sleep: Arc::new(thread::sleep),
        }
    }
}

impl RetryPolicy {
    /// Every call is sent once.
    #[must_use]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How many times a call is sent at most, the first one counted: 3 unless it is set. 0 is taken as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest wait before the second try: 0.25 s unless it is set. It doubles with each further one.
    #[must_use]
    pub fn base_delay(mut self, wait: Duration) -> Self {
        self.base_delay = wait;
        self
    }

    /// What a wait doesn't grow beyond: 8 s unless it is set. `Retry-After` may ask for more.
    #[must_use]
    pub fn max_delay(mut self, wait: Duration) -> Self {
        self.max_delay = wait;
        self
    }

    /// The time from the start of the call after which no further try begins, whatever `Retry-After` asks for: 30 s
    /// unless it is set.
    #[must_use]
    pub fn max_elapsed(mut self, max_elapsed: Duration) -> Self {
        self.max_elapsed = max_elapsed;
        self
    }

    /// Where the random part of a wait comes from: a number from 0 to 1. For tests.
    #[must_use]
    pub fn jitter(mut self, source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Arc::new(source);
        self
    }

    /// How to wait, instead of putting the thread to sleep. For tests.
    #[must_use]
    pub fn sleep_with(mut self, sleep: impl Fn(Duration) + Send + Sync + 'static) -> Self {
        self.sleep = Arc::new(sleep);
        self
    }

    pub(crate) fn sleep(&self, wait: Duration) {
        (self.sleep)(wait);
    }

    /// The wait before the next try, or `None` when this error is the outcome. `tried` counts the tries so far.
    pub(crate) fn wait_after(
        &self,
        error: &Error,
        idempotency: Idempotency,
        tried: u32,
        spent: Duration,
        timeout: Duration,
    ) -> Option<Duration> {
        if tried >= self.attempts || !may_repeat(error, idempotency) {
            return None;
        }
        let wait = error.retry_after().unwrap_or_else(|| self.backoff(tried));
        (spent.saturating_add(wait) < self.max_elapsed.min(timeout)).then_some(wait)
    }

    fn backoff(&self, tried: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(tried.saturating_sub(1));
        let longest = self.base_delay.saturating_mul(doubled).min(self.max_delay);
        let part = longest.as_secs_f64() * (self.jitter)().clamp(0.0, 1.0);
        Duration::try_from_secs_f64(part).unwrap_or(longest)
    }
}

/// Whether sending the call again can do no harm, and may help.
fn may_repeat(error: &Error, idempotency: Idempotency) -> bool {
    match idempotency {
        Idempotency::Safe | Idempotency::Idempotent => error.is_retryable(),
        Idempotency::NotIdempotent => match error {
            Error::Api(error) => error.status == 429,
            Error::Transport(error) => {
                error.is_retryable() && !error.may_have_reached_the_service()
            }
            _ => false,
        },
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RetryPolicy")
            .field("attempts", &self.attempts)
            .field("base_delay", &self.base_delay)
            .field("max_delay", &self.max_delay)
            .field("max_elapsed", &self.max_elapsed)
            .finish_non_exhaustive()
    }
}

/// A number from 0 to 1. The keys of the standard library's hash maps are random, which is enough to keep many
/// clients from trying again at the same moment.
#[expect(clippy::cast_precision_loss, reason = "any number near will do")]
fn random() -> f64 {
    RandomState::new().hash_one(()) as f64 / u64::MAX as f64
}
