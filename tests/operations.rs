//! Every call as the service documents it: its request, its answer, and a refusal.

use std::collections::BTreeSet;
use std::fmt::Debug;

use http::StatusCode;
use nylas_connectors::operations::*;
use nylas_connectors::{
    AdminConsent, ConnectorCredential, CredentialData, CredentialSort, Error, Google,
    GoogleSettings, ICloud, Idempotency, NewCredential, Operation, Order, Provider, ProviderTag,
    ServiceAccount, UpdateGoogle, UpdateOther,
};
use nylas_connectors_tests::every_call::{Visit, visit_every_call};
use serde_json::{Value, json};

const BASE_URL: &str = "https://api.us.nylas.com";

/// `METHOD /path?query body`, or the first problem if the request can't be built.
fn request_line(operation: &impl Operation) -> String {
    let request = match operation.request(BASE_URL, "key") {
        Ok(request) => request,
        Err(Error::Invalid(invalid)) => {
            let problem = &invalid.problems()[0];
            return format!("{} {}", problem.path(), problem.rule());
        }
        Err(error) => return error.to_string(),
    };
    let headers = request.headers();
    assert_eq!(headers["authorization"], "Bearer key");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["accept"], "application/json");
    let has_body = !request.body().is_empty();
    assert_eq!(headers.contains_key("content-type"), has_body);
    let target = request.uri().to_string();
    let body = std::str::from_utf8(request.body()).unwrap();
    let line = format!("{} {} {body}", request.method(), &target[BASE_URL.len()..]);
    line.trim_end().to_owned()
}

fn response(status: u16, body: &Value) -> http::Response<Vec<u8>> {
    let mut response = http::Response::new(body.to_string().into_bytes());
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

/// The service's own example of a connector.
fn connector() -> Value {
    json!({
        "name": "google",
        "provider": "google",
        "settings": { "topic_name": "abc123" },
        "scope": ["https://www.googleapis.com/auth/userinfo.email"],
        "active_credential_id": "cred-1",
    })
}

/// The service's own example of a credential.
fn credential() -> Value {
    json!({
        "id": "e19f8e1a-eb1c-41c0-b6a6-d2e59daf7f47",
        "name": "My first Google credential",
        "credential_type": "connector",
        "hashed_data": "9a1b",
        "created_at": 1_656_082_371,
        "updated_at": 1_656_082_371,
    })
}

/// The name of an operation's type.
fn type_of<O>(_: &O) -> &'static str {
    let name = std::any::type_name::<O>();
    name.split('<').next().unwrap_or(name)
}

/// The operations that were checked, by their type.
type Checked = BTreeSet<&'static str>;

/// Checks one row: the request, the documented answer as it comes out again, and a refusal.
fn check<O: Operation>(
    checked: &mut Checked,
    operation: &O,
    line: &str,
    (status, answer): (u16, Value),
    read: fn(O::Output) -> Value,
) {
    checked.insert(type_of(operation));
    assert_eq!(request_line(operation), line);

    let Ok(output) = O::parse(response(status, &answer)) else {
        panic!("{line}: the documented answer can't be read");
    };
    assert_eq!(read(output), answer, "{line}");

    let refusal = json!({ "request_id": "r-error", "error": { "type": "some_error", "message": "Not like this." } });
    for status in [400, 401, 404, 429, 500] {
        let Err(Error::Api(error)) = O::parse(response(status, &refusal)) else {
            panic!("{line}: {status} isn't a refusal");
        };
        assert_eq!(
            (error.status, error.kind.as_deref()),
            (status, Some("some_error"))
        );
        assert_eq!(error.message.as_deref(), Some("Not like this."));
        assert_eq!(error.request_id.as_deref(), Some("r-error"));
    }
}

/// What an answer was read as, in the form in which it came.
macro_rules! as_sent {
    ($($field:ident),*) => {
        |output| json!({ $(stringify!($field): output.$field),* })
    };
}

