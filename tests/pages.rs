//! Lists from the first page to the last.

use nylas_connectors::operations::ListCredentials;
use nylas_connectors::testing::Recorder;
use nylas_connectors::{Client, Connector, CredentialSort, Error, Order, Provider, RetryPolicy};
use nylas_connectors_tests::driven::{self, drive_with};
use serde_json::{Value, json};

fn client(recorder: &Recorder) -> Client {
    Client::builder()
        .api_key("key")
        .transport(recorder.clone())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn page(from: usize, length: usize, limit: Option<u64>) -> String {
    let data: Vec<Value> = (from..from + length)
        .map(|number| json!({ "provider": format!("p{number}") }))
        .collect();
    json!({ "request_id": "r", "data": data, "limit": limit }).to_string()
}

fn providers(items: impl Iterator<Item = Result<Connector, Error>>) -> Vec<String> {
    items
        .map(|item| item.map_or_else(|error| error.to_string(), |one| one.provider.to_string()))
        .collect()
}

fn paths(recorder: &Recorder) -> Vec<String> {
    recorder
        .requests()
        .iter()
        .map(|request| request.path().to_owned())
        .collect()
}

#[test]
fn a_page_is_fetched_when_the_one_before_is_used_up() {
    let recorder = Recorder::new();
    recorder
        .reply(200, page(0, 50, Some(50)))
        .reply(200, page(50, 3, Some(50)));
    let client = client(&recorder);
    let mut items = client.connectors().list_all();
    assert!(
        recorder.requests().is_empty(),
        "nothing is asked before the first item"
    );
    assert_eq!(providers(items.by_ref().take(50)).len(), 50);
    assert_eq!(paths(&recorder), ["/v3/connectors?limit=50&offset=0"]);
    assert_eq!(providers(items.by_ref()), ["p50", "p51", "p52"]);
    assert_eq!(paths(&recorder).len(), 2);
    assert!(paths(&recorder)[1].contains("limit=50&offset=50"));
    assert!(items.next().is_none());
    assert_eq!(
        paths(&recorder).len(),
        2,
        "nothing is asked after the short page"
    );
}

#[test]
fn a_service_with_smaller_pages_is_followed_too() {
    let recorder = Recorder::new();
    recorder
        .reply(200, page(0, 2, Some(2)))
        .reply(200, page(2, 2, Some(2)))
        .reply(200, page(4, 0, Some(2)));
    assert_eq!(
        providers(client(&recorder).connectors().list_all()),
        ["p0", "p1", "p2", "p3"]
    );
    assert_eq!(paths(&recorder).len(), 3);
}

#[test]
fn a_service_that_does_not_say_how_long_its_pages_are_is_asked_until_one_is_empty() {
    let recorder = Recorder::new();
    recorder
        .reply(200, page(0, 20, None))
        .reply(200, page(20, 7, None))
        .reply(200, page(27, 0, None));
    let client = client(&recorder);
    let mut items = client.connectors().list_all();
    assert_eq!(providers(items.by_ref()).len(), 27);
    assert!(items.next().is_none());
    let offsets = ["offset=0", "offset=20", "offset=27"];
    assert_eq!(
        paths(&recorder),
        offsets.map(|offset| format!("/v3/connectors?limit=50&{offset}"))
    );
}

#[test]
fn a_service_without_pages_gives_its_list_once() {
    let recorder = Recorder::new();
    for _ in 0..3 {
        recorder.reply(200, page(0, 2, None));
    }
    assert_eq!(
        providers(client(&recorder).connectors().list_all()),
        ["p0", "p1"]
    );
    assert_eq!(paths(&recorder).len(), 2);
}

#[test]
fn an_empty_list_is_asked_for_once() {
    for limit in [None, Some(50)] {
        let recorder = Recorder::new();
        recorder.reply(200, page(0, 0, limit));
        assert_eq!(
            providers(client(&recorder).connectors().list_all()).len(),
            0
        );
        assert_eq!(paths(&recorder).len(), 1);
    }
}

#[test]
fn an_error_comes_once_and_then_the_list_ends() {
    let recorder = Recorder::new();
    recorder.reply(200, page(0, 50, None)).reply(500, "");
    let client = client(&recorder);
    let mut items = client.connectors().list_all().skip(50);
    assert_eq!(items.next().unwrap().unwrap_err().status(), Some(500));
    assert!(items.next().is_none());
    assert!(items.next().is_none());
    assert_eq!(paths(&recorder).len(), 2);
}

#[test]
fn credentials_are_listed_the_same_way() {
    let recorder = Recorder::new();
    recorder.reply(200, r#"{"data":[{"id":"a","name":"b"}],"limit":50}"#);
    let ids: Result<Vec<String>, Error> = client(&recorder)
        .credentials(Provider::Google)
        .list_all()
        .map(|item| item.map(|one| one.id))
        .collect();
    assert_eq!(ids.unwrap(), ["a"]);
    assert_eq!(
        paths(&recorder),
        ["/v3/connectors/google/creds?limit=50&offset=0&sort_by=created_at&order_by=asc"]
    );
}

#[test]
fn a_list_keeps_its_order_over_all_pages_and_not_its_own_limit() {
    let recorder = Recorder::new();
    recorder
        .reply(200, r#"{"data":[{"id":"b","name":"b"}],"limit":1}"#)
        .reply(200, r#"{"data":[],"limit":1}"#);
    let newest_first = ListCredentials::new(Provider::Google)
        .sort(CredentialSort::CreatedAt, Order::Descending)
        .limit(7)
        .offset(7);
    let client = client(&recorder);
    assert_eq!(client.list_all(newest_first).count(), 1);
    assert_eq!(
        paths(&recorder),
        ["0", "1"].map(|offset| format!(
            "/v3/connectors/google/creds?limit=50&offset={offset}&sort_by=created_at&order_by=desc"
        ))
    );
}

#[test]
fn a_page_gives_its_items_away() {
    let recorder = Recorder::new();
    recorder.reply(200, page(0, 3, None));
    let page = client(&recorder).connectors().list().unwrap();
    assert_eq!(providers(page.into_iter().map(Ok)), ["p0", "p1", "p2"]);
}

#[test]
fn a_list_that_would_never_end_is_an_error() {
    let full_page_again = || page(0, 50, Some(50));
    let without_a_limit = || page(0, 50, None);
    let short_pages = || page(0, 2, Some(2));
    let other_offset = || {
        let mut body: Value = serde_json::from_str(&page(0, 50, Some(50))).unwrap();
        body["offset"] = json!(0);
        body["data"][0]["provider"] = json!("moved");
        body.to_string()
    };
    for (answer, said) in [
        (
            &full_page_again as &dyn Fn() -> String,
            "starts like the one before",
        ),
        (&without_a_limit, "starts like the one before"),
        (&short_pages, "starts like the one before"),
        (&other_offset, "another `offset` than asked for"),
    ] {
        let recorder = Recorder::new();
        recorder.reply(
            200,
            full_page_again().replace("\"limit\":50", "\"limit\":1"),
        );
        for _ in 0..3 {
            recorder.reply(200, answer());
        }
        let client = client(&recorder);
        let last = client.connectors().list_all().last().unwrap();
        let error = last.unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert!(recorder.requests().len() <= 3, "{error}");

        let collected = client.start_list_all(nylas_connectors::operations::ListConnectors::new());
        let driven = drive_with(
            collected.unwrap(),
            [0; 9].map(|_| driven::answer(200, &answer())),
        );
        assert!(driven.result.unwrap_err().to_string().contains(said));
    }
}

#[test]
fn a_list_of_too_many_pages_is_an_error() {
    let recorder = Recorder::new();
    let client = client(&recorder);
    let list = client
        .start_list_all(ListCredentials::new("google"))
        .unwrap();
    let mut number = 0;
    let driven = driven::drive(list, std::time::Duration::ZERO, |_| {
        number += 1;
        driven::answer(
            200,
            &json!({ "data": [{ "id": number.to_string() }] }).to_string(),
        )
    });
    assert_eq!(driven.sent.len(), 2_000);
    assert!(
        driven
            .result
            .unwrap_err()
            .to_string()
            .contains("more than 2,000 pages")
    );
}

#[test]
fn an_odd_item_does_not_cost_the_list() {
    let recorder = Recorder::new();
    let data = r#"[{"provider":"imap","name":7},null,{"name":"no provider"},{"provider":"ews","scope":"a b"}]"#;
    let body = format!(r#"{{"data":{data},"limit":"50","offset":0.0}}"#);
    recorder.reply(200, body.clone()).reply(200, body);
    let page = client(&recorder).connectors().list().unwrap();
    assert_eq!(page.unreadable, ["null", r#"{"name":"no provider"}"#]);
    assert_eq!((page.limit, page.offset), (Some(50), Some(0)));
    assert_eq!(page.data[0].name.as_deref(), Some("7"));
    assert_eq!(page.data[1].scope.as_deref().unwrap(), ["a", "b"]);
    assert_eq!(
        providers(client(&recorder).connectors().list_all()),
        ["imap", "ews"]
    );
}

#[test]
fn a_list_is_collected_without_a_thread() {
    let recorder = Recorder::new();
    let list = client(&recorder)
        .start_list_all(ListCredentials::new("google"))
        .unwrap();
    let page = |from: usize, length: usize| {
        let items: Vec<Value> = (from..from + length)
            .map(|id| json!({ "id": id.to_string() }))
            .collect();
        driven::answer(
            200,
            &json!({ "data": items, "limit": 50, "offset": from }).to_string(),
        )
    };
    let driven = drive_with(list, [driven::answer(503, ""), page(0, 50)]);
    // A policy of one attempt, so the first page is the end.
    assert_eq!(driven.result.unwrap_err().status(), Some(503));
    let list = client(&recorder)
        .start_list_all(ListCredentials::new("google"))
        .unwrap();
    let driven = drive_with(list, [page(0, 50), page(50, 50), page(100, 3)]);
    assert_eq!(driven.result.unwrap().len(), 103);
    assert!(driven.sent[2].contains("limit=50&offset=100&sort_by=created_at&order_by=asc"));
    assert!(recorder.requests().is_empty());
}
