//! A pretend Nylas: what it keeps, who may ask, and which path leads where.
//!
//! It has no sockets. [`FakeNylas`](super::FakeNylas) puts it behind a server,
//! [`Recorder`](super::Recorder) behind a transport.

use percent_encoding::percent_decode_str;

use super::answers::{self, Outcome, Refusal};
use super::connector::Connector;
use super::detect;
use super::query::Query;
use super::request::RecordedRequest;
use crate::Provider;

/// The state of the pretend service.
pub(super) struct Service {
    /// The only key that is accepted; `None` accepts every key.
    key: Option<String>,
    more_providers: Vec<String>,
    requests: u64,
    pub(super) connectors: Vec<Connector>,
    pub(super) counters: Counters,
}

/// Identifiers and time, counted so that every run answers alike.
pub(super) struct Counters {
    credentials: u64,
    seconds: u64,
}

impl Counters {
    pub(super) fn credential_id(&mut self) -> String {
        self.credentials += 1;
        format!("cred-{}", self.credentials)
    }

    /// The time of a write, one second after the write before.
    pub(super) fn now(&mut self) -> u64 {
        let now = self.seconds;
        self.seconds += 1;
        now
    }
}

impl Service {
    pub(super) fn new(key: Option<String>) -> Self {
        Self {
            key,
            more_providers: Vec::new(),
            requests: 0,
            connectors: Vec::new(),
            counters: Counters {
                credentials: 0,
                seconds: 1_700_000_000,
            },
        }
    }

    /// Lets connectors of one more provider be created.
    pub(super) fn also_knows(&mut self, provider: String) {
        self.more_providers.push(provider);
    }

    pub(super) fn knows(&self, provider: &str) -> bool {
        let known = Provider::ALL.iter().any(|known| known.as_str() == provider);
        known || self.more_providers.iter().any(|more| more == provider)
    }

    /// Carries the request out and answers it.
    pub(super) fn answer(&mut self, request: &RecordedRequest) -> http::Response<Vec<u8>> {
        self.requests += 1;
        let request_id = format!("req-{}", self.requests);
        let outcome = self.authorize(request).and_then(|()| self.route(request));
        answers::response(outcome, &request_id)
    }

    fn authorize(&self, request: &RecordedRequest) -> Result<(), Refusal> {
        let given = request.header("authorization").and_then(bearer);
        match (given, &self.key) {
            (None, _) => Err(Refusal::unauthorized("a bearer token is required")),
            (Some(given), Some(key)) if given != key => {
                Err(Refusal::unauthorized("this API key isn't valid here"))
            }
            (Some(_), _) => Ok(()),
        }
    }

    fn route(&mut self, request: &RecordedRequest) -> Outcome {
        let segments = segments(request.path());
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let query = Query::of(request);
        match (segments.as_slice(), request.method()) {
            (["v3", "connectors"], "POST") => self.create_connector(request),
            (["v3", "connectors"], "GET") => self.list_connectors(&query),
            (["v3", "connectors"], _) => Err(Refusal::method("GET, POST")),

            (["v3", "connectors", provider], "GET") => self.get_connector(provider),
            (["v3", "connectors", provider], "PATCH") => self.update_connector(provider, request),
            (["v3", "connectors", provider], "DELETE") => self.delete_connector(provider),
            // Some clients update with PUT, which the service doesn't have.
            (["v3", "connectors", _], _) => Err(Refusal::method("GET, PATCH, DELETE")),

            (["v3", "connectors", provider, "creds", rest @ ..], method) => {
                self.connector(provider)?;
                self.route_credential(provider, rest, method, request)
            }

            (["v3", "providers", "detect"], "POST") => detect::detect(&query),
            (["v3", "providers", "detect"], _) => Err(Refusal::method("POST")),
            _ => Err(Refusal::not_found("there is nothing at this path")),
        }
    }

