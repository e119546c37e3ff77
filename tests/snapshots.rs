//! Every snapshot says what it pins, for whoever has to decide whether a change of it is right.

use std::fs;
use std::path::{Path, PathBuf};

use nylas_connectors::Provider;

#[test]
fn every_snapshot_has_a_description() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in [
        ".",
        "../nylas-connectors/src",
        "../nylas-connectors-macros/src",
    ] {
        gather(&here.join(folder), &mut all);
    }
    assert!(all.len() >= 30, "only {} were found", all.len());
    all.retain(|path| !has_description(path));
    assert!(all.is_empty(), "these have none: {all:#?}");
}

#[test]
fn every_provider_has_a_minimal_and_a_full_body() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    for provider in Provider::ALL {
        for kind in ["minimal", "full"] {
            let name = provider.as_str().replace('-', "_");
            let path = folder.join(format!("providers__{name}_{kind}.snap"));
            assert!(
                path.exists(),
                "tests/providers.rs has no body `{name}_{kind}`"
            );
        }
    }
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A crate that was built here keeps the snapshots of others below its `target`.
        if path.is_dir() && !path.ends_with("target") {
            gather(&path, found);
        } else if path.extension().is_some_and(|end| end == "snap") {
            found.push(path);
        }
    }
}

/// Whether the head, which the second line of dashes ends, has more than the word.
fn has_description(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    let head = text.split("---").nth(1).unwrap_or_default();
    head.lines().any(|line| {
        line.strip_prefix("description: ")
            .is_some_and(|words| words.len() > 2)
    })
}
