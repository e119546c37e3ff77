//! The fake service: which path leads where, and who may ask.
//!
//! It has no sockets. [`FakeNylas`](super::FakeNylas) puts it behind a server, [`Recorder`](super::Recorder) behind a
//! transport.

mod body;
mod connectors;
mod credentials;
mod detect;
mod query;
mod reply;
mod schema;

use http::{Response, StatusCode};
use percent_encoding::percent_decode_str;

use self::body::Body;
use self::connectors::Connectors;
use self::query::Query;
use self::reply::{Outcome, Reply};
use super::recorded_request::RecordedRequest;

#[derive(Default)]
pub(super) struct Service {
    /// The only key that is accepted; `None` accepts every key.
    api_key: Option<&'static str>,
    /// Whether what the published schema doesn't have is refused.
    pub(super) strict: bool,
    requests: u64,
    pub(super) connectors: Connectors,
}

impl Service {
    pub(super) fn new(api_key: Option<&'static str>) -> Self {
        Self {
            api_key,
            ..Self::default()
        }
    }

    pub(super) fn create_connector(&mut self, bytes: &[u8]) -> Outcome {
        let strict = false;
        self.connectors.create(&Body { bytes, strict })
    }

    /// Carries out a request and answers it.
    pub(super) fn answer(&mut self, request: &RecordedRequest) -> Response<Vec<u8>> {
        self.requests += 1;
        let request_id = format!("req-{}", self.requests);
        let outcome = self.authorize(request).and_then(|()| self.route(request));
        outcome
            .unwrap_or_else(|refusal| refusal)
            .into_response(&request_id)
    }

    fn authorize(&self, request: &RecordedRequest) -> Result<(), Reply> {
        let token = request.header("authorization").and_then(bearer);
        let message = match (token, self.api_key) {
            (None, _) => "a bearer token is required",
            (Some(given), Some(key)) if given != key => "this API key isn't valid here",
            _ => return Ok(()),
        };
        Err(Reply::refused(
            StatusCode::UNAUTHORIZED,
            "unauthorized",
            message,
        ))
    }

    fn route(&mut self, request: &RecordedRequest) -> Outcome {
        let segments = segments(request.path());
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let (path, method) = (segments.as_slice(), request.method());
        let (bytes, strict) = (request.body(), self.strict);
        let (query, body) = (Query::of(request), &Body { bytes, strict });
        if let (true, Some(parameters)) = (strict, schema::parameters(method, path)) {
            schema::only(parameters, query.names(), "parameter `")?;
            query.choice("all_provider_types", ["false", "true"])?;
            let creates = matches!(
                (path, method),
                (["v3", "connectors"] | [.., "creds"], "POST")
            );
            if !creates && method != "PATCH" {
                body.check_empty()?;
            }
        }
        let connectors = &mut self.connectors;
        match (path, method) {
            (["v3", "connectors"], "POST") => connectors.create(body),
            (["v3", "connectors"], "GET") => connectors.list(&query),
            (["v3", "connectors", provider], "GET") => connectors.get(provider),
            (["v3", "connectors", provider], "PATCH") => connectors.update(provider, body),
            (["v3", "connectors", provider], "DELETE") => connectors.delete(provider),
            (["v3", "connectors", provider, "creds", rest @ ..], method) => {
                let (connector, counters) = connectors.find(provider)?;
                let credentials = &mut connector.credentials;
                match (rest, method) {
                    ([], "POST") => credentials.create(body, counters),
                    ([], "GET") => credentials.list(&query),
                    ([id], "GET") => credentials.get(id),
                    ([id], "PATCH") => credentials.update(id, body, counters),
                    ([id], "DELETE") => credentials.delete(id),
                    ([] | [_], _) => Err(method_not_allowed(method)),
                    _ => Err(no_such_path()),
                }
            }
            (["v3", "providers", "detect"], "POST") => detect::detect(&query),
            (
                ["v3", "connectors"] | ["v3", "connectors", _] | ["v3", "providers", "detect"],
                method,
            ) => Err(method_not_allowed(method)),
            _ => Err(no_such_path()),
        }
    }
}

