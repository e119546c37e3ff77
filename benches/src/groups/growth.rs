//! What one item costs as there are more of them.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::stats::Median;
use crate::table::{Table, thousands};
use crate::valgrind::cost;
use crate::workloads::{ALL, Workload};
use crate::{Error, args, machine, result};

/// What runs under valgrind.
pub(super) fn drive(what: &str, size: &str, n: &str) -> Result<(), Error> {
    let workload = ALL
        .get(what.parse::<usize>()?)
        .ok_or("nothing grows by that number")?;
    let work = (workload.prepare)(size.parse()?)?;
    (0..n.parse()?).try_for_each(|_: u32| work())
}

pub(super) fn measure() -> Result<(), Error> {
    let mut text = String::new();
    for (index, workload) in ALL.iter().enumerate() {
        let table = table(&index.to_string(), workload)?;
        writeln!(text, "For one of the {}:\n\n{table}", workload.what)?;
    }
    result::finish(
        "growth",
        &machine::version("valgrind", &["--version"]),
        &text,
    )
}

fn table(index: &str, workload: &Workload) -> Result<Table, Error> {
    let mut table = Table::new([
        "how many",
        "ns",
        "instructions",
        "bytes allocated",
        "most bytes held",
    ]);
    for size in workload.sizes.iter().take(args::short_or(3, usize::MAX)) {
        let cost = cost(&["growth", index, &size.to_string()], 1)?;
        let time = time(workload, *size)?;
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let items = *size as f64;
        table.row([
            thousands(items),
            format!("{:.1}", time / items),
            format!("{:.1}", cost.instructions / items),
            format!("{:.1}", cost.bytes / items),
            format!("{:.1}", cost.peak / items),
        ]);
    }
    Ok(table)
}

/// The median time of the work in nanoseconds; a short work is repeated for a while.
fn time(workload: &Workload, size: usize) -> Result<f64, Error> {
    let work = (workload.prepare)(size)?;
    let (mut times, begin) = (Vec::new(), Instant::now());
    let enough = Duration::from_millis(args::short_or(5, 300));
    while times.len() < 3 || begin.elapsed() < enough {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed().as_secs_f64() * 1e9);
    }
    Ok(Median::of(times).middle)
}
