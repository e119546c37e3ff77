//! The examples as programs: what they print, what they send, and how they end.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use nylas_connectors::Provider;
use nylas_connectors::testing::FakeNylas;
use nylas_connectors_tests::proxies;

/// Runs an example without the environment of whoever runs the tests.
fn command(program: &str) -> Command {
    let mut command = proxies::command_without(program);
    command
        .env_remove("NYLAS_API_KEY")
        .env_remove("NYLAS_API_URI")
        .env_remove("NYLAS_API_BASE_URL");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .replace("\r\n", "\n")
}

/// What an example prints, which must go well and complain of nothing.
fn printed(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout)
}

#[test]
fn every_provider_creates_one_of_each_and_shows_no_secret() {
    let printed = printed(command(env!("CARGO_BIN_EXE_every_provider")));
    let all = Provider::ALL.len();
    assert_eq!(
        printed.matches(" is ready\n").count(),
        all,
        "add the provider to nylas-connectors/examples/every_provider.rs"
    );
    assert_eq!(printed.matches("\"provider\":").count(), all);
    assert!(!printed.contains("5678"), "{printed}");
}

#[test]
fn own_provider_is_created_by_the_same_client() {
    let printed = printed(command(env!("CARGO_BIN_EXE_own_provider")));
    for line in [
        "refused before it is sent: invalid: `settings.projectors` breaks the rule `range` (min 1, max 12)\n",
        "sent, but looks wrong: `settings.client_id` looks like a placeholder",
        "hologram is ready\n",
        "asked again: Unchanged\n",
        "hologram, from a file: Updated\nimap, from a file: Created\n",
    ] {
        assert!(printed.contains(line), "{line}\n{printed}");
    }
}

#[test]
fn errors_says_what_to_do_about_each_kind() {
    let printed = printed(command(env!("CARGO_BIN_EXE_errors")));
    for line in [
        "-> nothing was sent: fix the client's `api_key`\n",
        "-> stop: the key, its region or its permissions are wrong\n",
        "-> nothing was sent: show the user what to fix at settings.client_id, settings.client_secret\n",
        "-> there is none: create it\n",
        "-> there is one: use `ensure` to bring it up to date\n",
        "-> put the work back into the queue for 2s\n",
        "-> look at what answered: it may be a proxy and not the service\n",
    ] {
        assert!(printed.contains(line), "{line}\n{printed}");
    }
    for fault in ["a broken connection", "half an answer"] {
        let creating = printed
            .split(&format!("{fault}, while creating:\n"))
            .nth(1)
            .unwrap();
        let advice = creating.lines().nth(1).unwrap();
        assert_eq!(
            advice.trim(),
            "-> the service may have done it: look with `get`, or use `ensure`, before repeating it"
        );
    }
}

#[test]
fn quickstart_runs_without_a_key() {
    let printed = printed(command(env!("CARGO_BIN_EXE_quickstart")));
    assert!(printed.contains("google is ready (req-1)\n"), "{printed}");
}

#[test]
fn a_connector_lives_from_its_creation_to_its_end() {
    let printed = printed(command(env!("CARGO_BIN_EXE_lifecycle")));
    insta::with_settings!({
        description => "What `examples/lifecycle.rs` prints: every call of the API at the fake service.",
    }, {
        insta::assert_snapshot!(printed);
    });
}

/// A file for `apply`, which is deleted in the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn apply(file: &File, options: &[&str], nylas: &FakeNylas) -> (Option<i32>, String, String) {
    let output: Output = command(env!("CARGO_BIN_EXE_apply"))
        .args(options)
        .arg(&file.0)
        .env("NYLAS_API_KEY", nylas.api_key())
        .env("NYLAS_API_URI", nylas.base_url())
        .env("GOOGLE_SECRET", "hush-from-the-environment")
        .env_remove("NOWHERE")
        .output()
        .unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

const EVERY_PROVIDER: &str = r#"[
    {"provider":"google","settings":{"client_id":"1234.apps.googleusercontent.com","client_secret":{"env":"GOOGLE_SECRET"}},
     "scope":["openid","https://www.googleapis.com/auth/calendar"]},
    {"provider":"microsoft","settings":{"client_id":"i","client_secret":"hush"},"scope":["Mail.Send","Mail.ReadWrite"]},
    {"provider":"zoom","settings":{"client_id":"i","client_secret":"hush"}},
    {"provider":"icloud"},
    {"provider":"imap","name":"Other mail"},
    {"provider":"ews","scopes":"ews.messages"},
    {"provider":"virtual-calendar"},
    {"provider":"yahoo","settings":{"client_id":"i","client_secret":"hush"},"scope":["mail-r"]},
    {"provider":"nylas"}
]"#;

