//! Ways in which a server can fail.

/// What a [`FakeNylas`](super::FakeNylas) does to one request, instead of
/// answering it as the service would. See
/// [`fail_next`](super::FakeNylas::fail_next).
///
/// In every case the request is recorded. The list says whether the service
/// also carries the request out, since that decides what a retry may do.
///
/// ```
/// use nylas_connectors::testing::Fault;
///
/// let busy = Fault::status(429).header("Retry-After", "1");
/// let gateway = Fault::status(502).body("<html>Bad Gateway</html>");
/// assert_ne!(busy, gateway);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// This answer is given, and the request isn't carried out. It is easier
    /// to write with [`Fault::status`].
    Status {
        /// The status code, sent as it stands.
        status: u16,
        /// Headers of the answer. `Content-Length` is added unless it is here.
        headers: Vec<(String, String)>,
        /// The body, which may be empty.
        body: String,
    },
    /// The connection is closed without an answer, and the request isn't
    /// carried out. The client reads the end of the stream. (It isn't
    /// a TCP RST: the standard library can't ask for one.)
    Reset,
    /// Like [`Reset`](Self::Reset), but the request is carried out first: the
    /// client can't know.
    ApplyThenReset,
    /// No answer ever comes, and the request isn't carried out. The connection
    /// stays open until the client closes it or the server is dropped.
    Stall,
    /// The request is carried out. The answer's head promises the whole body,
    /// but the connection is closed after half of it.
    CutBody,
    /// The request is carried out. The answer has the right status and length,
    /// but its body ends in the middle, so that it isn't JSON.
    MalformedJson,
}

impl Fault {
    /// An answer with this status, no headers and an empty body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// Adds a header to the answer of a [`Fault::Status`]. Other faults have
    /// no headers of their own and stay as they are. The value goes out as it
    /// is given: a line break in it would break the answer.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Self::Status { headers, .. } = &mut self {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// Sets the body of the answer of a [`Fault::Status`]. Other faults have
    /// no body of their own and stay as they are. No content type is added.
    #[must_use]
    pub fn body(mut self, text: impl Into<String>) -> Self {
        if let Self::Status { body, .. } = &mut self {
            *body = text.into();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn headers_and_body_belong_to_the_status_only() {
        let fault = Fault::status(503).header("a", "b").body("c");
        let expected = Fault::Status {
            status: 503,
            headers: vec![("a".to_owned(), "b".to_owned())],
            body: "c".to_owned(),
        };
        assert_eq!(fault, expected);
        assert_eq!(Fault::Stall.header("a", "b").body("c"), Fault::Stall);
    }
}
