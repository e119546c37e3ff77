//! What the figures were measured on.

use std::fs;
use std::process::Command;

/// One line: processor, cores, system, compiler.
pub(crate) fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (processor, system) = (processor(), system());
    format!("{cores} cores of {processor}, {system}, {}", rustc())
}

/// The first two words of what a program says about its version, such as `rustc 1.95.0`.
pub(crate) fn version(program: &str, arguments: &[&str]) -> String {
    let said = Command::new(program).args(arguments).output();
    let said = said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let words = said.unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().take(2).collect();
    words.join(" ")
}

/// The kernel without its host's own additions: `Linux 6.18`.
fn system() -> String {
    let full = version("uname", &["-sr"]);
    full.split('.').take(2).collect::<Vec<_>>().join(".")
}

fn rustc() -> String {
    version("rustc", &["--version"])
}

fn processor() -> String {
    let known = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    known
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("an unknown processor", |(_, name)| name)
        .to_owned()
}
