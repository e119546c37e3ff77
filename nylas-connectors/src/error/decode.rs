//! [`DecodeError`]: the answer can't be read.

use std::fmt;

use super::Secrets;
use super::text::write_request_id;
use crate::history::History;

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
        write_request_id(formatter, self.request_id.as_deref())?;
        self.history.fmt(formatter)
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

    pub(super) fn mask(&mut self, secrets: &Secrets) {
        if let Some(request_id) = &mut self.request_id {
            secrets.mask(request_id);
        }
    }
}
