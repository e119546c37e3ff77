//! [`Event`]: what happens while a call is under way, for logs, traces and metrics.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::one_line::one_line;
use crate::{Provider, TransportErrorKind};

/// Something that happened to a call, for [`ClientBuilder::observe`](crate::ClientBuilder::observe).
///
/// No event holds a secret. `Display` is one line for a log.
///
/// Every event has the number of its call, which no other call of the client and its clones has: programs with several
/// threads tell their calls apart by it. [`ensure`](crate::Connectors::ensure) and whole lists consist of several
/// operations under one number, and each has its events from `Started` to `Finished`. The first operation of `ensure` is
/// `get_connector`, and if it fails with 404, the next is `create_connector`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// An operation begins.
    #[non_exhaustive]
    Started {
        /// The number of the call.
        call: u64,
        /// The operation, such as `create_connector`.
        operation: &'static str,
        /// The provider whose connector or credential it is about, if it is about one.
        provider: Option<Provider>,
    },
    /// A request is about to be sent. The next event of the call says how long that took.
    #[non_exhaustive]
    Attempt {
        /// The number of the call.
        call: u64,
        /// The operation, such as `create_connector`.
        operation: &'static str,
        /// The provider whose connector or credential it is about, if it is about one.
        provider: Option<Provider>,
        /// 1 for the first attempt.
        number: u32,
    },
    /// The operation waits before it is sent again.
    #[non_exhaustive]
    Waiting {
        /// The number of the call.
        call: u64,
        /// The operation, such as `create_connector`.
        operation: &'static str,
        /// The provider whose connector or credential it is about, if it is about one.
        provider: Option<Provider>,
        /// How long it waits.
        delay: Duration,
        /// Why the last attempt failed.
        reason: WaitReason,
        /// How long the last attempt took.
        attempt_elapsed: Duration,
        /// The service's ID of the last request, if there was an answer with one.
        request_id: Option<String>,
    },
    /// The operation has ended.
    #[non_exhaustive]
    Finished {
        /// The number of the call.
        call: u64,
        /// The operation, such as `create_connector`.
        operation: &'static str,
        /// The provider whose connector or credential it is about, if it is about one.
        provider: Option<Provider>,
        /// Whether it succeeded.
        succeeded: bool,
        /// The HTTP status of the last answer, if there was one.
        status: Option<u16>,
        /// Why no whole answer came, if none did. A call that was dropped has neither this nor a status; one whose answer
        /// can't be used has a successful status.
        failure: Option<TransportErrorKind>,
        /// The service's ID of the last request, if there was an answer with one.
        request_id: Option<String>,
        /// How many attempts there were. One that got no connection counts too.
        attempts: u32,
        /// The time from the operation's `Started`, with all waits; of a call that was dropped, up to its last step.
        elapsed: Duration,
        /// How long the last attempt took that came to an end; zero if none did.
        attempt_elapsed: Duration,
        /// Whether the service may have acted although the operation failed.
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
    /// The number of the call.
    #[must_use]
    pub fn call(&self) -> u64 {
        match self {
            Self::Started { call, .. }
            | Self::Attempt { call, .. }
            | Self::Waiting { call, .. }
            | Self::Finished { call, .. } => *call,
        }
    }

    /// The operation, such as `create_connector`: one of a small, fixed set of words.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Started { operation, .. }
            | Self::Attempt { operation, .. }
            | Self::Waiting { operation, .. }
            | Self::Finished { operation, .. } => operation,
        }
    }

    /// The provider whose connector or credential the operation is about; `None` for a list of connectors and for the
    /// detection of a provider.
    #[must_use]
    pub fn provider(&self) -> Option<&Provider> {
        match self {
            Self::Started { provider, .. }
            | Self::Attempt { provider, .. }
            | Self::Waiting { provider, .. }
            | Self::Finished { provider, .. } => provider.as_ref(),
        }
    }
}

impl fmt::Display for WaitReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(formatter, "status {status}"),
            Self::Transport(kind) => kind.fmt(formatter),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "call {}", self.call())?;
        if let Some(provider) = self.provider() {
            write!(formatter, " for {}", one_line(provider.as_str()))?;
        }
        write!(formatter, ", {}: ", self.operation())?;
        match self {
            Self::Started { .. } => formatter.write_str("started"),
            Self::Attempt { number, .. } => write!(formatter, "attempt {number}"),
            Self::Waiting {
                delay,
                reason,
                request_id,
                ..
            } => {
                write!(formatter, "waiting {delay:.1?} after {reason}")?;
                write_request_id(formatter, request_id.as_deref())
            }
            Self::Finished {
                succeeded,
                status,
                failure,
                request_id,
                attempts,
                elapsed,
                may_have_been_applied,
                ..
            } => {
                match (*succeeded, status, failure) {
                    (true, ..) => write!(formatter, "succeeded in {elapsed:.1?}")?,
                    // Not when: a call reads no clock.
                    (false, None, None) => formatter.write_str("dropped")?,
                    (false, ..) => write!(formatter, "failed in {elapsed:.1?}")?,
                }
                write!(formatter, ", attempts {attempts}")?;
                if let Some(kind) = failure {
                    write!(formatter, ", {kind}")?;
                }
                if let Some(status) = status {
                    write!(formatter, ", status {status}")?;
                }
                if !*succeeded && matches!(status, Some(200..=299)) && failure.is_none() {
                    formatter.write_str(", the answer can't be used")?;
                }
                write_request_id(formatter, request_id.as_deref())?;
                if *may_have_been_applied {
                    formatter.write_str(", may have been applied")?;
                }
                Ok(())
            }
        }
    }
}

fn write_request_id(formatter: &mut fmt::Formatter<'_>, request_id: Option<&str>) -> fmt::Result {
    request_id.map_or(Ok(()), |id| write!(formatter, ", request {}", one_line(id)))
}

type Observe = dyn Fn(&Event) + Send + Sync;

/// The function that takes the events, if there is one, and the number of calls so far.
#[derive(Clone, Default)]
pub(crate) struct Observer(Option<Arc<(Box<Observe>, AtomicU64)>>);

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new((Box::new(observe), AtomicU64::new(0)))))
    }

    /// The number of a call that begins.
    pub(crate) fn next_call(&self) -> u64 {
        let calls = self.0.as_ref().map(|observer| &observer.1);
        calls.map_or(0, |calls| calls.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Makes the event only if someone takes it.
    pub(crate) fn notify(&self, event: impl FnOnce() -> Event) {
        if let Some(observer) = &self.0 {
            (observer.0)(&event());
        }
    }

    /// The same from a destructor, which no panic may leave: during another one, it would end the process.
    pub(crate) fn notify_from_drop(&self, event: impl FnOnce() -> Event) {
        let notify = AssertUnwindSafe(|| self.notify(event));
        let _ = catch_unwind(notify);
    }
}