#[test]
fn the_file_has_every_provider() {
    let connectors: Vec<serde_json::Value> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    let names: Vec<&str> = connectors
        .iter()
        .filter_map(|connector| connector["provider"].as_str())
        .collect();
    let all: Vec<&str> = Provider::ALL.iter().map(Provider::as_str).collect();
    assert_eq!(names, all, "EVERY_PROVIDER lacks one");
}

fn each(what: &str) -> String {
    let lines = Provider::ALL
        .iter()
        .map(|provider| format!("{provider}: {what}\n"));
    lines.collect()
}

#[test]
fn apply_creates_every_connector_and_finds_them_unchanged_the_next_time() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new("every_provider.json", EVERY_PROVIDER);
    assert_eq!(
        apply(&file, &[], &nylas),
        (Some(0), each("created"), String::new())
    );
    let google = &nylas.requests()[1];
    assert_eq!(google.method(), "POST");
    assert_eq!(
        google.body_json()["settings"]["client_secret"],
        "hush-from-the-environment"
    );

    let before = nylas.requests().len();
    assert_eq!(
        apply(&file, &[], &nylas),
        (Some(0), each("unchanged"), String::new())
    );
    let later = &nylas.requests()[before..];
    assert!(
        later.iter().all(|request| request.method() == "GET"),
        "{later:?}"
    );

    let changed = File::new(
        "changed.json",
        &EVERY_PROVIDER.replace("Other mail", "Old mail"),
    );
    let (status, printed, _) = apply(&changed, &[], &nylas);
    assert_eq!(status, Some(0));
    assert_eq!(
        printed,
        each("unchanged").replace("imap: unchanged", "imap: updated")
    );
}

#[test]
fn apply_reports_every_mistake_of_the_file_and_sends_nothing() {
    let nylas = FakeNylas::start().unwrap();
    let wrong = EVERY_PROVIDER
        .replace(r#""scope":["mail-r"]"#, r#""scopes":["mail-r"]"#)
        .replace(r#""name":"Other mail""#, r#""name":" Other mail""#)
        .replace(r#""provider":"icloud""#, r#""provider":"holograms""#)
        .replace(
            r#""client_secret":{"env":"GOOGLE_SECRET"}"#,
            r#""client_secret":{"env":"NOWHERE"}"#,
        )
        .replace(
            r#"{"provider":"zoom","settings":{"client_id":"i","client_secret":"hush"}}"#,
            r#"{"provider":"zoom","settings":{"client_secret":"hush"}}"#,
        );
    let file = File::new("wrong.json", &wrong);
    for options in [&[][..], &["--dry-run"]] {
        let (status, printed, problems) = apply(&file, options, &nylas);
        assert_eq!((status, printed.as_str()), (Some(1), ""));
        let places: Vec<&str> = problems
            .lines()
            .map(|line| line.split('`').next().unwrap())
            .collect();
        assert_eq!(
            places,
            [
                "connector 1 (google): ",
                "connector 3 (zoom): ",
                "connector 4 (?): ",
                "connector 5 (imap): ",
                "connector 8 (yahoo): ",
            ],
            "{problems}"
        );
        assert!(!problems.contains("hush"), "{problems}");
    }
    assert_eq!(nylas.requests().len(), 0);
}

#[test]
fn apply_takes_one_connector_for_each_provider() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new(
        "twice.json",
        r#"[{"provider":"imap"},{"provider":"imap","name":"n"}]"#,
    );
    let (status, _, problems) = apply(&file, &[], &nylas);
    assert_eq!(status, Some(1));
    assert_eq!(
        problems,
        "connector 2 (imap): the file has one for this provider already\n"
    );
    assert_eq!(nylas.requests().len(), 0);
}

#[test]
fn a_dry_run_shows_bodies_and_advice_without_secrets_and_sends_nothing() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new("dry.json", EVERY_PROVIDER);
    let (status, printed, problems) = apply(&file, &["--dry-run"], &nylas);
    assert_eq!((status, problems.as_str()), (Some(0), ""));
    let bodies = printed.lines().filter(|line| line.starts_with('{'));
    assert_eq!(bodies.count(), Provider::ALL.len(), "{printed}");
    assert!(
        printed.contains(r#"{"client_id":"i","client_secret":"***"}"#),
        "{printed}"
    );
    let advice: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("  `")?.split_once(" ["))
        .filter_map(|(_, link)| link.split(',').next())
        .collect();
    assert_eq!(
        advice,
        [
            "userinfo_missing",
            "offline_access_missing",
            "user_read_missing",
            "email_missing"
        ],
        "{printed}"
    );
    assert!(!printed.contains("hush"), "{printed}");
    assert_eq!(nylas.requests().len(), 0);
}

#[test]
fn a_dry_run_says_what_each_connector_allows() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new("allows.json", EVERY_PROVIDER);
    let (_, printed, _) = apply(&file, &["--dry-run"], &nylas);
    let allows: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("  allows: "))
        .collect();
    let no_scopes = "not known from scopes (the service documents none for this provider)";
    assert_eq!(
        allows,
        [
            "read-calendars, manage-calendars, read-events, manage-events, manage-bookings",
            "read-messages, manage-messages, smart-compose, send-messages, read-drafts, manage-drafts, send-drafts, \
             read-folders, manage-folders, send-rsvps",
            no_scopes,
            no_scopes,
            no_scopes,
            "read-messages, manage-messages, clean-messages, send-messages, read-drafts, manage-drafts, send-drafts, \
             read-folders, manage-folders",
            no_scopes,
            "read-messages, clean-messages, read-drafts, read-folders",
            no_scopes,
        ]
    );

    let file = File::new(
        "identity.json",
        r#"[{"provider":"google","scope":["openid"]},{"provider":"ews"}]"#,
    );
    let (_, printed, _) = apply(&file, &["--dry-run"], &nylas);
    let nothing = "  allows: nothing, unless a grant brings scopes of its own\n";
    assert_eq!(printed.matches(nothing).count(), 2, "{printed}");
}

