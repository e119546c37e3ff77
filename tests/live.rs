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

use lifecycle::{PROVIDERS, Run, run};
use nylas_connectors::{ClientBuilder, UreqTransport};

/// What a run has to say, and whether all went well.
fn report(run: &Run) -> Result<String, String> {
    let mut lines = run.notes.all();
    let all_well = match &run.outcome {
        Ok(Ok(Some(provider))) => {
            lines.push(format!(
                "a connector of {provider} was created, changed and deleted"
            ));
            run.differences.all().is_empty()
        }
        Ok(Ok(None)) => {
            let all: Vec<&str> = PROVIDERS
                .iter()
                .map(nylas_connectors::Provider::as_str)
                .collect();
            lines.push(format!(
                "nothing was tried and nothing was changed: each of {} has a connector here",
                all.join(", ")
            ));
            false
        }
        Ok(Err(error)) => {
            lines.push(format!("it ended early: {error}"));
            false
        }
        Err(_) => {
            lines.push("it ended early, with a failed assertion".to_owned());
            false
        }
    };
    lines.extend(
        run.differences
            .all()
            .into_iter()
            .map(|line| format!("differs from the schema: {line}")),
    );
    let text = lines.join("\n");
    if all_well { Ok(text) } else { Err(text) }
}

#[test]
#[ignore = "creates and deletes a connector at the service that NYLAS_API_KEY opens"]
fn a_connector_lives_at_the_service_as_the_schema_says() {
    let options = ClientBuilder::from_env().unwrap_or_else(|error| panic!("{error}"));
    let run = run(options, UreqTransport::new());
    let reported = report(&run);
    // Not captured, so that it is seen whatever the outcome.
    let text = reported.as_ref().unwrap_or_else(|text| text);
    let _ = writeln!(std::io::stderr(), "\n{text}");
    if let Err(panic) = run.outcome {
        resume_unwind(panic);
    }
    assert!(reported.is_ok(), "see above");
}
