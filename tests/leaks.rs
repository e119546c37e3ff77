//! Nothing that is printed, logged or panicked with holds the API key, a client secret or a private key.
//!
//! A process has one logger, so this file is a program of its own, and its one test does everything in order.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use nylas_connectors::testing::{FakeNylas, Fault};
use nylas_connectors::{
    Client, ClientBuilder, Error, Google, GoogleSettings, Invalid, NewCredential, Provider,
    RetryPolicy, ServiceAccount, TransportErrorKind,
};
use nylas_connectors_tests::API_KEY;

const CLIENT_SECRET: &str = "GOCSPX-Jd83kfQz71";
const PRIVATE_KEY: &str = "-----BEGIN PRIVATE KEY-----Zr5hWc0uYb";

/// Keeps every record, of every target and level, or all but what the error advises to filter out.
struct Memory {
    text: Mutex<String>,
    filters: AtomicBool,
}

impl Memory {
    fn take(&self) -> String {
        std::mem::take(&mut self.text.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl log::Log for Memory {
    fn enabled(&self, record: &log::Metadata) -> bool {
        !self.filters.load(Ordering::Relaxed)
            || !record.target().starts_with("ureq_proto")
            || record.level() <= log::Level::Debug
    }

    fn log(&self, record: &log::Record) {
        if self.enabled(record.metadata()) {
            let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
            writeln!(text, "{} {}", record.target(), record.args()).unwrap();
        }
    }

    fn flush(&self) {}
}

static MEMORY: Memory = Memory {
    text: Mutex::new(String::new()),
    filters: AtomicBool::new(false),
};

/// The secrets that are in a text, written plainly or as a hex dump has them.
fn secrets_in(text: &str) -> Vec<&'static str> {
    let dump = columns_of_dumps(text);
    [API_KEY, CLIENT_SECRET, PRIVATE_KEY]
        .into_iter()
        .filter(|secret| text.contains(secret) || dump.contains(&hex(secret)))
        .collect()
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

/// All that could be the bytes of a hex dump, one after the other: what is dumped runs on from row to row.
fn columns_of_dumps(text: &str) -> String {
    text.split_whitespace()
        .map(|word| word.trim_end_matches('-'))
        .filter(|word| matches!(word.len(), 2 | 4) && word.bytes().all(|b| b.is_ascii_hexdigit()))
        .collect()
}

fn options(fake: &FakeNylas) -> ClientBuilder {
    nylas_connectors_tests::options(fake.base_url()).retry(RetryPolicy::none())
}

fn google(client_secret: &str) -> Result<Google, Invalid> {
    let settings = GoogleSettings::builder()
        .client_id("1234.apps.googleusercontent.com")
        .client_secret(client_secret);
    Google::builder().settings(settings).build()
}

fn credential(name: &str) -> Result<NewCredential, Invalid> {
    let account = ServiceAccount::builder()
        .private_key_id("1")
        .private_key(PRIVATE_KEY)
        .client_email("a@example.com")
        .build();
    NewCredential::builder()
        .name(name)
        .credential_data(account)
        .build()
}

/// Everything that a program could print of an error.
fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        write!(text, " {cause} {cause:?}").unwrap();
        source = cause.source();
    }
    text
}

/// Debug, plain and over several lines.
fn debugged(value: &dyn Debug) -> String {
    format!("{value:?} {value:#?}")
}

fn outcome<T: Debug>(result: Result<T, Error>) -> String {
    match result {
        Ok(answer) => debugged(&answer),
        Err(error) => printed(&error) + &panic_of(Err::<T, Error>(error)),
    }
}

/// What a program dies with that unwraps an error. Nothing of it is shown here.
fn panic_of<T, E: Debug>(result: Result<T, E>) -> String {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    let caught = panic::catch_unwind(AssertUnwindSafe(|| drop(result.unwrap())));
    panic::set_hook(hook);
    let payload = caught.expect_err("only errors are given to this");
    payload.downcast_ref::<String>().unwrap().clone()
}

/// The panics over what is refused before anything is sent: a connector and a client because of their secrets, and a
/// credential that holds one because of its name.
fn panics_over_refused_values(fake: &FakeNylas) -> String {
    let client = options(fake).api_key(format!("{API_KEY}\n")).build();
    [
        panic_of(google(&format!("{CLIENT_SECRET}\n"))),
        panic_of(credential(" ")),
        panic_of(client),
    ]
    .concat()
}

/// A create, a credential and a list, each answered, refused in words that hold the key, answered wrongly, cut off
/// and left without an answer. Gives everything that a program could print of it.
fn traffic(fake: &FakeNylas, client: &Client) -> String {
    let echo = format!(
        r#"{{"error":{{"type":"t","message":"Bearer {API_KEY}","provider_error":{{"k":["{API_KEY}"]}}}}}}"#
    );
    let wrong = format!(r#"{{"data":{{"provider":["{CLIENT_SECRET}"]}}}}"#);
    let faults = [
        None,
        Some(Fault::status(400).body(&echo)),
        Some(Fault::status(200).body(&wrong)),
        Some(Fault::CutBody),
        Some(Fault::Reset),
    ];
    let calls: [&dyn Fn() -> String; 3] = [
        &|| outcome(client.connectors().create(&google(CLIENT_SECRET).unwrap())),
        &|| {
            outcome(
                client
                    .credentials(Provider::Google)
                    .create(&credential("service account").unwrap()),
            )
        },
        &|| outcome(client.connectors().list()),
    ];
    let mut text = String::new();
    for fault in &faults {
        for call in calls {
            if let Some(fault) = fault {
                fake.fail_next(fault.clone());
            }
            text.push_str(&call());
        }
    }
    text
}

/// What traffic with this client prints and logs, and how many requests were sent.
fn everything(fake: &FakeNylas, options: ClientBuilder) -> (String, usize) {
    let sent = fake.requests().len();
    let mut text = debugged(&options);
    let client = options.build().unwrap();
    text.push_str(&debugged(&client));
    text.push_str(&debugged(&google(CLIENT_SECRET)));
    text.push_str(&debugged(&credential("service account")));
    text.push_str(&panics_over_refused_values(fake));
    text.push_str(&traffic(fake, &client));
    text.push_str(&MEMORY.take());
    (text, fake.requests().len() - sent)
}

#[test]
fn no_secret_is_printed_or_logged_at_any_level_unless_the_caller_asked_for_the_trace() {
    log::set_logger(&MEMORY).unwrap();
    let fake = FakeNylas::start().unwrap();
    nothing_is_sent_while_a_logger_takes_everything(&fake);
    what_a_filtered_logger_takes_holds_no_secret(&fake);
    what_a_logger_takes_below_trace_holds_no_secret(&fake);
    a_caller_who_asked_for_the_trace_gets_it(&fake);
}

fn nothing_is_sent_while_a_logger_takes_everything(fake: &FakeNylas) {
    log::set_max_level(log::LevelFilter::Trace);
    let (text, sent) = everything(fake, options(fake));
    assert_eq!((secrets_in(&text), sent), (vec![], 0));

    let client = options(fake).build().unwrap();
    let error = client
        .connectors()
        .create(&google(CLIENT_SECRET).unwrap())
        .unwrap_err();
    let Error::Transport(refusal) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(refusal.kind(), TransportErrorKind::Refused);
    for word in ["not sent", "ureq_proto=debug", "allow_trace_logging(true)"] {
        assert!(error.to_string().contains(word), "{error}");
    }
    assert!(
        error.source().is_none(),
        "the reason would be printed twice"
    );
    assert!(!error.may_have_been_applied() && !error.is_retryable());
}

fn what_a_filtered_logger_takes_holds_no_secret(fake: &FakeNylas) {
    MEMORY.filters.store(true, Ordering::Relaxed);
    let (text, sent) = everything(fake, options(fake));
    assert!(text.contains("ureq::"), "nothing was logged at all");
    assert_eq!((secrets_in(&text), sent), (vec![], 15));
    MEMORY.filters.store(false, Ordering::Relaxed);
}

fn what_a_logger_takes_below_trace_holds_no_secret(fake: &FakeNylas) {
    log::set_max_level(log::LevelFilter::Debug);
    let (text, sent) = everything(fake, options(fake));
    assert!(text.contains("ureq::"), "nothing was logged at all");
    assert_eq!((secrets_in(&text), sent), (vec![], 15));
}

/// Shows as well that the search would have found them.
fn a_caller_who_asked_for_the_trace_gets_it(fake: &FakeNylas) {
    log::set_max_level(log::LevelFilter::Trace);
    let (text, sent) = everything(fake, options(fake).allow_trace_logging(true));
    assert_eq!(sent, 15);
    assert!(columns_of_dumps(&text).contains(&hex(API_KEY)));
    assert!(secrets_in(&text).contains(&API_KEY));
}
