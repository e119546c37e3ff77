//! Small cargo projects that are written into the target folder, to be built there as a user would build them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Error, result};

/// A cargo workspace of generated packages. It takes the versions of this repository's `Cargo.lock`, where they fit.
pub(crate) struct Workspace {
    folder: PathBuf,
}

/// A generated package.
pub(crate) struct Package {
    pub(crate) name: String,
    /// The lines under `[dependencies]`.
    pub(crate) dependencies: String,
    /// `src/main.rs`, or `src/lib.rs` if it has no `main`.
    pub(crate) source: String,
}

impl Workspace {
    /// Writes the packages down. What was built before stays, so that a second run is quick.
    pub(crate) fn write(name: &str, packages: &[Package]) -> Result<Self, Error> {
        let folder = result::target().join(name);
        fs::create_dir_all(&folder)?;
        let members: Vec<&str> = packages.iter().map(|package| &*package.name).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.release]\nstrip = true\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(
            result::home().join("../Cargo.lock"),
            folder.join("Cargo.lock"),
        )?;
        let workspace = Self { folder };
        for package in packages {
            workspace.write_package(package)?;
        }
        Ok(workspace)
    }

    fn write_package(&self, package: &Package) -> Result<(), Error> {
        let folder = self.folder.join(&package.name);
        fs::create_dir_all(folder.join("src"))?;
        let Package {
            name, dependencies, ..
        } = package;
        let head =
            format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        let manifest = format!("{head}\n[dependencies]\n{dependencies}");
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(self.source(package), &package.source)?;
        Ok(())
    }

    /// The file that a package consists of.
    pub(crate) fn source(&self, package: &Package) -> PathBuf {
        let program = package.source.contains("fn main(");
        let file = if program { "main.rs" } else { "lib.rs" };
        self.folder.join(&package.name).join("src").join(file)
    }

    /// A program that was built for release.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join("target/release").join(name)
    }

    /// Cargo in the workspace, with this repository's settings of the environment left out.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<String, Error> {
        let output = Command::new("cargo")
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .output()?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(format!("cargo {}: {said}", arguments.join(" ")).into())
        }
    }

    /// How many crates are compiled for a package, itself among them.
    pub(crate) fn crates(&self, package: &str) -> Result<usize, Error> {
        let tree = self.cargo(&[
            "tree",
            "--package",
            package,
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])?;
        let mut crates: Vec<&str> = tree
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .collect();
        crates.sort_unstable();
        crates.dedup();
        Ok(crates.len())
    }
}

/// A dependency on the library, which lies in this repository.
pub(crate) fn library(features: &str) -> String {
    let path = result::home().join("../nylas-connectors");
    format!(
        "nylas-connectors = {{ path = \"{}\"{features} }}\n",
        path.display()
    )
}
