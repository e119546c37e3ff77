//! Builds and serializes a full Google connector in every way that a Rust program might choose.

use crate::table::{Table, thousands};
use crate::valgrind::{Cost, cost};
use crate::variants::VARIANTS;
use crate::{Error, args, machine, result};

/// What runs under valgrind.
pub(super) fn drive(variant: &str, part: &str, n: &str) -> Result<(), Error> {
    let variant = VARIANTS
        .get(variant.parse::<usize>()?)
        .ok_or("no such variant")?;
    let run = if part == "build" {
        variant.build
    } else {
        variant.serialize
    };
    for _ in 0..n.parse::<u32>()? {
        run();
    }
    Ok(())
}

pub(super) fn measure() -> Result<(), Error> {
    let n = args::short_or(50, 1000);
    let mut table = Table::new([
        "made with",
        "instructions to build",
        "over the literal",
        "and to write as JSON",
        "over the literal",
        "allocations",
        "bytes",
    ]);
    let mut literal = None;
    for (index, variant) in VARIANTS.iter().enumerate() {
        let index = index.to_string();
        let build = cost(&["build", &index, "build"], n)?;
        let serialize = cost(&["build", &index, "serialize"], n)?;
        let (first_build, first_serialize) = *literal.get_or_insert((build, serialize));
        table.row([
            variant.name.to_owned(),
            thousands(build.instructions),
            over(build, first_build),
            thousands(serialize.instructions),
            over(serialize, first_serialize),
            format!(
                "{:.0} + {:.0}",
                build.allocations,
                serialize.allocations - build.allocations
            ),
            format!(
                "{} + {}",
                thousands(build.bytes),
                thousands(serialize.bytes - build.bytes)
            ),
        ]);
    }
    result::finish(
        "build",
        &machine::version("valgrind", &["--version"]),
        &table.to_string(),
    )
}

fn over(cost: Cost, literal: Cost) -> String {
    let percent = (cost.instructions / literal.instructions - 1.0) * 100.0;
    format!("{percent:+.1} %")
}
