//! A transport without sockets, for tests of what a client sends.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::{CONTENT_TYPE, HeaderValue};

use super::request::RecordedRequest;
use super::service::Service;
use crate::transport::{Transport, TransportError, TransportErrorKind};

/// A [`Transport`] that keeps every request and answers without a network.
///
/// It answers like [`FakeNylas`](super::FakeNylas), but accepts every API key.
/// [`reply`](Self::reply), [`reply_with`](Self::reply_with) and
/// [`fail`](Self::fail) script the next answers; a request that gets
/// a scripted answer isn't carried out. Clones share everything, so one clone
/// can be the client's transport while another is asked afterwards.
///
/// ```
/// use nylas_connectors::testing::Recorder;
/// use nylas_connectors::{Client, Provider};
///
/// let recorder = Recorder::new();
/// let client = Client::builder().api_key("my-key").transport(recorder.clone()).build()?;
///
/// recorder.reply(403, r#"{"request_id":"r-1","error":{"type":"forbidden"}}"#);
/// let error = client.connectors().delete(Provider::Imap).unwrap_err();
/// assert_eq!((error.status(), error.request_id()), (Some(403), Some("r-1")));
/// assert_eq!(recorder.last().method(), "DELETE");
/// assert_eq!(recorder.last().path(), "/v3/connectors/imap");
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
/// A client tries some calls again, such as a `GET` after a 503, and each try is a request that takes one scripted
/// answer. [`RetryPolicy::none`](crate::RetryPolicy::none) keeps it from doing so.
#[derive(Clone)]
pub struct Recorder {
    state: Arc<Mutex<State>>,
}

struct State {
    service: Service,
    requests: Vec<RecordedRequest>,
    script: VecDeque<Scripted>,
}

type Scripted = Result<http::Response<Vec<u8>>, TransportError>;

impl Recorder {
    /// A recorder that has seen nothing, in front of a service without
    /// connectors.
    #[must_use]
    pub fn new() -> Self {
        let state = State {
            service: Service::new(None),
            requests: Vec::new(),
            script: VecDeque::new(),
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Scripts an answer with the content type `application/json`. Scripted
    /// answers are given once each, in the order in which they were scripted;
    /// after them the service answers again.
    ///
    /// A status outside 100 to 999 can't be part of an answer: the request
    /// then fails with [`TransportErrorKind::Protocol`].
    pub fn reply(&self, status: u16, body: impl Into<String>) -> &Self {
        let mut response = http::Response::new(body.into().into_bytes());
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(CONTENT_TYPE, json);
        let scripted = match http::StatusCode::from_u16(status) {
            Ok(status) => {
                *response.status_mut() = status;
                Ok(response)
            }
            Err(invalid) => Err(TransportError::new(TransportErrorKind::Protocol, invalid)),
        };
        self.script(scripted)
    }

    /// Scripts an answer with headers of its own, like [`reply`](Self::reply).
    #[allow(
        clippy::must_use_candidate,
        reason = "the value is there for chaining only"
    )]
    pub fn reply_with(&self, response: http::Response<Vec<u8>>) -> &Self {
        self.script(Ok(response))
    }

