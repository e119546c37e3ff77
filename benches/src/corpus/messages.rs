//! What the compiler says, as cargo passes it on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::structs::Site;

/// The messages about one crate.
pub(super) struct Messages {
    folder: PathBuf,
    errors: Vec<Value>,
    warnings: Vec<Value>,
    /// What cargo says when it fails.
    failure: Option<String>,
}

/// The cause of a failure, and an example.
type Failure = (String, String);

impl Messages {
    pub(super) fn read(folder: &Path, lines: &str, failure: Option<String>) -> Self {
        let messages = lines.lines().filter_map(|line| {
            let mut line: Value = serde_json::from_str(line).ok()?;
            let own = line["manifest_path"]
                .as_str()?
                .starts_with(folder.to_str()?);
            let message = line["message"].take();
            let has_place = message["spans"]
                .as_array()
                .is_some_and(|spans| !spans.is_empty());
            (own && has_place).then_some(message)
        });
        let (errors, warnings) = messages.partition(|message| message["level"] == "error");
        Self {
            folder: folder.to_owned(),
            errors,
            warnings,
            failure,
        }
    }

    /// An error that says why nothing compiled, if nothing did.
    pub(super) fn first_error(&self) -> Option<String> {
        let error = self
            .errors
            .first()
            .and_then(|error| error["rendered"].as_str());
        error.map(str::to_owned).or_else(|| self.failure.clone())
    }

    /// How often each lint fired.
    pub(super) fn lints(&self) -> BTreeMap<String, usize> {
        let mut lints = BTreeMap::new();
        for warning in &self.warnings {
            let lint = warning["code"]["code"].as_str().unwrap_or("another");
            *lints.entry(lint.to_owned()).or_default() += 1;
        }
        lints
    }

    /// The structs that the errors are about.
    pub(super) fn failed(&self, sites: &[Site]) -> BTreeMap<Site, Failure> {
        let mut failed = BTreeMap::new();
        for error in &self.errors {
            let places = self.places(error);
            let exact = places.iter().find(|place| sites.contains(place));
            let above = || {
                let before = |place: &Site| {
                    let same = sites.iter().filter(|site| site.file == place.file);
                    same.filter(|site| site.line <= place.line).max().cloned()
                };
                places.iter().find_map(before)
            };
            if let Some(site) = exact.cloned().or_else(above) {
                let text = error["message"].as_str().unwrap_or_default();
                let code = error["code"]["code"].as_str().unwrap_or("error");
                let cause = format!("{code} {}", without_names(text));
                failed.entry(site).or_insert((cause, text.to_owned()));
            }
        }
        failed
    }

    /// The places that a message shows, the ones in expanded code with where they come from.
    fn places(&self, message: &Value) -> Vec<Site> {
        let notes = message["children"].as_array().into_iter().flatten();
        let messages = [message].into_iter().chain(notes);
        let spans = messages.flat_map(|message| message["spans"].as_array().into_iter().flatten());
        let mut places = Vec::new();
        for span in spans {
            let mut span = span;
            while let Some(file) = span["file_name"].as_str() {
                let line = span["line_start"].as_u64().unwrap_or(0);
                places.push(Site {
                    file: self.folder.join(file),
                    line: usize::try_from(line).unwrap_or(0),
                });
                span = &span["expansion"]["span"];
            }
        }
        places
    }
}

/// The message without what is between backticks, which is different for each struct.
fn without_names(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(index, part)| if index % 2 == 0 { part } else { "…" });
    parts.collect()
}
