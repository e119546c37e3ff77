//! The life of a connector at the service itself, and at `FakeNylas` to prove that it is safe.
//!
//! `cargo test -p nylas-connectors-tests --test live -- --ignored` runs it at the service that `NYLAS_API_KEY` opens; see
//! CONTRIBUTING.

#[path = "live/lifecycle.rs"]
mod lifecycle;
#[path = "live/safety.rs"]
mod safety;
#[path = "live/watched.rs"]
mod watched;

use std::io::Write;
use std::panic::resume_unwind;

use lifecycle::run;
use nylas_connectors::{ClientBuilder, UreqTransport};

#[test]
#[ignore = "creates and deletes a connector at the service that NYLAS_API_KEY opens"]
fn a_connector_lives_at_the_service_as_the_schema_says() {
    let options = ClientBuilder::from_env().unwrap_or_else(|error| panic!("{error}"));
    let run = run(options, UreqTransport::new());
    let reported = run.report();
    // Not captured, so that it is seen whatever the outcome.
    let text = reported.as_ref().unwrap_or_else(|text| text);
    let _ = writeln!(std::io::stderr(), "\n{text}");
    if let Err(panic) = run.outcome {
        resume_unwind(panic);
    }
    assert!(reported.is_ok(), "see above");
}
