//! Connectors of an application's own types in the same file.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU8;

use nylas_connectors::{
    AnyConnector, ConnectorDraft, ForProvider, Google, Invalid, Problem, Provider, ProviderTag,
    Secret,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use validator::{Validate, ValidationError};

use crate::draft;

#[derive(Debug, Deserialize, PartialEq, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct Hologram {
    provider: ProviderTag<Self>,
    #[validate(nested)]
    settings: Settings,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    beam: Option<Beam>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    more: Value,
}

#[derive(Debug, Deserialize, PartialEq, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[validate(nested)]
    client_secret: Secret,
    #[validate(range(min = 1, max = 12))]
    projectors: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offset: Option<i16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour: Option<bool>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Beam {
    Up,
    Down,
    To { place: String },
}

impl ForProvider for Hologram {
    const PROVIDER: Provider = Provider::other("hologram");
}

fn hologram(json: &str) -> Result<Hologram, Invalid> {
    let draft = draft(json).for_provider::<Hologram>().unwrap();
    draft.check_with(|name| Some(format!("the value of {name}")))
}

#[test]
fn a_file_has_own_connectors_beside_the_known_ones() {
    #[derive(Deserialize)]
    struct File {
        connectors: Vec<ConnectorDraft>,
    }
    let toml = r#"
        [[connectors]]
        provider = "hologram"
        beam = "up"
        labels = { floor = { env = "FLOOR" } }
        more = { a = [1, -2, 0.5, true, "x", {}] }
        settings = { client_secret = { env = "SECRET" }, projectors = 2, offset = -3, height = 2, colour = false }

        [[connectors]]
        provider = "imap"
    "#;
    let file: File = toml::from_str(toml).unwrap();
    let (mut holograms, mut others) = (Vec::new(), Vec::new());
    for draft in file.connectors {
        match draft.for_provider::<Hologram>() {
            Ok(hologram) => holograms.push(hologram.check_with(|name| Some(name.to_lowercase()))),
            Err(other) => others.push(other.check()),
        }
    }
    let [Ok(hologram)] = holograms.as_slice() else {
        panic!("{holograms:?}");
    };
    assert_eq!(
        serde_json::to_string(hologram).unwrap(),
        r#"{"provider":"hologram","settings":{"client_secret":"secret","projectors":2,"offset":-3,"height":2.0,"colour":false},"beam":"up","labels":{"floor":"floor"},"more":{"a":[1,-2,0.5,true,"x",{}]}}"#
    );
    assert!(matches!(others.as_slice(), [Ok(AnyConnector::Imap(_))]));
}

#[test]
fn a_variant_may_have_content() {
    let json = r#"{"provider":"hologram","settings":{"client_secret":"s","projectors":1},"beam":{"to":{"place":"7b"}}}"#;
    assert_eq!(
        serde_json::to_value(hologram(json).unwrap()).unwrap()["beam"]["to"]["place"],
        "7b"
    );
}

#[test]
fn mistakes_are_reported_like_those_of_the_known_providers() {
    for (settings, more, messages) in [
        (
            r#""projectors":300,"offset":-40000"#,
            "",
            vec![
                "`settings.offset` must be an integer from -32768 to 32767",
                "`settings.projectors` must be an integer from 0 to 255",
            ],
        ),
        (
            r#""projectors":1"#,
            r#","beam":7"#,
            vec!["`beam` must be a string, not a number"],
        ),
        (
            r#""projectors":13"#,
            "",
            vec!["`settings.projectors` breaks the rule `range` (min 1, max 12)"],
        ),
        (
            r#""projectors":1.5,"height":"tall","colour":1"#,
            "",
            vec![
                "`settings.colour` must be a boolean, not a number",
                "`settings.height` must be a number, not a string",
                "`settings.projectors` must be an integer from 0 to 255, not a floating-point number",
            ],
        ),
        (
            r#""projectors":123456789012345678901234567890"#,
            "",
            vec![
                "`settings.projectors` must be an integer from 0 to 255, not a floating-point number",
            ],
        ),
        (
            r#""projectors":1,"heigth":1"#,
            r#","beam":"upp","label":{}"#,
            vec![
                "`beam` must be one of up, down, to: did you mean `up`?",
                "`label` is not a key of `hologram` connectors: did you mean `labels`? (its keys: provider, settings, beam, labels, more)",
                "`settings.heigth` is not a key of the `settings` of `hologram` connectors: did you mean `height`? (its keys: client_secret, projectors, offset, height, colour)",
            ],
        ),
        (
            r#""projectors":{"env":"PROJECTORS"}"#,
            "",
            vec![
                "`settings.projectors` must be an integer from 0 to 255, not an object: only a string can come from `env` or `file`",
            ],
        ),
    ] {
        let json = format!(
            r#"{{"provider":"hologram","settings":{{"client_secret":"s",{settings}}}{more}}}"#
        );
        let invalid = hologram(&json).unwrap_err();
        let said: Vec<String> = invalid.iter().map(ToString::to_string).collect();
        assert_eq!(said, messages, "{json}");
    }
}

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

