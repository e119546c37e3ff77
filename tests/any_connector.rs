//! Connectors from a file: what is decoded, and what is said about a file that is wrong.

#[path = "any_connector/env.rs"]
mod env;
#[path = "any_connector/files.rs"]
mod files;
#[path = "any_connector/own.rs"]
mod own;
#[path = "any_connector/types.rs"]
mod types;

use nylas_connectors::testing::Recorder;
use nylas_connectors::{Action, AnyConnector, ConnectorDraft, ConnectorSpec, Invalid, Provider};
use nylas_connectors_tests::recorded;
use serde::Deserialize;
use serde::de::value::{BytesDeserializer, Error as ValueError, MapDeserializer};
use serde_json::Value;

/// Every provider with every field, each as its own type writes it.
const EVERY_PROVIDER: &str = r#"[
    {"name":"n","provider":"google","settings":{"client_id":"i","client_secret":"s","topic_name":"t"},"scope":["openid"]},
    {"name":"n","provider":"microsoft","settings":{"client_id":"i","client_secret":"s","tenant":"common"},"scope":["Mail.Read"]},
    {"name":"n","provider":"zoom","settings":{"client_id":"i","client_secret":"s"}},
    {"name":"n","provider":"icloud"},
    {"name":"n","provider":"imap"},
    {"name":"n","provider":"ews","scopes":"ews.messages"},
    {"name":"n","provider":"virtual-calendar"},
    {"name":"n","provider":"yahoo","settings":{"client_id":"i","client_secret":"s"},"scope":["mail-r"]},
    {"name":"n","provider":"nylas"}
]"#;

#[test]
fn all_providers_come_out_as_they_went_in() {
    let connectors: Vec<AnyConnector> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    let found: Vec<Provider> = connectors.iter().map(ConnectorSpec::provider).collect();
    assert_eq!(found, Provider::ALL, "EVERY_PROVIDER lacks one");
    let compact: String = EVERY_PROVIDER.split_whitespace().collect();
    assert_eq!(serde_json::to_string(&connectors).unwrap(), compact);
}

#[test]
fn a_connector_of_any_provider_is_created_and_ensured_like_a_typed_one() {
    let recorder = Recorder::new();
    let client = recorded(&recorder);
    let connectors: Vec<AnyConnector> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    for connector in &connectors {
        let created = client.connectors().create(connector).unwrap();
        assert_eq!(created.data.provider, connector.provider());
        let ensured = client.connectors().ensure(connector).unwrap();
        assert_eq!(ensured.action, Action::Unchanged);
    }
}

#[test]
fn no_debug_shows_a_secret_of_any_provider() {
    let connectors: Vec<Value> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    for mut connector in connectors {
        let settings = connector.get_mut("settings").and_then(Value::as_object_mut);
        for (key, value) in settings.into_iter().flatten() {
            if ["secret", "password", "token", "key"]
                .iter()
                .any(|end| key.ends_with(end))
            {
                *value = "do-not-show".into();
            }
        }
        let connector: AnyConnector = serde_json::from_value(connector).unwrap();
        let shown = format!("{connector:?}");
        assert!(
            !shown.contains("do-not-show"),
            "make it a `Secret`: {shown}"
        );
    }
}

#[test]
fn every_provider_has_every_key_here() {
    let mut connectors: Vec<Value> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    for connector in &mut connectors {
        for place in ["", "/settings"] {
            let object = connector.pointer_mut(place).and_then(Value::as_object_mut);
            object.map(|object| object.insert("?".to_owned(), 1.into()));
        }
        let error = serde_json::from_value::<AnyConnector>(connector.clone())
            .unwrap_err()
            .to_string();
        let lists = error.split("(its keys: ").skip(1);
        let keys = lists
            .filter_map(|rest| rest.split(')').next())
            .flat_map(|list| list.split(", "));
        for key in keys {
            let here = connector
                .get(key)
                .or(connector.pointer(&format!("/settings/{key}")));
            assert!(
                here.is_some(),
                "add `{key}` to {connector} in EVERY_PROVIDER"
            );
        }
    }
}

