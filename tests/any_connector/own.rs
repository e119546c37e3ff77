//! Connectors of an application's own types in the same file.

use std::collections::BTreeMap;

use nylas_connectors::{
    AnyConnector, ConnectorDraft, ForProvider, Google, Invalid, Provider, ProviderTag, Secret,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use validator::Validate;

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
pub(crate) struct Settings {
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
pub(crate) enum Beam {
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
