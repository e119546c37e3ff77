//! [`DecodeError`]: the answer can't be read.

use std::fmt;

use http::HeaderMap;

use super::Secrets;
use crate::Page;
use crate::answer_headers;
use crate::history::History;
use crate::one_line::write_request_id;

/// An answer that isn't what the service documents. It says where, and holds nothing else of the answer.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The HTTP status.
    pub status: u16,
    /// The service's ID of the request, if the answer had one.
    pub request_id: Option<String>,
    /// What is wrong: the path of a field that is missing or has the wrong type, or where the JSON ends.
    pub reason: String,
    /// Whether it is no answer of the service at all.
    is_foreign: bool,
    headers: Box<HeaderMap>,
    pub(crate) history: History,
}

impl DecodeError {
    /// An answer of the service that lacks what it must have. Its ID is that of the headers, unless the body has one.
    pub(crate) fn new(
        response: &http::Response<Vec<u8>>,
        request_id: Option<String>,
        reason: String,
    ) -> Self {
        let request_id = request_id.or_else(|| answer_headers::request_id(response.headers()));
        Self {
            status: response.status().as_u16(),
            request_id,
            reason,
            is_foreign: false,
            headers: Box::new(response.headers().clone()),
            history: History::default(),
        }
    }

    /// An answer without the envelope that all answers of the service have. The decoder's own message may show a value.
    pub(crate) fn not_the_envelope(
        response: &http::Response<Vec<u8>>,
        error: &serde_json::Error,
    ) -> Self {
        use serde_json::error::Category;
        let what = match error.classify() {
            Category::Io | Category::Syntax => "not JSON",
            Category::Eof => "JSON that ends too early",
            Category::Data => "JSON of another shape",
        };
        let reason = format!("{what}, line {} column {}", error.line(), error.column());
        Self {
            is_foreign: true,
            ..Self::new(response, None, reason)
        }
    }

    /// A page that can't be part of the list.
    pub(crate) fn of_page<T>(page: &Page<T>, reason: &str) -> Self {
        Self {
            status: page.status,
            request_id: page.request_id.clone(),
            reason: reason.to_owned(),
            is_foreign: false,
            headers: Box::new(page.headers().clone()),
            history: History {
                attempts: page.attempts,
                elapsed: page.elapsed,
                ..History::default()
            },
        }
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether the service may have done what was asked: see
    /// [`Error::may_have_been_applied`](crate::Error::may_have_been_applied).
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.history.may_have_been_applied()
    }

    pub(super) fn mask(&mut self, secrets: &Secrets) {
        if let Some(request_id) = &mut self.request_id {
            secrets.mask(request_id);
        }
        secrets.mask_headers(&mut self.headers);
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, reason, .. } = self;
        if self.is_foreign {
            write!(
                formatter,
                "the answer with status {status} can't be read ({reason}): check that the base URL is the service's"
            )?;
            if self.request_id.is_some() {
                formatter.write_str(", and if it is, tell its support the request ID")?;
            }
        } else {
            write!(
                formatter,
                "the answer with status {status} can't be used: {reason}"
            )?;
        }
        write_request_id(formatter, self.request_id.as_deref())?;
        self.history.fmt(formatter)
    }
}

/// Without the headers, which may hold more than anyone wants in a log.
impl fmt::Debug for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DecodeError")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("reason", &self.reason)
            .field("history", &self.history)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}
