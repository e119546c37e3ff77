//! A difference between the published schema and this library.

use std::collections::BTreeSet;

use nylas_connectors::Provider;

pub(crate) const UNKNOWN: &str = "nothing";
pub(crate) const NOT_OFFERED: &str = "not offered";

/// What the schema says of one thing, and what this library does.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Difference {
    /// `GET /v3/connectors`
    pub(crate) call: String,
    /// What it is about: `?limit`, `<EWS>scopes`, `200 data.name`, `status 409`.
    pub(crate) what: String,
    pub(crate) schema: String,
    pub(crate) here: String,
}

/// The differences of a call.
pub(crate) struct Found {
    pub(crate) call: String,
    pub(crate) all: BTreeSet<Difference>,
}

impl Found {
    pub(crate) fn add(
        &mut self,
        what: impl Into<String>,
        schema: impl Into<String>,
        here: impl Into<String>,
    ) {
        self.all.insert(Difference {
            call: self.call.clone(),
            what: what.into(),
            schema: schema.into(),
            here: here.into(),
        });
    }

    /// Adds what both say, unless they say the same.
    pub(crate) fn compare(&mut self, what: &str, schema: String, here: String) {
        if schema != here {
            self.add(what, schema, here);
        }
    }
}

/// The type of a field, and whether it must be there.
pub(crate) fn in_words(kind: &str, required: bool) -> String {
    let mark = if required { "required" } else { "optional" };
    format!("{kind}, {mark}")
}

/// Words, in an order that isn't the schema's.
pub(crate) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: BTreeSet<&str> = words.into_iter().collect();
    format!("one of {}", Vec::from_iter(words).join(", "))
}

/// The providers that this library has.
pub(crate) fn providers() -> impl Iterator<Item = &'static str> {
    Provider::ALL.iter().map(Provider::as_str)
}
