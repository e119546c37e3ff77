//! The calls, compared with the service's published schema: what the builders produce, what the operations send,
//! what is read of the answers, and what the fake service does.
//!
//! Every difference must be in the table in `docs/service-documentation.md`, and every row of that table must be a
//! difference. When the service changes its schema, replace `tests/fixtures/published-schema.json`: what fails here says
//! what to change.

#[path = "schema/answers.rs"]
mod answers;
#[path = "schema/bodies.rs"]
mod bodies;
#[path = "schema/calls.rs"]
mod calls;
#[path = "schema/changes.rs"]
mod changes;
#[path = "schema/compare.rs"]
mod compare;
#[path = "schema/difference.rs"]
mod difference;
#[path = "schema/fake.rs"]
mod fake;
#[path = "schema/names.rs"]
mod names;
#[path = "schema/paths.rs"]
mod paths;
#[path = "schema/rules.rs"]
mod rules;
#[path = "schema/strict.rs"]
mod strict;
#[path = "schema/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fmt::Debug;

use calls::{Call, calls};
use difference::Difference;
use nylas_connectors::Operation;
use nylas_connectors_tests::every_call::{Visit, visit_every_call};
use nylas_connectors_tests::published::Schema;

/// The differences of all calls that the schema has, or this library.
fn differences(schema: &Schema, calls: &[Call]) -> BTreeSet<Difference> {
    let in_schema = schema.operations.iter().map(|operation| {
        let call = calls.iter().find(|call| call.name == operation.name());
        compare::compare(Some(operation), call)
    });
    let only_here = calls.iter().filter(|call| {
        schema
            .operations
            .iter()
            .all(|operation| operation.name() != call.name)
    });
    let only_here = only_here.map(|call| compare::compare(None, Some(call)));
    in_schema.chain(only_here).flatten().collect()
}

#[test]
fn every_difference_from_the_published_schema_is_in_the_table_and_nothing_else_is() {
    let (schema, calls) = (Schema::published(), calls());
    let forms = |name: &str| {
        let call = calls.iter().find(|call| call.name == name);
        let bodies = call.into_iter().flat_map(|call| &call.bodies);
        bodies.map(|body| body.form).collect()
    };
    let found = differences(&schema, &calls);
    let to_do = table::what_to_do(&found, &table::deliberate(&schema, forms));
    assert!(to_do.is_empty(), "{to_do}");
}

/// Every call of [`visit_every_call`], by the name that the schema gives it.
fn visited() -> BTreeSet<String> {
    struct Names(BTreeSet<String>);
    impl Visit for Names {
        fn visit<O: Operation<Output: Debug>>(&mut self, call: &O) {
            self.0.insert(calls::name(&calls::request(call)));
        }
    }
    let mut names = Names(BTreeSet::new());
    visit_every_call("{provider}", "{id}", &mut names);
    names.0
}

#[test]
fn the_tests_about_every_call_have_every_call() {
    let all: BTreeSet<String> = calls().into_iter().map(|call| call.name).collect();
    assert_eq!(visited(), all, "add it to `tests/every_call.rs`");
}

#[test]
fn the_readme_has_one_row_for_each_call() {
    let rows = include_str!("../README.md").lines();
    let rows: Vec<(&str, &str)> = rows
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .split_once("` | `")?
                .0
                .split_once(' ')
        })
        .collect();
    for call in visited() {
        let (method, path) = call.split_once(' ').unwrap();
        let is_its_row = |row: &&(&str, &str)| {
            let is_path = match row.1.strip_prefix('…') {
                Some(end) => path.ends_with(end),
                None => path == row.1,
            };
            row.0 == method && is_path
        };
        let count = rows.iter().filter(is_its_row).count();
        assert_eq!(
            count, 1,
            "rows of {call} in the table of calls in README.md"
        );
    }
}
