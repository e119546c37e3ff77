//! What both test doubles are made of: the fake service, the script of answers, and the recorded requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::Response;
use serde::Serialize;

use super::fault::Fault;
use super::recorded_request::RecordedRequest;
use super::service::Service;
use crate::{Client, ClientBuilder, RetryPolicy, TransportErrorKind};

/// The API key of the doubles' clients, and the only one that the fake service accepts.
pub(super) const API_KEY: &str = "nylas-test-key";

/// A client with the default settings that doesn't wait between attempts unless the service asks.
pub(super) fn client_builder() -> ClientBuilder {
    let builder = Client::builder().api_key(API_KEY);
    builder.retry(RetryPolicy::default().base_delay(Duration::ZERO))
}

/// What a test double does about a request.
#[derive(Debug)]
pub(super) enum Reaction {
    Answer(Response<Vec<u8>>),
    /// The answer up to the middle of its body.
    Cut(Response<Vec<u8>>),
    Close,
    Stall,
    Fail(TransportErrorKind),
}

/// An entry of the script, for one request.
#[derive(Debug)]
pub(super) enum Scripted {
    /// The service answers.
    Pass,
    Answer(Response<Vec<u8>>),
    Fault(Fault),
    Fail(TransportErrorKind),
}

type Rule = dyn Fn(&RecordedRequest) -> Option<Fault> + Send;

#[derive(Default)]
pub(super) struct State {
    pub(super) service: Service,
    requests: Vec<RecordedRequest>,
    script: VecDeque<Scripted>,
    rules: Vec<Arc<Mutex<Rule>>>,
}

/// Clones share everything.
#[derive(Clone)]
pub(super) struct Backend {
    state: Arc<Mutex<State>>,
}

