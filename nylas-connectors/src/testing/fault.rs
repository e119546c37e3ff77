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
    use std::time::Duration;

    use super::Fault;
    use crate::testing::{FakeNylas, Recorder};
    use crate::{ClientBuilder, Error, ICloud, RetryPolicy};

    /// Each variant with one that is it, how a create with it ends, and whether that was carried out.
    macro_rules! faults {
        ($($variant:pat = $fault:expr, $end:literal, $carried_out:literal;)*) => {
            fn every_fault() -> Vec<Fault> {
                vec![$($fault),*]
            }

            fn expected(fault: &Fault) -> (String, bool) {
                match fault {
                    $($variant => ($end.to_owned(), $carried_out),)*
                }
            }
        };
    }

    faults! {
        Fault::Status { .. } = Fault::status(503), "Api", false;
        Fault::Reset = Fault::Reset, "Disconnected", false;
        Fault::ApplyThenReset = Fault::ApplyThenReset, "Disconnected", true;
        Fault::Stall = Fault::Stall, "Timeout", false;
        Fault::ApplyThenStall = Fault::ApplyThenStall, "Timeout", true;
        Fault::CutBody = Fault::CutBody, "Disconnected", true;
        Fault::MalformedJson = Fault::MalformedJson, "Decode", true;
    }

    fn outcome(client: ClientBuilder) -> (String, bool) {
        // So long that even a busy machine gets as far as waiting for the answer.
        let client = client.retry(RetryPolicy::none());
        let client = client.timeout(Duration::from_secs(1)).build().unwrap();
        let icloud = ICloud::builder().build().unwrap();
        let error = match client.connectors().create(&icloud).unwrap_err() {
            Error::Api(_) => "Api".to_owned(),
            Error::Decode(_) => "Decode".to_owned(),
            Error::Transport(error) => format!("{:?}", error.kind()),
            error => error.to_string(),
        };
        (error, client.connectors().get("icloud").is_ok())
    }

    #[test]
    fn every_fault_does_what_it_says_at_both_doubles() {
        for fault in every_fault() {
            let expected = expected(&fault);
            let recorder = Recorder::new();
            let client = recorder.fail_next(fault.clone()).client_builder();
            assert_eq!(outcome(client), expected, "{fault:?} of a Recorder");
            let nylas = FakeNylas::start().unwrap();
            let client = nylas.fail_next(fault.clone()).client_builder();
            assert_eq!(outcome(client), expected, "{fault:?} of a FakeNylas");
        }
    }

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