#[test]
fn the_readme_has_a_row_for_every_provider_with_its_keys() {
    let readme = include_str!("../README.md");
    let connectors: Vec<Value> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    for connector in connectors {
        let provider = connector["provider"].as_str().unwrap();
        let mut rows = readme.lines().filter(|line| line.starts_with("| `"));
        let row = rows.find(|row| row.contains(&format!("| `{provider}` |")));
        let row = row.unwrap_or_else(|| panic!("the table of providers lacks `{provider}`"));
        let settings = connector["settings"].as_object().into_iter().flatten();
        for (key, _) in settings.chain(connector.as_object().unwrap()) {
            let is_of_all = ["name", "provider", "settings"].contains(&key.as_str());
            assert!(
                is_of_all || row.contains(&format!("`{key}")),
                "`{key}` isn't in the row {row}"
            );
        }
    }
}

#[test]
fn the_provider_may_stand_anywhere_and_null_is_absent() {
    let json = r#"{"scope":["mail-r"],"name":null,"provider":"yahoo"}"#;
    let connector: AnyConnector = serde_json::from_str(json).unwrap();
    assert_eq!(
        serde_json::to_string(&connector).unwrap(),
        r#"{"provider":"yahoo","scope":["mail-r"]}"#
    );
}

#[test]
fn toml_is_decoded_too() {
    #[derive(Deserialize)]
    struct File {
        connectors: Vec<AnyConnector>,
    }
    let file = "[[connectors]]\nprovider = 'google'\nscope = ['openid']\n\
                [connectors.settings]\nclient_id = 'i'\nclient_secret = 's'\n\
                [[connectors]]\nprovider = 'imap'\n";
    let file: File = toml::from_str(file).unwrap();
    assert_eq!(
        serde_json::to_string(&file.connectors).unwrap(),
        r#"[{"provider":"google","settings":{"client_id":"i","client_secret":"s"},"scope":["openid"]},{"provider":"imap"}]"#
    );
    let wrong =
        toml::from_str::<File>("[[connectors]]\nprovider = 'google'\nscopes = ['openid']\n");
    let message = wrong.err().unwrap().message().to_owned();
    assert!(message.contains("did you mean `scope`?"), "{message}");
}

/// What decoding as one connector says.
fn refused(json: &str) -> String {
    let error = serde_json::from_str::<AnyConnector>(json)
        .unwrap_err()
        .to_string();
    error.split(" at line ").next().unwrap().to_owned()
}

#[test]
fn a_wrong_key_is_named_with_what_is_allowed_and_what_was_meant() {
    for (json, message) in [
        (
            r#"{"provider":"google","scopes":["openid"]}"#,
            "invalid: `scopes` is not a key of `google` connectors: did you mean `scope`? (its keys: name, provider, settings, scope)",
        ),
        (
            r#"{"provider":"ews","scope":"ews.messages"}"#,
            "invalid: `scope` is not a key of `ews` connectors: did you mean `scopes`? (its keys: name, provider, scopes)",
        ),
        (
            r#"{"provider":"zoom","scope":["x"]}"#,
            "invalid: `scope` is not a key of `zoom` connectors (its keys: name, provider, settings)",
        ),
        (
            r#"{"provider":"google","settings":{"client_id":"i","client_secret":"s","scope":["openid"]}}"#,
            "invalid: `settings.scope` is not a key of the `settings` of `google` connectors (its keys: client_id, \
             client_secret, topic_name): it belongs beside `settings`, not in it",
        ),
        (
            r#"{"provider":"zoom","client_secret":"s","settings":{"client_id":"i","client_secret":"s","scope":[]}}"#,
            "invalid, 2 problems: `client_secret` is not a key of `zoom` connectors (its keys: name, provider, settings): it \
             belongs in `settings`; `settings.scope` is not a key of the `settings` of `zoom` connectors (its keys: \
             client_id, client_secret)",
        ),
        (
            r#"{"provider":"zoom","settings":{"clientId":"i","client_secret":"s"}}"#,
            "invalid, 2 problems: `settings.clientId` is not a key of the `settings` of `zoom` connectors: did you mean \
             `client_id`? (its keys: client_id, client_secret); `settings.client_id` is missing: the `settings` of \
             `zoom` connectors needs it",
        ),
        (
            r#"{"provider":"imap","provider":"imap","name":"a","name":"b"}"#,
            "invalid, 2 problems: `name` is there more than once: keep one; `provider` is there more than once: keep one",
        ),
    ] {
        assert_eq!(refused(json), message);
    }
}

/// The names of all providers, as messages list them.
fn known() -> String {
    let names: Vec<&str> = Provider::ALL.iter().map(Provider::as_str).collect();
    names.join(", ")
}

