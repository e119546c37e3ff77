//! Calls that are driven with made-up answers and a made-up clock: no thread, no socket, no sleep.

use std::time::{Duration, Instant};

use http::{Request, Response};
use nylas_connectors::{Call, Error, Step, TransportError, TransportErrorKind};

/// What a driver reports about one request.
pub type Report = Result<Response<Vec<u8>>, TransportError>;

/// What happened to a call.
#[derive(Debug)]
pub struct Driven<T> {
    /// The requests, as method and path.
    pub sent: Vec<String>,
    /// How long the call waited between them.
    pub waits: Vec<Duration>,
    /// The outcome.
    pub result: Result<T, Error>,
}

impl<T> Driven<T> {
    /// The waits in milliseconds.
    #[must_use]
    pub fn waits_in_ms(&self) -> Vec<u128> {
        self.waits.iter().map(Duration::as_millis).collect()
    }
}

/// Drives a call to its end. Every request takes as long as `each`.
///
/// # Panics
///
/// When it doesn't end.
pub fn drive<T>(
    mut call: Call<T>,
    each: Duration,
    mut answer: impl FnMut(&Request<Vec<u8>>) -> Report,
) -> Driven<T> {
    let (mut sent, mut waits, mut now) = (Vec::new(), Vec::new(), Instant::now());
    for _ in 0..100_000 {
        match call.next(now) {
            Step::Send(request) => {
                let target = request
                    .uri()
                    .path_and_query()
                    .map_or("", |path| path.as_str());
                sent.push(format!("{} {target}", request.method()));
                now += each;
                match answer(&request) {
                    Ok(response) => call.received(response),
                    Err(error) => call.failed(error),
                }
            }
            Step::Wait(duration) => {
                waits.push(duration);
                now += duration;
            }
            Step::Done(result) => {
                return Driven {
                    sent,
                    waits,
                    result,
                };
            }
        }
    }
    panic!("the call doesn't end")
}

/// Drives a call with one report after the other, in no time.
///
/// # Panics
///
/// When it asks for more than there are.
pub fn drive_with<T>(call: Call<T>, reports: impl IntoIterator<Item = Report>) -> Driven<T> {
    let mut reports = reports.into_iter();
    drive(call, Duration::ZERO, |request| {
        reports
            .next()
            .unwrap_or_else(|| panic!("another request: {} {}", request.method(), request.uri()))
    })
}

/// An answer with this status and body.
///
/// # Errors
///
/// None; a report is a result.
///
/// # Panics
///
/// For a status that isn't one.
pub fn answer(status: u16, body: &str) -> Report {
    let response = Response::builder().status(status);
    Ok(response.body(body.as_bytes().to_vec()).unwrap())
}

/// A failure of this kind.
///
/// # Errors
///
/// Always, since that is what it makes.
pub fn failure(kind: TransportErrorKind) -> Report {
    Err(TransportError::new(kind, "made up"))
}

/// A failure after the head of an answer with this status and this request ID.
///
/// # Errors
///
/// Always, since that is what it makes.
///
/// # Panics
///
/// For a status that isn't one.
pub fn cut_off(status: u16, request_id: &str) -> Report {
    let head = Response::builder()
        .status(status)
        .header("x-request-id", request_id);
    let (head, ()) = head.body(()).unwrap().into_parts();
    let error = TransportError::new(TransportErrorKind::Disconnected, "made up");
    Err(error.with_head(head))
}
