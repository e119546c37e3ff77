//! The JSON Schema of a file of connectors, as the example `schema` prints it, beside what decoding says: a validator
//! that nobody here wrote takes what the decoder takes and refuses what it refuses.
//!
//! Deliberate differences: the schema knows nothing about content (blank texts, repeated scopes), about what a variable
//! or a file holds, or about repeated keys, of which a parser leaves one.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use nylas_connectors::{ConnectorDraft, ForProvider, Provider, ProviderTag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use validator::Validate;

struct Schema(Schemas, SchemaIndex);

impl Schema {
    fn new(schema: Value) -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.add_resource("schema.json", schema).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        Self(schemas, index)
    }

    /// The schema that the example prints.
    fn of_a_file() -> Self {
        let output = Command::new(env!("CARGO_BIN_EXE_schema")).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        Self::new(serde_json::from_slice(&output.stdout).unwrap())
    }

    fn accepts(&self, value: &Value) -> bool {
        self.0.validate(value, self.1).is_ok()
    }
}

fn file(connector: &Value) -> Value {
    json!({ "connectors": [connector] })
}

/// The rules about the form, which a schema can know.
const FORM: [&str; 6] = [
    "missing_key",
    "two_sources",
    "unknown_key",
    "unknown_provider",
    "wrong_type",
    "wrong_value",
];

/// Whether the decoder takes the form of the connector, whatever its content.
fn decodes(connector: &Value) -> bool {
    let draft: ConnectorDraft = ConnectorDraft::deserialize(connector).unwrap();
    match draft
        .with_files("nowhere")
        .check_with(|_| Some("x".to_owned()))
    {
        Ok(_) => true,
        Err(invalid) => invalid.iter().all(|problem| {
            let no_variable = problem.rule() == "env";
            !no_variable && !FORM.contains(&problem.rule())
        }),
    }
}

/// The bodies of every provider and of the documentation's samples, as they are pinned.
fn documented_bodies() -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let pinned = files.filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_pinned = name.starts_with("providers__") || name.starts_with("samples__");
        // One that is still to be reviewed ends in `.snap.new`.
        is_pinned
            && path
                .extension()
                .is_some_and(|extension| extension == "snap")
    });
    let bodies: Vec<Value> = pinned
        .map(|path| {
            let snapshot = fs::read_to_string(path).unwrap();
            serde_json::from_str(snapshot.lines().last().unwrap()).unwrap()
        })
        .collect();
    let least = 2 * Provider::ALL.len();
    assert!(
        bodies.len() >= least,
        "a minimal and a full body of each provider: {}",
        bodies.len()
    );
    bodies
}

#[test]
fn every_documented_body_and_the_file_of_apply_are_valid() {
    let schema = Schema::of_a_file();
    for body in documented_bodies() {
        assert!(schema.accepts(&file(&body)), "{body}");
    }
    let toml = include_str!("../nylas-connectors/examples/connectors.toml");
    let toml: Value = toml::from_str(toml).unwrap();
    assert!(schema.accepts(&toml), "{toml}");
    for wrong in [
        json!([]),
        json!({}),
        json!({ "connectors": [], "connector": [] }),
    ] {
        assert!(!schema.accepts(&wrong), "{wrong}");
    }
}

/// What a person may write in the place of anything else.
fn other_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(7),
        json!(0.5),
        json!("google"),
        json!("other"),
        json!(""),
        json!([]),
        json!(["a", "b"]),
        json!(["a", 7]),
        json!([null]),
        json!({}),
        json!({ "env": "NAME" }),
        json!({ "env": "NAME", "default": "x" }),
        json!({ "env": "NAME", "default": null }),
        json!({ "file": "PATH" }),
        json!({ "env": "GOCSPX-1" }),
        json!({ "env": "" }),
        json!({ "env": "1A" }),
        json!({ "env": 3 }),
        json!({ "env": null }),
        json!({ "env": { "env": "NAME" } }),
        json!({ "env": "NAME", "default": 3 }),
        json!({ "env": "NAME", "default": { "env": "NAME" } }),
        json!({ "env": "NAME", "defualt": "x" }),
        json!({ "env": "NAME", "file": "PATH" }),
        json!({ "ENV": "NAME" }),
        json!({ "default": "x" }),
        json!({ "file": 3 }),
        json!({ "file": "PATH", "default": "x" }),
        json!({ "vault": "x" }),
        json!({ "client_id": "i", "client_secret": "s" }),
        json!({ "client_id": "i", "client_secret": "s", "tenant": { "env": "NAME" } }),
        json!([{ "env": "NAME" }, { "file": "PATH" }]),
        json!([{ "env": "NAME", "file": "PATH" }]),
    ]
}

