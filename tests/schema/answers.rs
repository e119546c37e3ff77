//! What is read of the answers that the schema has.

use nylas_connectors_tests::published::{Field, Operation, kind};
use serde_json::Value;

use crate::calls::{Call, Read, read_refusal};
use crate::difference::{Found, UNKNOWN, one_of, providers};
use crate::paths::{parent, paths, pointer, sample, values};

pub(crate) fn compare(operation: &Operation, call: &Call, found: &mut Found) {
    for (status, fields) in &operation.responses {
        // An answer as a whole is an object anyway.
        let fields: Vec<&Field> = fields.iter().filter(|field| field.path != ".").collect();
        let answers = Answers {
            status,
            call,
            full: sample(&fields, ""),
            fields,
        };
        let Some(read) = answers.read(&answers.full) else {
            found.add(status, "in the schema", "not read");
            continue;
        };
        for field in &answers.fields {
            answers.compare(field, found);
        }
        let items = paths(&read.values)
            .into_keys()
            .filter(|path| path.ends_with("[]"));
        for path in items.chain(read.names) {
            if answers.fields.iter().all(|field| field.path != path) {
                found.add(answers.what(&path), UNKNOWN, "read");
            }
        }
    }
}

/// The answers of a call with one status.
struct Answers<'a> {
    status: &'a str,
    call: &'a Call,
    fields: Vec<&'a Field>,
    /// One that has all fields.
    full: Value,
}

impl Answers<'_> {
    fn compare(&self, field: &Field, found: &mut Found) {
        let what = self.what(&field.path);
        found.compare(&what, field.kind.clone(), self.kinds(field));
        if !field.path.ends_with("[]") {
            let mut without = self.full.clone();
            let (object, name) = pointer(&field.path);
            let object = without.pointer_mut(&object).and_then(Value::as_object_mut);
            object.and_then(|object| object.remove(&name));
            let required = self.read(&without).is_none();
            let mark = |required| if required { "required" } else { "optional" }.to_owned();
            found.compare(&what, mark(field.required), mark(required));
        }
        if !field.words.is_empty() {
            let here = if field.path.ends_with("provider") {
                one_of(providers())
            } else {
                "any string".to_owned()
            };
            found.compare(&what, one_of(field.words.iter().map(String::as_str)), here);
        }
    }

    /// The types that a field may have and still be read as it is.
    fn kinds(&self, field: &Field) -> String {
        let (object, name) = pointer(&field.path);
        let pointer = format!("{object}/{name}");
        if self
            .fields
            .iter()
            .any(|part| parent(&part.path) == Some(&field.path))
        {
            return self
                .full
                .pointer(&pointer)
                .map_or("not read", kind)
                .to_owned();
        }
        let is_read = |value: &Value| {
            let mut answer = self.full.clone();
            *answer.pointer_mut(&pointer)? = value.clone();
            let read = self.read(&answer)?;
            Some(read.values.pointer(&pointer)? == value)
        };
        let read: Vec<&str> = values()
            .iter()
            .filter(|value| is_read(value) == Some(true))
            .map(kind)
            .collect();
        match read.len() {
            0 => "not read".to_owned(),
            5 => "any JSON".to_owned(),
            _ => read.join(" or "),
        }
    }

    /// An item of a list has the same fields as what another call answers alone.
    fn what(&self, path: &str) -> String {
        format!("{} {}", self.status, path.replace("data[].", "data."))
    }

    /// What is read of an answer; nothing if it can't be, or if its only item can't be.
    fn read(&self, answer: &Value) -> Option<Read> {
        let mut response = http::Response::new(answer.to_string().into_bytes());
        *response.status_mut() = self.status.parse().ok()?;
        let read = match ((self.call.read)(response), self.status.starts_with('2')) {
            (Ok(read), true) => Some(read),
            (Err(error), false) => read_refusal(&error),
            _ => None,
        };
        read.filter(|read| !read.names.is_empty())
    }
}
