//! [`RetryPolicy`]: when a call is sent again, and after which delay.

use std::time::Duration;

use crate::Error;
use crate::idempotency::Idempotency;

/// How often a call is sent, and how long it waits between two attempts.
///
/// A call is sent again only when that does no harm and may help:
///
/// | call | is sent again after |
/// |---|---|
/// | safe: get, list, detect | a broken connection; 408, 429, 500, 502, 503, 504, 52x |
/// | idempotent: update, delete | a broken connection; 408, 429, 502, 503, 504, 52x |
/// | create | a connection that wasn't established; 429: then the service certainly didn't act |
///
/// A 500 usually stays one, so it is repeated only where that costs nothing but time. 52x are the statuses of a proxy
/// network in front of the service.
///
/// The delay is a random part of [`base_delay`](Self::base_delay), which doubles with each attempt up to
/// [`max_delay`](Self::max_delay). After a 429 it is eight times as long and at least half of that, since the service's own
/// limit is one of requests per second or minute. `Retry-After` makes it at least as long as the service asks for, plus
/// up to a tenth, so that many clients don't return in the same instant.
///
/// The call's [timeout](crate::ClientBuilder::timeout) covers everything. An attempt that would begin after it, or after
/// [`max_elapsed`](Self::max_elapsed), isn't waited for: the last error is returned at once.
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
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RetryPolicy {
    attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_elapsed: Duration,
}

impl Default for RetryPolicy {
    /// 3 attempts, a base delay of 0.25 s, a maximum delay of 8 s, and 30 s until the last attempt begins.
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(250),
            max_delay: Duration::from_secs(8),
            max_elapsed: Duration::from_secs(30),
        }
    }
}

/// How much longer than a broken connection a 429 is waited for.
const THROTTLED: u32 = 8;

impl RetryPolicy {
    /// Every call is sent once.
    #[must_use]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How many times a call is sent at most, the first time included. The default is 3; 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest delay before the second attempt. The default is 0.25 s. It doubles with each further attempt.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest delay that doubling leads to. The default is 8 s. `Retry-After` may ask for more.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The time from the start of a call after which no further attempt begins, whatever `Retry-After` asks for. The
    /// default is 30 s.
    #[must_use]
    pub fn max_elapsed(mut self, elapsed: Duration) -> Self {
        self.max_elapsed = elapsed;
        self
    }

    /// The time from the start of a call after which no further attempt begins.
    pub(crate) fn give_up_after(&self) -> Duration {
        self.max_elapsed
    }

    /// The delay before the next attempt, or `None` when this error is the outcome.
    ///
    /// `attempts` is how many there were, and `jitter` a number from 0 to 1.
    pub(crate) fn delay_after(
        &self,
        error: &Error,
        idempotency: Idempotency,
        attempts: u32,
        jitter: f64,
    ) -> Option<Duration> {
        if attempts >= self.attempts || !may_repeat(error, idempotency) {
            return None;
        }
        let throttled = error.status() == Some(429);
        let longest = self.longest_delay(attempts, throttled);
        let least = if throttled {
            longest / 2
        } else {
            Duration::ZERO
        };
        let backoff = least + part(longest.saturating_sub(least), jitter);
        Some(match error.retry_after() {
            Some(asked_for) if asked_for > backoff => {
                let more = part(asked_for / 10, jitter).min(Duration::from_secs(1));
                asked_for.saturating_add(more)
            }
            _ => backoff,
        })
    }

    fn longest_delay(&self, attempts: u32, throttled: bool) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let factor = doubled.saturating_mul(if throttled { THROTTLED } else { 1 });
        self.base_delay.saturating_mul(factor).min(self.max_delay)
    }
}

fn part(of: Duration, jitter: f64) -> Duration {
    let part = of.as_secs_f64() * jitter.clamp(0.0, 1.0);
    Duration::try_from_secs_f64(part).unwrap_or(of)
}