    fn route_credential(
        &mut self,
        provider: &str,
        rest: &[&str],
        method: &str,
        request: &RecordedRequest,
    ) -> Outcome {
        match (rest, method) {
            ([], "POST") => self.create_credential(provider, request),
            ([], "GET") => self.list_credentials(provider, &Query::of(request)),
            ([], _) => Err(Refusal::method("GET, POST")),
            ([id], "GET") => self.get_credential(provider, id),
            ([id], "PATCH") => self.update_credential(provider, id, request),
            ([id], "DELETE") => self.delete_credential(provider, id),
            ([_], _) => Err(Refusal::method("GET, PATCH, DELETE")),
            _ => Err(Refusal::not_found("there is nothing at this path")),
        }
    }
}

/// The token of an authorization of the bearer scheme.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let fine = scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty();
    fine.then_some(token)
}

/// The segments of the path, decoded one by one: an encoded slash belongs to
/// its segment. A doubled slash gives an empty segment, which leads nowhere.
fn segments(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or_default();
    let path = path.strip_prefix('/').unwrap_or(path);
    path.split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
        .collect()
}

#[cfg(test)]
impl Service {
    /// Asks with some key, and gives the status and the body of the answer.
    pub(super) fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, serde_json::Value) {
        let headers = vec![("authorization".to_owned(), "Bearer some-key".to_owned())];
        let body = body.as_bytes().to_vec();
        let answer = self.answer(&RecordedRequest::new(
            method.into(),
            path.into(),
            headers,
            body,
        ));
        (
            answer.status().as_u16(),
            serde_json::from_slice(answer.body()).unwrap(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{RecordedRequest, Service};
    use serde_json::Value;

    fn list_as(authorization: &str) -> (u16, Value) {
        list_from(Service::new(Some("k".into())), authorization)
    }

    fn list_from(mut service: Service, authorization: &str) -> (u16, Value) {
        let headers = vec![("authorization".to_owned(), authorization.to_owned())];
        let request = RecordedRequest::new("GET".into(), "/v3/connectors".into(), headers, vec![]);
        let answer = service.answer(&request);
        (
            answer.status().as_u16(),
            serde_json::from_slice(answer.body()).unwrap(),
        )
    }

    #[test]
    fn only_the_right_bearer_token_is_let_in() {
        for wrong in [
            "",
            "k",
            "Basic k",
            "Bearer",
            "Bearer ",
            "Bearer K",
            "Bearer k ",
        ] {
            let (status, body) = list_as(wrong);
            assert_eq!(status, 401, "{wrong:?}");
            assert_eq!(body["error"]["type"], "unauthorized");
            assert!(body["request_id"].is_string());
        }
        assert_eq!(list_as("Bearer k").0, 200);
        assert_eq!(list_as("bearer k").0, 200);
    }

    #[test]
    fn without_a_key_of_its_own_it_takes_every_token_that_is_there() {
        for (authorization, status) in [("Bearer any", 200), ("Bearer ", 401), ("", 401)] {
            assert_eq!(list_from(Service::new(None), authorization).0, status);
        }
    }

    #[test]
    fn request_ids_count_up() {
        let mut service = Service::new(None);
        assert_eq!(service.ask("GET", "/", "").1["request_id"], "req-1");
        assert_eq!(service.ask("GET", "/", "").1["request_id"], "req-2");
    }

    #[test]
    fn paths_that_do_not_exist_are_not_found() {
        let mut service = Service::new(None);
        for path in [
            "/",
            "//v3/connectors",
            "/v3/connectors/",
            "/v3/connectors/google",
            "/v3/connectors/google/",
            "/v3/connectors/google/creds",
            "/v3/connectors%2Fgoogle",
            "/v3/credentials",
        ] {
            let (status, body) = service.ask("GET", path, "");
            assert_eq!(
                (status, &body["error"]["type"]),
                (404, &"not_found_error".into()),
                "{path}"
            );
        }
    }

    #[test]
    fn other_methods_are_refused_with_the_allowed_ones() {
        let mut service = Service::new(None);
        for (method, path) in [
            ("PUT", "/v3/connectors/google"),
            ("PATCH", "/v3/connectors"),
            ("GET", "/v3/providers/detect"),
        ] {
            assert_eq!(service.ask(method, path, "").0, 405, "{method} {path}");
        }
    }
}