/// The value with each part of it left out, misspelled, and replaced by each of the others.
fn changed(value: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let without = || {
                    let mut without = members.clone();
                    without.remove(key);
                    without
                };
                all.push(without().into());
                for other in [
                    "scope",
                    "scopes",
                    "settings",
                    "Name",
                    "tenant",
                    "topic_name",
                ] {
                    let mut misspelled = without();
                    misspelled.insert(other.to_owned(), member.clone());
                    all.push(misspelled.into());
                }
                all.extend(changed(member).into_iter().map(|changed| {
                    let mut with = members.clone();
                    with.insert(key.clone(), changed);
                    with.into()
                }));
            }
        }
        Value::Array(items) => all.extend((0..items.len()).flat_map(|index| {
            changed(&items[index]).into_iter().map(move |changed| {
                let mut with = items.clone();
                with[index] = changed;
                with.into()
            })
        })),
        _ => {}
    }
    all.extend(other_values());
    all
}

#[test]
fn the_schema_and_the_decoder_agree_about_every_changed_body() {
    let schema = Schema::of_a_file();
    let bodies: BTreeSet<String> = documented_bodies()
        .iter()
        .flat_map(changed)
        .map(|body| body.to_string())
        .collect();
    let (mut taken, mut refused) = (0, 0);
    for body in &bodies {
        let body: Value = serde_json::from_str(body).unwrap();
        let decodes = decodes(&body);
        assert_eq!(schema.accepts(&file(&body)), decodes, "{body}");
        if decodes {
            taken += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        taken > 400 && refused > 2500,
        "too few bodies to compare, of which {taken} are taken and {refused} are not: those that are taken come from \
         `tests/snapshots`, so write the snapshots of `providers` first"
    );
}

/// A connector of an application's own type.
#[derive(Deserialize, JsonSchema, Serialize, Validate)]
#[serde(deny_unknown_fields)]
struct Hologram {
    #[serde(default)]
    provider: ProviderTag<Self>,
    room: String,
    projectors: u8,
    beam: Beam,
}

#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
enum Beam {
    Up,
    Down,
}

impl ForProvider for Hologram {
    const PROVIDER: Provider = Provider::other("hologram");
}

#[test]
fn a_type_of_ones_own_has_the_same_alternatives() {
    let schema = schemars::schema_for!(ConnectorDraft<Hologram>);
    let schema = Schema::new(schema.to_value());
    let base = json!({ "provider": "hologram", "room": "7b", "projectors": 2, "beam": "up" });
    for (key, value, taken) in [
        ("room", json!({ "env": "ROOM" }), true),
        ("room", json!({ "file": "room" }), true),
        ("room", json!({ "fil": "room" }), false),
        ("room", json!(null), false),
        ("projectors", json!({ "env": "PROJECTORS" }), false),
        ("projectors", json!(300), false),
        ("beam", json!({ "env": "BEAM" }), false),
        ("beam", json!("down"), true),
        ("beam", json!("sideways"), false),
        ("provider", json!("google"), false),
    ] {
        let mut connector = base.clone();
        connector[key] = value;
        assert_eq!(schema.accepts(&connector), taken, "{connector}");
        let draft = ConnectorDraft::<Hologram>::deserialize(&connector).unwrap();
        let folder = env!("CARGO_MANIFEST_DIR");
        let decoded = draft
            .with_files(folder)
            .check_with(|_| Some("x".to_owned()));
        let no_file = |error: nylas_connectors::Invalid| error.problems()[0].rule() == "file";
        assert_eq!(decoded.map_or_else(no_file, |_| true), taken, "{connector}");
    }
    let mut nameless = base.clone();
    nameless.as_object_mut().unwrap().remove("provider");
    assert!(schema.accepts(&base) && !schema.accepts(&nameless));
}

#[test]
fn the_schema_says_what_a_key_is_for_and_which_are_secret() {
    let schema = schemars::schema_for!(ConnectorDraft).to_value();
    let google = &schema["anyOf"][0];
    assert_eq!(
        google["description"],
        "A Google connector: a Google Cloud OAuth app and the default scopes of its grants."
    );
    let settings = &google["properties"]["settings"]["properties"];
    assert_eq!(
        settings["client_secret"],
        json!({
            "description": "The app's client secret.",
            "anyOf": [
                { "type": "string", "format": "password", "writeOnly": true },
                { "$ref": "#/$defs/Variable" },
                { "$ref": "#/$defs/TextFile" },
            ],
        })
    );
    let all = schema.to_string();
    for markup in ["```", "[`", "`]", "](", "crate::"] {
        assert!(!all.contains(markup), "{markup}");
    }
}
