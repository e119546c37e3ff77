//! The rules about content: each text that is sent has some, and the same key has the same ones wherever it is.

use std::collections::{BTreeMap, BTreeSet};

use nylas_connectors::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use validator::Validate;

use crate::bodies::{self, Body};
use crate::paths::paths;

/// Texts that break each rule that a text can break.
const BAD: [&str; 7] = ["", " a", "a ", "a\n", "a b", "a,b", r"a\nb"];

/// The rules that no text in a field can break.
const OTHERS: [&str; 9] = [
    "duplicate_scope",
    "empty_list",
    "empty_update",
    "key_file",
    "missing",
    "not_finite",
    "not_json",
    "path_segment",
    "reserved_key",
];

/// Each form of a body, with the members of all its samples.
fn every_form() -> Vec<(&'static str, Value)> {
    let forms = [
        bodies::new_connectors(),
        bodies::connector_updates(),
        bodies::new_credentials(),
        bodies::credential_updates(),
    ];
    let forms = forms.into_iter().flatten().filter(|body| !body.partial);
    let whole = |body: Body| {
        let members = body.samples.iter().filter_map(Value::as_object).flatten();
        let whole: Map<String, Value> = members
            .map(|(key, member)| (key.clone(), member.clone()))
            .collect();
        (body.form, Value::from(whole))
    };
    forms.map(whole).collect()
}

/// The paths of the texts of a body, but for those that are words of the service.
fn texts(body: &Value) -> BTreeSet<String> {
    let words = ["provider", "credential_type", "credential_data.type"];
    let texts = paths(body)
        .into_iter()
        .filter(|(_, (kind, _))| *kind == "string");
    texts
        .map(|(path, _)| path)
        .filter(|path| !words.contains(&path.as_str()))
        .collect()
}

/// Checks a body whose every text is this one.
fn check(form: &str, body: &Value, text: &str) -> Result<(), Invalid> {
    let app = || {
        ConnectorCredential::builder()
            .client_id(text)
            .client_secret(text)
            .tenant(text)
    };
    let new = |data: CredentialData| {
        NewCredential::builder()
            .name(text)
            .credential_data(data)
            .build()
            .map(drop)
    };
    let body = with_text(body, text);
    match form {
        "<UpdateGoogle>" => decoded::<UpdateGoogle>(body),
        "<UpdateMicrosoft>" => decoded::<UpdateMicrosoft>(body),
        "<UpdateYahoo>" => decoded::<UpdateYahoo>(body),
        "<UpdateZoom>" => decoded::<UpdateZoom>(body),
        "<UpdateOther>" => {
            let update = UpdateOther::builder().provider("imap").name(text);
            update.active_credential_id(text).build().map(drop)
        }
        "<Connector Override>" => new(app().into()),
        "<Service Account>" => {
            let account = ServiceAccount::builder().private_key_id(text);
            new(account.private_key(text).client_email(text).into())
        }
        "<Admin Consent>" => {
            let consent = AdminConsent::builder().client_id(text);
            new(consent.client_secret(text).tenant(text).into())
        }
        "" => {
            let update = UpdateCredential::builder().name(text);
            update.credential_data(app()).build().map(drop)
        }
        _ => decoded::<AnyConnector>(body),
    }
}

fn decoded<T: DeserializeOwned + Validate>(body: Value) -> Result<(), Invalid> {
    let value: T = serde_json::from_value(body)
        .unwrap_or_else(|error| panic!("an update needs a row of its own in `check`: {error}"));
    Invalid::check(&value)
}

/// The same body with this text in the place of every other.
fn with_text(body: &Value, text: &str) -> Value {
    match body {
        Value::String(_) => json!(text),
        Value::Array(items) => items.iter().map(|item| with_text(item, text)).collect(),
        Value::Object(members) => {
            let member = |(key, member): (&String, &Value)| {
                let kept = key == "provider";
                (
                    key.clone(),
                    if kept {
                        member.clone()
                    } else {
                        with_text(member, text)
                    },
                )
            };
            members.iter().map(member).collect()
        }
        other => other.clone(),
    }
}

/// The rules that a bad text breaks at each path.
type Broken = BTreeMap<String, BTreeSet<(&'static str, String)>>;

fn broken(form: &str, body: &Value) -> Broken {
    let mut broken = Broken::new();
    for text in BAD {
        let invalid = check(form, body, text).err();
        for problem in invalid.iter().flat_map(Invalid::problems) {
            let is_said = problem.message() != "is not valid";
            assert!(is_said, "`{}` has no message in rule.rs", problem.rule());
            let rules = broken
                .entry(problem.path().replace("[0]", "[]"))
                .or_default();
            rules.insert((text, problem.rule().to_owned()));
        }
    }
    broken
}

#[test]
fn every_text_has_rules_and_the_same_key_has_the_same_rules() {
    let mut known: BTreeMap<String, (String, BTreeSet<_>)> = BTreeMap::new();
    for (form, body) in every_form() {
        let mut broken = broken(form, &body);
        for path in texts(&body) {
            let rules = broken.remove(&path).unwrap_or_default();
            let here = format!("{path} of {form}");
            assert!(!rules.is_empty(), "{here} has no rule: validate the field");
            let key = path.rsplit('.').next().unwrap_or_default().to_owned();
            let (other, of_other) = known
                .entry(key)
                .or_insert_with(|| (here.clone(), rules.clone()));
            assert_eq!(&rules, of_other, "{here} has other rules than {other}");
        }
        assert!(broken.is_empty(), "{form}: {broken:?}");
    }
}

#[test]
fn a_bad_text_breaks_each_rule_that_is_documented() {
    let forms = every_form();
    let broken = forms
        .iter()
        .flat_map(|(form, body)| broken(form, body).into_values().flatten());
    let broken: BTreeSet<String> = broken.map(|(_, rule)| rule).collect();
    let documentation = include_str!("../../nylas-connectors/src/validation.rs").lines();
    let rows = documentation.filter_map(|line| line.strip_prefix("//! | `")?.split_once("` |"));
    for (rule, _) in rows {
        assert!(
            broken.contains(rule) != OTHERS.contains(&rule),
            "{rule}: list a text that breaks it as BAD, or the rule as one of the OTHERS"
        );
    }
}

#[test]
fn every_update_of_nothing_is_refused() {
    let forms = [bodies::connector_updates(), bodies::credential_updates()];
    for body in forms.into_iter().flatten().filter(|body| !body.partial) {
        let outcome = match body.form {
            "<UpdateOther>" => UpdateOther::builder().provider("imap").build().map(drop),
            "" => UpdateCredential::builder().build().map(drop),
            form => check(form, &json!({}), ""),
        };
        let rules = outcome.err().into_iter().flatten();
        let rules: Vec<String> = rules.map(|problem| problem.rule().to_owned()).collect();
        assert_eq!(rules, ["empty_update"], "{}", body.form);
    }
}
