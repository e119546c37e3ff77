//! [`TransportError`]: why no whole answer came.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use http::{HeaderMap, StatusCode};

use crate::answer_headers;
use crate::history::History;
use crate::one_line::{one_line, write_request_id};

/// Why no whole answer came.
///
/// One line of `Display` says what happened and what to do: which host couldn't be reached, and whether its name, its
/// certificate or the proxy was the reason. The [`source`](StdError::source) has the words of the library below.
#[derive(Clone, Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: Option<Arc<str>>,
    proxy_status: Option<u16>,
    head: Option<Arc<Head>>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
    pub(crate) history: History,
}

/// The head of an answer whose body didn't come.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) request_id: Option<String>,
}

/// Without the headers, which may hold more than anyone wants in a log.
impl fmt::Debug for Head {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Head")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// What kept the answer away.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was established: the host's name wasn't found, the connection was refused, or it took too long.
    /// Nothing of the request was sent.
    Connect,
    /// No TLS session was established: the server's certificate isn't trusted, or the server refused the client's, or
    /// what answers isn't TLS. The service can't have acted.
    Tls,
    /// The proxy couldn't be reached, or refused: see [`TransportError::proxy_status`]. Nothing of the request was
    /// sent.
    Proxy,
    /// The time ran out after the request had been sent, or a part of it.
    Timeout,
    /// The connection broke before the whole answer was there.
    Disconnected,
    /// What came isn't HTTP.
    Protocol,
    /// The answer is larger than the client takes.
    TooLarge,
    /// The transport itself refused to send the request, for the reason in the error's line.
    Refused,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    fn words(self) -> &'static str {
        match self {
            Self::Connect => "no connection to the service: check the base URL and the network",
            Self::Tls => "no TLS session with the service: check its certificate and the base URL",
            Self::Proxy => "the proxy gave no connection to the service: check the proxy",
            Self::Timeout => "the service didn't answer in time",
            Self::Disconnected => "the connection broke before the answer was complete",
            Self::Protocol => {
                "the answer isn't HTTP that can be read: check the base URL, with its scheme and its port"
            }
            Self::TooLarge => "the answer is larger than the client takes",
            Self::Refused => "the request was not sent",
            Self::Other => "the request failed",
        }
    }
}

/// A few words for a log: `no connection`.
impl fmt::Display for TransportErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Connect => "no connection",
            Self::Tls => "no TLS session",
            Self::Proxy => "no connection through the proxy",
            Self::Timeout => "no answer in time",
            Self::Disconnected => "the connection broke",
            Self::Protocol => "an answer that isn't HTTP",
            Self::TooLarge => "an answer that is too large",
            Self::Refused => "not sent",
            Self::Other => "another failure",
        })
    }
}

