//! What is sent again, after which delay, and what the error says about it.

use std::time::Duration;

use nylas_connectors::operations::*;
use nylas_connectors::{
    Call, Client, Connector, Error, ICloud, Page, Response, RetryPolicy, TransportErrorKind,
    UpdateOther,
};
use nylas_connectors_tests::driven::{Driven, Report, answer, cut_off, drive, drive_with, failure};
use nylas_connectors_tests::{API_KEY, options};

const BASE_URL: &str = "https://api.us.nylas.com";
const ICLOUD: &str = r#"{"request_id":"r-1","data":{"provider":"icloud"}}"#;
const LIST: &str = r#"{"data":[]}"#;

fn client(retry: RetryPolicy) -> Client {
    options(BASE_URL).retry(retry).build().unwrap()
}

fn icloud() -> ICloud {
    ICloud::builder().build().unwrap()
}

fn create(client: &Client) -> Call<Response<Connector>> {
    client.start(&CreateConnector::new(&icloud())).unwrap()
}

fn list(client: &Client) -> Call<Page<Connector>> {
    client.start(&ListConnectors::new()).unwrap()
}

fn by_default() -> Client {
    client(RetryPolicy::default())
}

fn error_of<T: std::fmt::Debug>(driven: Driven<T>) -> Error {
    driven.result.unwrap_err()
}

/// An answer with a header of its own.
fn with_header(status: u16, name: &str, value: &str) -> Report {
    let mut response = answer(status, "")?;
    let name: http::HeaderName = name.parse().unwrap();
    response.headers_mut().insert(name, value.parse().unwrap());
    Ok(response)
}

#[test]
fn a_create_is_sent_again_after_a_429() {
    let driven = drive_with(
        create(&by_default()),
        [answer(429, ""), answer(429, ""), answer(201, ICLOUD)],
    );
    assert_eq!(driven.sent, ["POST /v3/connectors"; 3]);
    let [first, second] = driven.waits[..] else {
        panic!("{driven:?}")
    };
    assert!((1000..=2000).contains(&first.as_millis()), "{first:?}");
    assert!((2000..=4000).contains(&second.as_millis()), "{second:?}");
    let created = driven.result.unwrap();
    assert_eq!((created.attempts, created.elapsed), (3, first + second));
}

