//! The lifecycle at `FakeNylas`: it covers every call, touches nothing that was there, and cleans up wherever it ends.

use std::collections::BTreeSet;

use nylas_connectors::testing::{FakeNylas, Fault, RecordedRequest};
use nylas_connectors::{Provider, RetryPolicy, UreqTransport};
use nylas_connectors_tests::options;
use nylas_connectors_tests::published::{Operation, Schema};
use serde_json::json;

use crate::lifecycle::{NAME, PROVIDERS, Run, run};

fn at(nylas: &FakeNylas) -> Run {
    run(
        options(nylas.base_url()).retry(RetryPolicy::none()),
        UreqTransport::new(),
    )
}

fn strict() -> FakeNylas {
    let nylas = FakeNylas::start().unwrap();
    nylas.strict();
    nylas
}

/// The connectors that are there, by provider and name, seen past whatever is scripted.
fn left(nylas: &FakeNylas) -> Vec<(String, Option<String>)> {
    let listed = nylas.clear().client().connectors().list().unwrap();
    let named = listed
        .into_iter()
        .map(|connector| (connector.provider.to_string(), connector.name));
    named.collect()
}

fn provider_of(run: &Run) -> Option<Provider> {
    run.outcome.as_ref().ok()?.as_ref().ok()?.clone()
}

#[test]
fn it_makes_every_call_finds_no_difference_and_leaves_nothing() {
    let nylas = strict();
    let run = at(&nylas);
    assert_eq!(
        run.report().unwrap(),
        "a connector of virtual-calendar was created, changed and deleted"
    );
    let schema = Schema::published();
    let called: BTreeSet<String> = nylas
        .requests()
        .iter()
        .map(|request| {
            schema
                .call(request.method(), request.path())
                .unwrap()
                .name()
        })
        .collect();
    let all: BTreeSet<String> = schema.operations.iter().map(Operation::name).collect();
    assert_eq!(
        called, all,
        "tests/live/lifecycle.rs makes every call of the schema"
    );
    assert_eq!(left(&nylas), []);
}

#[test]
fn it_touches_no_connector_that_was_there() {
    let nylas = strict();
    for (index, provider) in PROVIDERS.iter().enumerate() {
        nylas.seed(&json!({"provider": provider, "name": "theirs"}));
        let run = at(&nylas);
        assert_eq!(provider_of(&run), PROVIDERS.get(index + 1).cloned());
        let path = format!("/v3/connectors/{provider}");
        let touched = nylas
            .requests()
            .into_iter()
            .any(|request| request.path().starts_with(&path));
        assert!(!touched, "{provider}");
        let there = left(&nylas);
        assert_eq!(there.len(), index + 1);
        assert!(
            there
                .iter()
                .all(|(_, name)| name.as_deref() == Some("theirs"))
        );
    }
    let run = at(&nylas);
    let said = run.report().unwrap_err();
    assert!(
        said.starts_with(
            "nothing was tried and nothing was changed: each of virtual-calendar, icloud"
        ),
        "{said}"
    );
    assert!(
        nylas
            .requests()
            .iter()
            .all(|request| request.method() == "GET")
    );
}