impl TransportError {
    /// An error of this kind. The source is for people to read, through [`source`](StdError::source). If the API key or
    /// a secret of the request is in its text, the client replaces it by that text, masked.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            source: Some(Arc::from(source.into())),
            ..Self::of_kind(kind)
        }
    }

    fn of_kind(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            message: None,
            proxy_status: None,
            head: None,
            source: None,
            history: History::default(),
        }
    }

    /// The same error after the head of the answer had come: the connection broke inside the body.
    ///
    /// A custom transport should add the head, since the status decides what the call does next: a refusal is one even
    /// without its body, and a create whose success broke off was applied.
    #[must_use]
    pub fn with_head(self, head: http::response::Parts) -> Self {
        let request_id = answer_headers::request_id(&head.headers);
        Self {
            head: Some(Arc::new(Head {
                status: head.status,
                headers: head.headers,
                request_id,
            })),
            ..self
        }
    }

    /// Replaces the source by its text if that holds what is masked: a custom transport may repeat its request.
    pub(crate) fn mask_source(&mut self, masked: impl Fn(&str) -> String) {
        let mut lines = Vec::new();
        let mut next = self.source.as_deref().map(|source| source as &dyn StdError);
        while let Some(error) = next {
            lines.push(error.to_string());
            next = error.source();
        }
        let (shown, debug) = (lines.join(": "), format!("{:?}", self.source));
        if masked(&shown) != shown || masked(&debug) != debug {
            let text: Box<dyn StdError + Send + Sync> = masked(&shown).into();
            self.source = Some(Arc::from(text));
        }
    }

    pub(crate) fn head(&self) -> Option<&Head> {
        self.head.as_deref()
    }

    pub(crate) fn head_mut(&mut self) -> Option<&mut Head> {
        self.head.as_mut().map(Arc::make_mut)
    }

    /// What kept the answer away.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The HTTP status with which a proxy refused to connect to the service, such as 407 when it wants a user and a
    /// password. `None` for everything else, a SOCKS proxy's refusal too.
    #[must_use]
    pub fn proxy_status(&self) -> Option<u16> {
        self.proxy_status
    }

    /// Whether the same call may succeed later: see [`Error::is_retryable`](crate::Error::is_retryable).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        use TransportErrorKind::{Connect, Disconnected, Timeout};
        matches!(self.kind, Connect | Disconnected | Timeout)
    }

    /// Whether the service may have done what was asked: see
    /// [`Error::may_have_been_applied`](crate::Error::may_have_been_applied). Only a client knows; an error of a
    /// transport's own says false.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.history.may_have_been_applied()
    }

    /// The words of the kind and, from the bottom of the sources, why: an HTTP client wraps "connection refused" in errors
    /// such as "error sending request".
    fn fmt_without_message(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.kind.words();
        match (self.kind, &self.source) {
            (TransportErrorKind::Timeout, _) | (_, None) => formatter.write_str(words),
            (TransportErrorKind::Refused, Some(source)) => {
                write!(formatter, "{words}: {}", one_line(&source.to_string()))
            }
            (_, Some(source)) => write!(formatter, "{words} ({})", one_line(&root(&**source))),
        }
    }

    /// False only when it is certain that the service has not acted.
    pub(crate) fn may_have_reached_the_service(&self) -> bool {
        use TransportErrorKind::{Connect, Proxy, Refused, Tls};
        self.head.is_some() || !matches!(self.kind, Connect | Tls | Proxy | Refused)
    }
}

/// How the default transport says why there is no connection.
#[cfg(feature = "_ureq")]
impl TransportError {
    /// An error whose line is this message. It may name hosts, and holds nothing that is secret.
    pub(super) fn saying(kind: TransportErrorKind, message: impl Into<Arc<str>>) -> Self {
        Self {
            message: Some(message.into()),
            ..Self::of_kind(kind)
        }
    }

    pub(super) fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.source = Some(Arc::new(source));
        self
    }

    pub(super) fn with_proxy_status(mut self, status: u16) -> Self {
        self.proxy_status = Some(status);
        self
    }

    /// Puts in front of the message whom there is no connection to.
    pub(super) fn about(mut self, peer: impl fmt::Display) -> Self {
        let what = match self.kind {
            TransportErrorKind::Tls => "TLS session with",
            // A proxy that answered was reached.
            _ if self.proxy_status.is_some() => "connection through",
            _ => "connection to",
        };
        let why = self.message.as_deref().unwrap_or_default();
        self.message = Some(format!("no {what} {peer}: {why}").into());
        self
    }

    /// The same for a proxy, whose errors are of one kind, whatever happened.
    pub(super) fn about_proxy(self, proxy: impl fmt::Display) -> Self {
        let mut about = self.about(format_args!("the proxy {proxy}"));
        about.kind = TransportErrorKind::Proxy;
        about
    }
}

/// The text of the error that lies below all others.
fn root(error: &dyn StdError) -> String {
    error.source().map_or_else(|| error.to_string(), root)
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.message {
            Some(message) => formatter.write_str(message)?,
            None => self.fmt_without_message(formatter)?,
        }
        if self.kind == TransportErrorKind::Timeout && !self.history.may_have_been_applied() {
            formatter.write_str(": try again, or allow more time")?;
        }
        if let Some(head) = self.head() {
            write!(formatter, ", with status {}", head.status.as_u16())?;
            write_request_id(formatter, head.request_id.as_deref())?;
        }
        self.history.fmt(formatter)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        // A refusal's reason is in the line itself, and whoever prints the chain shouldn't print it twice.
        self.source
            .as_deref()
            .filter(|_| self.kind != TransportErrorKind::Refused)
            .map(|source| source as &(dyn StdError + 'static))
    }
}
