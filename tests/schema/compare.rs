//! What a call sends, compared with its parameters and its body in the schema.

use std::collections::{BTreeMap, BTreeSet};

use nylas_connectors_tests::published::{Field, Operation, Parameter, kind};
use serde_json::Value;

use crate::answers;
use crate::bodies::Body;
use crate::calls::Call;
use crate::difference::{Difference, Found, NOT_OFFERED, UNKNOWN, in_words, one_of, providers};
use crate::paths::{parent, paths};

/// The differences of a call that the schema has, or this library, or both.
pub(crate) fn compare(operation: Option<&Operation>, call: Option<&Call>) -> BTreeSet<Difference> {
    let name = operation
        .map(Operation::name)
        .or(call.map(|call| call.name.clone()));
    let mut found = Found {
        call: name.unwrap_or_default(),
        all: BTreeSet::new(),
    };
    match (operation, call) {
        (Some(operation), Some(call)) => {
            compare_path(&operation.parameters, call, &mut found);
            compare_query(&operation.parameters, call, &mut found);
            compare_bodies(&operation.body, &call.bodies, &mut found);
            compare_statuses(operation, call, &mut found);
            answers::compare(operation, call, &mut found);
        }
        (Some(_), None) => found.add("the call", "in the schema", NOT_OFFERED),
        (None, _) => found.add("the call", UNKNOWN, "offered"),
    }
    found.all
}

fn words(words: &[String]) -> String {
    one_of(words.iter().map(String::as_str))
}

/// All that the schema says of something that isn't here.
fn says(kind: &str, required: bool, of_words: &[String]) -> String {
    let says = in_words(kind, required);
    if of_words.is_empty() {
        says
    } else {
        format!("{says}, {}", words(of_words))
    }
}

fn compare_path(parameters: &[Parameter], call: &Call, found: &mut Found) {
    let in_path: Vec<&Parameter> = parameters
        .iter()
        .filter(|parameter| parameter.place == "path")
        .collect();
    let here = call
        .name
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    for name in here.filter(|name| in_path.iter().all(|parameter| parameter.name != *name)) {
        found.add(format!("{{{name}}}"), UNKNOWN, "sent");
    }
    for parameter in in_path {
        let what = format!("{{{}}}", parameter.name);
        if !call.name.contains(&what) {
            found.add(
                what,
                says(&parameter.kind, parameter.required, &parameter.words),
                NOT_OFFERED,
            );
            continue;
        }
        let here = in_words("string", true);
        found.compare(&what, in_words(&parameter.kind, parameter.required), here);
        let here = match parameter.name.as_str() {
            "provider" => one_of(providers()),
            _ => words(&[]),
        };
        found.compare(&what, words(&parameter.words), here);
    }
}

fn compare_query(parameters: &[Parameter], call: &Call, found: &mut Found) {
    let in_query: Vec<&Parameter> = parameters
        .iter()
        .filter(|parameter| parameter.place == "query")
        .collect();
    for (name, _) in call.queries.iter().flatten() {
        if in_query.iter().all(|parameter| parameter.name != *name) {
            found.add(format!("?{name}"), UNKNOWN, "sent");
        }
    }
    for parameter in in_query {
        let what = format!("?{}", parameter.name);
        let sent = call
            .queries
            .iter()
            .flatten()
            .filter(|(name, _)| *name == parameter.name);
        let values: Vec<&str> = sent.map(|(_, value)| value.as_str()).collect();
        let Some(value) = values.first() else {
            found.add(
                what,
                says(&parameter.kind, parameter.required, &parameter.words),
                NOT_OFFERED,
            );
            continue;
        };
        let kind = serde_json::from_str(value).map_or("string", |value: Value| kind(&value));
        let here = in_words(kind, values.len() == call.queries.len());
        found.compare(&what, in_words(&parameter.kind, parameter.required), here);
        if !parameter.words.is_empty() {
            found.compare(&what, words(&parameter.words), one_of(values));
        }
    }
}

