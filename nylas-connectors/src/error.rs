//! What can go wrong, by who failed: the caller, the set-up, the service, the network, the decoder.

mod api;
mod config;
mod decode;
mod secrets;
mod text;

use std::time::Duration;

pub use self::api::ApiError;
pub use self::config::ConfigError;
pub use self::decode::DecodeError;
pub(crate) use self::secrets::Secrets;
use crate::Invalid;
use crate::history::History;
use crate::idempotency::Idempotency;
use crate::transport::TransportError;

/// Why a call gave no answer that can be used.
///
/// One line of `Display` says what happened and what to do; the parts are there to act on. No secret of the request
/// is in any of it, even if the service repeats it: see [`ApiError`].
///
/// ```no_run
/// use nylas_connectors::{Client, Error, ICloud};
///
/// let client = Client::from_env()?;
/// match client.connectors().create(&ICloud::builder().build()?) {
///     Ok(created) => println!("{} is ready", created.data.provider),
///     Err(Error::Invalid(invalid)) => {
///         invalid.problems().iter().for_each(|problem| eprintln!("{problem}"))
///     }
///     Err(error) if error.may_have_been_applied() => {
///         eprintln!("look before you try again: {error}")
///     }
///     Err(error) if error.is_retryable() => eprintln!("try again later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The value can't be right. Nothing was sent.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The client, or the request that it was to make, is set up in a way that can't work. Nothing was sent.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The service answered, and the answer is a refusal.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// No answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// An answer came that isn't what the service documents.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// Boxed, since it keeps everything that the service said and every `Result` would be as large.
impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl Error {
    /// The HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::Invalid(_) | Self::Config(_) | Self::Transport(_) => None,
        }
    }

    /// The service's ID of the request, if there was an answer with one. Its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            Self::Invalid(_) | Self::Config(_) | Self::Transport(_) => None,
        }
    }

    /// Whether the same call may succeed later: too many requests, an overloaded service, a broken connection.
    ///
    /// The client has tried again already as far as its [`RetryPolicy`](crate::RetryPolicy) goes. For a create,
    /// ask [`may_have_been_applied`](Self::may_have_been_applied) first.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => matches!(error.status, 429 | 502..=504),
            Self::Transport(error) => error.is_retryable(),
            Self::Invalid(_) | Self::Config(_) | Self::Decode(_) => false,
        }
    }

    /// Whether the service may have done what was asked although no usable answer came: look before you repeat it.
    ///
    /// Never true for a call that only reads.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        match self {
            Self::Api(error) => error.history.may_have_been_applied,
            Self::Transport(error) => error.history.may_have_been_applied,
            Self::Decode(error) => error.history.may_have_been_applied,
            Self::Invalid(_) | Self::Config(_) => false,
        }
    }

    /// How many requests were sent, or tried to be, before this became the outcome; 0 if there was none to send.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Api(error) => error.history.attempts,
            Self::Transport(error) => error.history.attempts,
            Self::Decode(error) => error.history.attempts,
            Self::Invalid(_) | Self::Config(_) => 0,
        }
    }

    /// How long the service asks to wait before the next try, if it says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            _ => None,
        }
    }

    /// Takes the secrets of the request out of the service's words.
    pub(crate) fn without(mut self, secrets: impl FnOnce() -> Secrets) -> Self {
        match &mut self {
            Self::Api(error) => error.mask(&secrets()),
            Self::Decode(error) => error.mask(&secrets()),
            // The other kinds hold nothing that the service said.
            Self::Invalid(_) | Self::Config(_) | Self::Transport(_) => {}
        }
        self
    }

    /// Writes down what only the client knows.
    pub(crate) fn with_history(mut self, history: History) -> Self {
        match &mut self {
            Self::Api(error) => error.history = history,
            Self::Transport(error) => error.history = history,
            Self::Decode(error) => error.history = history,
            Self::Invalid(_) | Self::Config(_) => {}
        }
        self
    }

    /// Whether the service may have acted on the request that ended like this.
    pub(crate) fn may_be_applied(&self, idempotency: Idempotency) -> bool {
        let reached = match self {
            Self::Api(error) => error.status >= 500,
            Self::Transport(error) => error.may_have_reached_the_service(),
            Self::Decode(_) => true,
            Self::Invalid(_) | Self::Config(_) => false,
        };
        reached && idempotency != Idempotency::Safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_call_that_changes_something_may_have_been_applied() {
        let applied =
            |status, idempotency| Error::from(ApiError::new(status)).may_be_applied(idempotency);
        assert!(applied(502, Idempotency::NotIdempotent));
        assert!(applied(502, Idempotency::Idempotent));
        assert!(!applied(502, Idempotency::Safe));
        assert!(!applied(400, Idempotency::NotIdempotent));
    }
}
