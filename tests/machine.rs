//! The call as a machine: whatever is answered, and however the clock runs, it keeps its promises.

#[path = "machine/events.rs"]
mod events;

use std::error::Error as _;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nylas_connectors::operations::*;
use nylas_connectors::transport::Limits;
use nylas_connectors::{
    Action, Call, Client, Error, Event, Google, GoogleSettings, ICloud, Idempotency, Operation,
    RetryPolicy, Step, TransportError, TransportErrorKind, http,
};
use nylas_connectors_tests::driven::{Report, answer, cut_off, drive, drive_with, failure};
use nylas_connectors_tests::every_call::{SECRET, Visit, visit_every_call};
use nylas_connectors_tests::options;
use proptest::prelude::*;

const KEY: &str = "nyk_v0_the-key/&";
const ICLOUD: &str = r#"{"request_id":"r-1","data":{"provider":"icloud"}}"#;
const GOOGLE: &str = r#"{"request_id":"r-1","data":{"provider":"google"}}"#;

/// A client that collects the lines of its events.
fn observed() -> (Client, Arc<Mutex<Vec<String>>>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let theirs = Arc::clone(&events);
    let observe = move |event: &Event| theirs.lock().unwrap().push(format!("{event} {event:?}"));
    let client = options("https://api.us.nylas.com")
        .api_key(KEY)
        .observe(observe)
        .build()
        .unwrap();
    (client, events)
}

fn google() -> Google {
    let app = GoogleSettings::builder()
        .client_id("id")
        .client_secret(SECRET);
    Google::builder()
        .settings(app)
        .scope(["openid"])
        .build()
        .unwrap()
}

