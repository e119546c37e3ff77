//! The proxies of whoever runs the tests, which the tests must not ask.

use std::env;
use std::ffi::OsStr;
use std::process::Command;

/// The variables that name a proxy or what is spoken to without one, which count in small letters too.
const PROXIES: [&str; 4] = ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];

/// Whether the environment names one for whatever isn't on loopback.
#[must_use]
pub fn are_named() -> bool {
    let set = |name: &str| env::var_os(name).is_some();
    PROXIES
        .iter()
        .any(|name| set(name) || set(&name.to_lowercase()))
}

/// A program that knows of none.
pub fn command_without(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in PROXIES {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command
}
