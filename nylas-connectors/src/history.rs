//! What the attempts of one call did, kept by every error that has been on the wire.

use std::fmt;
use std::time::Duration;

/// What the call knows about the attempts before an error.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(crate) struct History {
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) doubt: Doubt,
    /// Whether another attempt would have begun too late.
    pub(crate) out_of_time: bool,
}

/// Whether the service may have done what was asked. Of two attempts, the later variant is kept.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Doubt {
    #[default]
    None,
    /// It hasn't, since there is a connector already, which `ensure` then didn't get to see.
    ExistsUnseen,
    /// It may have, and the same call does no harm if it has.
    Repeatable,
    /// It may have, and the same call could do it twice.
    MayBeDoubled,
    /// It may have, and the last answer says that nothing is there.
    Gone,
    /// `ensure` may have created the connector.
    Ensure,
}

impl History {
    /// The history with one more attempt, after which so much time has passed.
    pub(crate) fn after(self, doubt: Doubt, elapsed: Duration) -> Self {
        Self {
            attempts: self.attempts + 1,
            elapsed,
            doubt: self.doubt.max(doubt),
            ..self
        }
    }

    /// The history of a call that ends with this status. A 404 after doubt isn't worth repeating: the answer would be the
    /// same.
    pub(crate) fn at_the_end(self, status: Option<u16>) -> Self {
        let gone = self.doubt == Doubt::Repeatable && status == Some(404);
        Self {
            doubt: if gone { Doubt::Gone } else { self.doubt },
            ..self
        }
    }

    pub(crate) fn may_have_been_applied(&self) -> bool {
        !matches!(self.doubt, Doubt::None | Doubt::ExistsUnseen)
    }
}

/// Without the time, which is never the same twice.
impl fmt::Debug for History {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("History")
            .field("attempts", &self.attempts)
            .field("may_have_been_applied", &self.may_have_been_applied())
            .finish_non_exhaustive()
    }
}

/// What the line of an error ends with: nothing after one attempt that certainly did nothing.
impl fmt::Display for History {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.doubt {
            Doubt::None | Doubt::ExistsUnseen => "",
            Doubt::Repeatable => {
                "; the service may have done what was asked: the call can be repeated"
            }
            Doubt::Gone => "; an attempt before this answer may have done what was asked",
            Doubt::MayBeDoubled => {
                "; the service may have done what was asked: look before you repeat it"
            }
            Doubt::Ensure => "; the service may have created the connector: call `ensure` again",
        })?;
        if self.out_of_time {
            formatter.write_str("; the call had no time for another attempt")?;
        }
        match self.attempts {
            0 | 1 => Ok(()),
            many => write!(formatter, " (after {many} attempts)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_attempt_may_have_done_is_not_forgotten_after_the_next() {
        let time = Duration::from_secs(1);
        let first = History::default().after(Doubt::MayBeDoubled, time);
        let both = first.after(Doubt::None, 2 * time);
        assert_eq!((both.attempts, both.doubt), (2, Doubt::MayBeDoubled));
        assert_eq!(both.elapsed, 2 * time);
    }
}
