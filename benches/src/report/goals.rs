//! What the project set out to reach, and whether the last results reach it.

use super::Results;
use crate::clients::{OURS, OURS_KEPT, UREQ, UREQ_BARE, UREQ_KEPT};
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

pub(super) const NODE: &str = "official Node client";
pub(super) const PYTHON: &str = "official Python client";

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

/// How many times as much one client takes as another, made within each round.
fn times(results: &Results, above: &str, below: &str, column: &str) -> Option<f64> {
    results.number("create", 1, &format!("{above} / {below}"), column)
}

fn create(results: &Results) -> Vec<Goal> {
    let over_ureq = [
        (OURS_KEPT, UREQ_KEPT, "wall"),
        (OURS_KEPT, UREQ_KEPT, "CPU"),
        (OURS, UREQ, "wall"),
        (OURS, UREQ, "CPU"),
        (OURS_KEPT, UREQ_BARE, "CPU"),
    ];
    let over_ureq = over_ureq.map(|(ours, ureq, column)| {
        goal(
            &format!("{column} of a create, {ours} / {ureq}"),
            AtMost(1.05),
            times(results, ours, ureq, column),
        )
    });
    let over_ours = [
        (NODE, OURS_KEPT),
        (NODE, OURS),
        (PYTHON, OURS_KEPT),
        (PYTHON, OURS),
    ];
    let over_ours = over_ours.map(|(official, ours)| {
        goal(
            &format!("CPU of a create, {official} / {ours}"),
            AtLeast(10.0),
            times(results, official, ours, "CPU"),
        )
    });
    let mut goals: Vec<Goal> = over_ureq.into_iter().chain(over_ours).collect();
    goals.extend(create_over_tls(results));
    goals
}

fn create_over_tls(results: &Results) -> Vec<Goal> {
    let over = |ours: &str, other: &str, column: &str, bound| {
        goal(
            &format!("{column} of a create over TLS, {ours} / {other}"),
            AtMost(bound),
            results.number("create", 3, &format!("{ours} / {other}"), column),
        )
    };
    vec![
        over(OURS, NODE, "wall", 0.5),
        over(OURS, NODE, "CPU", 0.25),
        over(OURS_KEPT, UREQ_BARE, "wall", 1.1),
    ]
}

fn start(results: &Results) -> Vec<Goal> {
    let start = |official| {
        goal(
            &format!("start to first answer, {official} / {OURS}"),
            AtLeast(20.0),
            times(results, official, OURS, "start"),
        )
    };
    [NODE, PYTHON].map(start).into()
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
