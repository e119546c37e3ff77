//! What can go wrong, by who failed: the caller, the set-up, the service, the network, the decoder.

mod api;
mod config;
mod decode;
mod secrets;

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

pub use self::api::ApiError;
pub use self::config::ConfigError;
pub use self::decode::DecodeError;
pub(crate) use self::secrets::Secrets;
use crate::Invalid;
use crate::TransportError;
use crate::history::{Doubt, History};

/// Why a call failed.
///
/// `Display` is one line that says what happened and what to do; the variants and methods are there to act on. No secret
/// of the request is in any of it, even if the service repeats it: see [`ApiError`].
///
/// ```no_run
/// use nylas_connectors::{Client, Error, ICloud, TransportErrorKind};
///
/// fn main() -> Result<(), Error> {
///     let client = Client::from_env()?;
///     let outcome = client.connectors().create(&ICloud::builder().build()?);
///     match &outcome {
///         Ok(created) => println!("{} is ready", created.data.provider),
///         // These two concern several kinds, so they come first.
///         Err(error) if error.may_have_been_applied() => eprintln!("look before you try again: {error}"),
///         Err(error) if error.is_retryable() => eprintln!("try again later: {error}"),
///         // Nothing was sent.
///         Err(Error::Invalid(invalid)) => invalid.iter().for_each(|problem| eprintln!("{problem}")),
///         Err(Error::Config(config)) => eprintln!("fix the option `{}`", config.option()),
///         // The service refused.
///         Err(Error::Api(refusal)) => match refusal.status {
///             401 | 403 => eprintln!("check the API key and its region"),
///             409 => eprintln!("there is one already: use `ensure`"),
///             _ => eprintln!("{refusal}; the request ID is {:?}", refusal.request_id),
///         },
///         // No whole answer came.
///         Err(Error::Transport(error)) => match error.kind() {
///             TransportErrorKind::Tls => eprintln!("check the certificates: {error}"),
///             TransportErrorKind::Proxy => eprintln!("check the proxy: {error}"),
///             _ => eprintln!("{error}"), // there are more kinds
///         },
///         // Perhaps something else than the service answered, such as a gateway.
///         Err(Error::Decode(error)) => eprintln!("{error}"),
///         // A later version may have more variants.
///         Err(error) => eprintln!("{error}"),
///     }
///     outcome.map(drop)
/// }
/// ```
#[derive(Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The content is invalid. Nothing was sent.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// An option or an argument can't be used. Nothing was sent.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The service answered with a refusal.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// No whole answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The answer isn't what the service documents.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// The line that `Display` gives, then the fields: a `main` that returns an error prints its `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (variant, fields): (_, &dyn fmt::Debug) = match self {
            // It begins with its line too.
            Self::Invalid(error) => return fmt::Debug::fmt(error, formatter),
            // Its fields say nothing more.
            Self::Config(error) => return write!(formatter, "Config({error})"),
            Self::Api(error) => ("Api", error),
            Self::Transport(error) => ("Transport", error),
            Self::Decode(error) => ("Decode", error),
        };
        formatter
            .debug_tuple(variant)
            .field(&format_args!("{self}"))
            .field(fields)
            .finish()
    }
}

/// Boxed, since it keeps everything that the service said and every `Result` would be as large.
impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl Error {
    /// The HTTP status of the answer, if there was one. An answer whose body broke off had one too.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|(status, ..)| status)
    }

    /// The headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|(_, headers, _)| headers)
    }

    /// The service's ID of the request, if there was an answer with one. Its support asks for it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.2
    }

    /// Whether the same call may succeed later: too many requests, an overloaded service, a broken connection.
    ///
    /// The client has repeated it already, as far as its [`RetryPolicy`](crate::RetryPolicy) allows. For a create, check
    /// [`may_have_been_applied`](Self::may_have_been_applied) first.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => error.is_retryable(),
            Self::Transport(error) => error.is_retryable(),
            Self::Invalid(_) | Self::Config(_) | Self::Decode(_) => false,
        }
    }

    /// Whether the service may have done what was asked, although no usable answer came.
    ///
    /// Never true for a call that only reads.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.history().is_some_and(History::may_have_been_applied)
    }

    /// How often the client tried to send a request. An attempt that got no connection counts too. 0 if the call failed
    /// before the first one, as for invalid content.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.history().map_or(0, |history| history.attempts)
    }

    /// The time from the start of the call, with all attempts and delays; zero if nothing was sent.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.history()
            .map_or(Duration::ZERO, |history| history.elapsed)
    }

    /// How long the service asks to wait before the next attempt, if it does.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            _ => None,
        }
    }

    /// Removes the secrets of the request from the service's words.
    pub(crate) fn mask(&mut self, secrets: &Secrets) {
        match self {
            Self::Api(error) => error.mask(secrets),
            Self::Decode(error) => error.mask(secrets),
            Self::Transport(error) => {
                if let Some(head) = error.head_mut() {
                    head.request_id.iter_mut().for_each(|id| secrets.mask(id));
                    secrets.mask_headers(&mut head.headers);
                }
                error.mask_source(|text| secrets.masked(text));
            }
            // These hold nothing that the service said.
            Self::Invalid(_) | Self::Config(_) => {}
        }
    }

    /// The status of the answer, its headers and the request ID.
    fn answer(&self) -> Option<(u16, &HeaderMap, Option<&str>)> {
        let (status, headers, request_id) = match self {
            Self::Api(error) => (error.status, error.headers(), &error.request_id),
            Self::Decode(error) => (error.status, error.headers(), &error.request_id),
            Self::Transport(error) => {
                let head = error.head()?;
                (head.status.as_u16(), &head.headers, &head.request_id)
            }
            Self::Invalid(_) | Self::Config(_) => return None,
        };
        Some((status, headers, request_id.as_deref()))
    }

    fn history(&self) -> Option<&History> {
        match self {
            Self::Api(error) => Some(&error.history),
            Self::Transport(error) => Some(&error.history),
            Self::Decode(error) => Some(&error.history),
            Self::Invalid(_) | Self::Config(_) => None,
        }
    }

    /// Adds what only the call knows.
    pub(crate) fn with_history(mut self, history: History) -> Self {
        match &mut self {
            Self::Api(error) => error.history = history,
            Self::Transport(error) => error.history = history,
            Self::Decode(error) => error.history = history,
            Self::Invalid(_) | Self::Config(_) => {}
        }
        self
    }

    /// Replaces whether the service may have acted.
    pub(crate) fn with_doubt(self, doubt: Doubt) -> Self {
        let history = self.history().copied().unwrap_or_default();
        self.with_history(History { doubt, ..history })
    }

    /// Whether the service may have acted on the request that ended like this.
    pub(crate) fn may_have_reached_the_service(&self) -> bool {
        match self {
            Self::Api(error) => matches!(error.status, 200..=299 | 408 | 500..),
            Self::Transport(error) => error.may_have_reached_the_service(),
            Self::Decode(_) => true,
            Self::Invalid(_) | Self::Config(_) => false,
        }
    }
}
