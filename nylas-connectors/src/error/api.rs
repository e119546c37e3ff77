//! [`ApiError`]: the service refused.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::Secrets;
use crate::answer_headers::{request_id, retry_after};
use crate::history::{Doubt, History};
use crate::one_line::{one_line, write_request_id};

/// A refusal by the service, in the service's own words.
///
/// The client replaces the secrets of the request by `***` if the words repeat them, also if they are escaped: the API
/// key, and every text of four characters or more that the body has in a [`Secret`](crate::Secret), or under the key of a
/// secret (`client_secret`, `private_key`, `token`, …). [`Operation::parse`](crate::Operation::parse) alone doesn't know them.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiError {
    /// The HTTP status. The service's types of error are an open set: decide by this.
    pub status: u16,
    /// The service's ID of the request, from the body, or else from a header.
    pub request_id: Option<String>,
    /// The `type` of the error, such as `invalid_request_error` or `unauthorized`.
    pub kind: Option<String>,
    /// The service's message. Of a body that isn't JSON, its beginning without markup.
    pub message: Option<String>,
    /// What the provider said to Nylas: any JSON.
    pub provider_error: Option<Value>,
    /// What is wrong in the request, by its path in the JSON.
    pub validation_errors: Option<Map<String, Value>>,
    /// How long the service asks to wait before the next attempt.
    pub retry_after: Option<Duration>,
    headers: Box<HeaderMap>,
    pub(crate) history: History,
}

impl ApiError {
    /// A refusal of which only the head came.
    pub(crate) fn of_head(status: StatusCode, headers: &HeaderMap) -> Self {
        Self {
            status: status.as_u16(),
            request_id: request_id(headers),
            kind: None,
            message: None,
            provider_error: None,
            validation_errors: None,
            retry_after: retry_after(headers),
            headers: Box::new(headers.clone()),
            history: History::default(),
        }
    }

    #[cfg(test)]
    pub(crate) fn new(status: u16) -> Self {
        Self::of_head(status.try_into().unwrap(), &HeaderMap::new())
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether the same call may succeed later: see [`Error::is_retryable`](crate::Error::is_retryable).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self.status, 408 | 429 | 500 | 502..=504 | 520..=529)
    }

    /// Whether the service may have done what was asked, although it answered with a failure: see
    /// [`Error::may_have_been_applied`](crate::Error::may_have_been_applied).
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.history.may_have_been_applied()
    }

    pub(super) fn mask(&mut self, secrets: &Secrets) {
        let texts = [&mut self.request_id, &mut self.kind, &mut self.message];
        for text in texts.into_iter().flatten() {
            secrets.mask(text);
        }
        if let Some(provider_error) = &mut self.provider_error {
            secrets.mask_json(provider_error);
        }
        if let Some(validation_errors) = &mut self.validation_errors {
            secrets.mask_map(validation_errors);
        }
        secrets.mask_headers(&mut self.headers);
    }

    fn advice(&self) -> &'static str {
        // The service refuses some requests with 400 and says why by the type.
        let says = |word: &str| {
            let kind = self.kind.as_deref();
            self.status == 400 && kind.is_some_and(|kind| kind.contains(word))
        };
        match self.status {
            101 => "the server changed the protocol: the base URL isn't the service's",
            200..=299 => "it reports a failure in spite of its status",
            304 => "a cache answered for the service: set a base URL without one",
            300..=399 => {
                "it redirects, which this client doesn't follow: set the base URL that it leads to"
            }
            _ if self.status == 401 || says("unauthorized") || says("authentication_error") => {
                "check the API key, and that it belongs to this base URL's region"
            }
            _ if says("rate_limit") => "too many requests: wait before the next",
            _ if says("resource_blocked") => "the application is blocked: ask the support of Nylas",
            _ if says("insufficient_scopes") => "the grant lacks a scope: add it to the connector",
            402 => "the plan doesn't include this: ask whoever manages the Nylas account",
            403 => "the application may not do this: check its plan and permissions",
            404 => "there is no such connector, credential or path at this base URL",
            407 => "the proxy wants a user and a password: check the proxy",
            408 => "the request took too long to arrive",
            409 if self.history.doubt == Doubt::ExistsUnseen => {
                "it exists already, but the service didn't show it: call `ensure` again"
            }
            409 => "it exists already: update it, or use `ensure` for a connector",
            421 => "this server isn't responsible for the host: check the base URL and the proxy",
            423 => "the application is blocked: ask the support of Nylas",
            425 => "the server isn't ready for the request",
            429 => "too many requests",
            400..=499 => "fix the request before you send it again",
            502..=504 | 520..=529 => "the service is busy or down",
            _ if self.request_id.is_none() => {
                "the service failed: if it does so again, ask its support"
            }
            _ => "the service failed: if it does so again, tell its support the request ID",
        }
    }

    /// What the service says beside its message: what is wrong where, and what the provider said.
    fn write_details(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, problem) in self.validation_errors.iter().flatten() {
            let problem = as_text(problem);
            write!(formatter, "; `{}` {}", one_line(path), one_line(&problem))?;
        }
        match &self.provider_error {
            Some(error) => write!(formatter, "; the provider: {}", one_line(&as_text(error))),
            None => Ok(()),
        }
    }
}

