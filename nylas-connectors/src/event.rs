//! [`Event`]: what happens while a call is under way, for logs, traces and metrics.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::TransportErrorKind;

/// Something that happened to a call, for [`ClientBuilder::observe`](crate::ClientBuilder::observe).
///
/// No event holds a secret. `Display` is one line for a log.
///
/// Calls that consist of others, such as [`ensure`](crate::Connectors::ensure), give the events of each.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// A call begins.
    #[non_exhaustive]
    Started {
        /// The call, such as `create_connector`.
        operation: &'static str,
    },
    /// A request is about to be sent.
    #[non_exhaustive]
    Attempt {
        /// The call, such as `create_connector`.
        operation: &'static str,
        /// 1 for the first attempt.
        number: u32,
    },
    /// The call waits before it is sent again.
    #[non_exhaustive]
    Waiting {
        /// The call, such as `create_connector`.
        operation: &'static str,
        /// How long it waits.
        delay: Duration,
        /// Why the last attempt failed.
        reason: WaitReason,
    },
    /// The call has ended.
    #[non_exhaustive]
    Finished {
        /// The call, such as `create_connector`.
        operation: &'static str,
        /// Whether it succeeded.
        succeeded: bool,
        /// The HTTP status of the last answer, if there was one.
        status: Option<u16>,
        /// The service's ID of the last request, if there was an answer with one.
        request_id: Option<String>,
        /// How many requests were sent.
        attempts: u32,
        /// The time from the start of the call, with all waits.
        elapsed: Duration,
        /// Whether the service may have acted although the call failed.
        may_have_been_applied: bool,
    },
}

/// Why an attempt failed that is repeated.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum WaitReason {
    /// The service answered with this status.
    Status(u16),
    /// No answer came.
    Transport(TransportErrorKind),
}

impl Event {
    /// The call, such as `create_connector`: one of a small, fixed set of words.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Started { operation }
            | Self::Attempt { operation, .. }
            | Self::Waiting { operation, .. }
            | Self::Finished { operation, .. } => operation,
        }
    }
}

impl fmt::Display for WaitReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(formatter, "status {status}"),
            Self::Transport(kind) => write!(formatter, "{kind:?} error"),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.operation())?;
        match self {
            Self::Started { .. } => formatter.write_str("started"),
            Self::Attempt { number, .. } => write!(formatter, "attempt {number}"),
            Self::Waiting { delay, reason, .. } => {
                write!(formatter, "waiting {delay:.1?} after {reason}")
            }
            Self::Finished {
                succeeded,
                status,
                request_id,
                attempts,
                elapsed,
                may_have_been_applied,
                ..
            } => {
                let outcome = if *succeeded { "succeeded" } else { "failed" };
                write!(formatter, "{outcome} in {elapsed:.1?}, attempts {attempts}")?;
                if let Some(status) = status {
                    write!(formatter, ", status {status}")?;
                }
                if let Some(request_id) = request_id {
                    write!(formatter, ", request {}", request_id.escape_debug())?;
                }
                if *may_have_been_applied {
                    formatter.write_str(", may have been applied")?;
                }
                Ok(())
            }
        }
    }
}

type Observe = dyn Fn(&Event) + Send + Sync;

/// The function that takes the events, if there is one.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<Observe>>);

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observe)))
    }

    /// Makes the event only if someone takes it.
    pub(crate) fn notify(&self, event: impl FnOnce() -> Event) {
        if let Some(observe) = &self.0 {
            observe(&event());
        }
    }
}