#[test]
fn an_unknown_provider_is_named_with_those_that_are_known() {
    let known = known();
    for (json, message) in [
        (
            r#"{"provider":"hologram"}"#,
            format!(
                "`provider` names `hologram`, which this version doesn't know (known: {known})"
            ),
        ),
        (
            r#"{"provider":"gogle"}"#,
            format!(
                "`provider` names `gogle`, which this version doesn't know: did you mean `google`? (known: {known})"
            ),
        ),
        (
            r#"{"provider":"virtual_calendar"}"#,
            format!(
                "`provider` names a provider that this version doesn't know: did you mean `virtual-calendar`? (known: {known})"
            ),
        ),
        (
            r#"{"provider":"S3CRET"}"#,
            format!("`provider` names a provider that this version doesn't know (known: {known})"),
        ),
        (
            r#"{"name":"n"}"#,
            format!("`provider` is missing: it is one of {known}"),
        ),
        (
            r#"{"name":"n","providr":"imap"}"#,
            format!(
                "`provider` is missing (did you misspell it as `providr`?): it is one of {known}"
            ),
        ),
        (
            r#"{"name":"n","pr0vider":"S3CRET"}"#,
            format!("`provider` is missing: it is one of {known}"),
        ),
        (
            r#"{"provider":7}"#,
            "`provider` must be a string, not a number".to_owned(),
        ),
        (
            r#"["google"]"#,
            "it must be an object with a `provider`, not a list".to_owned(),
        ),
    ] {
        assert_eq!(refused(json), format!("invalid: {message}"));
    }
}