/// A string without its quotes, and anything else as JSON.
fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
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
        self.write_details(formatter)?;
        write!(formatter, ": {}", self.advice())?;
        let later = matches!(self.status, 408 | 425 | 429 | 502..=504 | 520..=529);
        // What may have been done already must not be tried again before someone looked.
        if later && !self.may_have_been_applied() {
            match self.retry_after {
                Some(delay) if !delay.is_zero() => {
                    write!(formatter, ": try again in {} s", delay.as_secs())?;
                }
                _ => formatter.write_str(": try again later")?,
            }
        }
        write_request_id(formatter, self.request_id.as_deref())?;
        self.history.fmt(formatter)
    }
}

/// Without the headers, which may hold more than anyone wants in a log.
impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("kind", &self.kind)
            .field("message", &self.message)
            .field("provider_error", &self.provider_error)
            .field("validation_errors", &self.validation_errors)
            .field("retry_after", &self.retry_after)
            .field("history", &self.history)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn display_is_one_line_that_says_what_to_do() {
        let mut error = ApiError::new(401);
        error.kind = Some("unauthorized".into());
        error.message = Some("No\nkey".into());
        error.request_id = Some("r-1".into());
        assert_eq!(
            error.to_string(),
            "the service answered 401 unauthorized (No key): check the API key, and that it belongs to this base \
             URL's region [request r-1]"
        );
    }

    #[test]
    fn a_conflict_leads_to_what_works_on_a_connector_that_is_there() {
        assert_eq!(
            ApiError::new(409).to_string(),
            "the service answered 409: it exists already: update it, or use `ensure` for a connector"
        );
    }

    #[test]
    fn the_support_is_told_an_id_only_where_there_is_one() {
        let mut error = ApiError::new(500);
        assert!(error.to_string().ends_with("ask its support"), "{error}");
        error.request_id = Some("r-1".into());
        assert!(
            error.to_string().ends_with("the request ID [request r-1]"),
            "{error}"
        );
    }

    #[test]
    fn a_delay_that_the_service_asks_for_is_said() {
        let mut error = ApiError::new(429);
        for (retry_after, end) in [
            (None, "later"),
            (Some(0), "later"),
            (Some(3600), "in 3600 s"),
        ] {
            error.retry_after = retry_after.map(Duration::from_secs);
            let line = error.to_string();
            assert!(line.ends_with(&format!(": try again {end}")), "{line}");
        }
    }

    #[test]
    fn display_ends_with_what_may_have_been_done_and_the_number_of_attempts() {
        let mut error = ApiError::new(503);
        error.history = History {
            attempts: 3,
            doubt: Doubt::MayBeDoubled,
            ..History::default()
        };
        assert_eq!(
            error.to_string(),
            "the service answered 503: the service is busy or down; the service may have done what was \
             asked: look before you repeat it (after 3 attempts)"
        );
    }

    #[test]
    fn a_secret_is_masked_in_everything_that_the_service_said() {
        let mut error = ApiError::new(400);
        error.request_id = Some("r-hush-hush".into());
        error.kind = Some("hush-hush".into());
        error.message = Some("Bearer hush-hush is wrong, hush-hush".into());
        error.provider_error =
            Some(json!({"hush-hush": ["hush-hush", {"a": "no hush-hush"}], "b": 7}));
        error.mask(&Secrets::of("hush-hush", b"", &[]));
        assert_eq!(error.message.as_deref(), Some("Bearer *** is wrong, ***"));
        assert_eq!(
            error.provider_error,
            Some(json!({"***": ["***", {"a": "no ***"}], "b": 7}))
        );
        assert!(!format!("{error:?}").contains("hush"), "{error:?}");
    }
}
