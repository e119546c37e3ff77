//! What the project set out to reach, and whether the last results reach it.

use super::Results;
use crate::clients::{OURS, OURS_KEPT, UREQ, UREQ_KEPT};
use crate::table::Table;

/// A goal: the measured number must not be above, or not below, the bound.
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

use Bound::{AtLeast, AtMost};

pub(super) fn table(results: &Results) -> Table {
    let mut table = Table::new(["goal", "bound", "measured", "met"]);
    let goals = [
        build(results),
        create(results),
        start(results),
        rest(results),
        compile(results),
    ];
    for (goal, bound, measured) in goals.into_iter().flatten() {
        let met = measured.map(|measured| match bound {
            AtMost(bound) => measured <= bound,
            AtLeast(bound) => measured >= bound,
        });
        table.row([
            goal,
            match bound {
                AtMost(bound) => format!("≤ {bound}"),
                AtLeast(bound) => format!("≥ {bound}"),
            },
            measured.map_or("not measured".to_owned(), |measured| {
                format!("{measured:.2}")
            }),
            met.map_or("–", |met| if met { "yes" } else { "**no**" })
                .to_owned(),
        ]);
    }
    table
}

type Goal = (String, Bound, Option<f64>);

fn goal(text: &str, bound: Bound, measured: Option<f64>) -> Goal {
    (text.to_owned(), bound, measured)
}

fn build(results: &Results) -> Vec<Goal> {
    let number = |row, column| results.number("build", 0, row, column);
    let over_literal = |row, column| Some(number(row, column)? / number("struct literal", column)?);
    let (derive, checked) = (
        "this derive, without validation",
        "`Google`, with validation",
    );
    vec![
        goal(
            "builder / literal, instructions",
            AtMost(1.01),
            over_literal(derive, "instructions"),
        ),
        goal(
            "validated and written as JSON / literal",
            AtMost(1.3),
            over_literal(checked, "and to"),
        ),
        goal(
            "allocations of the builder / literal",
            AtMost(1.0),
            over_literal(derive, "allocations"),
        ),
        goal(
            "the same with validation",
            AtMost(1.0),
            over_literal(checked, "allocations"),
        ),
    ]
}

fn create(results: &Results) -> Vec<Goal> {
    let cpu = |row: &str| results.number("create", 0, row, "CPU");
    let ratio = |row: String, column| results.number("create", 1, &row, column);
    let mut goals = Vec::new();
    for (ours, ureq) in [(OURS_KEPT, UREQ_KEPT), (OURS, UREQ)] {
        for column in ["wall", "CPU"] {
            let row = format!("{ours} / {ureq}");
            goals.push(goal(
                &format!("{column} of a create, {row}"),
                AtMost(1.05),
                ratio(row, column),
            ));
        }
    }
    let without = "ureq without time-outs, connection kept";
    let over = cpu(OURS_KEPT)
        .zip(cpu(without))
        .map(|(ours, theirs)| ours / theirs);
    goals.push(goal(
        &format!("CPU of a create, {OURS_KEPT} / {without}"),
        AtMost(1.05),
        over,
    ));
    for language in ["Node", "Python"] {
        for ours in [OURS_KEPT, OURS] {
            let theirs = cpu(&format!("official {language}"));
            let over = theirs.zip(cpu(ours)).map(|(theirs, ours)| theirs / ours);
            goals.push(goal(
                &format!("CPU of a create, official {language} client / {ours}"),
                AtLeast(10.0),
                over,
            ));
        }
    }
    goals
}

fn start(results: &Results) -> Vec<Goal> {
    let start = |row: &str| results.number("create", 0, row, "start");
    let over = |language: &str| {
        let theirs = start(&format!("official {language}"))?;
        Some(theirs / start(OURS)?)
    };
    let goal = |language: &str| {
        let text = format!("start to first answer, official {language} client / {OURS}");
        (text, AtLeast(20.0), over(language))
    };
    vec![goal("Node"), goal("Python")]
}

fn rest(results: &Results) -> Vec<Goal> {
    let lowest = |index| {
        let ratios = results
            .table("threads", index)?
            .column("one client / agents")?;
        ratios.into_iter().reduce(f64::min)
    };
    let over_twin = |column| {
        let number = |row| results.number("size", 0, row, column);
        Some(number("nylas-connectors")? / number("the same by hand")?)
    };
    let mut goals = vec![
        goal(
            "throughput of threads, one client / agents of ureq, lowest, connections kept",
            AtLeast(0.95),
            lowest(0),
        ),
        goal(
            "the same with a connection for each create",
            AtLeast(0.95),
            lowest(1),
        ),
    ];
    for column in [
        "crates",
        "build from nothing, s",
        "stripped program",
        "peak memory",
    ] {
        goals.push(goal(
            &format!("{column}, the library / reqwest by hand"),
            AtMost(1.0),
            over_twin(column),
        ));
    }
    let grown = results.number("size", 0, "nylas-connectors", "growth");
    goals.push(goal("growth of memory, KiB", AtMost(64.0), grown));
    let steepest = (0..5)
        .filter_map(|index| steepness(results, index))
        .reduce(f64::max);
    goals.push(goal(
        "instructions for one item, of the most items / of ten",
        AtMost(1.5),
        steepest,
    ));
    goals
}

/// How many times what one of the most items costs is what one of ten costs: 1 when it grows in a line.
fn steepness(results: &Results, index: usize) -> Option<f64> {
    let each = results.table("growth", index)?.column("instructions")?;
    Some(each.last()? / each.get(1)?)
}

fn compile(results: &Results) -> Vec<Goal> {
    let mut goals = Vec::new();
    for how in ["check", "build"] {
        for (peer, bound) in [
            ("derive_builder", 1.0),
            ("bon", 2.0),
            ("typed-builder", 1.0),
        ] {
            let over = results.number("compile", 1, peer, &format!("{how} / this derive"));
            goals.push(goal(
                &format!("{how} of 200 structs, {peer} / this derive"),
                AtLeast(bound),
                over,
            ));
        }
    }
    goals
}