#[test]
fn apply_reads_the_toml_file_beside_it() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../nylas-connectors/examples/connectors.toml"
    );
    let mut program = command(env!("CARGO_BIN_EXE_apply"));
    program
        .args(["--dry-run", path])
        .env("GOOGLE_CLIENT_SECRET", "hush")
        .env("MICROSOFT_CLIENT_SECRET", "hush");
    let printed = printed(program);
    assert_eq!(
        printed.lines().count(),
        6,
        "two lines a connector, and no advice: {printed}"
    );
    assert!(!printed.contains("hush"), "{printed}");
}

#[test]
fn apply_takes_texts_from_variables_and_files_also_after_a_byte_order_mark() {
    let _secret = File::new("apply-secret.txt", "hush-from-a-file\n");
    let json = r#"[{"provider":"zoom","name":{"env":"NOWHERE","default":"Ours"},
        "settings":{"client_id":{"env":"GOOGLE_SECRET"},"client_secret":{"file":"apply-secret.txt"}}}]"#;
    let toml = "connectors = [{ provider = 'zoom', name = { env = 'NOWHERE', default = 'Ours' }, \
        settings = { client_id = { env = 'GOOGLE_SECRET' }, client_secret = { file = 'apply-secret.txt' } } }]";
    for (name, content) in [("mark.json", json), ("mark.toml", toml)] {
        let nylas = FakeNylas::start().unwrap();
        let file = File::new(name, &format!("\u{feff}{content}"));
        let (status, printed, problems) = apply(&file, &["--dry-run"], &nylas);
        assert_eq!((status, problems.as_str()), (Some(0), ""));
        assert!(
            printed.starts_with(
                r#"{"name":"Ours","provider":"zoom","settings":{"client_id":"hush-from-the-environment","client_secret":"***"}}"#
            ),
            "{printed}"
        );
        assert_eq!(apply(&file, &[], &nylas).0, Some(0));
        let request = nylas.last();
        let sent = request.body_text();
        assert!(sent.contains("\"hush-from-a-file\""), "{sent}");
    }
}

