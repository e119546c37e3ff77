//! The published crates, pinned; cargo fetches them, and nothing of them is kept here.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::{Error, args, result};

/// A published crate.
pub(crate) struct Published {
    pub(crate) name: &'static str,
    version: &'static str,
    pub(crate) features: &'static str,
    pub(crate) folder: PathBuf,
}

type Pinned = (&'static str, &'static str, &'static str);

/// Small ones with few dependencies, of which each has something that is hard: drops, names that are taken, generics.
const SHORT: &[Pinned] = &[("http", "1.5.0", ""), ("regex-syntax", "0.8.12", "")];

const LONG: &[Pinned] = &[
    ("http", "1.5.0", ""),
    ("regex-syntax", "0.8.12", ""),
    ("serde_json", "1.0.154", ""),
    ("url", "2.5.8", ""),
    ("ureq", "3.5.2", ""),
    ("time", "0.3.55", ""),
    ("hyper", "1.12.0", "client,http1,http2,server"),
    ("rustls", "0.23.46", ""),
    ("linux-raw-sys", "0.12.1", ""),
];

/// Fetches the crates.
pub(crate) fn fetch() -> Result<Vec<Published>, Error> {
    let list = args::short_or(SHORT, LONG);
    let folder = result::target().join("corpus/fetch");
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let lines = list
        .iter()
        .map(|(name, version, _)| format!("{name} = \"={version}\""));
    let dependencies = lines.collect::<Vec<_>>().join("\n");
    let head =
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    fs::write(
        folder.join("Cargo.toml"),
        format!("{head}[dependencies]\n{dependencies}"),
    )?;
    let output = Command::new("cargo")
        .args(["metadata", "--format-version=1"])
        .current_dir(&folder)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    list.iter().map(|pinned| find(&metadata, pinned)).collect()
}

fn find(metadata: &Value, &(name, version, features): &Pinned) -> Result<Published, Error> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut packages = packages.filter(|it| it["name"] == name && it["version"] == version);
    let manifest = packages.next().and_then(|it| it["manifest_path"].as_str());
    let mut folder =
        PathBuf::from(manifest.ok_or_else(|| format!("cargo has no {name} {version}"))?);
    folder.pop();
    Ok(Published {
        name,
        version,
        features,
        folder,
    })
}

impl Published {
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}