fn compare_statuses(operation: &Operation, call: &Call, found: &mut Found) {
    let answered: BTreeSet<String> = call.answered.iter().map(ToString::to_string).collect();
    for status in answered
        .iter()
        .filter(|status| !operation.responses.contains_key(*status))
    {
        found.add(
            format!("status {status}"),
            UNKNOWN,
            "answered by `FakeNylas`",
        );
    }
    for status in operation.responses.keys() {
        if status.starts_with('2') && !answered.contains(status) {
            found.add(
                format!("status {status}"),
                "in the schema",
                "not answered by `FakeNylas`",
            );
        }
    }
}

fn compare_bodies(fields: &[Field], bodies: &[Body], found: &mut Found) {
    let forms: BTreeSet<&str> = fields
        .iter()
        .map(|field| field.path.as_str())
        .filter(|path| path.ends_with('>'))
        .collect();
    for form in forms
        .iter()
        .filter(|form| bodies.iter().all(|body| body.form != **form))
    {
        found.add(*form, "in the schema", NOT_OFFERED);
    }
    for body in bodies {
        // A body with one form in the schema may have several here.
        let prefix = if forms.is_empty() { "" } else { body.form };
        if !forms.is_empty() && !forms.contains(body.form) {
            found.add(body.form, UNKNOWN, "offered");
            continue;
        }
        let of_form = fields
            .iter()
            .filter_map(|field| Some((field.path.strip_prefix(prefix)?, field)));
        compare_body(&of_form.collect(), body, found);
    }
}

fn compare_body(fields: &BTreeMap<&str, &Field>, body: &Body, found: &mut Found) {
    let sent = sent(body);
    for (path, field) in fields {
        let what = format!("{}{path}", body.form);
        let schema = in_words(&field.kind, field.required);
        match sent.get(*path) {
            Some((kind, required)) => {
                let required = if body.partial {
                    field.required
                } else {
                    *required
                };
                found.compare(&what, schema, in_words(kind, required));
                let is_a_word = |text: &Value| field.words.iter().any(|word| text == word);
                if !field.words.is_empty() && !body.values(path).all(is_a_word) {
                    found.add(what, words(&field.words), "any string");
                }
            }
            None if body.partial
                || parent(path).is_some_and(|parent| !sent.contains_key(parent)) => {}
            None => found.add(
                what,
                says(&field.kind, field.required, &field.words),
                NOT_OFFERED,
            ),
        }
    }
    for (path, (kind, required)) in &sent {
        // The whole is a field in the schema only where there are several forms.
        if fields.contains_key(path.as_str()) || path.is_empty() {
            continue;
        }
        let what = format!("{}{path}", body.form);
        let parent = parent(path).unwrap_or_default();
        if fields
            .get(parent)
            .is_some_and(|field| field.kind == "object")
            && !fields.keys().any(|other| is_in(other, parent))
        {
            // An object without listed members has any, so it is no difference to have one.
            if *required && !body.partial {
                found.add(what, "any key", "required");
            }
        } else if parent.is_empty() || fields.contains_key(parent) {
            found.add(what, UNKNOWN, in_words(kind, *required && !body.partial));
        }
    }
}

fn is_in(path: &str, object: &str) -> bool {
    path.strip_prefix(object)
        .is_some_and(|rest| rest.starts_with('.') || object.is_empty() && !rest.is_empty())
}

/// The type of what the samples of a body have, and whether it is required: every sample has it that has its parent.
fn sent(body: &Body) -> BTreeMap<String, (&'static str, bool)> {
    let mut counts: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (path, (kind, count)) in body.samples.iter().flat_map(paths) {
        counts.entry(path).or_insert((kind, 0)).1 += count;
    }
    let of_parent = |path: &str| parent(path).map_or(body.samples.len(), |parent| counts[parent].1);
    let is_required =
        |path: &str, count| !path.is_empty() && !path.ends_with("[]") && count == of_parent(path);
    counts
        .iter()
        .map(|(path, (kind, count))| (path.clone(), (*kind, is_required(path, *count))))
        .collect()
}
