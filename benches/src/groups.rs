//! The groups of measurements, and what each of them runs in a process of its own.

mod build;

use crate::Error;

const USAGE: &str = "name a group: build";

/// Runs a group, or the part of one that another process of this program has started.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    match arguments {
        ["build", ..] => build::measure(),
        ["driver", "build", variant, part, n] => build::drive(variant, part, n),
        _ => Err(USAGE.into()),
    }
}