#[test]
fn every_call_is_the_documented_one() {
    struct All(Checked);
    impl Visit for All {
        fn visit<O: Operation<Output: Debug>>(&mut self, call: &O) {
            self.0.insert(type_of(call));
        }
    }
    let (mut all, mut checked) = (All(Checked::new()), Checked::new());
    visit_every_call("google", "id", &mut all);
    connectors(&mut checked);
    new_credentials(&mut checked);
    credentials(&mut checked);
    detection(&mut checked);
    assert_eq!(checked, all.0, "each of `every_call.rs` has a `check` here");
}

fn connectors(checked: &mut Checked) {
    let one = |status| (status, json!({ "request_id": "r-1", "data": connector() }));
    let google = Google::builder()
        .without_settings()
        .scope(["openid"])
        .build()
        .unwrap();
    check(
        checked,
        &CreateConnector::new(&google),
        r#"POST /v3/connectors {"provider":"google","scope":["openid"]}"#,
        one(201),
        as_sent!(request_id, data),
    );

    let page = json!({ "request_id": "r-1", "data": [connector()], "limit": 1, "offset": 2 });
    check(
        checked,
        &ListConnectors::new(),
        "GET /v3/connectors",
        (200, page.clone()),
        as_sent!(request_id, data, limit, offset),
    );
    check(
        checked,
        &ListConnectors::new().limit(5).offset(10),
        "GET /v3/connectors?limit=5&offset=10",
        (200, page),
        as_sent!(request_id, data, limit, offset),
    );
    check(
        checked,
        &GetConnector::new("virtual-calendar"),
        "GET /v3/connectors/virtual-calendar",
        one(200),
        as_sent!(request_id, data),
    );

    let settings = GoogleSettings::builder()
        .client_id("id")
        .client_secret("secret");
    let update = UpdateGoogle::builder()
        .name("n")
        .settings(settings)
        .scope(["openid"])
        .active_credential_id("cred-2")
        .build()
        .unwrap();
    check(
        checked,
        &UpdateConnector::new(&update),
        concat!(
            r#"PATCH /v3/connectors/google {"name":"n","settings":{"client_id":"id","client_secret":"secret"},"#,
            r#""scope":["openid"],"active_credential_id":"cred-2"}"#,
        ),
        one(200),
        as_sent!(request_id, data),
    );
    let update = UpdateOther::builder()
        .provider(Provider::Ews)
        .name("n")
        .build()
        .unwrap();
    check(
        checked,
        &UpdateConnector::new(&update),
        r#"PATCH /v3/connectors/ews {"name":"n"}"#,
        one(200),
        as_sent!(request_id, data),
    );
    check(
        checked,
        &DeleteConnector::new(Provider::Zoom),
        "DELETE /v3/connectors/zoom",
        (200, json!({ "request_id": "r-1" })),
        as_sent!(request_id),
    );
}

fn new_credentials(checked: &mut Checked) {
    let created = (201, json!({ "request_id": "r-1", "data": credential() }));
    let key_file = r#"{
        "type": "service_account", "project_id": "p", "private_key_id": "1",
        "private_key": "-----BEGIN\n", "client_email": "a@b.c"
    }"#;
    let consent = AdminConsent::builder()
        .client_id("a")
        .client_secret("b")
        .tenant("c");
    let kinds: [(CredentialData, &str); 3] = [
        (
            ConnectorCredential::builder()
                .client_id("a")
                .client_secret("b")
                .into(),
            r#""credential_type":"connector","credential_data":{"client_id":"a","client_secret":"b"}"#,
        ),
        (
            ServiceAccount::from_key_file(key_file).unwrap().into(),
            concat!(
                r#""credential_type":"serviceaccount","credential_data":{"private_key_id":"1","#,
                r#""private_key":"-----BEGIN\n","client_email":"a@b.c","project_id":"p","type":"service_account"}"#,
            ),
        ),
        (
            consent.into(),
            r#""credential_type":"adminconsent","credential_data":{"client_id":"a","client_secret":"b","tenant":"c"}"#,
        ),
    ];
    for (data, expected) in kinds {
        let credential = NewCredential::builder()
            .name("n")
            .credential_data(data)
            .build()
            .unwrap();
        check(
            checked,
            &CreateCredential::new("google", &credential),
            &format!(r#"POST /v3/connectors/google/creds {{"name":"n",{expected}}}"#),
            created.clone(),
            as_sent!(request_id, data),
        );
    }
}

