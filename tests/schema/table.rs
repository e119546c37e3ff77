//! The table of deliberate differences in `docs/service-documentation.md`.

use std::collections::BTreeSet;

use nylas_connectors_tests::published::{Operation, Schema};

use crate::difference::Difference;

const DOCUMENT: &str = include_str!("../../docs/service-documentation.md");
const HEADING: &str = "## Deliberate differences from the published schema";

/// The differences that the table has. `forms` are those of a call's body.
///
/// In the second column `<*>` is every form, and `2xx` and `4xx` are every such status of the call in the schema.
pub(crate) fn deliberate(
    schema: &Schema,
    forms: impl Fn(&str) -> Vec<&'static str>,
) -> BTreeSet<Difference> {
    let (_, section) = DOCUMENT.split_once(HEADING).expect(HEADING);
    let lines = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let mut deliberate = BTreeSet::new();
    for line in lines {
        let columns: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [calls, whats, schema_says, here, why] = columns[..] else {
            panic!("this row of the table needs five columns: {line}");
        };
        assert!(
            !why.is_empty(),
            "this row of the table has no reason: {line}"
        );
        let calls = match calls {
            "every call" => schema.operations.iter().map(Operation::name).collect(),
            _ => quoted(calls),
        };
        for call in calls {
            let operation = schema
                .operations
                .iter()
                .find(|operation| operation.name() == call);
            for what in quoted(whats) {
                let mut each = match what.split_at_checked(3) {
                    Some(("<*>", rest)) => forms(&call)
                        .iter()
                        .map(|form| format!("{form}{rest}"))
                        .collect(),
                    Some((class @ ("2xx" | "4xx"), rest)) => statuses(operation, class, rest),
                    _ => vec![what.clone()],
                };
                // A row that matches nothing is no difference any more.
                if each.is_empty() {
                    each.push(what);
                }
                deliberate.extend(each.into_iter().map(|what| Difference {
                    call: call.clone(),
                    what,
                    schema: schema_says.to_owned(),
                    here: here.to_owned(),
                }));
            }
        }
    }
    deliberate
}

fn quoted(column: &str) -> Vec<String> {
    let quoted: Vec<String> = column
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(
        !quoted.is_empty(),
        "this column of the table names nothing in backticks: {column}"
    );
    quoted
}

fn statuses(operation: Option<&Operation>, class: &str, rest: &str) -> Vec<String> {
    let all = operation
        .into_iter()
        .flat_map(|operation| operation.responses.keys());
    let of_class = all.filter(|status| status.starts_with(&class[..1]));
    of_class.map(|status| format!("{status}{rest}")).collect()
}

/// What to do about differences that aren't in the table, and about those of the table that are none; nothing if they
/// are the same.
pub(crate) fn what_to_do(
    found: &BTreeSet<Difference>,
    deliberate: &BTreeSet<Difference>,
) -> String {
    let added = found.difference(deliberate).map(|difference| {
        let Difference { call, what, schema, here } = difference;
        let place = place(difference);
        format!(
            "{call}, `{what}`\n  in the schema: {schema}\n  here: {here}\n  Change {place}, or add to the table, with a \
             reason:\n  | `{call}` | `{what}` | {schema} | {here} | … |\n"
        )
    });
    let ended = deliberate.difference(found).map(|difference| {
        let Difference { call, what, schema, here } = difference;
        format!(
            "{call}, `{what}`\n  in the schema: {schema}\n  here: {here}\n  That is no longer so. Take it out of the table.\n"
        )
    });
    let all: String = added.chain(ended).collect();
    if all.is_empty() {
        return all;
    }
    format!("\n{all}The table is in docs/service-documentation.md, under \"{HEADING}\".\n")
}

/// Where what is different is written.
fn place(difference: &Difference) -> &'static str {
    let about_credentials = difference.call.contains("/creds");
    match difference.what.as_bytes().first() {
        Some(b's') => {
            "nylas-connectors/src/testing/service/ or `requests()` in tests/schema/fake.rs"
        }
        Some(b'2') => "nylas-connectors/src/response.rs",
        Some(b'4' | b'5') => "nylas-connectors/src/refusal.rs",
        Some(b't') => "nylas-connectors/src/operations/ or tests/schema/calls.rs",
        Some(b'?' | b'{') => "nylas-connectors/src/operations/",
        _ if about_credentials => "nylas-connectors/src/credential/ or tests/schema/bodies.rs",
        _ if difference.call.starts_with("PATCH") => {
            "nylas-connectors/src/updates.rs or tests/schema/bodies.rs"
        }
        _ => "nylas-connectors/src/providers/ or tests/schema/bodies.rs",
    }
}