/// Hides the connectors from the list, as a service would that shows them late.
fn hide(nylas: &FakeNylas) {
    nylas.when(|request: &RecordedRequest| {
        let is_list = request.path().starts_with("/v3/connectors?");
        is_list.then(|| Fault::status(200).body(r#"{"request_id":"r","data":[]}"#))
    });
}

#[test]
fn a_connector_that_the_list_hides_is_not_touched_either() {
    let nylas = strict();
    nylas.seed(&json!({"provider": "virtual-calendar", "name": "theirs"}));
    hide(&nylas);
    let run = at(&nylas);
    // The test's own isn't in the list, which ends it.
    assert!(run.outcome.is_err());
    assert!(
        nylas
            .requests()
            .iter()
            .any(|request| request.body_text().contains("icloud"))
    );
    assert_eq!(
        left(&nylas),
        [("virtual-calendar".to_owned(), Some("theirs".to_owned()))]
    );
}

#[test]
fn whoever_was_quicker_keeps_the_connector() {
    for cut_off in [false, true] {
        let nylas = strict();
        // One comes between the look and the create.
        nylas.pass_next().pass_next();
        if cut_off {
            nylas.fail_next(Fault::ApplyThenReset);
        }
        let theirs = json!({"provider": "virtual-calendar", "name": "theirs"});
        let transport = {
            let inner = UreqTransport::new();
            let nylas = std::sync::Arc::new(nylas);
            let theirs_now = std::sync::Arc::clone(&nylas);
            let outcome = run(
                options(nylas.base_url()).retry(RetryPolicy::none()),
                move |request: nylas_connectors::http::Request<Vec<u8>>| {
                    if request.method() == "POST" && theirs_now.requests().len() == 2 {
                        theirs_now.seed(&theirs);
                    }
                    nylas_connectors::Transport::send(&inner, request)
                },
            );
            (nylas, outcome)
        };
        let (nylas, run) = transport;
        assert!(matches!(run.outcome, Ok(Err(_))), "{cut_off}");
        let said = run.report().unwrap_err();
        assert_eq!(
            said.contains("if virtual-calendar has a connector named"),
            cut_off,
            "{said}"
        );
        assert_eq!(
            left(&nylas),
            [("virtual-calendar".to_owned(), Some("theirs".to_owned()))]
        );
    }
}

#[test]
fn it_cleans_up_wherever_it_ends() {
    let nylas = strict();
    at(&nylas);
    let calls = nylas.requests().len();
    assert!(calls > 15, "{calls}");
    let faults = [
        Fault::status(400).body("{}"),
        Fault::status(500),
        Fault::Reset,
        Fault::ApplyThenReset,
        Fault::MalformedJson,
    ];
    for fault in &faults {
        for before in 0..calls {
            let nylas = strict();
            for _ in 0..before {
                nylas.pass_next();
            }
            nylas.fail_next(fault.clone());
            let run = at(&nylas);
            let went_on = run.report().is_ok();
            assert_eq!(left(&nylas), [], "{fault:?} after {before} calls");
            assert!(
                !went_on
                    || run
                        .notes
                        .all()
                        .iter()
                        .any(|note| note.contains("takes no credential")),
                "{fault:?} after {before} calls"
            );
        }
    }
}

#[test]
fn it_says_when_it_could_not_clean_up() {
    let nylas = strict();
    nylas.when(|request| (request.method() == "DELETE").then(|| Fault::status(403)));
    let run = at(&nylas);
    let said = run.report().unwrap_err();
    assert!(
        said.contains(
            "the connector of virtual-calendar may be left, so delete it: the service answered 403"
        ),
        "{said}"
    );
    assert_eq!(
        left(&nylas),
        [("virtual-calendar".to_owned(), Some(NAME.to_owned()))]
    );
}

#[test]
fn it_reports_every_answer_that_differs_from_the_schema() {
    let nylas = strict();
    let shown = r#"{"request_id":"r","data":{"provider":"virtual-calendar","scope":"x","colour":"red","active_credential_id":null}}"#;
    nylas.pass_next().pass_next().pass_next().reply(200, shown);
    nylas.when(|request| {
        let is_detect = request.path().starts_with("/v3/providers");
        is_detect.then(|| Fault::status(418).body("{}"))
    });
    let run = at(&nylas);
    let path = "GET /v3/connectors/virtual-calendar answered 200";
    assert_eq!(
        run.differences.all(),
        [
            &format!("{path}: `data.name` is missing"),
            &format!("{path}: `data.active_credential_id` is of the type null, not string"),
            &format!("{path}: the schema has no `data.colour`"),
            &format!("{path}: `data.scope` is of the type string, not array"),
            "POST /v3/providers/detect answered 418: the schema has no status 418",
        ]
    );
    let said = run.report().unwrap_err();
    assert!(
        said.contains("differs from the schema: POST /v3/providers/detect answered 418"),
        "{said}"
    );
    assert_eq!(left(&nylas), []);
}
