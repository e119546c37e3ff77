//! What the attempts of one call did, kept by every error that has been on the wire.

use std::fmt;

/// What the client knows about the attempts before an error.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct History {
    pub(crate) attempts: u32,
    pub(crate) may_have_been_applied: bool,
}

impl History {
    /// The history with one more attempt, after which the service may have done what was asked, or can't have.
    pub(crate) fn after(self, may_have_been_applied: bool) -> Self {
        Self {
            attempts: self.attempts + 1,
            may_have_been_applied: self.may_have_been_applied || may_have_been_applied,
        }
    }
}

/// What an error's one line ends with: nothing after one attempt that certainly did nothing.
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

    #[test]
    fn what_one_attempt_may_have_done_is_not_forgotten_after_the_next() {
        let first = History::default().after(true);
        assert_eq!(
            first.after(false),
            History {
                attempts: 2,
                may_have_been_applied: true
            }
        );
    }
}
