//! What happened on the way to an error.

use std::fmt;

use super::Error;
use crate::idempotency::Idempotency;

/// What the client knows about the way to an error.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct History {
    pub(crate) attempts: u32,
    pub(crate) may_have_been_applied: bool,
}

impl History {
    /// The history with one more try, which ended in this error.
    pub(crate) fn after(self, error: &Error, idempotency: Idempotency) -> Self {
        let applied = idempotency != Idempotency::Safe && error.may_have_reached_the_service();
        Self {
            attempts: self.attempts + 1,
            may_have_been_applied: self.may_have_been_applied || applied,
        }
    }
}

/// What an error's one line ends with: nothing when there was one try that certainly did nothing.
impl fmt::Display for History {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.may_have_been_applied {
            formatter.write_str(
                "; the service may have done what was asked: look before you repeat it",
            )?;
        }
        match self.attempts {
            0 | 1 => Ok(()),
            many => write!(formatter, " (after {many} tries)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ApiError;

    #[test]
    fn only_a_call_that_changes_something_may_have_been_applied() {
        let applied = |status, idempotency| {
            History::default()
                .after(&ApiError::new(status).into(), idempotency)
                .may_have_been_applied
        };
        assert!(applied(502, Idempotency::NotIdempotent));
        assert!(applied(502, Idempotency::Idempotent));
        assert!(!applied(502, Idempotency::Safe));
        assert!(!applied(400, Idempotency::NotIdempotent));
    }

    #[test]
    fn what_one_try_may_have_done_is_not_forgotten_after_the_next() {
        let first = History::default().after(&ApiError::new(502).into(), Idempotency::Idempotent);
        let second = first.after(&ApiError::new(404).into(), Idempotency::Idempotent);
        assert_eq!(
            second,
            History {
                attempts: 2,
                may_have_been_applied: true
            }
        );
    }
}