/// Some clients update a connector with PUT, which the service doesn't have.
fn method_not_allowed(method: &str) -> Reply {
    let message = format!("this path doesn't support {method}");
    Reply::refused(
        StatusCode::METHOD_NOT_ALLOWED,
        "invalid_request_error",
        &message,
    )
}

fn no_such_path() -> Reply {
    Reply::not_found("there is nothing at this path")
}

/// The token of an authorization with the scheme `Bearer`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    let valid = scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty();
    valid.then_some(token)
}

/// The segments of the path, decoded one by one, so that an encoded slash stays in its segment. A doubled slash gives an
/// empty segment, which leads nowhere.
fn segments(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    let decode = |segment| percent_decode_str(segment).decode_utf8_lossy().into_owned();
    segments.map(decode).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn ask(service: &mut Service, authorization: &str, method: &str, path: &str) -> (u16, Value) {
        let headers = vec![("authorization".to_owned(), authorization.to_owned())];
        let answer = service.answer(&RecordedRequest::new(method, path, headers, vec![]));
        (
            answer.status().as_u16(),
            serde_json::from_slice(answer.body()).unwrap(),
        )
    }

    #[test]
    fn only_the_right_bearer_token_is_accepted() {
        let list_as = |key, token| ask(&mut Service::new(key), token, "GET", "/v3/connectors");
        for wrong in [
            "",
            "k",
            "Basic k",
            "Bearer",
            "Bearer ",
            "Bearer K",
            "Bearer k ",
        ] {
            let (status, body) = list_as(Some("k"), wrong);
            assert_eq!(status, 401, "{wrong:?}");
            assert_eq!(body["error"]["type"], "unauthorized");
            assert!(body["request_id"].is_string());
        }
        assert_eq!(list_as(Some("k"), "Bearer k").0, 200);
        assert_eq!(list_as(Some("k"), "bearer k").0, 200);
        for (token, status) in [("Bearer any", 200), ("Bearer ", 401), ("", 401)] {
            assert_eq!(list_as(None, token).0, status);
        }
    }

    #[test]
    fn request_ids_are_counted() {
        let mut service = Service::new(None);
        for id in ["req-1", "req-2"] {
            let answer = service.answer(&RecordedRequest::new("GET", "/", vec![], vec![]));
            let body: Value = serde_json::from_slice(answer.body()).unwrap();
            assert_eq!(body["request_id"], id);
            assert_eq!(answer.headers()["x-request-id"], id);
        }
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
            let (status, body) = ask(&mut service, "Bearer k", "GET", path);
            assert_eq!(
                (status, &body["error"]["type"]),
                (404, &"not_found_error".into()),
                "{path}"
            );
        }
    }

    #[test]
    fn strict_mode_refuses_what_is_ignored_otherwise() {
        let mut service = Service::new(None);
        service.create_connector(br#"{"provider":"imap"}"#).unwrap();
        let requests = [
            ("GET", "/v3/connectors?page_token=x", ""),
            ("GET", "/v3/connectors/imap?limit=1", ""),
            ("GET", "/v3/connectors/imap/creds?sort=x", ""),
            (
                "POST",
                "/v3/providers/detect?email=a@b&all_provider_types=True",
                "",
            ),
            (
                "PATCH",
                "/v3/connectors/imap",
                r#"{"scopes":"x","name":"n"}"#,
            ),
            ("DELETE", "/v3/connectors/imap", r#"{"force":true}"#),
        ];
        let statuses = |service: &mut Service| {
            requests.map(|(method, path, body)| {
                let headers = vec![("authorization".to_owned(), "Bearer k".to_owned())];
                let request = RecordedRequest::new(method, path, headers, body.into());
                service.answer(&request).status().as_u16()
            })
        };
        assert_eq!(statuses(&mut service), [200; 6]);
        service.create_connector(br#"{"provider":"imap"}"#).unwrap();
        service.strict = true;
        assert_eq!(statuses(&mut service), [400; 6]);
        assert_eq!(
            ask(&mut service, "Bearer k", "DELETE", "/v3/connectors/imap").0,
            200
        );
    }
}