    /// Scripts a failure of the transport. It takes its turn among the answers
    /// that [`reply`](Self::reply) scripts.
    #[allow(
        clippy::must_use_candidate,
        reason = "the value is there for chaining only"
    )]
    pub fn fail(&self, kind: TransportErrorKind) -> &Self {
        self.script(Err(TransportError::new(
            kind,
            "a failure scripted by the test",
        )))
    }

    /// Lets connectors of a provider be created that this version of the
    /// library doesn't know.
    pub fn also_knows(&self, provider: impl Into<String>) -> &Self {
        self.state().service.also_knows(provider.into());
        self
    }

    /// All requests so far, the oldest first; also those that got a scripted
    /// answer or failure.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    /// The latest request.
    ///
    /// # Panics
    ///
    /// If there was no request at all, as the test can't go on then. Use
    /// [`requests`](Self::requests) to test that nothing was sent.
    #[must_use]
    #[track_caller]
    #[allow(clippy::panic, reason = "a test that asks for a request expects one")]
    pub fn last(&self) -> RecordedRequest {
        let last = self.state().requests.last().cloned();
        match last {
            Some(request) => request,
            None => {
                panic!("no request was sent through this recorder; is it the client's transport?")
            }
        }
    }

    fn script(&self, scripted: Scripted) -> &Self {
        self.state().script.push_back(scripted);
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let request = RecordedRequest::from(request);
        let mut state = self.state();
        let scripted = state.script.pop_front();
        let answer = scripted.unwrap_or_else(|| Ok(state.service.answer(&request)));
        state.requests.push(request);
        answer
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Recorder")
            .field("requests", &state.requests)
            .field("scripted", &state.script.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Recorder, Transport, TransportErrorKind};

    fn post(body: &str) -> http::Request<Vec<u8>> {
        http::Request::post("https://api.us.nylas.com/v3/connectors")
            .header("authorization", "Bearer any")
            .body(body.as_bytes().to_vec())
            .unwrap()
    }

    fn status(recorder: &Recorder, body: &str) -> u16 {
        recorder.send(post(body)).unwrap().status().as_u16()
    }

    #[test]
    fn clones_share_the_service_and_the_requests() {
        let recorder = Recorder::new();
        assert_eq!(status(&recorder.clone(), r#"{"provider":"imap"}"#), 201);
        assert_eq!(status(&recorder, r#"{"provider":"imap"}"#), 409);
        assert_eq!(recorder.requests().len(), 2);
        assert_eq!(recorder.last().path(), "/v3/connectors");
    }

    #[test]
    fn scripted_answers_come_once_in_their_order_and_change_nothing() {
        let recorder = Recorder::new();
        recorder
            .reply(500, "first")
            .fail(TransportErrorKind::Timeout)
            .reply(204, "");
        let body = r#"{"provider":"imap"}"#;

        let first = recorder.send(post(body)).unwrap();
        assert_eq!(
            (first.status().as_u16(), first.body().as_slice()),
            (500, &b"first"[..])
        );
        let second = recorder.send(post(body)).unwrap_err();
        assert_eq!(second.kind(), TransportErrorKind::Timeout);
        assert_eq!(status(&recorder, body), 204);
        assert_eq!(
            status(&recorder, body),
            201,
            "none of the three was carried out"
        );
        assert_eq!(recorder.requests().len(), 4);
    }

    #[test]
    fn an_answer_with_its_own_headers_arrives_as_it_is() {
        let recorder = Recorder::new();
        let response = http::Response::builder()
            .status(429)
            .header("retry-after", "2");
        recorder.reply_with(response.body(b"x".to_vec()).unwrap());
        let answer = recorder.send(post("{}")).unwrap();
        assert_eq!(answer.headers()["retry-after"], "2");
        assert!(!answer.headers().contains_key("content-type"));
    }

    #[test]
    fn an_impossible_status_is_an_error_and_no_panic() {
        let recorder = Recorder::new();
        recorder.reply(42, "");
        let error = recorder.send(post("{}")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Protocol);
    }

    #[test]
    fn a_new_provider_can_be_taught() {
        let recorder = Recorder::new();
        assert_eq!(status(&recorder, r#"{"provider":"next"}"#), 400);
        recorder.also_knows("next");
        assert_eq!(status(&recorder, r#"{"provider":"next"}"#), 201);
    }

    #[test]
    #[should_panic(expected = "no request was sent")]
    fn last_says_what_is_wrong_when_nothing_was_sent() {
        let _ = Recorder::new().last();
    }

    #[test]
    fn debug_shows_the_requests_without_secrets() {
        let recorder = Recorder::new();
        status(&recorder, r#"{"client_secret":"hunter2"}"#);
        let shown = format!("{recorder:?}");
        assert!(shown.contains("/v3/connectors"), "{shown}");
        assert!(
            !shown.contains("hunter2") && !shown.contains("any"),
            "{shown}"
        );
    }
}