/// Whether sending the call again can do no harm, and may help.
fn may_repeat(error: &Error, idempotency: Idempotency) -> bool {
    match (error, idempotency) {
        (Error::Api(error), Idempotency::NotIdempotent) => error.status == 429,
        (Error::Api(error), Idempotency::Idempotent) if error.status == 500 => false,
        (Error::Transport(transport), Idempotency::NotIdempotent) => {
            error.is_retryable() && !transport.may_have_reached_the_service()
        }
        _ => error.is_retryable(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ApiError;

    fn delay(
        policy: &RetryPolicy,
        status: u16,
        retry_after: Option<f64>,
        attempts: u32,
        jitter: f64,
    ) -> Option<f64> {
        let mut error = ApiError::new(status);
        error.retry_after = retry_after.map(Duration::from_secs_f64);
        let delay = policy.delay_after(&error.into(), Idempotency::Safe, attempts, jitter);
        delay.map(|delay| delay.as_secs_f64())
    }

    #[test]
    fn the_delay_doubles_up_to_its_maximum_and_jitter_takes_a_part_of_it() {
        let policy = RetryPolicy::default().attempts(100);
        for (attempts, jitter, seconds) in [
            (1, 1.0, 0.25),
            (2, 1.0, 0.5),
            (3, 0.5, 0.5),
            (3, 0.0, 0.0),
            (3, -1.0, 0.0),
            (3, 7.0, 1.0),
            (3, f64::NAN, 1.0),
            (6, 1.0, 8.0),
            (99, 1.0, 8.0),
        ] {
            assert_eq!(
                delay(&policy, 503, None, attempts, jitter),
                Some(seconds),
                "{attempts} {jitter}"
            );
        }
        let endless = policy.base_delay(Duration::MAX).max_delay(Duration::MAX);
        assert!(delay(&endless, 503, None, 99, 1.0).is_some_and(|seconds| seconds > 1e18));
    }

    #[test]
    fn a_throttled_call_waits_longer_than_one_whose_connection_broke() {
        let policy = RetryPolicy::default();
        assert_eq!(delay(&policy, 429, None, 1, 0.0), Some(1.0));
        assert_eq!(delay(&policy, 429, None, 1, 1.0), Some(2.0));
        assert_eq!(delay(&policy, 429, None, 2, 1.0), Some(4.0));
    }

    #[test]
    fn retry_after_asks_for_at_least_the_backoff_and_a_little_more() {
        let policy = RetryPolicy::default();
        for (asked_for, jitter, seconds) in [
            (0.0, 1.0, 0.25),
            (0.1, 1.0, 0.25),
            (5.0, 0.0, 5.0),
            (5.0, 1.0, 5.5),
            (60.0, 1.0, 61.0),
        ] {
            assert_eq!(
                delay(&policy, 503, Some(asked_for), 1, jitter),
                Some(seconds),
                "{asked_for}"
            );
        }
        let forever = Duration::MAX.as_secs_f64() / 2.0;
        assert!(
            delay(&policy, 503, Some(forever), 1, 1.0).is_some_and(|seconds| seconds >= forever)
        );
    }

    #[test]
    fn each_kind_of_call_is_repeated_after_what_can_not_have_harmed() {
        let repeated = |idempotency| -> Vec<u16> {
            let policy = RetryPolicy::default();
            let delay =
                |status| policy.delay_after(&ApiError::new(status).into(), idempotency, 1, 0.0);
            (300..600)
                .filter(|status| delay(*status).is_some())
                .collect()
        };
        let networks: Vec<u16> = (520..530).collect();
        let safe = [&[408, 429, 500, 502, 503, 504], networks.as_slice()].concat();
        assert_eq!(repeated(Idempotency::Safe), safe);
        let idempotent: Vec<u16> = safe.into_iter().filter(|status| *status != 500).collect();
        assert_eq!(repeated(Idempotency::Idempotent), idempotent);
        assert_eq!(repeated(Idempotency::NotIdempotent), [429]);
    }

    #[test]
    fn no_policy_means_one_attempt() {
        assert_eq!(delay(&RetryPolicy::none(), 503, None, 1, 0.0), None);
        assert_eq!(
            delay(&RetryPolicy::default().attempts(0), 503, None, 1, 0.0),
            None
        );
        assert_eq!(delay(&RetryPolicy::default(), 503, None, 3, 0.0), None);
    }
}