#[test]
fn apply_says_where_a_file_stops_being_one_and_shows_no_value() {
    let nylas = FakeNylas::start().unwrap();
    for (name, content, said) in [
        (
            "twice.toml",
            "[[connectors]]\nprovider = 'imap'\nname = 'hush'\nname = 'hush'\n",
            "twice.toml: line 4: duplicate key",
        ),
        (
            "digits.toml",
            "[[connectors]]\nprovider = 'imap'\nname = 123456789012345678901234567890\n",
            "`name` must be a string, not a number",
        ),
        (
            "digits.json",
            r#"[{"provider":"imap","name":123456789012345678901234567890}]"#,
            "`name` must be a string, not a floating-point number",
        ),
        (
            "large.json",
            r#"[{"provider":"imap","name":1e400}]"#,
            "large.json: number out of range at line 1 column 32",
        ),
        (
            "nan.json",
            r#"[{"provider":"imap","name":NaN}]"#,
            "nan.json: expected value at line 1 column 28",
        ),
        (
            "repeated.json",
            r#"[{"provider":"imap","name":"hush","name":"hush"}]"#,
            "connector 1 (imap): `name` is there more than once: keep one",
        ),
    ] {
        let file = File::new(name, content);
        let (status, _, problems) = apply(&file, &[], &nylas);
        assert_eq!(status, Some(1));
        assert!(
            problems.contains(said) && !problems.contains("hush"),
            "{problems}"
        );
    }
    assert_eq!(nylas.requests().len(), 0);
}

#[cfg(unix)]
#[test]
fn apply_refuses_a_variable_that_is_not_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let file = File::new(
        "unicode.json",
        r#"[{"provider":"imap","name":{"env":"LATIN","default":"Ours"}}]"#,
    );
    let output = command(env!("CARGO_BIN_EXE_apply"))
        .args(["--dry-run".as_ref(), file.0.as_os_str()])
        .env("LATIN", std::ffi::OsStr::from_bytes(b"hush\xe9"))
        .output()
        .unwrap();
    assert_eq!(
        text(&output.stderr),
        "connector 1 (imap): `name` names the environment variable `LATIN`, which isn't Unicode text\n"
    );
}

#[test]
fn apply_does_not_show_the_line_that_toml_stopped_at() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new(
        "broken.toml",
        "[[connectors]]\nprovider = 'imap'\nclient_secret = hush\n",
    );
    let (status, _, problems) = apply(&file, &[], &nylas);
    assert_eq!(status, Some(1));
    assert!(
        problems.contains(": line 3: ") && !problems.contains("hush"),
        "{problems}"
    );
}

#[test]
fn apply_goes_on_after_a_refusal_and_ends_as_a_failure() {
    let nylas = FakeNylas::start().unwrap();
    let file = File::new(
        "refused.json",
        r#"[{"provider":"imap"},{"provider":"ews"}]"#,
    );
    nylas.fail_next(nylas_connectors::testing::Fault::status(403));
    let (status, printed, problems) = apply(&file, &[], &nylas);
    assert_eq!((status, printed.as_str()), (Some(1), "ews: created\n"));
    assert!(
        problems.starts_with("imap: the service answered 403"),
        "{problems}"
    );
}

#[test]
fn apply_without_a_key_or_a_file_says_what_it_needs() {
    let file = File::new("no-key.json", r#"[{"provider":"imap"}]"#);
    let output = command(env!("CARGO_BIN_EXE_apply"))
        .arg(&file.0)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("`NYLAS_API_KEY` is not set"),
        "{output:?}"
    );

    let output = command(env!("CARGO_BIN_EXE_apply")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).starts_with("usage: apply"),
        "{output:?}"
    );
}

/// What rustdoc doesn't compile, since reqwest and tokio are no dependencies of the library.
fn ignored_block(text: &str) -> &str {
    let (_, block) = text.split_once("```rust,ignore\n").unwrap();
    let (block, rest) = block.split_once("```").unwrap();
    assert!(!rest.contains("ignore\n"), "a second one");
    block
}

#[test]
fn the_readme_and_the_recipe_show_the_asynchronous_code_that_is_tested() {
    assert_eq!(
        ignored_block(include_str!("../README.md")),
        include_str!("asynchronous/src/main.rs")
    );
    assert_eq!(
        ignored_block(include_str!("../nylas-connectors/src/recipes.md")),
        include_str!("asynchronous/src/asynchronous.rs")
    );
}
