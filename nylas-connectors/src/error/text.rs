//! The service's words, made fit for an error.

use std::fmt;

use serde_json::{Map, Value};

pub(super) fn write_request_id(
    formatter: &mut fmt::Formatter<'_>,
    request_id: Option<&str>,
) -> fmt::Result {
    match request_id {
        Some(request_id) => write!(formatter, " [request {}]", one_line(request_id)),
        None => Ok(()),
    }
}

/// Text of the service's, made fit for one line of a log: no control characters, not endless.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// What is shorter is a word that a test took for a key, and may be part of any sentence.
const SHORTEST_SECRET: usize = 8;

/// Replaces each occurrence of a secret.
pub(super) fn mask(text: &mut String, secret: &str) {
    if secret.len() >= SHORTEST_SECRET && text.contains(secret) {
        *text = text.replace(secret, "***");
    }
}

/// Replaces each occurrence of a secret in strings and in keys, however deep.
pub(super) fn mask_json(value: &mut Value, secret: &str) {
    match value {
        Value::String(text) => mask(text, secret),
        Value::Array(items) => items.iter_mut().for_each(|item| mask_json(item, secret)),
        Value::Object(map) => *map = masked_map(std::mem::take(map), secret),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn masked_map(map: Map<String, Value>, secret: &str) -> Map<String, Value> {
    map.into_iter()
        .map(|(mut key, mut value)| {
            mask(&mut key, secret);
            mask_json(&mut value, secret);
            (key, value)
        })
        .collect()
}
