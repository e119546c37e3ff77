//! The story that the example `lifecycle` prints.

use std::process::Command;

#[test]
fn a_connector_lives_from_its_creation_to_its_end() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "nylas-connectors"])
        .args(["--example", "lifecycle", "--features", "testing"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    insta::with_settings!({
        description => "What `examples/lifecycle.rs` prints: every call of the API at the pretend service.",
    }, {
        insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
    });
}
