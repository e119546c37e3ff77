//! Tests that need a process of their own, for its environment or its limits.

use std::env;
use std::process::Command;

use crate::proxies;

const MARK: &str = "NYLAS_CONNECTORS_TEST_ALONE";

/// Runs the test with this name again, alone in a process that `prepare` sets up and that knows of no proxy. Returns
/// whether this is that process, which is where the test does its work.
///
/// # Panics
///
/// When the test fails there.
#[must_use]
pub fn is_own(test: &str, prepare: impl FnOnce(&mut Command)) -> bool {
    if env::var_os(MARK).is_some_and(|name| name == test) {
        return true;
    }
    let mut command = proxies::command_without(env::current_exe().unwrap());
    command.args(["--exact", test, "--test-threads=1", "--nocapture"]);
    command.env(MARK, test);
    prepare(&mut command);
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && printed.contains("1 passed"),
        "{printed}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    false
}
