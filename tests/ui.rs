//! The compiler's messages, word for word.

use std::io::Write as _;

/// The compiler that the `.stderr` files were written with. Another one words its notes differently.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn mistakes_are_explained_where_they_are_made() {
    let version = compiler_version();
    if !version.starts_with(COMPILER) {
        // Written past the test harness, which shows a passing test's output to nobody.
        let line =
            format!("skipped: the .stderr files belong to {COMPILER}x, and this is {version}");
        writeln!(std::io::stderr(), "{line}").expect("standard error takes a line");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/use/*.rs");
    cases.compile_fail("ui/derive/*.rs");
}

fn compiler_version() -> String {
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let output = std::process::Command::new(compiler)
        .arg("--version")
        .output();
    output.map_or_else(
        |error| format!("not to be asked ({error})"),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
