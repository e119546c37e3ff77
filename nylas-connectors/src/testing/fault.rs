//! How an answer can fail.

/// What a test double does with one request, instead of answering it as the service would.
///
/// The request is recorded in any case. Each variant says whether the service also carries it out, since that decides
/// what a retry may do.
///
/// ```
/// use nylas_connectors::testing::Fault;
///
/// let busy = Fault::status(429).header("Retry-After", "1");
/// let gateway = Fault::status(502).body("<html>Bad Gateway</html>");
/// assert_ne!(busy, gateway);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// This answer, without carrying the request out. [`Fault::status`] is the short way to write it. One that isn't HTTP,
    /// with the status 42 or a line break in a header, becomes a closed connection.
    Status {
        /// The status code, from 100 to 999.
        status: u16,
        /// The headers. `Content-Length` is added unless it is one of them.
        headers: Vec<(String, String)>,
        /// The body, which may be empty.
        body: String,
    },
    /// The connection is closed without an answer, and the request isn't carried out. (It is no TCP RST, which the
    /// standard library can't send.)
    Reset,
    /// Like [`Reset`](Self::Reset), but the request is carried out first, which the client can't know.
    ApplyThenReset,
    /// No answer comes, and the request isn't carried out. The connection stays open until the client closes it or the
    /// server is dropped, so set a short [timeout](crate::Client::with_timeout) on the client: the one of
    /// `FakeNylas::client` is 90 s. A [`Recorder`](super::Recorder) reports the timeout at once.
    Stall,
    /// Like [`Stall`](Self::Stall), but the request is carried out first: the timeout of a call that was applied.
    ApplyThenStall,
    /// The request is carried out. The head of the answer announces the whole body, and the connection is closed after
    /// half of it.
    CutBody,
    /// The request is carried out. The answer has the right status, but its body ends in the middle and so isn't JSON.
    MalformedJson,
}

impl Fault {
    /// An answer with this status, no headers and an empty body, as a gateway gives it: for one with a request ID, add the
    /// header `x-request-id`.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// Adds a header to the answer of a [`Fault::Status`]; other faults stay as they are.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Self::Status { headers, .. } = &mut self {
            headers.push((name.into(), value.into()));
        }
        self
    }

    /// Sets the body of the answer of a [`Fault::Status`]; other faults stay as they are. No content type is added.
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
    fn headers_and_body_belong_to_a_status_only() {
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
