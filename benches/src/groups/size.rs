//! What the library weighs in a program: crates, time to build from nothing, bytes on disk and in memory.

use std::fs;
use std::process::Command;
use std::time::Instant;

use crate::client_process::ClientProcess;
use crate::programs::{self, Program};
use crate::projects::Workspace;
use crate::server::Server;
use crate::table::Table;
use crate::{Error, args, process, result};

pub(super) fn measure() -> Result<(), Error> {
    let server = Server::start()?;
    let calls = args::short_or(2_000, 100_000);
    let growth = format!("growth over {calls} creates, KiB");
    let mut table = Table::new([
        "program",
        "crates",
        "build from nothing, s",
        "build from nothing, CPU s",
        "stripped program, MB",
        "peak memory of the first create, MiB",
        &growth,
    ]);
    let mut programs: Vec<Program> = programs::all().into();
    if args::short() {
        println!(
            "The short form leaves the twin over reqwest out, and builds on what was built before.\n"
        );
        programs.pop();
    }
    for program in programs {
        table.row(measured(&program, &server, calls)?);
    }
    result::finish("size", "", &table.to_string())
}

fn measured(program: &Program, server: &Server, calls: u32) -> Result<[String; 7], Error> {
    // A workspace of its own, so that no feature is turned on by another program.
    let package = &program.package;
    let workspace = Workspace::write(
        &format!("size/{}", package.name),
        std::slice::from_ref(package),
    )?;
    workspace.cargo(&["fetch"])?;
    if !args::short() {
        workspace.cargo(&["clean"])?;
    }
    let (wall, cpu) = (Instant::now(), process::cpu_time_of_children()?);
    workspace.cargo(&["build", "--release"])?;
    let (wall, cpu) = (
        wall.elapsed().as_secs_f64(),
        process::cpu_time_of_children()? - cpu,
    );
    let file = workspace.program(&package.name);
    #[expect(clippy::cast_precision_loss, reason = "a few million")]
    let bytes = fs::metadata(&file)?.len() as f64;
    let mut command = Command::new(file);
    command.arg(&server.target().url);
    let mut running = ClientProcess::start(command)?;
    let first = running.peak_memory()?;
    // What is reserved once, such as buffers, is no growth.
    running.create(calls / 10)?;
    let before = running.memory()?;
    running.create(calls)?;
    let growth = running.memory()? - before;
    Ok([
        program.name.to_owned(),
        workspace.crates(&package.name)?.to_string(),
        format!("{wall:.1}"),
        format!("{cpu:.1}"),
        format!("{:.2}", bytes / 1e6),
        format!("{:.1}", first / 1024.0),
        format!("{growth:.0}"),
    ])
}