fn credentials(checked: &mut Checked) {
    let read = (200, json!({ "request_id": "r-1", "data": credential() }));
    let list = ListCredentials::new(Provider::Google);
    let sorted = list
        .clone()
        .limit(5)
        .offset(10)
        .sort(CredentialSort::CreatedAt, Order::Descending);
    let other_order = list
        .clone()
        .sort(CredentialSort::UpdatedAt, Order::Ascending);
    for (list, query) in [
        (list, ""),
        (
            sorted,
            "?limit=5&offset=10&sort_by=created_at&order_by=desc",
        ),
        (other_order, "?sort_by=updated_at&order_by=asc"),
    ] {
        check(
            checked,
            &list,
            &format!("GET /v3/connectors/google/creds{query}"),
            (
                200,
                json!({ "request_id": "r-1", "data": [credential()], "limit": 10, "offset": 0 }),
            ),
            as_sent!(request_id, data, limit, offset),
        );
    }
    check(
        checked,
        &GetCredential::new("google", "c-1"),
        "GET /v3/connectors/google/creds/c-1",
        read.clone(),
        as_sent!(request_id, data),
    );
    let update = nylas_connectors::UpdateCredential::builder()
        .name("n")
        .credential_data(
            ConnectorCredential::builder()
                .client_id("a")
                .client_secret("b")
                .tenant("c"),
        )
        .build()
        .unwrap();
    check(
        checked,
        &UpdateCredential::new("google", "c-1", &update),
        concat!(
            r#"PATCH /v3/connectors/google/creds/c-1 {"name":"n","#,
            r#""credential_data":{"client_id":"a","client_secret":"b","tenant":"c"}}"#,
        ),
        read,
        as_sent!(request_id, data),
    );
    check(
        checked,
        &DeleteCredential::new("google", "c-1"),
        "DELETE /v3/connectors/google/creds/c-1",
        (200, json!({ "request_id": "r-1" })),
        as_sent!(request_id),
    );
}

fn detection(checked: &mut Checked) {
    let detect = DetectProvider::new("user+tag@exa mple.com");
    let path = "POST /v3/providers/detect?email=user%2Btag%40exa%20mple.com";
    let data =
        json!({ "email_address": "a@b.c", "detected": true, "provider": "imap", "type": "aol" });
    let answer = (200, json!({ "request_id": "r-1", "data": data }));
    check(
        checked,
        &detect,
        path,
        answer.clone(),
        as_sent!(request_id, data),
    );
    let all = format!("{path}&all_provider_types=true");
    check(
        checked,
        &detect.all_provider_types(),
        &all,
        answer,
        as_sent!(request_id, data),
    );
}

/// Every call with this provider and this ID: a line for each, as [`request_line`] has it, and its idempotency.
fn every_call(provider: &str, id: &str) -> Vec<(String, Idempotency)> {
    struct Lines(Vec<(String, Idempotency)>);
    impl Visit for Lines {
        fn visit<O: Operation<Output: Debug>>(&mut self, call: &O) {
            self.0.push((request_line(call), O::IDEMPOTENCY));
        }
    }
    let mut lines = Lines(Vec::new());
    visit_every_call(provider, id, &mut lines);
    lines.0
}

fn lines_of(provider: &str, id: &str) -> impl Iterator<Item = String> {
    every_call(provider, id).into_iter().map(|(line, _)| line)
}

#[test]
fn a_value_stays_one_segment_of_the_path() {
    let usual: Vec<String> = lines_of("PROVIDER", "ID").collect();
    let odd = "a/../b?c=d#e %f";
    let encoded = "a%2F..%2Fb%3Fc%3Dd%23e%20%25f";
    for (usual, line) in usual.iter().zip(lines_of(odd, odd)) {
        let expected = usual
            .replace("PROVIDER", encoded)
            .replace("/ID", &format!("/{encoded}"));
        assert_eq!(line, expected);
    }
    for no_segment in ["", ".", ".."] {
        for (usual, line) in usual.iter().zip(lines_of(no_segment, "ID")) {
            let has_one = usual.contains("PROVIDER");
            assert_eq!(
                line,
                if has_one {
                    "provider path_segment"
                } else {
                    usual
                }
            );
        }
        for (usual, line) in usual.iter().zip(lines_of("PROVIDER", no_segment)) {
            let has_one = usual.contains("/ID");
            let problem = "credential_id path_segment";
            assert_eq!(line, if has_one { problem } else { usual });
        }
    }
}

