//! [`Call`]: a call under way, without I/O.

mod attempts;
mod collect;
mod difference;
mod ensure;
mod paging;

use std::fmt;
use std::time::{Duration, Instant};

pub(crate) use self::attempts::{Attempts, Jitter};
pub(crate) use self::collect::Collect;
pub(crate) use self::ensure::Ensure;
pub use self::ensure::{Action, Ensured};
pub(crate) use self::paging::Paging;
use crate::{Error, TransportError};

/// A call under way: it says what to do next, and whoever has sockets and a clock does it.
///
/// [`Client::send`](crate::Client::send) drives it with a [`Transport`](crate::Transport) and the thread's sleep. A
/// program with an HTTP client of its own drives it itself. Attempts, delays, the timeout, the pages of lists and the
/// masking of secrets are the call's.
///
/// A call that is dropped before its end stops there: a request that is under way may be applied, and only the
/// observer hears of it. So give the client a timeout instead of dropping the call with `tokio::time::timeout` or `select!`.
///
/// Made by [`Client::start`](crate::Client::start), [`start_ensure`](crate::Client::start_ensure) and
/// [`start_list_all`](crate::Client::start_list_all). It borrows neither the client nor the operation. The timeout counts
/// from the first [`next`](Self::next).
///
/// # Asynchronous programs
///
/// The simplest way is to leave the blocking client to a thread that may block, such as one of tokio's:
///
/// ```
/// # use nylas_connectors::{Client, testing::Recorder};
/// # mod tokio { pub mod task { pub fn spawn_blocking<T>(f: impl FnOnce() -> T) -> T { f() } } }
/// # let client = Recorder::new().client();
/// let client = client.clone(); // cheap: clones share their connections
/// let listing = tokio::task::spawn_blocking(move || client.connectors().list());
/// // let page = listing.await??;
/// # listing?;
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// A program that has an asynchronous HTTP client drives the call with it. The loop below, with `.await` after its two
/// actions, does everything that the blocking client does. The module `recipes` has all of it for tokio and reqwest, under
/// "Tokio and reqwest", with a second client for requests that need a [new
/// connection](crate::transport::Limits::fresh_connection). Without the features `rustls` and `native-tls` this library then
/// has no HTTP client of its own.
///
/// ```
/// use std::time::Instant;
///
/// use nylas_connectors::operations::GetConnector;
/// use nylas_connectors::{Client, Step, TransportError, http};
///
/// fn send(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
///     assert_eq!(request.uri(), "https://api.us.nylas.com/v3/connectors/imap");
///     // Here an HTTP client sends the request.
///     Ok(http::Response::new(br#"{"request_id":"r-1","data":{"provider":"imap"}}"#.to_vec()))
/// }
///
/// let client = Client::new("key")?;
/// let mut call = client.start(&GetConnector::new("imap"))?;
/// let response = loop {
///     match call.next(Instant::now()) {
///         Step::Send(request) => match send(request) {
///             Ok(response) => call.received(response),
///             Err(error) => call.failed(error),
///         },
///         Step::Wait(duration) => std::thread::sleep(duration),
///         Step::Done(result) => break result?,
///     }
/// };
/// assert_eq!(response.request_id.as_deref(), Some("r-1"));
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[must_use = "a call does nothing until it is driven"]
pub struct Call<T> {
    machine: Box<dyn Machine<T>>,
}

/// What a [`Call`] needs next.
pub enum Step<T> {
    /// Send this request, and report the answer with [`Call::received`] or its absence with [`Call::failed`].
    ///
    /// Its extensions hold [`Limits`](crate::transport::Limits), among them the deadline that the answer must keep.
    /// Redirects must not be followed.
    Send(http::Request<Vec<u8>>),
    /// Call [`Call::next`] again when this time has passed.
    Wait(Duration),
    /// The call has ended.
    Done(Result<T, Error>),
}

impl<T> Call<T> {
    pub(crate) fn new(machine: impl Machine<T> + 'static) -> Self {
        Self {
            machine: Box::new(machine),
        }
    }

    /// What to do next. `now` never goes back.
    ///
    /// Calling it after [`Step::Send`] without a report counts as a failure after which the service may have acted.
    /// After [`Step::Done`] every further one is an [`Error::Config`].
    pub fn next(&mut self, now: Instant) -> Step<T> {
        self.machine.next(now)
    }

    /// Reports the answer to the request, whatever its status. Ignored unless the last step was [`Step::Send`].
    pub fn received(&mut self, response: http::Response<Vec<u8>>) {
        self.machine.received(response);
    }

    /// Reports that no whole answer came. Ignored unless the last step was [`Step::Send`].
    pub fn failed(&mut self, error: TransportError) {
        self.machine.failed(error);
    }
}

/// What is inside a call.
pub(crate) trait Machine<T>: Send {
    fn next(&mut self, now: Instant) -> Step<T>;
    fn received(&mut self, response: http::Response<Vec<u8>>);
    fn failed(&mut self, error: TransportError);
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Call").finish_non_exhaustive()
    }
}

/// The request is shown without its headers and its body, which hold secrets.
impl<T: fmt::Debug> fmt::Debug for Step<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(request) => {
                let (method, uri) = (request.method(), request.uri());
                formatter
                    .debug_tuple("Send")
                    .field(&format_args!("{method} {uri}"))
                    .finish()
            }
            Self::Wait(duration) => formatter.debug_tuple("Wait").field(duration).finish(),
            Self::Done(result) => formatter.debug_tuple("Done").field(result).finish(),
        }
    }
}
