//! A transport without sockets, for tests of what a client sends.

use std::fmt;

use super::backend::{self, Backend, Reaction, Scripted, backend_methods};
use super::fault::Fault;
use super::recorded_request::RecordedRequest;
use crate::{Client, ClientBuilder, Transport, TransportError, TransportErrorKind};

/// A [`Transport`] that keeps every request and answers without a network.
///
/// It answers like [`FakeNylas`](super::FakeNylas), but accepts every API key. Clones share everything, so one clone can
/// be a client's transport while another is asked afterwards.
///
/// ```
/// use nylas_connectors::Provider;
/// use nylas_connectors::testing::Recorder;
///
/// let recorder = Recorder::new();
/// let client = recorder.client();
///
/// recorder.reply(403, r#"{"request_id":"r-1","error":{"type":"forbidden"}}"#);
/// let error = client.connectors().delete(Provider::Imap).unwrap_err();
/// assert_eq!((error.status(), error.request_id()), (Some(403), Some("r-1")));
/// assert_eq!(recorder.last().method(), "DELETE");
/// assert_eq!(recorder.last().path(), "/v3/connectors/imap");
/// ```
///
/// A client sends some calls again, such as a `GET` after a 503, and each attempt is a request that uses one scripted
/// answer. [`RetryPolicy::none`](crate::RetryPolicy::none) prevents that.
#[derive(Clone)]
pub struct Recorder {
    backend: Backend,
}

backend_methods!(Recorder);

impl Recorder {
    /// A recorder without requests, in front of a service without connectors.
    #[must_use]
    pub fn new() -> Self {
        Self {
            backend: Backend::new(None),
        }
    }

    /// The builder of such a [`client`](Self::client), for a test of settings of its own.
    pub fn client_builder(&self) -> ClientBuilder {
        backend::client_builder().transport(self.clone())
    }

    /// Scripts a failure of the transport for the next request, in the order of everything that is scripted. A client
    /// may send the request again, which then uses the next entry: script one failure for each attempt.
    #[allow(clippy::must_use_candidate, reason = "returned for chaining only")]
    pub fn fail(&self, kind: TransportErrorKind) -> &Self {
        self.backend.script(Scripted::Fail(kind));
        self
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
        let failure = |kind| Err(TransportError::new(kind, "a failure scripted by the test"));
        match self.backend.react(request.into()) {
            Reaction::Answer(answer) => Ok(answer),
            Reaction::Cut(_) | Reaction::Close => failure(TransportErrorKind::Disconnected),
            Reaction::Stall => failure(TransportErrorKind::Timeout),
            Reaction::Fail(kind) => failure(kind),
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorder")
            .field("requests", &self.requests())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(body: &str) -> http::Request<Vec<u8>> {
        http::Request::post("https://api.us.nylas.com/v3/connectors")
            .header("authorization", "Bearer any")
            .body(body.as_bytes().to_vec())
            .unwrap()
    }

    fn status(recorder: &Recorder, body: &str) -> u16 {
        recorder.send(post(body)).unwrap().status().as_u16()
    }

    const IMAP: &str = r#"{"provider":"imap"}"#;

    #[test]
    fn clones_share_the_service_and_the_requests() {
        let recorder = Recorder::new();
        assert_eq!(status(&recorder.clone(), IMAP), 201);
        assert_eq!(status(&recorder, IMAP), 409);
        assert_eq!(recorder.requests().len(), 2);
        assert_eq!(recorder.last().path(), "/v3/connectors");
    }

    #[test]
    fn scripted_answers_are_used_once_in_order_and_change_nothing() {
        let recorder = Recorder::new();
        recorder
            .reply(500, "first")
            .fail(TransportErrorKind::Timeout)
            .fail_next(Fault::Reset)
            .reply(204, "");

        let first = recorder.send(post(IMAP)).unwrap();
        assert_eq!(
            (first.status().as_u16(), first.body().as_slice()),
            (500, &b"first"[..])
        );
        let kinds = [(); 2].map(|()| recorder.send(post(IMAP)).unwrap_err().kind());
        assert_eq!(
            kinds,
            [
                TransportErrorKind::Timeout,
                TransportErrorKind::Disconnected
            ]
        );
        assert_eq!(status(&recorder, IMAP), 204);
        assert_eq!(
            status(&recorder, IMAP),
            201,
            "none of the four was carried out"
        );
        assert_eq!(recorder.requests().len(), 5);
    }

    #[test]
    fn a_passed_request_is_carried_out_before_the_next_fault() {
        let recorder = Recorder::new();
        recorder.pass_next().fail_next(Fault::ApplyThenReset);
        assert_eq!(status(&recorder, IMAP), 201);
        assert!(recorder.send(post(r#"{"provider":"ews"}"#)).is_err());
        assert_eq!(
            status(&recorder, r#"{"provider":"ews"}"#),
            409,
            "it was carried out"
        );
    }

    #[test]
    fn a_rule_may_use_the_recorder() {
        let recorder = Recorder::new();
        let same = recorder.clone();
        let icloud = crate::ICloud::builder().build().unwrap();
        recorder.when(move |request| {
            same.when(|_| None);
            (same.requests().is_empty() && request.method() == "POST")
                .then_some(Fault::ApplyThenStall)
        });
        let error = recorder.client().connectors().create(&icloud).unwrap_err();
        assert!(error.may_have_been_applied(), "{error}");
        assert!(recorder.client().connectors().get("icloud").is_ok());
    }

    #[test]
    fn a_rule_answers_every_request_that_it_is_for() {
        let recorder = Recorder::new();
        recorder
            .when(|_| Some(Fault::status(418)))
            .when(|request| (request.body_json()["provider"] == "ews").then(|| Fault::status(403)));
        assert_eq!(status(&recorder, r#"{"provider":"ews"}"#), 403);
        assert_eq!([(); 2].map(|()| status(&recorder, IMAP)), [418; 2]);
        assert_eq!(
            status(recorder.pass_next(), IMAP),
            201,
            "what is scripted goes first"
        );
        assert_eq!(status(recorder.clear(), IMAP), 409, "the connector is kept");
        assert_eq!(recorder.requests().len(), 1);
    }

    #[test]
    fn a_seeded_connector_is_there_without_a_request() {
        let recorder = Recorder::new();
        recorder.seed(&serde_json::json!({ "provider": "imap", "name": "mine" }));
        assert!(recorder.requests().is_empty());
        let found = recorder.client().connectors().get("imap").unwrap();
        assert_eq!(found.data.name.as_deref(), Some("mine"));
    }

    #[test]
    #[should_panic(expected = "refuses this connector: provider \"next\" isn't supported")]
    fn a_connector_that_is_refused_can_not_be_seeded() {
        Recorder::new().seed(&serde_json::json!({ "provider": "next" }));
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
    fn a_provider_can_be_added() {
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
    fn the_snapshot_has_every_request_without_secrets() {
        let recorder = Recorder::new();
        status(&recorder, r#"{"client_secret":"hunter2"}"#);
        status(&recorder, IMAP);
        let shown = recorder.snapshot();
        assert_eq!(shown.matches("POST /v3/connectors\n").count(), 2, "{shown}");
        for shown in [shown, format!("{recorder:?}")] {
            assert!(
                !shown.contains("hunter2") && !shown.contains("any"),
                "{shown}"
            );
        }
    }
}
