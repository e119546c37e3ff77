//! What matters of the results, in two small tables.

use super::Results;
use crate::clients::{OURS, OURS_KEPT, UREQ};
use crate::report::goals::{NODE, PYTHON};
use crate::table::{Table, thousands};

pub(super) fn write(results: &Results) -> String {
    format!("{}\n{}", creates(results), derives(results))
}

/// A create over TLS, the third table of its group.
fn creates(results: &Results) -> Table {
    let mut table = Table::new([
        "a create over TLS",
        "µs",
        "CPU µs",
        "start to first answer, ms",
        "peak memory, MiB",
    ]);
    for client in [OURS_KEPT, OURS, UREQ, NODE, PYTHON] {
        let found = results.table("create", 2);
        let name = found.as_ref().and_then(|found| found.name_of(client));
        let number = |column| {
            let number = results.number("create", 2, client, column);
            number.map_or("not measured".to_owned(), thousands)
        };
        table.row([
            name.unwrap_or(client).to_owned(),
            number("µs"),
            number("CPU"),
            number("start"),
            number("peak"),
        ]);
    }
    table
}

/// 200 structs, the second table of its group.
fn derives(results: &Results) -> Table {
    let mut table = Table::new(["200 structs with a builder", "check, CPU s", "build, CPU s"]);
    for derive in ["this derive", "derive_builder", "bon", "typed-builder"] {
        let number = |column| {
            let number = results.number("compile", 1, derive, column);
            number.map_or("not measured".to_owned(), |number| format!("{number:.2}"))
        };
        table.row([derive.to_owned(), number("check"), number("build")]);
    }
    table
}
