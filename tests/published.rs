//! The facts of the service's published schema, and what in an answer isn't as it says.
//!
//! They are in `fixtures/published-schema.json`. A field's path is that of its value: `data[].scope[]` for a scope of a
//! list's item. Where a body has several forms, the path begins with the form's title: `<EWS>scopes`.

use std::collections::{BTreeMap, BTreeSet};

use nylas_connectors::Provider;
use serde::Deserialize;
use serde_json::Value;

/// The published schema.
#[derive(Deserialize)]
pub struct Schema {
    /// The calls of this library.
    pub operations: Vec<Operation>,
    /// The scopes that each call of the whole API needs, by provider.
    pub scopes_by_call: BTreeMap<String, BTreeMap<String, Scopes>>,
}

/// What a call needs of a provider: all of `min`, where one of `others` may take the place of one of them.
#[derive(Deserialize)]
pub struct Scopes {
    /// The smallest list.
    pub min: Vec<String>,
    /// What also allows it.
    #[serde(default)]
    pub others: Vec<String>,
}

/// One call.
#[derive(Clone, Deserialize)]
pub struct Operation {
    /// Its method, such as `GET`.
    pub method: String,
    /// Its path, such as `/v3/connectors/{provider}`.
    pub path: String,
    /// What is in its path and its query.
    pub parameters: Vec<Parameter>,
    /// The fields of its body.
    pub body: Vec<Field>,
    /// The fields of its answers, by status.
    pub responses: BTreeMap<String, Vec<Field>>,
}

/// A parameter of a call.
#[derive(Clone, Deserialize, PartialEq)]
pub struct Parameter {
    /// Where it is: `path` or `query`.
    #[serde(rename = "in")]
    pub place: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it must be given.
    #[serde(default)]
    pub required: bool,
    /// The words that it may be; any, if there are none.
    #[serde(default, rename = "enum")]
    pub words: Vec<String>,
    /// What it is if it isn't given.
    pub default: Option<Value>,
}

/// A field of a body or an answer.
#[derive(Clone, Deserialize, PartialEq)]
pub struct Field {
    /// Its path.
    pub path: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it must be there if the object around it is.
    #[serde(default)]
    pub required: bool,
    /// The words that it may be; any, if there are none.
    #[serde(default, rename = "enum")]
    pub words: Vec<String>,
}

impl Schema {
    /// The published schema.
    ///
    /// # Panics
    ///
    /// If the file isn't in its form.
    #[must_use]
    pub fn published() -> Self {
        serde_json::from_str(include_str!("fixtures/published-schema.json")).unwrap()
    }

    /// The providers whose scopes it names at some call.
    #[must_use]
    pub fn providers_with_scopes(&self) -> BTreeSet<Provider> {
        let names = self.scopes_by_call.values().flat_map(BTreeMap::keys);
        names.map(Provider::from).collect()
    }

    /// The call that a request is one of. The path may have a query.
    #[must_use]
    pub fn call(&self, method: &str, path: &str) -> Option<&Operation> {
        let path = path.split('?').next().unwrap_or_default();
        self.operations
            .iter()
            .find(|operation| operation.method == method && matches(&operation.path, path))
    }
}

/// Whether a path is one of a template, whose segments in braces are any.
fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let same = |(template, given): (&&str, &&str)| template.starts_with('{') || template == given;
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

impl Operation {
    /// Its method and path.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// What in an answer isn't as the schema says, one line each. No value is in them.
    #[must_use]
    pub fn differences(&self, status: u16, body: &Value) -> Vec<String> {
        let Some(fields) = self.responses.get(&status.to_string()) else {
            return vec![format!("the schema has no status {status}")];
        };
        if !body.is_object() {
            return vec![format!(
                "the answer is of the type {}, not object",
                kind(body)
            )];
        }
        let mut found = Vec::new();
        compare("", body, fields, &mut found);
        found
    }
}

/// Compares the value at a path, and all values in it.
fn compare(path: &str, value: &Value, fields: &[Field], found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            let path = format!("{path}[]");
            for item in items {
                compare_field(&path, item, fields, found);
            }
        }
        Value::Object(members) => {
            let prefix = if path.is_empty() {
                String::new()
            } else {
                format!("{path}.")
            };
            let known: Vec<&Field> = fields
                .iter()
                .filter(|field| is_member(&field.path, &prefix))
                .collect();
            for field in known.iter().filter(|field| field.required) {
                if !members.contains_key(&field.path[prefix.len()..]) {
                    found.push(format!("`{}` is missing", field.path));
                }
            }
            // An object without listed members has any.
            for (name, member) in members.iter().filter(|_| !known.is_empty()) {
                compare_field(&format!("{prefix}{name}"), member, fields, found);
            }
        }
        _ => {}
    }
}

fn is_member(path: &str, prefix: &str) -> bool {
    let name = path.strip_prefix(prefix).unwrap_or_default();
    !name.is_empty() && !name.contains(['.', '['])
}

fn compare_field(path: &str, value: &Value, fields: &[Field], found: &mut Vec<String>) {
    let Some(field) = fields.iter().find(|field| field.path == path) else {
        return found.push(format!("the schema has no `{path}`"));
    };
    if kind(value) != field.kind {
        return found.push(format!(
            "`{path}` is of the type {}, not {}",
            kind(value),
            field.kind
        ));
    }
    if let Some(text) = value.as_str()
        && !field.words.is_empty()
        && !field.words.iter().any(|word| word == text)
    {
        found.push(format!("`{path}` is none of the schema's words"));
    }
    compare(path, value, fields, found);
}

/// The schema's name for the type of a value.
#[must_use]
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