#[test]
fn a_call_may_be_repeated_as_its_method_says() {
    // A POST that changes nothing.
    let safe = "POST /v3/providers/detect";
    for (line, idempotency) in every_call("google", "id") {
        let by_method = match line.split(' ').next() {
            Some("GET") => Idempotency::Safe,
            Some("PUT" | "PATCH" | "DELETE") => Idempotency::Idempotent,
            _ if line.starts_with(safe) => Idempotency::Safe,
            _ => Idempotency::NotIdempotent,
        };
        assert_eq!(idempotency, by_method, "{line}");
    }
}

#[test]
fn what_is_invalid_has_no_request() {
    let update: UpdateGoogle = serde_json::from_str("{}").unwrap();
    assert_eq!(
        request_line(&UpdateConnector::new(&update)),
        " empty_update"
    );
    assert_eq!(request_line(&DetectProvider::new("")), "email blank");
    let google: Google = serde_json::from_str(r#"{"name":""}"#).unwrap();
    assert_eq!(request_line(&CreateConnector::new(&google)), "name blank");
}

#[test]
fn a_call_is_copied_without_what_it_refers_to() {
    // Unlike the library's own connectors, this one isn't `Clone`.
    #[derive(serde::Serialize, validator::Validate)]
    struct NotClone {
        provider: ProviderTag<Self>,
    }
    impl nylas_connectors::ForProvider for NotClone {
        const PROVIDER: Provider = Provider::other("hologram");
    }
    let connector = NotClone {
        provider: ProviderTag::default(),
    };
    let call = CreateConnector::new(&connector);
    let copy = call;
    assert_eq!(request_line(&call), request_line(&copy));
    let icloud = ICloud::builder().build().unwrap();
    assert_eq!(
        request_line(&CreateConnector::new(&icloud)),
        r#"POST /v3/connectors {"provider":"icloud"}"#
    );
}

#[test]
fn an_error_in_a_successful_answer_is_one_unless_there_is_data_beside_it() {
    for (body, kind, message) in [
        (
            r#"{"error":{"type":"t","message":"m"}}"#,
            Some("t"),
            Some("m"),
        ),
        (r#"{"error":{"type":"t"},"data":null}"#, Some("t"), None),
        (r#"{"error":"not_found"}"#, None, Some("not_found")),
        (
            r#"{"error":"t","error_description":"m"}"#,
            Some("t"),
            Some("m"),
        ),
        (r#"{"error":["m"]}"#, None, Some("m")),
        (r#"{"errors":["m"]}"#, None, Some("m")),
        (
            r#"{"errors":[{"type":"t","message":"m"}],"data":null}"#,
            Some("t"),
            Some("m"),
        ),
    ] {
        let answer = || response(200, &serde_json::from_str(body).unwrap());
        for error in [
            DeleteConnector::parse(answer()).map(drop).unwrap_err(),
            GetConnector::parse(answer()).map(drop).unwrap_err(),
            ListConnectors::parse(answer()).map(drop).unwrap_err(),
        ] {
            let Error::Api(error) = error else {
                panic!("{body}: {error}");
            };
            assert_eq!(
                (error.kind.as_deref(), error.message.as_deref()),
                (kind, message),
                "{body}"
            );
        }
    }
    for body in [
        r#"{"error":null}"#,
        r#"{"error":""}"#,
        r#"{"errors":[]}"#,
        r#"{"error":{"type":"t"},"data":{"provider":"imap"}}"#,
    ] {
        assert!(
            DeleteConnector::parse(response(200, &serde_json::from_str(body).unwrap())).is_ok(),
            "{body}"
        );
    }
}