impl Backend {
    /// A service without connectors that accepts this API key, or any.
    pub(super) fn new(api_key: Option<&'static str>) -> Self {
        let state = State {
            service: Service::new(api_key),
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and decides what happens to it.
    pub(super) fn react(&self, request: RecordedRequest) -> Reaction {
        let scripted = self.state().script.pop_front();
        let scripted = scripted.or_else(|| self.by_rule(&request).map(Scripted::Fault));
        let mut state = self.state();
        let reaction = state.reaction(scripted.unwrap_or(Scripted::Pass), &request);
        state.requests.push(request);
        reaction
    }

    /// What the latest rule says that is for this request. A rule may use the test double itself.
    fn by_rule(&self, request: &RecordedRequest) -> Option<Fault> {
        let rules = self.state().rules.clone();
        let mut latest_first = rules.iter().rev();
        latest_first.find_map(|rule| rule.lock().unwrap_or_else(PoisonError::into_inner)(request))
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    pub(super) fn script(&self, scripted: Scripted) {
        self.state().script.push_back(scripted);
    }

    pub(super) fn when(&self, rule: impl Fn(&RecordedRequest) -> Option<Fault> + Send + 'static) {
        self.state().rules.push(Arc::new(Mutex::new(rule)));
    }

    pub(super) fn pending(&self) -> usize {
        self.state().script.len()
    }

    pub(super) fn clear(&self) {
        let mut state = self.state();
        state.requests.clear();
        state.script.clear();
        state.rules.clear();
    }

    /// Creates a connector, or says why the service refuses it.
    pub(super) fn seed(&self, connector: &impl Serialize) -> Result<(), String> {
        let body = serde_json::to_vec(connector).map_err(|error| error.to_string())?;
        let answer = self.state().service.create_connector(&body);
        answer
            .map(drop)
            .map_err(|refusal| refusal.message().to_owned())
    }
}

impl State {
    fn reaction(&mut self, scripted: Scripted, request: &RecordedRequest) -> Reaction {
        match scripted {
            Scripted::Pass => Reaction::Answer(self.service.answer(request)),
            Scripted::Answer(answer) => Reaction::Answer(answer),
            Scripted::Fail(kind) => Reaction::Fail(kind),
            Scripted::Fault(fault) => self.fault(fault, request),
        }
    }

    fn fault(&mut self, fault: Fault, request: &RecordedRequest) -> Reaction {
        match fault {
            Fault::Status {
                status,
                headers,
                body,
            } => {
                let response = headers.iter().fold(
                    Response::builder().status(status),
                    |response, (name, value)| response.header(name, value),
                );
                let response = response.body(body.into_bytes());
                response.map_or(
                    Reaction::Fail(TransportErrorKind::Protocol),
                    Reaction::Answer,
                )
            }
            Fault::Reset => Reaction::Close,
            Fault::ApplyThenReset => {
                self.service.answer(request);
                Reaction::Close
            }
            Fault::Stall => Reaction::Stall,
            Fault::ApplyThenStall => {
                self.service.answer(request);
                Reaction::Stall
            }
            Fault::CutBody => Reaction::Cut(self.service.answer(request)),
            Fault::MalformedJson => {
                let mut answer = self.service.answer(request);
                // Half of an object is never JSON.
                let half = answer.body().len() / 2;
                answer.body_mut().truncate(half);
                Reaction::Answer(answer)
            }
        }
    }
}

/// The methods that both test doubles have. Each has a field `backend`.
macro_rules! backend_methods {
    ($Double:ident) => {
        #[allow(
            clippy::must_use_candidate,
            reason = "the double is returned for chaining only"
        )]
        impl $Double {
            /// A client of this test double. It has the default settings, but waits between attempts only as long as
            /// `Retry-After` asks.
            ///
            /// For other settings, begin with [`client_builder`](Self::client_builder).
            ///
            /// # Panics
            ///
            /// Never: these settings are valid.
            #[must_use]
            #[allow(clippy::expect_used, reason = "the settings are valid")]
            pub fn client(&self) -> Client {
                let builder = self.client_builder();
                builder.build().expect("a client with valid settings")
            }

            /// All requests so far, the oldest first, whatever they were answered with. A request is recorded before its
            /// answer is sent.
            #[must_use]
            pub fn requests(&self) -> Vec<RecordedRequest> {
                self.backend.requests()
            }

            /// The latest request.
            ///
            /// # Panics
            ///
            /// If there was none, since the test can't go on then. Use [`requests`](Self::requests) to test that nothing
            /// was sent.
            #[must_use]
            #[track_caller]
            #[allow(clippy::panic, reason = "a test that asks for a request expects one")]
            pub fn last(&self) -> RecordedRequest {
                match self.requests().pop() {
                    Some(request) => request,
                    None => {
                        panic!("no request was sent to this test double: does the client use it?")
                    }
                }
            }

            /// The [snapshots](RecordedRequest::snapshot) of all requests, with an empty line between them.
            #[must_use]
            pub fn snapshot(&self) -> String {
                let snapshots: Vec<_> = self
                    .requests()
                    .iter()
                    .map(RecordedRequest::snapshot)
                    .collect();
                snapshots.join("\n\n")
            }

            /// Scripts the answer to the next request, with the content type `application/json`. The request isn't
            /// carried out.
            ///
            /// Whatever is scripted is used once, in order; after that the service answers again.
            pub fn reply(&self, status: u16, body: impl Into<String>) -> &Self {
                let answer = Fault::status(status)
                    .header("content-type", "application/json")
                    .body(body);
                self.fail_next(answer)
            }

            /// Scripts the answer to the next request, with headers of its own, like [`reply`](Self::reply).
            pub fn reply_with(&self, response: http::Response<Vec<u8>>) -> &Self {
                self.backend.script(Scripted::Answer(response));
                self
            }

            /// Scripts a fault for the next request.
            pub fn fail_next(&self, fault: Fault) -> &Self {
                self.backend.script(Scripted::Fault(fault));
                self
            }

            /// Lets the service answer the next request, for a script in which a later one fails.
            pub fn pass_next(&self) -> &Self {
                self.backend.script(Scripted::Pass);
                self
            }

            /// Answers by request: where the function returns a fault, it happens, as often as it does. What is scripted
            /// goes first, and a function that was given later goes before an earlier one.
            ///
            /// ```
            /// use nylas_connectors::Provider;
            /// use nylas_connectors::testing::{Fault, Recorder};
            ///
            /// let recorder = Recorder::new();
            /// recorder.when(|request| (request.method() == "DELETE").then(|| Fault::status(403)));
            /// let refused = recorder.client().connectors().delete(Provider::Imap).unwrap_err();
            /// assert_eq!(refused.status(), Some(403));
            /// ```
            pub fn when(
                &self,
                rule: impl Fn(&RecordedRequest) -> Option<Fault> + Send + 'static,
            ) -> &Self {
                self.backend.when(rule);
                self
            }

            /// Returns how many scripted answers no request has taken yet. A test that ends with one may not have tested what
            /// it seems to.
            ///
            /// ```
            /// use nylas_connectors::Imap;
            /// use nylas_connectors::testing::{Fault, Recorder};
            ///
            /// let recorder = Recorder::new();
            /// recorder.fail_next(Fault::status(503)).fail_next(Fault::status(503));
            /// // A create isn't sent again after that.
            /// recorder.client().connectors().create(&Imap::builder().build()?).unwrap_err();
            /// assert_eq!(recorder.pending(), 1);
            /// # Ok::<(), nylas_connectors::Invalid>(())
            /// ```
            #[must_use]
            pub fn pending(&self) -> usize {
                self.backend.pending()
            }

            /// Forgets the recorded requests and everything that was scripted. The service keeps its connectors.
            pub fn clear(&self) -> &Self {
                self.backend.clear();
                self
            }

            /// Creates a connector without a request: one of this library's, or JSON.
            ///
            /// # Panics
            ///
            /// If the service refuses it, with the reason.
            #[track_caller]
            #[allow(clippy::panic, reason = "a test can't go on without its data")]
            pub fn seed(&self, connector: &impl serde::Serialize) -> &Self {
                match self.backend.seed(connector) {
                    Ok(()) => self,
                    Err(reason) => panic!("the fake service refuses this connector: {reason}"),
                }
            }

            /// Accepts connectors of a provider that this version of the library doesn't know.
            pub fn also_knows(&self, provider: impl Into<String>) -> &Self {
                let service = &mut self.backend.state().service;
                service.connectors.more_providers.push(provider.into());
                self
            }

            /// Refuses from now on, with status 400, what the service's published schema doesn't have: other keys in a
            /// body, other parameters in a query, other words where it lists them. Otherwise such keys and parameters
            /// are ignored, as the service is known to do with some.
            ///
            /// What it does have must be of the right type in either case, and what is required must be there. The
            /// schema has no `name` for connectors, but the service's own samples do, so it is accepted. A provider
            /// added with [`also_knows`](Self::also_knows) may have any settings. [`seed`](Self::seed) isn't affected.
            ///
            /// ```
            /// use nylas_connectors::testing::Recorder;
            /// use nylas_connectors::{Transport, http};
            ///
            /// let recorder = Recorder::new();
            /// recorder.strict();
            /// let request = http::Request::post("https://api.us.nylas.com/v3/connectors")
            ///     .header("authorization", "Bearer any")
            ///     .body(br#"{"provider":"google","scopes":["openid"]}"#.to_vec())?;
            /// let refused = String::from_utf8(recorder.send(request)?.into_body())?;
            /// assert!(refused.contains("the schema has no key `scopes`: did you mean `scope`?"));
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn strict(&self) -> &Self {
                self.backend.state().service.strict = true;
                self
            }
        }
    };
}

pub(super) use backend_methods;