#[test]
fn a_create_that_may_have_been_applied_is_sent_once_and_says_so() {
    let mut reports: Vec<Report> = [408, 500, 501, 502, 503, 504, 507, 520, 599]
        .map(|status| answer(status, ""))
        .into();
    reports.extend([
        with_header(503, "retry-after", "0"),
        answer(201, "{"),
        answer(201, r#"{"data":{"provider":"google"}}"#),
        failure(TransportErrorKind::Disconnected),
        failure(TransportErrorKind::Timeout),
        failure(TransportErrorKind::Protocol),
        failure(TransportErrorKind::TooLarge),
        failure(TransportErrorKind::Other),
        cut_off(201, "r-cut"),
        cut_off(503, "r-cut"),
    ]);
    for report in reports {
        let said = format!("{report:?}");
        let driven = drive_with(create(&by_default()), [report]);
        let error = driven.result.unwrap_err();
        assert_eq!((driven.waits.len(), error.attempts()), (0, 1), "{said}");
        assert!(error.may_have_been_applied(), "{said}");
        assert!(
            error.to_string().contains("look before you repeat it"),
            "{error}"
        );
    }
}

#[test]
fn a_create_that_certainly_was_not_applied_says_so() {
    for report in [400, 401, 404, 409, 422, 301].map(|status| answer(status, "")) {
        let error = error_of(drive_with(create(&by_default()), [report]));
        assert!(!error.may_have_been_applied(), "{error}");
    }
    for kind in [
        TransportErrorKind::Tls,
        TransportErrorKind::Proxy,
        TransportErrorKind::Refused,
    ] {
        let error = error_of(drive_with(create(&by_default()), [failure(kind)]));
        assert!(
            !error.may_have_been_applied() && !error.is_retryable(),
            "{error}"
        );
    }
    let reports = [(); 3].map(|()| failure(TransportErrorKind::Connect));
    let driven = drive_with(create(&by_default()), reports);
    assert_eq!(driven.waits.len(), 2);
    let error = driven.result.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert!(!error.may_have_been_applied() && error.is_retryable());
    assert!(error.to_string().ends_with("(after 3 attempts)"), "{error}");
}

#[test]
fn a_call_that_reads_or_replaces_is_sent_again_when_that_may_help() {
    let client = by_default();
    let update = UpdateOther::builder()
        .provider("icloud")
        .name("a")
        .build()
        .unwrap();
    let mut reports: Vec<fn() -> Report> = vec![
        || answer(408, ""),
        || answer(429, ""),
        || answer(502, ""),
        || answer(503, ""),
        || answer(504, ""),
        || answer(522, ""),
        || failure(TransportErrorKind::Disconnected),
        || failure(TransportErrorKind::Timeout),
        || failure(TransportErrorKind::Connect),
        || cut_off(200, "r"),
        || cut_off(503, "r"),
    ];
    for report in &reports {
        let twice = || [report(), report()];
        let ok = |body| answer(200, body);
        let updated = drive_with(
            client.start(&UpdateConnector::new(&update)).unwrap(),
            twice().into_iter().chain([ok(ICLOUD)]),
        );
        assert_eq!(updated.result.unwrap().attempts, 3, "{:?}", report());
        let deleted = drive_with(
            client.start(&DeleteConnector::new("icloud")).unwrap(),
            twice().into_iter().chain([ok("")]),
        );
        assert_eq!(deleted.result.unwrap().attempts, 3, "{:?}", report());
    }
    reports.push(|| answer(500, ""));
    for report in reports {
        let listed = drive_with(list(&client), [report(), report(), answer(200, LIST)]);
        assert_eq!(listed.result.unwrap().attempts, 3, "{:?}", report());
    }
    let error = error_of(drive_with(
        client.start(&DeleteConnector::new("icloud")).unwrap(),
        [answer(500, "")],
    ));
    assert!(error.may_have_been_applied(), "{error}");
    assert!(
        error.to_string().contains("the call can be repeated"),
        "{error}"
    );
    let error = error_of(drive_with(
        client.start(&DeleteConnector::new("icloud")).unwrap(),
        [failure(TransportErrorKind::Disconnected), answer(404, "")],
    ));
    assert!(
        error.may_have_been_applied()
            && error.to_string().ends_with(
                "an attempt before this answer may have done what was asked (after 2 attempts)"
            ),
        "{error}"
    );
}

#[test]
fn what_would_end_the_same_way_is_not_sent_again() {
    let mut reports: Vec<Report> = [301, 304, 308, 400, 401, 403, 404, 409, 422, 501]
        .map(|status| answer(status, ""))
        .into();
    reports.push(answer(200, "<html>"));
    for report in reports {
        let said = format!("{report:?}");
        let driven = drive_with(list(&by_default()), [report]);
        let error = driven.result.unwrap_err();
        assert_eq!((driven.sent.len(), error.attempts()), (1, 1));
        assert!(
            !error.is_retryable() && !error.may_have_been_applied(),
            "{said}"
        );
    }
}

#[test]
fn a_delete_whose_answer_was_lost_says_that_it_may_have_been_applied() {
    let delete = by_default().start(&DeleteConnector::new("icloud")).unwrap();
    let error = error_of(drive_with(
        delete,
        [failure(TransportErrorKind::Disconnected), answer(404, "{}")],
    ));
    assert_eq!((error.status(), error.attempts()), (Some(404), 2));
    assert!(error.may_have_been_applied(), "{error}");
}

#[test]
fn the_head_of_an_answer_whose_body_broke_off_decides() {
    let refused = error_of(drive_with(list(&by_default()), [cut_off(404, "r-cut")]));
    assert!(matches!(&refused, Error::Api(_)), "{refused:?}");
    assert_eq!(
        (refused.status(), refused.request_id()),
        (Some(404), Some("r-cut"))
    );

    let applied = error_of(drive_with(create(&by_default()), [cut_off(201, "r-cut")]));
    assert!(matches!(&applied, Error::Transport(_)), "{applied:?}");
    assert_eq!(
        (applied.status(), applied.request_id()),
        (Some(201), Some("r-cut"))
    );
    assert!(
        applied
            .headers()
            .is_some_and(|headers| headers.contains_key("x-request-id"))
    );
    assert!(
        applied
            .to_string()
            .contains(", with status 201 [request r-cut]"),
        "{applied}"
    );
}

#[test]
fn retry_after_is_kept_in_seconds_and_as_a_date_even_beyond_the_longest_delay() {
    for (value, seconds) in [
        ("9", 9),
        ("8.5", 9),
        ("Tue, 24 Nov 2026 10:00:12 GMT", 12),
        // At least the backoff.
        ("0", 1),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 1),
    ] {
        let mut throttled = with_header(429, "retry-after", value).unwrap();
        let date = "Tue, 24 Nov 2026 10:00:00 GMT".parse().unwrap();
        throttled.headers_mut().insert("date", date);
        let driven = drive_with(create(&by_default()), [Ok(throttled), answer(201, ICLOUD)]);
        let [wait] = driven.waits[..] else {
            panic!("{driven:?}")
        };
        let seconds = Duration::from_secs(seconds);
        assert!(
            (seconds..=seconds + Duration::from_secs(1)).contains(&wait),
            "{value}: {wait:?}"
        );
    }
}

