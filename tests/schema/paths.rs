//! Values at paths: `data[].scope[]` is a scope of an item of a list.

use std::collections::BTreeMap;

use nylas_connectors_tests::published::{Field, kind};
use serde_json::{Map, Value, json};

/// The path of the object or the list that a value is in.
pub(crate) fn parent(path: &str) -> Option<&str> {
    path.strip_suffix("[]")
        .or_else(|| Some(path.rsplit_once('.')?.0))
}

/// The paths of all values in a value, each with its type and how often it is there.
pub(crate) fn paths(value: &Value) -> BTreeMap<String, (&'static str, usize)> {
    let mut found = BTreeMap::new();
    gather("", value, &mut found);
    found
}

fn gather(path: &str, value: &Value, found: &mut BTreeMap<String, (&'static str, usize)>) {
    found.entry(path.to_owned()).or_insert((kind(value), 0)).1 += 1;
    match value {
        Value::Object(members) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (name, member) in members {
                gather(&format!("{path}{dot}{name}"), member, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                gather(&format!("{path}[]"), item, found);
            }
        }
        _ => {}
    }
}

/// Where the value at a path is: the pointer to what it is in, and its name there.
pub(crate) fn pointer(path: &str) -> (String, String) {
    let pointer = format!("/{}", path.replace('.', "/").replace("[]", "/0"));
    let (object, name) = pointer.rsplit_once('/').unwrap_or_default();
    (object.to_owned(), name.to_owned())
}

/// A value of each type, of which none can be taken for another.
pub(crate) fn values() -> [Value; 5] {
    [
        json!(["text"]),
        json!(true),
        json!(1_700_000_000),
        json!({"key": "text"}),
        json!("text"),
    ]
}

/// A value with all fields.
pub(crate) fn sample(fields: &[&Field], path: &str) -> Value {
    let item = format!("{path}[]");
    if fields.iter().any(|field| field.path == item) {
        return json!([sample(fields, &item)]);
    }
    let members = fields
        .iter()
        .filter(|field| parent(&field.path).unwrap_or_default() == path);
    let members: Map<String, Value> = members
        .map(|field| (pointer(&field.path).1, sample(fields, &field.path)))
        .collect();
    let field = fields.iter().find(|field| field.path == path);
    match field {
        Some(field) if members.is_empty() => {
            let word = field.words.first().map(|word| json!(word));
            let mut values = values().into_iter();
            word.or_else(|| values.find(|value| kind(value) == field.kind))
                .unwrap_or_default()
        }
        _ => Value::Object(members),
    }
}
