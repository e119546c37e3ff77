//! The groups of measurements, and what each of them runs in a process of its own.

mod build;
mod compile;
mod corpus;
mod create;
mod growth;
mod size;
mod threads;

use crate::server::Target;
use crate::{Error, client_process, report, server};

const USAGE: &str = "name a group: build, create, threads, size, growth, compile, corpus; or all of them: all; \
                     or what makes the README of their results: report";

/// Runs a group, or the part of one that another process of this program has started.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Error> {
    match arguments {
        ["build", ..] => build::measure(),
        ["create", ..] => create::measure(),
        ["threads", ..] => threads::measure(),
        ["size", ..] => size::measure(),
        ["growth", ..] => growth::measure(),
        ["compile", ..] => compile::measure(),
        ["corpus", ..] => corpus::measure(),
        ["all", "--short"] => all(),
        ["all"] => all().and_then(|()| report::write()),
        ["report"] => report::write(),
        ["driver", "build", variant, part, n] => build::drive(variant, part, n),
        ["driver", "growth", what, size, n] => growth::drive(what, size, n),
        ["serve"] => server::serve(),
        ["serve-tls"] => server::serve_tls(),
        ["contend", client, url, root, threads] => {
            client_process::run(client, &Target::new(url, root), threads)
        }
        _ => Err(USAGE.into()),
    }
}

fn all() -> Result<(), Error> {
    type Measure = fn() -> Result<(), Error>;
    let groups: [(&str, Measure); 7] = [
        ("build", build::measure),
        ("create", create::measure),
        ("threads", threads::measure),
        ("size", size::measure),
        ("growth", growth::measure),
        ("compile", compile::measure),
        ("corpus", corpus::measure),
    ];
    for (name, measure) in groups {
        println!("\n# {name}\n");
        measure()?;
    }
    Ok(())
}
