//! A group's result: what it prints, and the file that the report is made of.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, args, machine};

/// The folder of the benches.
pub(crate) fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The workspace's folder for what is built, and for what a group makes on the way.
pub(crate) fn target() -> PathBuf {
    home().join("../target/benches")
}

/// Where a group keeps its result.
pub(crate) fn file_of(group: &str) -> PathBuf {
    home().join("results").join(format!("{group}.md"))
}

/// Prints the tables, and keeps them unless this is the short form, whose figures mean little.
pub(crate) fn finish(group: &str, versions: &str, body: &str) -> Result<(), Error> {
    let versions = Some(versions).filter(|versions| !versions.is_empty());
    let versions = versions.map_or_else(String::new, |versions| format!(", {versions}"));
    let text = format!("{body}\nMeasured on {}{versions}.\n", machine::describe());
    print!("{text}");
    if !args::short() {
        fs::create_dir_all(home().join("results"))?;
        fs::write(file_of(group), text)?;
    }
    Ok(())
}
