//! Each builder macro on the structs of published crates: what compiles, and which lints fire.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::corpus::{self, Outcome};
use crate::derives::ALL;
use crate::table::Table;
use crate::{Error, result};

pub(super) fn measure() -> Result<(), Error> {
    let published = corpus::fetch()?;
    let derives: Vec<_> = ALL
        .iter()
        .filter(|derive| derive.takes_any_struct())
        .collect();
    let mut table = Table::new([
        "crate",
        "derive",
        "structs",
        "clean",
        "new warnings",
        "check over the plain crate, CPU s",
    ]);
    let mut causes: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for published in &published {
        let mut plain = Outcome::default();
        for derive in &derives {
            let outcome = corpus::run(published, derive)?;
            if derive.package.is_none() {
                plain = outcome;
                continue;
            }
            let failed: usize = outcome.failed.values().map(Vec::len).sum();
            table.row([
                published.title(),
                derive.name.to_owned(),
                outcome.tried.to_string(),
                (outcome.tried - failed).to_string(),
                new_lints(&plain, &outcome),
                format!("{:+.2}", outcome.seconds - plain.seconds),
            ]);
            for (cause, examples) in outcome.failed {
                let all = causes.entry((derive.name, cause)).or_default();
                all.extend(examples);
            }
        }
    }
    let mut failures = Table::new(["derive", "structs", "error", "for example"]);
    for ((derive, cause), examples) in causes {
        let example = examples.first().cloned().unwrap_or_default();
        failures.row([
            derive.to_owned(),
            examples.len().to_string(),
            cause,
            example,
        ]);
    }
    let mut text = String::new();
    writeln!(text, "{table}\nWhat didn't compile:\n\n{failures}")?;
    result::finish("corpus", "", &text)
}

/// What fires with the derive and doesn't without.
fn new_lints(plain: &Outcome, outcome: &Outcome) -> String {
    let new = outcome.lints.iter().filter_map(|(lint, count)| {
        let before = plain.lints.get(lint).copied().unwrap_or(0);
        (*count > before).then(|| format!("{} {lint}", count - before))
    });
    let new: Vec<String> = new.collect();
    if new.is_empty() {
        "none".to_owned()
    } else {
        new.join(", ")
    }
}
