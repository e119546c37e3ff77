//! Lists from the first page to the last.

use nylas_connectors::operations::ListCredentials;
use nylas_connectors::testing::Recorder;
use nylas_connectors::{Client, Connector, CredentialSort, Error, Order, Provider, RetryPolicy};
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
fn a_service_that_does_not_heed_the_offset_gives_its_list_once() {
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
        ["/v3/connectors/google/creds?limit=50&offset=0"]
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
