//! Makes the service hold every connector of a file: creates what is missing and updates what differs.
//!
//! ```sh
//! export NYLAS_API_KEY=…   # and NYLAS_API_URI for another region
//! cargo run -p nylas-connectors --example apply --features testing -- [--dry-run] connectors.toml
//! ```
//!
//! A JSON file is a list of connectors, a TOML file has them under `[[connectors]]`; `connectors.toml` beside this
//! file is one. A string may be taken from the environment, `{ env = "NAME" }`, or from a file, `{ file = "PATH" }`,
//! where a relative path starts in the folder of the file of connectors. Nothing is sent unless the whole file is valid.
//! `--dry-run` sends nothing at all and needs no key: for each connector it prints what would be sent, without the secrets,
//! what its scopes allow, and what looks wrong in it.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use nylas_connectors::operations::CreateConnector;
use nylas_connectors::scope::{self, Use};
use nylas_connectors::testing::RecordedRequest;
use nylas_connectors::{
    Action, AnyConnector, Client, ConnectorDraft, ConnectorSpec, Error, Operation, Provider,
    Region, advice,
};
use serde::Deserialize;

/// One line for each thing that is wrong.
type Problems = Vec<String>;

fn main() -> ExitCode {
    let (options, files): (Vec<String>, Vec<String>) = env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let dry_run = options == ["--dry-run"];
    let [file] = files.as_slice() else {
        return usage();
    };
    let outcome = match read(Path::new(file)) {
        Err(problems) => Err(problems),
        Ok(connectors) if dry_run => show(&connectors).map_err(|error| vec![error.to_string()]),
        Ok(connectors) if options.is_empty() => apply(&connectors),
        Ok(_) => return usage(),
    };
    let Err(problems) = outcome else {
        return ExitCode::SUCCESS;
    };
    for problem in problems {
        eprintln!("{problem}");
    }
    ExitCode::FAILURE
}

fn usage() -> ExitCode {
    eprintln!("usage: apply [--dry-run] FILE.json|FILE.toml");
    ExitCode::from(2)
}

/// The connectors of the file, or everything that is wrong in it.
fn read(file: &Path) -> Result<Vec<AnyConnector>, Problems> {
    let wrong = |problem: &str| vec![format!("{}: {problem}", file.display())];
    let text = fs::read_to_string(file).map_err(|error| wrong(&error.to_string()))?;
    // Some editors write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let drafts: Vec<ConnectorDraft> = if file
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        let file =
            toml::from_str::<File>(text).map_err(|error| wrong(&without_text(&error, text)))?;
        file.connectors
    } else {
        serde_json::from_str(text).map_err(|error| wrong(&error.to_string()))?
    };
    check(drafts, file.parent().unwrap_or(Path::new("")))
}

/// Where and why TOML ends. The error itself would show the line, and a secret may be in it.
fn without_text(error: &toml::de::Error, text: &str) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.unwrap_or_default().matches('\n').count() + 1;
    format!("line {line}: {}", error.message())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    connectors: Vec<ConnectorDraft>,
}

fn check(drafts: Vec<ConnectorDraft>, folder: &Path) -> Result<Vec<AnyConnector>, Problems> {
    let mut connectors = Vec::new();
    let mut problems = Vec::new();
    let mut seen: Vec<Provider> = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let provider = draft.provider();
        let named = provider.as_ref().map_or("?", Provider::as_str);
        let place = format!("connector {} ({named})", index + 1);
        // An application has one connector for each provider: a second one would overwrite the first.
        if let Some(provider) = provider {
            if seen.contains(&provider) {
                problems.push(format!(
                    "{place}: the file has one for this provider already"
                ));
            }
            seen.push(provider);
        }
        match draft.with_files(folder).check_with_env() {
            Ok(connector) => connectors.push(connector),
            Err(invalid) => {
                problems.extend(invalid.iter().map(|problem| format!("{place}: {problem}")));
            }
        }
    }
    if problems.is_empty() {
        Ok(connectors)
    } else {
        Err(problems)
    }
}

/// Ensures each connector, and goes on to the next if one is refused.
///
/// Settings count as unchanged if all but the secrets are, since the service doesn't show those: use
/// `connectors().overwrite_settings()` to send a new secret.
fn apply(connectors: &[AnyConnector]) -> Result<(), Problems> {
    let client = Client::from_env().map_err(|error| vec![error.to_string()])?;
    let mut problems = Vec::new();
    for connector in connectors {
        let provider = connector.provider();
        match client.connectors().ensure(connector) {
            Ok(ensured) => println!("{provider}: {}", in_words(ensured.action)),
            Err(error) => problems.push(format!("{provider}: {error}")),
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn in_words(action: Action) -> &'static str {
    match action {
        Action::Created => "created",
        Action::Updated => "updated",
        Action::Unchanged => "unchanged",
        _ => "done",
    }
}

/// Prints what would be sent if there were nothing yet, what it allows, and what looks wrong in it.
fn show(connectors: &[AnyConnector]) -> Result<(), Error> {
    for connector in connectors {
        let request =
            CreateConnector::new(connector).request(Region::Us.base_url(), "not-shown")?;
        println!("{}", RecordedRequest::from(request).masked().body_text());
        println!("  allows: {}", allowed(connector));
        for advice in advice(connector) {
            println!("  {advice}");
        }
    }
    Ok(())
}

/// What grants of the connector can do without scopes of their own.
fn allowed(connector: &AnyConnector) -> String {
    if scope::documented(connector.provider()).is_empty() {
        return "not known from scopes (the service documents none for this provider)".to_owned();
    }
    let uses: Vec<&str> = scope::allows(connector)
        .into_iter()
        .map(Use::as_str)
        .collect();
    if uses.is_empty() {
        return "nothing, unless a grant brings scopes of its own".to_owned();
    }
    uses.join(", ")
}
