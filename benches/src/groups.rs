//! The groups of measurements, and what each of them runs in a process of its own.

mod build;
mod compile;
mod create;
mod growth;
mod threads;

use crate::{Error, contender, server};

const USAGE: &str = "name a group: build, create, threads, growth, compile";

/// Runs a group, or the part of one that another process of this program has started.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    match arguments {
        ["build", ..] => build::measure(),
        ["create", ..] => create::measure(),
        ["threads", ..] => threads::measure(),
        ["growth", ..] => growth::measure(),
        ["driver", "growth", what, size, n] => growth::drive(what, size, n),
        ["compile", ..] => compile::measure(),
        ["serve"] => server::serve(),
        ["contend", client, address, threads] => contender::contend(client, address, threads),
        ["driver", "build", variant, part, n] => build::drive(variant, part, n),
        _ => Err(USAGE.into()),
    }
}
