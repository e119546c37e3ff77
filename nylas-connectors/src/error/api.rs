//! [`ApiError`]: the service refused.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::Secrets;
use super::text::{one_line, write_request_id};
use crate::history::History;

/// A refusal by the service, in the service's own words. The client puts `***` in place of the secrets of the request
/// that was refused, should the words repeat them: the API key, and each text of four characters or more that the body
/// has under the key of a secret (`client_secret`, `private_key`, `token`, …). [`Operation::parse`](crate::Operation::parse)
/// alone doesn't know them.
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

    pub(super) fn mask(&mut self, secrets: &Secrets) {
        let texts = [&mut self.request_id, &mut self.kind, &mut self.message];
        for text in texts.into_iter().flatten() {
            secrets.mask(text);
        }
        if let Some(provider_error) = &mut self.provider_error {
            secrets.mask_json(provider_error);
        }
    }

    fn advice(&self) -> &'static str {
        match self.status {
            300..=399 => "the base URL leads elsewhere; set the one that answers itself",
            401 => "check the API key, and that it belongs to this base URL's region",
            403 => "the application may not do this; look at its plan and permissions",
            404 => "there is no such connector, credential or path at this base URL",
            409 => "it is there already; update it, or for a connector use `ensure`",
            429 => "too many requests; wait and try again",
            400..=499 => "mend the request before you send it again",
            502..=504 => "the service is busy or down; try again later",
            _ => "the service failed; tell its support the request ID if it does so again",
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
        write_request_id(formatter, self.request_id.as_deref())?;
        self.history.fmt(formatter)
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
            "the service answered 409: it is there already; update it, or for a connector use `ensure`"
        );
    }

    #[test]
    fn display_ends_with_what_may_have_been_done_and_the_number_of_tries() {
        let mut error = ApiError::new(503);
        error.history = History {
            attempts: 3,
            may_have_been_applied: true,
        };
        assert_eq!(
            error.to_string(),
            "the service answered 503: the service is busy or down; try again later; the service may have done what was \
             asked: look before you repeat it (after 3 tries)"
        );
    }

    #[test]
    fn a_secret_is_taken_out_of_everything_that_the_service_said() {
        let mut error = ApiError::new(400);
        error.request_id = Some("r-hush-hush".into());
        error.kind = Some("hush-hush".into());
        error.message = Some("Bearer hush-hush is wrong, hush-hush".into());
        error.provider_error =
            Some(json!({"hush-hush": ["hush-hush", {"a": "no hush-hush"}], "b": 7}));
        error.mask(&Secrets::of("hush-hush", b""));
        assert_eq!(error.message.as_deref(), Some("Bearer *** is wrong, ***"));
        assert_eq!(
            error.provider_error,
            Some(json!({"***": ["***", {"a": "no ***"}], "b": 7}))
        );
        assert!(!format!("{error:?}").contains("hush"), "{error:?}");
    }
}
