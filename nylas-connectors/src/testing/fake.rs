//! A server that stands in for the service.

use std::{fmt, io};

use super::action::State;
use super::fault::Fault;
use super::request::RecordedRequest;
use super::server::Server;
use super::service::Service;

const API_KEY: &str = "nylas-test-key";

/// An HTTP server on the loopback interface that answers like Nylas.
///
/// It keeps connectors and credentials in memory, checks the bearer token, and
/// answers with the documented bodies. Its identifiers and times are counted,
/// so every run gives the same answers. Each server has its own state and
/// port, so tests can run side by side. Dropping it ends its connections and
/// threads at once.
///
/// It speaks plain HTTP/1.1, on IPv4 only. Heads above 64 KiB and bodies above
/// 16 MiB are refused with 431 and 413.
///
/// Its paths begin with `/v3`, like the service's. It has no path before that, so a base URL with one, such as
/// `http://127.0.0.1:PORT/proxy`, gets 404 for everything: use a [`Recorder`](super::Recorder) to see the path that
/// a client asks for.
///
/// Where the service's documentation is silent, the answer is our guess: a
/// second connector of one provider is a 409 with the type `conflict_error`.
///
/// ```
/// # #[cfg(feature = "_ureq")] fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use nylas_connectors::testing::{FakeNylas, Fault};
/// use nylas_connectors::{Client, Imap};
///
/// let nylas = FakeNylas::start()?;
/// let client = Client::builder().api_key(nylas.api_key()).base_url(nylas.base_url()).build()?;
///
/// nylas.fail_next(Fault::ApplyThenReset);
/// let error = client.connectors().create(&Imap::builder().build()?).unwrap_err();
/// assert!(error.may_have_been_applied());
/// assert_eq!(client.connectors().list()?.data.len(), 1);
/// assert_eq!(nylas.requests().len(), 2);
/// # Ok(())
/// # }
/// # #[cfg(feature = "_ureq")] run().unwrap();
/// ```
pub struct FakeNylas {
    server: Server,
    base_url: String,
}

impl FakeNylas {
    /// Starts a server without connectors on a free port.
    ///
    /// # Errors
    ///
    /// When the system gives no port or no thread.
    pub fn start() -> io::Result<Self> {
        let server = Server::start(State::new(Service::new(Some(API_KEY.to_owned()))))?;
        let base_url = format!("http://{}", server.address());
        Ok(Self { server, base_url })
    }

    /// The address to give to a client: `http://127.0.0.1:PORT`, without
    /// a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The only API key that this server accepts. It is the same for every
    /// server; any other key is answered with 401.
    #[must_use]
    #[allow(
        clippy::unused_self,
        reason = "a caller shouldn't care whether servers differ in it"
    )]
    pub fn api_key(&self) -> &str {
        API_KEY
    }

    /// All requests that reached the server complete, the oldest first; also
    /// those that were refused or hit by a [`Fault`]. A request is in the list
    /// before its answer is sent.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.server.shared().state().requests.clone()
    }

    /// The latest of the [`requests`](Self::requests); `None` if there was none.
    #[must_use]
    pub fn last(&self) -> Option<RecordedRequest> {
        self.server.shared().state().requests.last().cloned()
    }

    /// How many connections clients have opened so far. A client that reuses
    /// its connection makes fewer of them than requests.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.shared().accepted()
    }

    /// Makes the next complete request fail. Several faults wait in a queue,
    /// and each hits one request, whichever connection it comes on.
    #[allow(
        clippy::must_use_candidate,
        reason = "the value is there for chaining only"
    )]
    pub fn fail_next(&self, fault: Fault) -> &Self {
        self.server.shared().state().faults.push_back(fault);
        self
    }

    /// Lets connectors of a provider be created that this version of the
    /// library doesn't know.
    pub fn also_knows(&self, provider: impl Into<String>) -> &Self {
        self.server
            .shared()
            .state()
            .service
            .also_knows(provider.into());
        self
    }
}

impl fmt::Debug for FakeNylas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeNylas")
            .field("base_url", &self.base_url)
            .field("connections", &self.connections())
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
impl FakeNylas {
    pub(super) fn open_connections(&self) -> usize {
        self.server.shared().open_connections()
    }
}

#[cfg(test)]
mod tests {
    use super::{FakeNylas, Fault};
    use crate::testing::dialogue::{Dialogue, LIST, create};

    /// Fails the next request with the fault, and gives all that the client
    /// reads until the connection ends.
    fn read_with(nylas: &FakeNylas, fault: Fault, request: &str) -> String {
        nylas.fail_next(fault);
        let mut client = Dialogue::with(nylas);
        client.send(request);
        client.rest()
    }

