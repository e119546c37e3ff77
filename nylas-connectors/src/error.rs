//! What can go wrong, by who failed: the caller, the set-up, the service, the network, the decoder.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use crate::operations::Effect;
use crate::transport::TransportError;
use crate::validation::Invalid;

/// Why a call gave no answer that can be used.
///
/// One line of `Display` says what happened and what to do; the parts are there to act on. No secret is in any of
/// it.
///
/// ```no_run
/// use nylas_connectors::{Client, Error, ICloud};
///
/// let client = Client::from_env()?;
/// match client.connectors().create(&ICloud::builder().build()?) {
///     Ok(created) => println!("{} is ready", created.data.provider),
///     Err(Error::Invalid(invalid)) => invalid.problems().iter().for_each(|problem| eprintln!("{problem}")),
///     Err(error) if error.may_have_been_applied() => eprintln!("look before you try again: {error}"),
///     Err(error) if error.is_retryable() => eprintln!("try again later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, thiserror::Error)]
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
    Api(#[from] ApiError),
    /// No answer came.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// An answer came that isn't what the service documents.
    #[error(transparent)]
    Decode(#[from] DecodeError),
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

    /// How long the service asks to wait before the next try.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after,
            _ => None,
        }
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
    fn may_have_reached_the_service(&self) -> bool {
        match self {
            Self::Api(error) => error.status >= 500,
            Self::Transport(error) => error.may_have_reached_the_service(),
            Self::Decode(_) => true,
            Self::Invalid(_) | Self::Config(_) => false,
        }
    }
}

/// What the client knows about the way to an error.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct History {
    pub(crate) attempts: u32,
    pub(crate) may_have_been_applied: bool,
}

impl History {
    /// The history with one more try, which ended in this error.
    pub(crate) fn after(self, error: &Error, effect: Effect) -> Self {
        let applied = effect != Effect::Reads && error.may_have_reached_the_service();
        Self {
            attempts: self.attempts + 1,
            may_have_been_applied: self.may_have_been_applied || applied,
        }
    }
}

/// A refusal by the service, in the service's own words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The HTTP status. The service's types of error are an open set: decide by this.
    pub status: u16,
    /// The service's ID of the request.
    pub request_id: Option<String>,
    /// The `type` of the error, such as `invalid_request_error` or `unauthorized`.
    pub kind: Option<String>,
    /// The service's message.
    pub message: Option<String>,
    /// What the provider said to Nylas: any JSON.
    pub provider_error: Option<Value>,
    /// How long the service asks to wait before the next try.
    pub retry_after: Option<Duration>,
    pub(crate) history: History,
}

impl ApiError {
    pub(crate) fn new(status: u16) -> Self {
        Self {
            status,
            request_id: None,
            kind: None,
            message: None,
            provider_error: None,
            retry_after: None,
            history: History::default(),
        }
    }

    fn advice(&self) -> &'static str {
        match self.status {
            300..=399 => "the base URL leads elsewhere; set the one that answers itself",
            401 => "check the API key, and that it belongs to this base URL's region",
            403 => "the application may not do this; look at its plan and permissions",
            404 => "there is no such connector, credential or path at this base URL",
            409 => "it is there already",
            429 => "too many requests; wait and try again",
            400..=499 => "mend the request before you send it again",
            _ => "the service failed; try again later",
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the service answered {}", self.status)?;
        if let Some(kind) = &self.kind {
            write!(formatter, " {}", one_line(kind))?;
        }
        if let Some(message) = &self.message {
            write!(formatter, " ({})", one_line(message))?;
        }
        write!(formatter, ": {}", self.advice())?;
        write_request_id(formatter, self.request_id.as_deref())
    }
}

impl std::error::Error for ApiError {}

/// An answer that isn't what the service documents. It holds where the decoder stopped, and nothing of the answer.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The HTTP status.
    pub status: u16,
    /// The service's ID of the request, if a header had it.
    pub request_id: Option<String>,
    /// Where and how the decoder stopped.
    pub reason: String,
    pub(crate) history: History,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the answer with status {} can't be read ({}): check that the base URL is the service's",
            self.status, self.reason
        )?;
        write_request_id(formatter, self.request_id.as_deref())
    }
}

impl std::error::Error for DecodeError {}

impl DecodeError {
    pub(crate) fn new(status: u16, request_id: Option<String>, reason: String) -> Self {
        Self {
            status,
            request_id,
            reason,
            history: History::default(),
        }
    }
}

/// An option that can't work, by its name, and what would.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigError {
    option: &'static str,
    problem: &'static str,
}

impl ConfigError {
    pub(crate) fn new(option: &'static str, problem: &'static str) -> Self {
        Self { option, problem }
    }

    /// Which option: the name of its setter on the builder, or of the environment variable.
    #[must_use]
    pub fn option(&self) -> &str {
        self.option
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.option, self.problem)
    }
}

impl std::error::Error for ConfigError {}

/// An option that was not given has no default.
impl From<derive_builder::UninitializedFieldError> for ConfigError {
    fn from(error: derive_builder::UninitializedFieldError) -> Self {
        Self::new(error.field_name(), "is missing: set it before `.build()`")
    }
}

fn write_request_id(formatter: &mut fmt::Formatter<'_>, request_id: Option<&str>) -> fmt::Result {
    match request_id {
        Some(request_id) => write!(formatter, " [request {}]", one_line(request_id)),
        None => Ok(()),
    }
}

/// Text of the service's, made fit for one line of a log: no control characters, not endless.
fn one_line(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_is_one_line_that_says_what_to_do() {
        let mut error = ApiError::new(401);
        error.kind = Some("unauthorized".into());
        error.message = Some("No\nkey".into());
        error.request_id = Some("r-1".into());
        assert_eq!(
            Error::from(error).to_string(),
            "the service answered 401 unauthorized (No key): check the API key, and that it belongs to this base \
             URL's region [request r-1]"
        );
    }

    #[test]
    fn only_a_call_that_changes_something_may_have_been_applied() {
        let applied = |status, effect| {
            History::default()
                .after(&ApiError::new(status).into(), effect)
                .may_have_been_applied
        };
        assert!(applied(502, Effect::Creates));
        assert!(applied(502, Effect::Replaces));
        assert!(!applied(502, Effect::Reads));
        assert!(!applied(400, Effect::Creates));
    }

    #[test]
    fn what_one_try_may_have_done_is_not_forgotten_after_the_next() {
        let first = History::default().after(&ApiError::new(502).into(), Effect::Replaces);
        let second = first.after(&ApiError::new(404).into(), Effect::Replaces);
        assert_eq!(
            second,
            History {
                attempts: 2,
                may_have_been_applied: true
            }
        );
    }
}