/// What a service, or the network, may do about a request.
fn report() -> impl Strategy<Value = Answer> {
    let status = prop_oneof![
        Just(200_u16),
        Just(201),
        Just(204),
        Just(404),
        Just(409),
        300..600_u16,
    ];
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let repeated = format!(
        r#"{{"request_id":{key},"error":{{"type":{secret},"message":{both},"provider_error":[{secret}]}}}}"#,
        key = quoted(KEY),
        secret = quoted(SECRET),
        both = quoted(&format!("{KEY} {SECRET} {}", quoted(SECRET))),
    );
    let body = prop_oneof![
        Just(GOOGLE.to_owned()),
        Just(ICLOUD.to_owned()),
        Just(repeated),
        Just(String::new()),
        Just(format!("<p>{}</p>", KEY.replace('&', "&amp;"))),
        Just(r#"{"data":[]}"#.to_owned()),
        any::<String>(),
    ];
    let header = prop_oneof![
        Just(None),
        Just(Some(("retry-after", "2".to_owned()))),
        Just(Some(("retry-after", "1e9".to_owned()))),
        Just(Some(("x-request-id", KEY.to_owned()))),
    ];
    let kind = prop::sample::select(vec![
        TransportErrorKind::Connect,
        TransportErrorKind::Tls,
        TransportErrorKind::Proxy,
        TransportErrorKind::Timeout,
        TransportErrorKind::Disconnected,
        TransportErrorKind::Protocol,
        TransportErrorKind::TooLarge,
        TransportErrorKind::Refused,
        TransportErrorKind::Other,
    ]);
    prop_oneof![
        3 => (status.clone(), body, header).prop_map(|(status, body, header)| Answer::Whole(status, body, header)),
        1 => (kind.clone(), prop::option::of(status)).prop_map(|(kind, head)| Answer::Failure(kind, head)),
        1 => Just(Answer::Nothing),
    ]
}

#[derive(Clone, Debug)]
enum Answer {
    Whole(u16, String, Option<(&'static str, String)>),
    Failure(TransportErrorKind, Option<u16>),
    /// The driver forgets to report.
    Nothing,
}

impl Answer {
    fn report(&self) -> Option<Report> {
        let head = |status: u16| http::Response::builder().status(status);
        match self {
            Self::Whole(status, body, header) => {
                let mut response = head(*status);
                if let Some((name, value)) = header {
                    response = response.header(*name, value);
                }
                Some(Ok(response.body(body.clone().into_bytes()).unwrap()))
            }
            Self::Failure(kind, None) => {
                let says = format!("sent {KEY} and {}", SECRET.replace('&', "%26"));
                Some(Err(TransportError::new(*kind, says)))
            }
            Self::Failure(kind, Some(status)) => {
                let response = head(*status).header("x-request-id", KEY).body(()).unwrap();
                let error = TransportError::new(*kind, "made up");
                Some(Err(error.with_head(response.into_parts().0)))
            }
            Self::Nothing => None,
        }
    }

    /// Whether the service certainly didn't act on a request that ended like this.
    fn certainly_unapplied(&self) -> bool {
        use TransportErrorKind::{Connect, Proxy, Refused, Tls};
        match self {
            Self::Whole(status, ..) | Self::Failure(_, Some(status)) => {
                (300..500).contains(status) && *status != 408
            }
            Self::Failure(kind, None) => matches!(kind, Connect | Tls | Proxy | Refused),
            Self::Nothing => false,
        }
    }
}

/// Checks the promises of one call on its way.
fn check<T: Debug>(
    mut call: Call<T>,
    answers: &[Answer],
    steps: &[u64],
    (most, is_create): (usize, bool),
    timeout: Duration,
) -> Result<Result<T, Error>, TestCaseError> {
    // A call knows the secrets of its own request.
    let escaped = SECRET.replace('&', "%26");
    let leaks = |shown: &str| {
        shown.contains(KEY) || (is_create && (shown.contains(SECRET) || shown.contains(&escaped)))
    };
    let start = Instant::now();
    let (mut now, mut sent, mut last) = (start, 0, None::<&Answer>);
    let mut clock = steps
        .iter()
        .cycle()
        .map(|step| Duration::from_millis(*step));
    let mut answers = answers.iter().cycle();
    for _ in 0..10_000 {
        let step = call.next(now);
        // A success is the service's own data.
        if !matches!(step, Step::Done(Ok(_))) {
            let shown = format!("{step:?}");
            prop_assert!(!leaks(&shown), "{}", shown);
        }
        match step {
            Step::Send(request) => {
                sent += 1;
                prop_assert!(sent <= most, "{sent} requests");
                let limits: &Limits = request.extensions().get().unwrap();
                prop_assert!(limits.deadline <= start + timeout);
                prop_assert!(
                    now == start || now < limits.deadline,
                    "sent after the deadline"
                );
                let may_repeat = !is_create || last.is_none_or(Answer::certainly_unapplied);
                prop_assert!(may_repeat, "a create was repeated after {last:?}");
                let answer = answers.next().unwrap();
                last = Some(answer);
                now += clock.next().unwrap();
                match answer.report() {
                    Some(Ok(response)) => call.received(response),
                    Some(Err(error)) => call.failed(error),
                    None => {}
                }
            }
            Step::Wait(duration) => {
                prop_assert!(now + duration < start + timeout, "waits beyond the timeout");
                // A driver may wake too early.
                now += duration.min(clock.next().unwrap() + Duration::from_millis(1));
            }
            Step::Done(result) => {
                let shown = match &result {
                    Err(error) => format!(
                        "{error} {error:?} {:?} {:?} {:?}",
                        error.source().map(ToString::to_string),
                        error.headers(),
                        error.request_id()
                    ),
                    Ok(_) => String::new(),
                };
                prop_assert!(!leaks(&shown), "{}", shown);
                let over = matches!(call.next(now), Step::Done(Err(Error::Config(_))));
                prop_assert!(over, "it goes on after its end");
                return Ok(result);
            }
        }
    }
    Err(TestCaseError::fail("it doesn't end"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn every_call_keeps_its_promises(
        answers in prop::collection::vec(report(), 1..8),
        steps in prop::collection::vec(0..20_000_u64, 1..6),
        attempts in 0..5_u32,
        timeout in 1..60_u64,
    ) {
        let timeout = Duration::from_secs(timeout);
        let (client, events) = observed();
        let client = client.with_timeout(timeout).unwrap().with_retry(RetryPolicy::default().attempts(attempts));
        let most = attempts.max(1) as usize;
        let mut each = Each { client: &client, answers: &answers, steps: &steps, most, timeout, outcome: Ok(()) };
        visit_every_call("google", "id", &mut each);
        each.outcome?;

        let icloud = ICloud::builder().build().unwrap();
        let ensure = client.start_ensure(&icloud).unwrap();
        let _ = check(ensure, &answers, &steps, (4 * most, false), timeout)?;
        let list = client.start_list_all(ListCredentials::new("google")).unwrap();
        let _ = check(list, &answers, &steps, (2_000 * most, false), timeout)?;

        for line in events.lock().unwrap().iter() {
            prop_assert!(!line.contains(KEY), "{}", line);
            let is_create = line.starts_with("create_");
            prop_assert!(!(is_create && line.contains(SECRET)), "{}", line);
        }
    }
}

/// Checks each call with the same answers.
struct Each<'a> {
    client: &'a Client,
    answers: &'a [Answer],
    steps: &'a [u64],
    most: usize,
    timeout: Duration,
    outcome: Result<(), TestCaseError>,
}

impl Each<'_> {
    fn check<O: Operation<Output: Debug>>(&self, call: &O) -> Result<(), TestCaseError> {
        let is_create = O::IDEMPOTENCY == Idempotency::NotIdempotent;
        let started = self.client.start(call).unwrap();
        let limits = (self.most, is_create);
        let result = check(started, self.answers, self.steps, limits, self.timeout)?;
        let Err(error) = result else {
            return Ok(());
        };
        let attempts = error.attempts() as usize;
        let mut answers = self.answers.iter().cycle().take(attempts);
        let doubted = answers.any(|answer| !answer.certainly_unapplied());
        let is_safe = O::IDEMPOTENCY == Idempotency::Safe;
        prop_assert_eq!(error.may_have_been_applied(), doubted && !is_safe);
        Ok(())
    }
}

impl Visit for Each<'_> {
    fn visit<O: Operation<Output: Debug>>(&mut self, call: &O) {
        if self.outcome.is_ok() {
            self.outcome = self.check(call);
        }
    }
}

#[test]
fn the_doubt_about_a_create_is_resolved_by_looking_again() {
    let client = options("https://api.us.nylas.com").build().unwrap();
    let icloud = ICloud::builder().build().unwrap();
    let ensure = || client.start_ensure(&icloud).unwrap();
    let missing = || answer(404, "{}");
    let doubts: [fn() -> Report; 6] = [
        || answer(500, ""),
        || answer(503, ""),
        || answer(201, "{"),
        || cut_off(201, "r-cut"),
        || failure(TransportErrorKind::Disconnected),
        || failure(TransportErrorKind::Timeout),
    ];
    for doubt in doubts {
        let driven = drive_with(ensure(), [missing(), doubt(), answer(200, ICLOUD)]);
        assert_eq!(
            driven.result.unwrap().action,
            Action::Created,
            "{:?}",
            doubt()
        );
        let get = "GET /v3/connectors/icloud";
        assert_eq!(driven.sent, [get, "POST /v3/connectors", get]);

        let error = drive_with(ensure(), [missing(), doubt(), missing()])
            .result
            .unwrap_err();
        assert!(!error.may_have_been_applied(), "it isn't there: {error}");

        let error = drive_with(ensure(), [missing(), doubt(), answer(401, "")])
            .result
            .unwrap_err();
        assert!(error.may_have_been_applied(), "nobody knows: {error}");
        assert!(error.to_string().contains("call `ensure` again"), "{error}");
        assert!(!error.to_string().contains("look before"), "{error}");
    }
}

#[test]
fn what_is_found_after_a_doubt_is_adjusted() {
    let client = options("https://api.us.nylas.com").build().unwrap();
    let wanted = Google::builder()
        .without_settings()
        .scope(["openid"])
        .build()
        .unwrap();
    let other = r#"{"data":{"provider":"google","scope":["other"]}}"#;
    let driven = drive_with(
        client.start_ensure(&wanted).unwrap(),
        [
            answer(404, ""),
            answer(502, ""),
            answer(200, other),
            answer(200, GOOGLE),
        ],
    );
    let ensured = driven.result.unwrap();
    assert_eq!(
        (ensured.action, ensured.differed),
        (Action::Updated, vec!["scope".to_owned()])
    );
    assert_eq!(driven.sent[3], "PATCH /v3/connectors/google");
}

#[test]
fn ensure_says_what_differed_and_what_it_could_not_compare() {
    let client = options("https://api.us.nylas.com").build().unwrap();
    let shown =
        r#"{"data":{"provider":"google","settings":{"topic_name":"t"},"scope":["openid"]}}"#;
    let driven = drive_with(
        client.start_ensure(&google()).unwrap(),
        [answer(200, shown)],
    );
    let ensured = driven.result.unwrap();
    assert_eq!(ensured.action, Action::Unchanged);
    assert_eq!(
        ensured.not_compared,
        ["settings.client_id", "settings.client_secret"]
    );
    assert!(ensured.differed.is_empty());
}

#[test]
fn the_timeout_covers_all_of_ensure() {
    let client = options("https://api.us.nylas.com").build().unwrap();
    let client = client
        .with_timeout(Duration::from_secs(5))
        .unwrap()
        .with_retry(RetryPolicy::none());
    let icloud = ICloud::builder().build().unwrap();
    let mut deadlines = Vec::new();
    let driven = drive(
        client.start_ensure(&icloud).unwrap(),
        Duration::from_secs(2),
        |request| {
            deadlines.push(request.extensions().get::<Limits>().unwrap().deadline);
            if request.method() == "GET" {
                answer(404, "")
            } else {
                answer(503, "")
            }
        },
    );
    assert!(driven.result.is_err());
    deadlines.dedup();
    assert_eq!((driven.sent.len(), deadlines.len()), (3, 1));

    // No time is left for the second look.
    let driven = drive(
        client.start_ensure(&icloud).unwrap(),
        Duration::from_secs(3),
        |request| {
            if request.method() == "GET" {
                answer(404, "")
            } else {
                failure(TransportErrorKind::Timeout)
            }
        },
    );
    let error = driven.result.unwrap_err();
    assert_eq!(driven.sent.len(), 2);
    assert!(
        error.may_have_been_applied() && error.to_string().contains("call `ensure` again"),
        "{error}"
    );
}

#[test]
fn an_answer_about_another_provider_is_refused() {
    let client = options("https://api.us.nylas.com").build().unwrap();
    let icloud = ICloud::builder().build().unwrap();
    let created = drive_with(
        client.start(&CreateConnector::new(&icloud)).unwrap(),
        [answer(201, GOOGLE)],
    );
    let error = created.result.unwrap_err();
    assert!(
        matches!(error, Error::Decode(_)) && error.may_have_been_applied(),
        "{error}"
    );
    assert_eq!(error.request_id(), Some("r-1"), "{error}");
    let got = drive_with(
        client.start(&GetConnector::new("icloud")).unwrap(),
        [answer(200, GOOGLE)],
    );
    let error = got.result.unwrap_err();
    assert!(
        matches!(error, Error::Decode(_)) && !error.may_have_been_applied(),
        "{error}"
    );
    let other = drive_with(
        client.start(&GetConnector::new("google")).unwrap(),
        [answer(200, GOOGLE)],
    );
    assert!(other.result.is_ok());
}

#[test]
fn a_call_that_is_woken_too_late_sends_nothing_more() {
    let client = options("https://api.us.nylas.com")
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let mut call = client.start(&GetConnector::new("icloud")).unwrap();
    let start = Instant::now();
    assert!(matches!(call.next(start), Step::Send(_)));
    call.received(answer(503, "").unwrap());
    assert!(matches!(call.next(start), Step::Wait(_)));
    match call.next(start + Duration::from_secs(60)) {
        Step::Done(Err(error)) => assert_eq!((error.status(), error.attempts()), (Some(503), 1)),
        step => panic!("{step:?}"),
    }
}

#[test]
fn a_call_is_validated_and_written_once_however_often_it_is_sent() {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use nylas_connectors::{ForProvider, Provider};
    use validator::{Validate, ValidationErrors};

    static VALIDATED: LazyLock<AtomicUsize> = LazyLock::new(AtomicUsize::default);
    static WRITTEN: LazyLock<AtomicUsize> = LazyLock::new(AtomicUsize::default);

    struct Counted;

    impl ForProvider for Counted {
        const PROVIDER: Provider = Provider::ICloud;
    }

    impl serde::Serialize for Counted {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            WRITTEN.fetch_add(1, Ordering::SeqCst);
            serializer.collect_map([("provider", "icloud")])
        }
    }

    impl Validate for Counted {
        fn validate(&self) -> Result<(), ValidationErrors> {
            VALIDATED.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    }

    let client = options("https://api.us.nylas.com").build().unwrap();
    let create = client.start(&CreateConnector::new(&Counted)).unwrap();
    let reports = [
        failure(TransportErrorKind::Connect),
        answer(429, ""),
        answer(503, ""),
    ];
    assert_eq!(
        drive_with(create, reports).result.unwrap_err().attempts(),
        3
    );
    let counted = [&VALIDATED, &WRITTEN].map(|count| count.load(Ordering::SeqCst));
    assert_eq!(counted, [1, 1]);
}
