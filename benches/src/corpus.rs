//! Each builder macro on the structs of published crates.

mod crates;
mod manifest;
mod messages;
mod structs;

pub(crate) use self::crates::{Published, fetch};

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use self::messages::Messages;
use self::structs::Site;
use crate::derives::Derive;
use crate::{Error, result};

/// What became of the structs of a crate.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) tried: usize,
    /// Why a struct didn't compile, and an example of each reason.
    pub(crate) failed: BTreeMap<String, Vec<String>>,
    /// How often each lint fired.
    pub(crate) lints: BTreeMap<String, usize>,
    /// The seconds on the processor of the last check, when all that was left compiled.
    pub(crate) seconds: f64,
}

/// Puts the derive on every struct of the crate that the compiler reads, and takes it away again where that fails, until
/// the crate compiles.
pub(crate) fn run(published: &Published, derive: &Derive) -> Result<Outcome, Error> {
    let mut copy = Copy::make(published, derive)?;
    copy.keep_compiled(published)?;
    let mut outcome = Outcome::default();
    let mut left_out = BTreeSet::new();
    loop {
        let sites = copy.write(derive, &left_out)?;
        if left_out.is_empty() {
            outcome.tried = sites.len();
        }
        let before = crate::process::cpu_time_of_children()?;
        let messages = copy.check(published)?;
        outcome.seconds = crate::process::cpu_time_of_children()? - before;
        let failed = messages.failed(&sites);
        if failed.is_empty() {
            if let Some(error) = messages.first_error() {
                return Err(format!("{} doesn't compile: {error}", published.name).into());
            }
            outcome.lints = messages.lints();
            return Ok(outcome);
        }
        for (site, (cause, example)) in failed {
            outcome.failed.entry(cause).or_default().push(example);
            left_out.insert(site);
        }
    }
}

/// A copy of a crate's source, with its files as they were published.
struct Copy {
    folder: PathBuf,
    files: Vec<(PathBuf, String)>,
}

impl Copy {
    fn make(published: &Published, derive: &Derive) -> Result<Self, Error> {
        let name = format!("{}-{}", published.name, derive.name.replace(' ', "-"));
        let folder = result::target().join("corpus").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let mut files = Vec::new();
        copy(&published.folder, &folder, &mut files)?;
        let manifest = fs::read_to_string(published.folder.join("Cargo.toml"))?;
        let manifest = manifest::with_dependency(&manifest, &derive.dependency());
        fs::write(folder.join("Cargo.toml"), manifest)?;
        Ok(Self { folder, files })
    }

    /// Leaves out the files that the compiler doesn't read here, such as those for another platform.
    fn keep_compiled(&mut self, published: &Published) -> Result<(), Error> {
        self.check(published)?;
        let mut read = String::new();
        for entry in fs::read_dir(target().join("debug/deps"))? {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let own = name.starts_with(&published.name.replace('-', "_"));
            if own && path.extension().is_some_and(|end| end == "d") {
                read += &fs::read_to_string(path)?;
            }
        }
        let folder = self.folder.clone();
        self.files.retain(|(path, _)| {
            let path = path.strip_prefix(&folder).unwrap_or(path);
            read.lines()
                .any(|line| line == format!("{}:", path.display()))
        });
        Ok(())
    }

    /// Writes the files with the derive on all structs but these.
    fn write(&self, derive: &Derive, left_out: &BTreeSet<Site>) -> Result<Vec<Site>, Error> {
        let mut sites = Vec::new();
        for (path, text) in &self.files {
            let (text, found) = structs::derived(path, text, derive.attribute(), left_out);
            fs::write(path, text)?;
            sites.extend(found);
        }
        Ok(sites)
    }

    fn check(&self, published: &Published) -> Result<Messages, Error> {
        let output = Command::new("cargo")
            .args(["check", "--quiet", "--lib", "--message-format=json"])
            .args(["--features", published.features])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target())
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .output()?;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let success = output.status.success();
        let said = String::from_utf8_lossy(&output.stdout);
        Ok(Messages::read(
            &self.folder,
            &said,
            (!success).then_some(errors),
        ))
    }
}

fn target() -> PathBuf {
    result::target().join("corpus/target")
}

/// Copies a folder, but for what only tests are made of, and reads its Rust files.
fn copy(from: &Path, to: &Path, files: &mut Vec<(PathBuf, String)>) -> Result<(), Error> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        let target = to.join(&name);
        if path.is_dir() {
            if !["tests", "benches", "examples"]
                .iter()
                .any(|skipped| name == *skipped)
            {
                copy(&path, &target, files)?;
            }
        } else {
            fs::copy(&path, &target)?;
            if path.extension().is_some_and(|end| end == "rs") {
                files.push((
                    target,
                    String::from_utf8_lossy(&fs::read(&path)?).into_owned(),
                ));
            }
        }
    }
    Ok(())
}
