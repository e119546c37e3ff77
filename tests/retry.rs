//! What is sent again, after which wait, and what the error says about it. Nothing here really waits.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use nylas_connectors::testing::{FakeNylas, Fault};
use nylas_connectors::{Client, Error, Google, ICloud, Provider, RetryPolicy, UpdateGoogle};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{Next, Server};

/// The waits that a policy asked for.
#[derive(Clone, Default)]
struct Waits(Arc<Mutex<Vec<Duration>>>);

impl Waits {
    /// Three tries, each wait as long as it may be, and none of them real.
    fn policy(&self) -> RetryPolicy {
        let waits = self.clone();
        RetryPolicy::default()
            .jitter(|| 1.0)
            .sleep_with(move |wait| waits.0.lock().unwrap().push(wait))
    }

    fn in_milliseconds(&self) -> Vec<u128> {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(Duration::as_millis)
            .collect()
    }
}

fn client(fake: &FakeNylas, retry: RetryPolicy) -> Client {
    options(fake.base_url()).retry(retry).build().unwrap()
}

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build().unwrap();
    client.connectors().create(&icloud).map(drop)
}

fn create_google(client: &Client) -> Result<(), Error> {
    let google = Google::builder().without_settings().build()?;
    client.connectors().create(&google).map(drop)
}

fn list(client: &Client) -> Result<(), Error> {
    client.connectors().list().map(drop)
}

fn fail(fake: &FakeNylas, fault: &Fault, times: usize) {
    for _ in 0..times {
        fake.fail_next(fault.clone());
    }
}

#[test]
fn a_create_is_sent_again_after_a_429() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    fail(&fake, &Fault::status(429), 2);
    create(&client(&fake, waits.policy())).unwrap();
    assert_eq!(fake.requests().len(), 3);
    assert_eq!(waits.in_milliseconds(), [250, 500]);
}

#[test]
fn a_create_that_may_have_been_carried_out_is_sent_once_and_says_so() {
    let mut faults: Vec<Fault> = [500, 501, 502, 503, 504, 507, 599]
        .map(Fault::status)
        .into();
    faults.extend([
        Fault::status(503).header("Retry-After", "0"),
        Fault::Reset,
        Fault::ApplyThenReset,
        Fault::CutBody,
        Fault::MalformedJson,
    ]);
    for fault in faults {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        fail(&fake, &fault, 3);
        let error = create(&client(&fake, waits.policy())).unwrap_err();
        assert_eq!(fake.requests().len(), 1, "{fault:?}");
        assert_eq!(error.attempts(), 1, "{fault:?}");
        assert!(error.may_have_been_applied(), "{fault:?}");
        let line = error.to_string();
        assert!(line.contains("look before you repeat it"), "{line}");
        assert_eq!(waits.in_milliseconds(), [0; 0], "{fault:?}");
    }
}

#[test]
fn a_create_that_got_no_answer_in_time_is_sent_once() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    fail(&fake, &Fault::Stall, 3);
    let client = options(fake.base_url())
        .timeout(Duration::from_secs(1))
        .retry(waits.policy())
        .build()
        .unwrap();
    let error = create(&client).unwrap_err();
    assert_eq!((fake.requests().len(), error.attempts()), (1, 1));
    assert!(error.may_have_been_applied() && error.is_retryable());
}

#[test]
fn a_create_that_never_reached_the_service_is_tried_again_and_certainly_had_no_effect() {
    let waits = Waits::default();
    // No server has listened on port 1 for decades.
    let client = options("http://127.0.0.1:1")
        .retry(waits.policy())
        .build()
        .unwrap();
    let error = create(&client).unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert!(!error.may_have_been_applied() && error.is_retryable());
    assert_eq!(waits.in_milliseconds(), [250, 500]);
    assert!(error.to_string().ends_with("(after 3 tries)"), "{error}");
}

#[test]
fn a_call_that_reads_or_replaces_is_sent_again_when_that_may_help() {
    let mut faults: Vec<Fault> = [429, 502, 503, 504].map(Fault::status).into();
    faults.extend([Fault::Reset, Fault::CutBody]);
    for fault in faults {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        let client = client(&fake, waits.policy());
        create_google(&client).unwrap();
        let update = UpdateGoogle::builder().name("a").build().unwrap();
        let calls: [&dyn Fn() -> Result<(), Error>; 3] = [
            &|| list(&client),
            &|| client.connectors().update(&update).map(drop),
            &|| client.connectors().get(Provider::Google).map(drop),
        ];
        for call in calls {
            let before = fake.requests().len();
            fail(&fake, &fault, 2);
            call().unwrap();
            assert_eq!(fake.requests().len() - before, 3, "{fault:?}");
        }
    }
}

#[test]
fn what_would_end_the_same_way_is_not_sent_again() {
    let mut faults: Vec<Fault> = [301, 308, 400, 401, 403, 404, 409, 422, 500, 501]
        .map(Fault::status)
        .into();
    faults.push(Fault::status(200).body("<html>"));
    for fault in faults {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        fail(&fake, &fault, 3);
        let error = list(&client(&fake, waits.policy())).unwrap_err();
        assert_eq!((fake.requests().len(), error.attempts()), (1, 1));
        assert!(!error.is_retryable(), "{fault:?}");
    }
}