#[test]
fn a_number_that_json_does_not_have_is_refused_at_its_path() {
    let start = "provider = 'hologram'\nsettings = { client_secret = 's', projectors = 1";
    for (number, kind) in [
        ("nan", "NaN"),
        ("-nan", "NaN"),
        ("inf", "infinity"),
        ("-inf", "infinity"),
    ] {
        for (toml, message) in [
            (
                format!("{start}, height = {number} }}"),
                "`settings.height` must be a number",
            ),
            (
                format!("{start} }}\nmore = [0.5, {number}]"),
                "`more[1]` must be any valid JSON value",
            ),
        ] {
            let draft: ConnectorDraft<Hologram> = toml::from_str(&toml).unwrap();
            let said = draft.check().unwrap_err().to_string();
            assert_eq!(said, format!("invalid: {message}, not {kind}"));
        }
        let toml = format!("provider = 'imap'\nname = {number}");
        let draft: ConnectorDraft = toml::from_str(&toml).unwrap();
        assert_eq!(
            draft.check().unwrap_err().to_string(),
            format!("invalid: `name` must be a string, not {kind}")
        );
    }
}

#[test]
fn a_draft_for_another_provider_is_given_back() {
    for json in [
        r#"{"provider":"imap"}"#,
        r#"{"provider":"hologrm"}"#,
        r#"{"provider":7}"#,
        "{}",
        "[]",
    ] {
        let back = draft(json).for_provider::<Hologram>().unwrap_err();
        assert_eq!(back.check().is_ok(), json.contains("imap"));
    }
}

#[test]
fn a_file_may_have_connectors_of_one_type_alone() {
    let google: ConnectorDraft<Google> =
        serde_json::from_str(r#"{"provider":"google","scope":[{"env":"SCOPE"}]}"#).unwrap();
    assert_eq!(google.provider(), Some(Provider::Google));
    let google: Google = google.check_with(|_| Some("openid".to_owned())).unwrap();
    assert_eq!(google.scope().map(<[_]>::len), Some(1));

    for (json, message) in [
        (
            r#"{"provider":"imap"}"#,
            "`provider` must be `hologram` here",
        ),
        (
            r#"{"provider":"hush"}"#,
            "`provider` must be `hologram` here",
        ),
        ("{}", "`provider` is missing: it is one of hologram"),
    ] {
        let draft: ConnectorDraft<Hologram> = serde_json::from_str(json).unwrap();
        assert_eq!(draft.provider(), None);
        assert_eq!(
            draft.check().unwrap_err().to_string(),
            format!("invalid: {message}")
        );
    }
}

#[test]
fn a_misspelled_provider_of_ones_own_is_recognized() {
    let message = |json: &str| {
        let draft = draft(json).for_provider::<Hologram>().unwrap_err();
        draft.check().unwrap_err().to_string()
    };
    assert_eq!(
        message(r#"{"provider":"holgram"}"#),
        format!(
            "invalid: `provider` names `holgram`, which this version doesn't know: did you mean `hologram`? (known: {}, \
             hologram)",
            crate::known()
        )
    );
    let missing = message(r#"{"beam":"up"}"#);
    assert!(missing.ends_with(", hologram"), "{missing}");
}