#[test]
fn a_provider_with_a_capital_or_a_space_is_reported_with_its_spelling() {
    for (name, written) in [
        ("Google", "google"),
        ("Virtual-Calendar", "virtual-calendar"),
        (" imap", "imap"),
        ("EWS\\n", "ews"),
    ] {
        let message =
            format!("must be written `{written}`: in lower case and without spaces around it");
        let said = refused(&format!(r#"{{"provider":"{name}"}}"#));
        assert_eq!(said, format!("invalid: `provider` {message}"));
    }
    let said = refused(r#"{"provider":"Google","scopes":["openid"],"settings":{}}"#);
    assert!(
        said.starts_with("invalid, 4 problems: `provider` must be written `google`"),
        "{said}"
    );
    assert!(
        said.contains("; `scopes` is not a key of `google` connectors"),
        "{said}"
    );
}

#[test]
fn a_value_of_the_wrong_type_is_told_by_its_type_alone() {
    for (value, message) in [
        (r#""name":7"#, "`name` must be a string, not a number"),
        (r#""name":["n"]"#, "`name` must be a string, not a list"),
        (
            r#""scope":"openid email""#,
            "`scope` must be a list, not a string",
        ),
        (
            r#""scope":["openid",true,{}]"#,
            "`scope[1]` must be a string, not a boolean; `scope[2]` must be a string, not an object",
        ),
        (
            r#""settings":["id","secret"]"#,
            "`settings` must be an object, not a list",
        ),
        (
            r#""settings":{"client_id":"i","client_secret":91337}"#,
            "`settings.client_secret` must be a string, not a number",
        ),
        (
            r#""settings":{"client_id":"i","client_secret":null}"#,
            "`settings.client_secret` must be a string, not null",
        ),
    ] {
        let said = refused(&format!(r#"{{"provider":"google",{value}}}"#));
        let said = said
            .strip_prefix("invalid, 2 problems: ")
            .or(said.strip_prefix("invalid: "));
        assert_eq!(said, Some(message));
    }
}

/// A secret in every place where one may end up by mistake.
#[test]
fn no_message_and_no_debug_shows_a_value() {
    for json in [
        r#"{"provider":"S3CRET-x"}"#,
        r#"{"provider":"google","settings":"S3CRET"}"#,
        r#"{"provider":"google","settings":{"client_id":["S3CRET"],"client_secret":{"S3CRET 1":"S3CRET"}}}"#,
        r#"{"provider":"google","client_secret S3CRET":null}"#,
        r#"{"provider":"google","GOCSPX-S3CRET":null,"settings":{"0123456789abcdefS3CRET":1}}"#,
        r#"{"provider":"google","client_secret":"S3CRET"}"#,
        r#"{"provider":"google","scope":{"S3CRET":1}}"#,
        r#"{"provider":"google","name":" S3CRET"}"#,
        r#"{"provider":["S3CRET"]}"#,
        r#"["S3CRET"]"#,
        r#""S3CRET""#,
    ] {
        let draft: ConnectorDraft = serde_json::from_str(json).unwrap();
        let shown = format!("{draft:?}");
        assert!(!shown.contains("S3CRET"), "{shown}");
        let invalid = draft.check().unwrap_err();
        let said = format!(
            "{invalid} {invalid:?} {}",
            serde_json::from_str::<AnyConnector>(json)
                .map_or_else(|error| error.to_string(), |_| String::new())
        );
        assert!(!said.contains("S3CRET"), "{said}");
    }
}

fn draft(json: &str) -> ConnectorDraft {
    serde_json::from_str(json).unwrap()
}

fn lines(result: Result<AnyConnector, Invalid>) -> Vec<String> {
    let invalid = result.unwrap_err();
    invalid
        .iter()
        .map(|problem| format!("{} {}", problem.path(), problem.rule()))
        .collect()
}

#[test]
fn a_draft_tells_problems_of_shape_and_content_together() {
    let found = draft(
        r#"{"provider":"google","name":" ","scopes":"x","colour":"red","scope":["openid",1,"openid",2],
            "settings":{"client_id":"i\n","clientSecret":"s","topic_name":[]}}"#,
    );
    assert_eq!(found.provider(), Some(Provider::Google));
    assert_eq!(
        lines(found.check()),
        [
            "colour unknown_key",
            "name blank",
            "scope[1] wrong_type",
            "scope[2] duplicate_scope",
            "scope[3] wrong_type",
            "scopes unknown_key",
            "settings.clientSecret unknown_key",
            "settings.client_id control_character",
            "settings.client_secret missing_key",
            "settings.topic_name wrong_type",
        ]
    );
}

#[test]
fn the_items_of_a_list_are_told_in_the_order_of_the_list() {
    let mut scopes = ["\"s\""; 12].join(",");
    scopes.push_str(r#",1],"settings":{"client_secret":" s"}"#);
    let found = lines(draft(&format!(r#"{{"provider":"google","scope":[{scopes}}}"#)).check());
    let duplicates = (1..12).map(|number| format!("scope[{number}] duplicate_scope"));
    let rest = [
        "scope[12] wrong_type",
        "settings.client_id missing_key",
        "settings.client_secret surrounding_space",
    ];
    let expected: Vec<String> = duplicates.chain(rest.map(str::to_owned)).collect();
    assert_eq!(found, expected);
}

#[test]
fn two_keys_that_are_not_shown_are_two_problems_and_hide_no_third() {
    assert_eq!(
        lines(draft(r#"{"provider":"imap","key1":1,"key2":1,"colour":1}"#).check()),
        ["colour unknown_key", "… unknown_key", "… unknown_key"]
    );
}

#[test]
fn a_part_of_the_wrong_type_is_one_problem_and_not_one_for_each_key_that_it_lacks() {
    assert_eq!(
        lines(draft(r#"{"provider":"google","settings":"x","scope":7}"#).check()),
        ["scope wrong_type", "settings wrong_type"]
    );
}

#[test]
fn a_good_draft_becomes_its_connector() {
    let drafts: Vec<ConnectorDraft> = serde_json::from_str(EVERY_PROVIDER).unwrap();
    let connectors: Vec<AnyConnector> = drafts
        .into_iter()
        .map(|draft| draft.check().unwrap())
        .collect();
    assert_eq!(
        connectors,
        serde_json::from_str::<Vec<AnyConnector>>(EVERY_PROVIDER).unwrap()
    );
}

#[test]
fn what_other_formats_have_and_json_lacks_is_refused_without_being_shown() {
    // YAML knows keys that are no text, and TOML and CBOR dates and bytes.
    let numbers = MapDeserializer::<_, ValueError>::new([(91337_u64, i128::MAX)].into_iter());
    let draft = ConnectorDraft::deserialize(numbers).unwrap();
    assert_eq!(lines(draft.check()), ["provider missing_key"]);
    let bytes = BytesDeserializer::<ValueError>::new(b"S3CRET");
    let said = AnyConnector::deserialize(bytes).unwrap_err().to_string();
    assert_eq!(
        said,
        "invalid: it must be an object with a `provider`, not binary data"
    );
    let date = toml::from_str::<ConnectorDraft>("provider = 'imap'\nname = 1979-05-27").unwrap();
    assert_eq!(lines(date.check()), ["name wrong_type"]);
}