    fn listed(nylas: &FakeNylas) -> String {
        let mut client = Dialogue::with(nylas);
        client.send(LIST);
        client.answer().1
    }

    #[test]
    fn what_is_created_over_the_wire_can_be_listed() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send(&create("imap"));
        assert_eq!(client.status(), 201);
        assert!(listed(&nylas).contains("imap"));
        assert_eq!(nylas.requests().len(), 2);
        assert_eq!(
            nylas.requests()[0].header("authorization"),
            Some("Bearer nylas-test-key")
        );
        assert_eq!(nylas.last().unwrap().path(), "/v3/connectors");
    }

    #[test]
    fn another_key_is_refused_and_recorded() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.send(&LIST.replace(nylas.api_key(), "other"));
        assert_eq!(client.status(), 401);
        assert_eq!(nylas.requests().len(), 1);
    }

    #[test]
    fn faults_hit_one_request_each_in_their_order() {
        let nylas = FakeNylas::start().unwrap();
        nylas
            .fail_next(Fault::status(429).header("Retry-After", "1"))
            .fail_next(Fault::status(502).body("<html>"));
        let mut client = Dialogue::with(&nylas);
        client.send(&create("imap"));
        assert!(
            client
                .head()
                .contains("\r\nRetry-After: 1\r\ncontent-length: 0\r\n")
        );
        client.send(&create("imap"));
        assert_eq!(client.answer(), (502, "<html>".to_owned()));
        client.send(&create("imap"));
        assert_eq!(
            client.status(),
            201,
            "neither fault carried the request out"
        );
    }

    #[test]
    fn a_reset_gives_no_answer_and_does_nothing() {
        let nylas = FakeNylas::start().unwrap();
        assert_eq!(read_with(&nylas, Fault::Reset, &create("imap")), "");
        assert!(!listed(&nylas).contains("imap"));
        assert_eq!(
            nylas.requests().len(),
            2,
            "the request is recorded all the same"
        );
    }

    #[test]
    fn a_late_reset_gives_no_answer_after_the_work_is_done() {
        let nylas = FakeNylas::start().unwrap();
        assert_eq!(
            read_with(&nylas, Fault::ApplyThenReset, &create("imap")),
            ""
        );
        assert!(listed(&nylas).contains("imap"));
    }

    #[test]
    fn a_cut_body_is_shorter_than_its_head_promises() {
        let nylas = FakeNylas::start().unwrap();
        let text = read_with(&nylas, Fault::CutBody, &create("imap"));
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let promised = head.split("content-length: ").nth(1).unwrap();
        let promised: usize = promised.lines().next().unwrap().parse().unwrap();
        assert!(head.starts_with("HTTP/1.1 201 "));
        assert_eq!(body.len(), promised / 2);
        assert!(listed(&nylas).contains("imap"));
    }

    #[test]
    fn malformed_json_is_complete_and_no_json() {
        let nylas = FakeNylas::start().unwrap();
        nylas.fail_next(Fault::MalformedJson);
        let mut client = Dialogue::with(&nylas);
        client.send(&create("imap"));
        let (status, body) = client.answer();
        assert_eq!(status, 201);
        assert_ne!(body.len(), 0);
        assert!(serde_json::from_str::<serde_json::Value>(&body).is_err());
        client.send(LIST);
        assert_eq!(client.status(), 200, "the connection goes on");
    }

    #[test]
    fn a_stall_ends_when_the_client_goes() {
        let nylas = FakeNylas::start().unwrap();
        nylas.fail_next(Fault::Stall);
        let mut client = Dialogue::with(&nylas);
        client.send(LIST);
        client.hang_up();
        assert_eq!(client.rest(), "");
        assert_eq!(nylas.requests().len(), 1);
    }

    #[test]
    fn a_new_provider_can_be_taught() {
        let nylas = FakeNylas::start().unwrap();
        nylas.also_knows("next");
        let mut client = Dialogue::with(&nylas);
        client.send(&create("next"));
        assert_eq!(client.status(), 201);
    }

    #[test]
    fn debug_shows_the_address_and_no_key() {
        let nylas = FakeNylas::start().unwrap();
        listed(&nylas);
        let shown = format!("{nylas:?}");
        assert!(shown.contains(nylas.base_url()), "{shown}");
        assert!(!shown.contains(nylas.api_key()), "{shown}");
    }

    #[test]
    fn a_server_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<FakeNylas>();
        shared::<crate::testing::Recorder>();
    }
}
