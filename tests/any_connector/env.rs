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
        "invalid: `settings.client_secret` has a control character in it, such as a newline: take it out"
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
fn only_an_object_of_env_alone_is_a_variable() {
    for value in [
        r#"{"env":"ID","default":"x"}"#,
        r#"{"env":7}"#,
        r#"{"ENV":"ID"}"#,
        "{}",
    ] {
        let json = format!(r#"{{"provider":"imap","name":{value}}}"#);
        assert_eq!(
            lines(draft(&json).check_with(environment)),
            ["name wrong_type"],
            "{value}"
        );
    }
}

#[test]
fn what_looks_like_a_variable_is_told_how_one_is_named_where_one_can_be() {
    let plain = "must be a string, not an object";
    let told = format!("{plain}: to name an environment variable, write `{{ \"env\": \"NAME\" }}`");
    for (value, said) in [
        (r#"{"ENV":"ID"}"#, &told),
        (r#"{"env":7}"#, &told),
        (r#"{"env":"ID","default":"x"}"#, &plain.to_owned()),
    ] {
        let json = format!(r#"{{"provider":"imap","name":{value}}}"#);
        let asked = draft(&json).check_with(environment).unwrap_err();
        assert_eq!(asked.problems()[0].message(), *said, "{value}");
        let never_asked = draft(&json).check().unwrap_err();
        assert_eq!(never_asked.problems()[0].message(), plain, "{value}");
        assert_eq!(refused(&json), format!("invalid: `name` {plain}"));
    }
    let list = draft(r#"{"provider":"google","scope":{"ENV":"SCOPES"}}"#);
    let invalid = list.check_with(environment).unwrap_err();
    assert_eq!(
        invalid.problems()[0].message(),
        "must be a list, not an object"
    );
}
