//! Side-by-side measurements of nylas-connectors, one group after another.
//!
//! `cargo run --release -p nylas-connectors-benches -- <group> [--short]`; `README.md` says what each group is.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

mod args;
mod client_process;
mod clients;
mod corpus;
mod derives;
mod groups;
mod machine;
mod official;
mod process;
mod programs;
mod projects;
mod report;
mod result;
mod server;
mod stats;
mod table;
mod valgrind;
mod variants;
mod workloads;

/// Any error: a measurement that can't be made ends the program with its reason.
type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Error> {
    let arguments = args::all();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    groups::run(&words)
}
