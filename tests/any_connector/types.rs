//! Fields of every type, in connectors of an application's own from a file.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU8;

use nylas_connectors::{ForProvider, Problem, Provider, ProviderTag, Secret};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::draft;
use crate::own::{Beam, Settings};

/// A connector of which every required field has another type.
#[derive(Debug, Deserialize, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct Wide {
    provider: ProviderTag<Self>,
    #[validate(length(min = 1))]
    list: Vec<u8>,
    settings: Settings,
    number: u16,
    ratio: f32,
    on: bool,
    address: IpAddr,
    beam: Beam,
    #[validate(nested)]
    secret: Secret,
}

impl ForProvider for Wide {
    const PROVIDER: Provider = Provider::other("wide");
}

fn wide(json: &str) -> Vec<String> {
    let draft = draft(json).for_provider::<Wide>().unwrap();
    let invalid = draft.check_with(|name| Some(name.to_lowercase()));
    let invalid = invalid.unwrap_err();
    invalid.iter().map(ToString::to_string).collect()
}

#[test]
fn a_missing_field_of_any_type_hides_no_other_mistake() {
    let keys = [
        "address", "beam", "list", "number", "on", "ratio", "secret", "settings",
    ];
    let needed = keys.map(|key| format!("`{key}` is missing: `wide` connectors need it"));
    assert_eq!(wide(r#"{"provider":"wide"}"#), needed);
    assert_eq!(
        wide(
            r#"{"provider":"wide","list":[1,"x",300],"settings":{"client_secret":"s","projectors":"1"},"number":[],
                "ratio":{},"on":1,"address":"here","beam":"upp"}"#
        ),
        [
            "`address` has a value that can't be used here (wanted: IP address)",
            "`beam` must be one of up, down, to: did you mean `up`?",
            "`list[1]` must be an integer from 0 to 255, not a string",
            "`list[2]` must be an integer from 0 to 255",
            "`number` must be an integer from 0 to 65535, not a list",
            "`on` must be a boolean, not a number",
            "`ratio` must be a number, not an object",
            "`secret` is missing: `wide` connectors need it",
            "`settings.projectors` must be an integer from 0 to 255, not a string",
        ]
    );
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Basic { user: String, password: Secret },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
enum Untagged {
    Basic { user: String, password: Secret },
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum External {
    Basic { user: String, password: Secret },
    Token(Secret),
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct More {
    password: Secret,
}

#[derive(Debug, Deserialize, Serialize, Validate)]
struct Choices {
    provider: ProviderTag<Self>,
    tagged: Tagged,
    untagged: Option<Untagged>,
    basic: Option<External>,
    token: Option<External>,
    number: NonZeroU8,
    letter: char,
    socket: SocketAddr,
    #[serde(flatten)]
    more: More,
}

impl ForProvider for Choices {
    const PROVIDER: Provider = Provider::other("choices");
}

#[test]
fn a_string_inside_an_enum_or_a_flattened_struct_may_come_from_the_environment_too() {
    let basic = r#"{"user":"u","password":{"env":"P"}}"#;
    let tagged = basic
        .replace('{', r#"{"kind":"basic","#)
        .replace(r#"{"kind":"basic","env""#, r#"{"env""#);
    let json = format!(
        r#"{{"provider":"choices","tagged":{tagged},"untagged":{basic},"basic":{{"basic":{basic}}},
            "token":{{"token":{{"env":"T"}}}},"number":1,"letter":"a","socket":"[::1]:1","password":{{"env":"Q"}}}}"#
    );
    let read = |json: &str| {
        let draft = draft(json).for_provider::<Choices>().unwrap();
        draft.check_with(|name| (name != "NONE").then(|| name.to_lowercase()))
    };
    let choices = read(&json).unwrap();
    let secrets = [&choices.more.password];
    assert_eq!(secrets.map(Secret::expose), ["q"]);
    let Tagged::Basic { password, .. } = &choices.tagged;
    let Some(Untagged::Basic {
        password: second, ..
    }) = &choices.untagged
    else {
        panic!("{choices:?}");
    };
    let Some(External::Basic {
        password: third, ..
    }) = &choices.basic
    else {
        panic!("{choices:?}");
    };
    assert_eq!([password, second, third].map(Secret::expose), ["p"; 3]);
    assert_eq!(choices.token, Some(External::Token("t".into())));

    let wrong = json.replace(r#""T""#, r#""NONE""#);
    let said = read(&wrong).unwrap_err().to_string();
    assert_eq!(
        said,
        "invalid: `token.token` names the environment variable `NONE`, which isn't set"
    );
    let tagged = json.replacen(r#"{"env":"P"}"#, "7", 1);
    let said = read(&tagged).unwrap_err().to_string();
    assert_eq!(
        said,
        "invalid: `tagged` has something in it that must be a string"
    );
    let said = read(&json.replace(r#"{"env":"P"}}},"#, "7}},"));
    let said = said.unwrap_err().to_string();
    assert_eq!(
        said,
        "invalid: `basic.basic.password` must be a string, not a number"
    );
}

#[test]
fn each_missing_field_is_reported_where_a_type_takes_only_some_texts() {
    let draft = draft(r#"{"provider":"choices"}"#);
    let draft = draft.for_provider::<Choices>().unwrap();
    let invalid = draft.check().unwrap_err();
    let missing: Vec<&str> = invalid.iter().map(Problem::path).collect();
    assert_eq!(
        missing,
        ["letter", "number", "password", "socket", "tagged"]
    );
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Mode {
    Deep { level: u8 },
}

#[derive(Debug, Deserialize, Serialize)]
struct Flat {
    extra: String,
    secs: u32,
}

#[derive(Debug, Deserialize, Serialize, Validate)]
struct Buffered {
    provider: ProviderTag<Self>,
    mode: Mode,
    #[serde(flatten)]
    flat: Flat,
    z: u8,
}

impl ForProvider for Buffered {
    const PROVIDER: Provider = Provider::other("buffered");
}

#[test]
fn what_serde_reads_only_as_a_whole_is_not_reported_as_what_it_is_not() {
    let inside = "`mode` has something in it that must be an integer from 0 to 255";
    let z = "`z` must be an integer from 0 to 255, not a string";
    for (mode, more, said) in [
        (
            r#"{"kind":"deep","level":"x"}"#,
            r#""extra":"e","secs":1,"z":"x""#,
            vec![inside, z],
        ),
        (
            r#"{"kind":"deep","level":300}"#,
            r#""extra":"e","secs":1,"z":1"#,
            vec![inside],
        ),
        (
            r#"{"kind":"deep"}"#,
            r#""extra":"e","secs":1,"z":1"#,
            vec!["`mode.level` is missing: the `mode` of `buffered` connectors needs it"],
        ),
        (
            r#"{"kind":"deep","level":1}"#,
            r#""z":"x""#,
            vec![
                "`extra` is missing: `buffered` connectors need it",
                "`secs` is missing: `buffered` connectors need it",
                z,
            ],
        ),
    ] {
        let draft = draft(&format!(
            r#"{{"provider":"buffered","mode":{mode},{more}}}"#
        ));
        let invalid = draft
            .for_provider::<Buffered>()
            .unwrap()
            .check()
            .unwrap_err();
        let found: Vec<String> = invalid.iter().map(ToString::to_string).collect();
        assert_eq!(found, said, "{mode} {more}");
    }
}

/// A connector with a rule about two fields.
#[derive(Debug, Deserialize, Serialize, Validate)]
#[validate(schema(function = "in_order"))]
#[serde(deny_unknown_fields)]
struct Range {
    provider: ProviderTag<Self>,
    from: u8,
    to: u8,
}

impl ForProvider for Range {
    const PROVIDER: Provider = Provider::other("range");
}

fn in_order(range: &Range) -> Result<(), ValidationError> {
    if range.from <= range.to {
        Ok(())
    } else {
        Err(ValidationError::new("order"))
    }
}

#[test]
fn a_rule_about_several_fields_is_not_broken_by_what_stands_in_for_one() {
    for (fields, rules) in [
        (r#""from":9,"to":"x""#, vec!["to wrong_type"]),
        (r#""from":9"#, vec!["to missing_key"]),
        (r#""from":9,"to":1"#, vec![" order"]),
        (r#""from":9,"to":1,"x":1"#, vec![" order", "x unknown_key"]),
    ] {
        let draft = draft(&format!(r#"{{"provider":"range",{fields}}}"#));
        let invalid = draft.for_provider::<Range>().unwrap().check().unwrap_err();
        let said = |problem: &Problem| format!("{} {}", problem.path(), problem.rule());
        let found: Vec<String> = invalid.iter().map(said).collect();
        assert_eq!(found, rules, "{fields}");
    }
}

#[test]
fn what_is_written_as_a_string_may_come_from_the_environment_whatever_its_type() {
    let json = r#"{"provider":"wide","list":[],"settings":{"client_secret":"s","projectors":1},"number":1,"ratio":1,
        "on":true,"address":{"env":"::1"},"beam":{"env":"UP"},"secret":{"env":"S"}}"#;
    let draft = draft(json).for_provider::<Wide>().unwrap();
    let variables = |name: &str| {
        Some(match name {
            "ADDRESS" => "::1".to_owned(),
            name => name.to_lowercase(),
        })
    };
    let found = draft.check_with(variables).unwrap_err().to_string();
    assert_eq!(
        found,
        "invalid, 2 problems: `address` has an `env` that can't be a variable's name: it may have letters, digits and `_`, \
         and no `$`; `list` breaks the rule `length` (min 1)"
    );
    let sideways = json.replace("UP", "SIDEWAYS");
    let draft = crate::draft(&sideways).for_provider::<Wide>().unwrap();
    let found = draft.check_with(variables).unwrap_err().to_string();
    let from =
        "`beam` must be one of up, down, to (it came from the environment variable `SIDEWAYS`)";
    assert!(found.contains(from), "{found}");
    let json = json.replace("::1", "ADDRESS").replace("[]", "[1]");
    let draft = crate::draft(&json).for_provider::<Wide>().unwrap();
    let wide = draft.check_with(variables).unwrap();
    assert_eq!((wide.address.is_ipv6(), wide.beam), (true, Beam::Up));
}