#[test]
fn a_delete_whose_answer_was_lost_says_that_it_may_have_been_done() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    let client = client(&fake, waits.policy());
    create(&client).unwrap();
    fail(&fake, &Fault::ApplyThenReset, 1);
    let error = client.connectors().delete(Provider::ICloud).unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(404), 2));
    assert!(error.may_have_been_applied(), "{error}");
}

#[test]
fn retry_after_is_obeyed_in_seconds_and_as_a_date_even_beyond_the_longest_wait() {
    for (value, wait) in [
        ("9", 9000),
        ("Tue, 24 Nov 2026 10:00:12 GMT", 12000),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0),
    ] {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        let fault = Fault::status(429)
            .header("Date", "Tue, 24 Nov 2026 10:00:00 GMT")
            .header("Retry-After", value);
        fail(&fake, &fault, 1);
        create(&client(&fake, waits.policy())).unwrap();
        assert_eq!(waits.in_milliseconds(), [wait], "{value}");
    }
}

#[test]
fn a_wait_beyond_the_total_time_is_not_begun_and_the_error_says_how_long_it_would_be() {
    for value in ["31", "18446744073709551615"] {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        fail(&fake, &Fault::status(429).header("Retry-After", value), 1);
        let error = list(&client(&fake, waits.policy())).unwrap_err();
        assert_eq!((fake.requests().len(), error.attempts()), (1, 1));
        assert_eq!(waits.in_milliseconds(), [0; 0]);
        let Error::Api(api) = error else {
            panic!("{error:?}")
        };
        let seconds = value.parse().map(Duration::from_secs).unwrap();
        assert_eq!(api.retry_after, Some(seconds));
    }
}

#[test]
fn a_wait_beyond_the_time_out_of_the_call_is_not_begun() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    fail(&fake, &Fault::status(429).header("Retry-After", "10"), 1);
    let client = options(fake.base_url())
        .timeout(Duration::from_secs(5))
        .retry(waits.policy())
        .build()
        .unwrap();
    assert_eq!(list(&client).unwrap_err().attempts(), 1);
    assert_eq!(waits.in_milliseconds(), [0; 0]);
}

#[test]
fn the_time_out_of_the_call_covers_all_its_tries() {
    let server = Server::start(|exchange| {
        thread::sleep(Duration::from_millis(300));
        exchange.write(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
        Next::Keep
    })
    .unwrap();
    let client = options(server.base_url())
        .timeout(Duration::from_secs(1))
        .retry(Waits::default().policy().attempts(100).jitter(|| 0.0))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = list(&client).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(3), "{error:?}");
    assert!((2..=4).contains(&error.attempts()), "{error:?}");
}

#[test]
fn the_wait_doubles_up_to_the_longest_and_the_error_counts_the_tries() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    fail(&fake, &Fault::status(503), 6);
    let patient = waits
        .policy()
        .attempts(6)
        .base_delay(Duration::from_millis(100))
        .max_delay(Duration::from_millis(500));
    let error = list(&client(&fake, patient)).unwrap_err();
    assert_eq!(waits.in_milliseconds(), [100, 200, 400, 500, 500]);
    assert_eq!((fake.requests().len(), error.attempts()), (6, 6));
    assert!(error.to_string().ends_with("(after 6 tries)"), "{error}");
}

#[test]
fn the_wait_is_the_part_that_the_jitter_says_and_never_more_than_the_whole() {
    for (jitter, wait) in [
        (0.0, 0),
        (0.5, 125),
        (1.0, 250),
        (7.0, 250),
        (-7.0, 0),
        (f64::NAN, 250),
    ] {
        let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
        fail(&fake, &Fault::status(503), 1);
        list(&client(&fake, waits.policy().jitter(move || jitter))).unwrap();
        assert_eq!(waits.in_milliseconds(), [wait], "{jitter}");
    }
}

#[test]
fn the_standard_jitter_keeps_within_the_wait_and_is_not_always_the_same() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    let recorded = waits.clone();
    let policy = RetryPolicy::default()
        .attempts(12)
        .max_delay(Duration::from_millis(250))
        .sleep_with(move |wait| recorded.0.lock().unwrap().push(wait));
    fail(&fake, &Fault::status(503), 11);
    list(&client(&fake, policy)).unwrap();
    let mut waits = waits.0.lock().unwrap().clone();
    assert!(waits.iter().all(|wait| *wait <= Duration::from_millis(250)));
    waits.sort();
    waits.dedup();
    assert!(waits.len() > 1, "{waits:?}");
}

#[test]
fn a_policy_of_none_or_of_no_attempts_sends_once() {
    for policy in [RetryPolicy::none(), RetryPolicy::default().attempts(0)] {
        let fake = FakeNylas::start().unwrap();
        fail(&fake, &Fault::status(503), 1);
        assert_eq!(list(&client(&fake, policy)).unwrap_err().attempts(), 1);
        assert_eq!(fake.requests().len(), 1);
    }
}

#[test]
fn times_that_no_clock_can_hold_are_as_good_as_none() {
    let (fake, waits) = (FakeNylas::start().unwrap(), Waits::default());
    fail(&fake, &Fault::status(503), 1);
    let client = options(fake.base_url())
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .retry(waits.policy().max_elapsed(Duration::MAX))
        .build()
        .unwrap();
    list(&client).unwrap();
    assert_eq!(waits.in_milliseconds(), [250]);
}
