//! Texts that a file takes from the environment.

use std::collections::BTreeMap;

use crate::{draft, lines, refused};

const WITH_ENV: &str = r#"{"provider":"google","settings":{"client_id":{"env":"ID"},
    "client_secret":{"env":"GOOGLE_SECRET"}},"scope":["openid",{"env":"SCOPE"}]}"#;

fn environment(name: &str) -> Option<String> {
    let values = BTreeMap::from([
        ("ID", "1234"),
        ("GOOGLE_SECRET", "hush"),
        ("SCOPE", "email"),
        ("EMPTY", ""),
        ("NEWLINE", "hush\n"),
    ]);
    values.get(name).map(|value| (*value).to_owned())
}

#[test]
fn texts_come_from_the_environment_where_the_file_says_so() {
    let connector = draft(WITH_ENV).check_with(environment).unwrap();
    assert_eq!(
        serde_json::to_string(&connector).unwrap(),
        r#"{"provider":"google","settings":{"client_id":"1234","client_secret":"hush"},"scope":["openid","email"]}"#
    );
}

#[test]
fn the_environment_is_not_read_unless_the_program_asks() {
    assert_eq!(
        lines(draft(WITH_ENV).check()),
        [
            "scope[1] wrong_type",
            "settings.client_id wrong_type",
            "settings.client_secret wrong_type"
        ]
    );
    let said = refused(WITH_ENV);
    assert!(
        said.contains("`settings.client_secret` names an environment variable, which is read only"),
        "{said}"
    );
}

#[test]
fn a_variable_that_is_not_there_is_named_with_its_place_and_never_its_value() {
    let wrong = |variable: &str| {
        let json = WITH_ENV.replace("GOOGLE_SECRET", variable);
        let invalid = draft(&json).check_with(environment).unwrap_err();
        assert!(!format!("{invalid:?}").contains("hush"));
        invalid.to_string()
    };
    let unset = "`settings.client_secret` names the environment variable";
    assert_eq!(
        wrong("NOWHERE"),
        format!("invalid: {unset} `NOWHERE`, which isn't set")
    );
    assert_eq!(
        wrong("EMPTY"),
        format!("invalid: {unset} `EMPTY`, which is empty")
    );
    assert_eq!(
        wrong("NEWLINE"),
        "invalid: `settings.client_secret` has a control character in it, such as a newline: take it out (it came from the environment variable `NEWLINE`)"
    );
    // The secret itself, where its variable's name belongs.
    assert!(!wrong("GOCSPX-hush").contains("GOCSPX"));
    assert_eq!(
        lines(
            draft(r#"{"provider":"google","scope":[{"env":"A"},{"env":"B"}]}"#)
                .check_with(|_| None)
        ),
        ["scope[0] env", "scope[1] env"],
        "and nothing about what stands in for them"
    );
}

#[test]
fn a_default_stands_in_for_a_variable_that_is_not_set_or_empty() {
    for (variable, text) in [("ID", "1234"), ("NOWHERE", "spare"), ("EMPTY", "spare")] {
        let json = format!(
            r#"{{"provider":"google","name":{{"env":"{variable}","default":"spare"}},
                "scope":[{{"default":"spare","env":"{variable}"}}]}}"#
        );
        let connector = draft(&json).check_with(environment).unwrap();
        assert_eq!(
            serde_json::to_string(&connector).unwrap(),
            format!(r#"{{"name":"{text}","provider":"google","scope":["{text}"]}}"#)
        );
    }
    let blank = draft(r#"{"provider":"imap","name":{"env":"NOWHERE","default":" "}}"#);
    assert_eq!(lines(blank.check_with(environment)), ["name blank"]);
}

#[test]
fn every_mistake_in_the_form_is_reported_at_its_path() {
    let missing = "`name.env` is missing: the `name` of `imap` connectors needs it";
    for (name, messages) in [
        (
            r#"{"env":7}"#,
            vec!["`name.env` must be a string, not a number"],
        ),
        (
            r#"{"env":"ID","defualt":"x"}"#,
            vec![
                "`name.defualt` is not a key of the `name` of `imap` connectors: did you mean `default`? (its keys: env, default)",
            ],
        ),
        (
            r#"{"env":{"env":"ID"},"default":["x"]}"#,
            vec![
                "`name.default` must be a string, not a list",
                "`name.env` must be a string, not an object",
            ],
        ),
        (
            r#"{"ENV":"ID"}"#,
            vec![
                "`name.ENV` is not a key of the `name` of `imap` connectors: did you mean `env`? (its keys: env, default)",
                missing,
            ],
        ),
        (r#"{"default":"x"}"#, vec![missing]),
        (
            r#"{"env":"ID","env":"EMPTY"}"#,
            vec!["`name.env` is there more than once: keep one"],
        ),
        (
            r#"{"env":"ID","file":"x"}"#,
            vec!["`name` names both an environment variable and a file: keep one"],
        ),
        (
            r#"{"file":"x","default":"x"}"#,
            vec!["`name.default` is not a key of the `name` of `imap` connectors (its keys: file)"],
        ),
        (
            r#"{"fil":"x"}"#,
            vec![
                "`name.fil` is not a key of the `name` of `imap` connectors: did you mean `file`? (its keys: file)",
                "`name.file` is missing: the `name` of `imap` connectors needs it",
            ],
        ),
    ] {
        let json = format!(r#"{{"provider":"imap","name":{name}}}"#);
        for outcome in [
            draft(&json).check_with(environment),
            draft(&json).with_files(".").check(),
            draft(&json).check(),
        ] {
            let invalid = outcome.unwrap_err();
            let said: Vec<String> = invalid.iter().map(ToString::to_string).collect();
            assert_eq!(said, messages, "{name}");
        }
    }
}

#[test]
fn another_object_in_the_place_of_a_text_is_answered_with_what_would_be_right() {
    let plain = "must be a string, not an object";
    let how = "to take a string from elsewhere, give the key `env` with a variable's name, or `file` with a path";
    for value in ["{}", r#"{"vault":"ID"}"#, r#"{"x":1,"y":2}"#] {
        let json = format!(r#"{{"provider":"imap","name":{value}}}"#);
        let asked = draft(&json).check_with(environment).unwrap_err();
        assert_eq!(asked.to_string(), format!("invalid: `name` {plain}: {how}"));
        assert_eq!(refused(&json), format!("invalid: `name` {plain}"));
    }
}

#[test]
fn only_a_string_comes_from_elsewhere() {
    for (part, message) in [
        (
            r#""scope":{"env":"SCOPE"}"#,
            "`scope` must be a list, not an object: only a string can come from `env` or `file`",
        ),
        (
            r#""settings":{"env":"ID"}"#,
            "`settings.client_id` is missing: the `settings` of `google` connectors needs it",
        ),
    ] {
        let json = format!(r#"{{"provider":"google",{part}}}"#);
        let invalid = draft(&json).check_with(environment).unwrap_err();
        assert_eq!(invalid.problems()[0].to_string(), message);
    }
    let provider = draft(r#"{"provider":{"env":"PROVIDER"}}"#);
    assert_eq!(
        provider.check_with(environment).unwrap_err().to_string(),
        "invalid: `provider` must be a string, not an object"
    );
}