#[test]
fn a_delay_that_would_end_too_late_is_not_begun() {
    for (value, seconds) in [("31", 31), ("18446744073709551615", u64::MAX)] {
        let driven = drive_with(
            list(&by_default()),
            [with_header(429, "retry-after", value)],
        );
        assert_eq!((driven.sent.len(), driven.waits.len()), (1, 0));
        let Err(Error::Api(api)) = driven.result else {
            panic!("{value}")
        };
        let asked_for = api.retry_after.unwrap();
        assert!(asked_for >= Duration::from_secs(seconds), "{asked_for:?}");
    }
    let hurried = by_default().with_timeout(Duration::from_secs(5)).unwrap();
    let driven = drive_with(list(&hurried), [with_header(429, "retry-after", "10")]);
    assert_eq!(
        (driven.waits.len(), driven.result.unwrap_err().attempts()),
        (0, 1)
    );

    // Without `Retry-After` too: a throttled call isn't repeated if its longer delay doesn't fit.
    let hurried = by_default()
        .with_timeout(Duration::from_millis(900))
        .unwrap();
    assert_eq!(drive_with(list(&hurried), [answer(429, "")]).waits.len(), 0);
    let driven = drive_with(list(&hurried), [answer(503, ""), answer(200, LIST)]);
    assert_eq!(driven.waits.len(), 1);
}

#[test]
fn the_timeout_of_a_call_covers_all_its_attempts() {
    let client = client(
        RetryPolicy::default()
            .attempts(100)
            .base_delay(Duration::ZERO),
    );
    let hurried = client.with_timeout(Duration::from_secs(1)).unwrap();
    let driven = drive(list(&hurried), Duration::from_millis(300), |_| {
        answer(503, "")
    });
    let error = driven.result.unwrap_err();
    assert_eq!(
        (error.attempts(), error.elapsed()),
        (4, Duration::from_millis(1200))
    );
}

#[test]
fn every_attempt_has_the_same_deadline() {
    let mut deadlines = Vec::new();
    drive(list(&by_default()), Duration::from_secs(1), |request| {
        let limits: &nylas_connectors::transport::Limits = request.extensions().get().unwrap();
        deadlines.push(limits.deadline);
        answer(503, "")
    });
    assert_eq!(deadlines.len(), 3);
    deadlines.dedup();
    assert_eq!(deadlines.len(), 1);
}

#[test]
fn the_jitter_keeps_within_the_delay_and_is_not_always_the_same() {
    let policy = RetryPolicy::default()
        .attempts(12)
        .max_delay(Duration::from_millis(250));
    let driven = drive(list(&client(policy)), Duration::ZERO, |_| answer(503, ""));
    let mut waits = driven.waits;
    assert_eq!(waits.len(), 11);
    assert!(waits.iter().all(|wait| *wait <= Duration::from_millis(250)));
    waits.sort();
    waits.dedup();
    assert!(waits.len() > 5, "{waits:?}");
}

#[test]
fn a_wait_that_is_longer_than_the_call_may_last_is_said_to_be_why_nothing_was_sent_again() {
    let busy = |seconds: &str| {
        let mut busy = answer(429, "").unwrap();
        let seconds = seconds.parse().unwrap();
        busy.headers_mut().insert("retry-after", seconds);
        Ok(busy)
    };
    let reason = "; the call had no time for another attempt";
    let long = error_of(drive_with(list(&by_default()), [busy("3600")]));
    assert!(
        long.to_string()
            .ends_with(&format!(": try again in 3600 s{reason}")),
        "{long}"
    );
    let used_up = drive_with(list(&by_default()), ["1", "1", "1"].map(busy));
    let used_up = error_of(used_up).to_string();
    assert!(
        used_up.ends_with("try again in 1 s (after 3 attempts)"),
        "{used_up}"
    );
}

#[test]
fn a_policy_of_one_attempt_sends_once() {
    for policy in [RetryPolicy::none(), RetryPolicy::default().attempts(0)] {
        let error = error_of(drive_with(list(&client(policy)), [answer(503, "")]));
        assert_eq!(error.attempts(), 1);
    }
    let error = error_of(drive_with(
        list(&by_default().with_retry(RetryPolicy::none())),
        [answer(503, "")],
    ));
    assert_eq!(error.attempts(), 1);
}

#[test]
fn times_that_no_clock_can_hold_are_as_good_as_none() {
    let client = options(BASE_URL)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .retry(
            RetryPolicy::default()
                .max_elapsed(Duration::MAX)
                .base_delay(Duration::MAX),
        )
        .build()
        .unwrap();
    let driven = drive_with(list(&client), [answer(503, ""), answer(200, LIST)]);
    assert!(driven.result.is_ok() && driven.waits[0] <= Duration::from_secs(8));
}

#[test]
fn the_key_and_every_other_header_are_in_every_attempt() {
    let client = by_default().with_header("X-Trace", "t-1").unwrap();
    let mut seen = 0;
    drive(list(&client), Duration::ZERO, |request| {
        let headers = request.headers();
        assert_eq!(headers["authorization"], format!("Bearer {API_KEY}"));
        assert_eq!(
            (&headers["x-trace"], &headers["accept"]),
            (
                &"t-1".parse().unwrap(),
                &"application/json".parse().unwrap()
            )
        );
        seen += 1;
        answer(503, "")
    });
    assert_eq!(seen, 3);
}
