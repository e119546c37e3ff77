//! The official clients of other languages, installed from their registries.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::Target;
use crate::{Error, machine, result};

/// An official client that can run on this machine.
pub(crate) struct Official {
    pub(crate) name: String,
    program: PathBuf,
    arguments: Vec<PathBuf>,
    environment: (&'static str, PathBuf),
}

/// Installs the official clients, those whose language is on this machine; the script says which are left out.
pub(crate) fn install() -> Result<Vec<Official>, Error> {
    let scripts = result::home().join("official");
    let folder = result::target().join("official");
    let done = Command::new("bash")
        .arg(scripts.join("install.sh"))
        .arg(&folder)
        .status()?;
    if !done.success() {
        return Err("the official clients can't be installed".into());
    }
    let known = [
        node(&scripts, &folder),
        python(&scripts, &folder),
        ruby(&scripts, &folder),
    ];
    Ok(known.into_iter().flatten().collect())
}

impl Official {
    /// The command that runs it as a client process against this server.
    pub(crate) fn command(&self, target: &Target) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.arguments)
            .arg(&target.url)
            .env(self.environment.0, &self.environment.1);
        if let Some(root) = &target.root {
            for name in ["NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"] {
                command.env(name, root);
            }
        }
        command
    }
}

fn node(scripts: &Path, folder: &Path) -> Option<Official> {
    let modules = folder.join("node_modules");
    modules.join("nylas").exists().then(|| Official {
        name: format!(
            "official Node client 8.4.0 (node {})",
            machine::version("node", &["--version"])
        ),
        program: "node".into(),
        arguments: vec![scripts.join("create.cjs")],
        environment: ("NODE_PATH", modules),
    })
}

fn python(scripts: &Path, folder: &Path) -> Option<Official> {
    let program = folder.join("venv/bin/python");
    program.exists().then(|| Official {
        name: format!(
            "official Python client 6.18.0 ({})",
            machine::version("python3", &["--version"])
        ),
        program,
        arguments: vec![scripts.join("create.py")],
        environment: ("PYTHONDONTWRITEBYTECODE", PathBuf::new()),
    })
}

fn ruby(scripts: &Path, folder: &Path) -> Option<Official> {
    let gems = folder.join("gems");
    gems.join("gems").exists().then(|| Official {
        name: format!(
            "official Ruby client 6.8.0 ({})",
            machine::version("ruby", &["--version"])
        ),
        program: "ruby".into(),
        arguments: vec![scripts.join("create.rb")],
        environment: ("GEM_PATH", gems),
    })
}
