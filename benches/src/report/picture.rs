//! Two rows of bars as an SVG. It brings its own background, so it can be read on a light page and a dark one.

use std::fmt::Write;

use super::Results;
use crate::Error;
use crate::clients::{OURS, OURS_KEPT};

/// Bars that are compared with each other.
struct Panel {
    title: &'static str,
    bars: Vec<Bar>,
}

struct Bar {
    label: String,
    value: f64,
    ours: bool,
}

const WIDTH: usize = 760;
const LABEL: usize = 290;
/// The longest bar; to its right there is room for its number.
const LONGEST: usize = 380;
const STEP: usize = 28;
const TITLE: usize = 44;

const STYLE: &str = "
  .page { fill: #ffffff; stroke: #d0d7de; } text { fill: #1f2328; font: 14px system-ui, sans-serif; }
  .title { font-weight: 600; } .ours { fill: #0969da; } .theirs { fill: #8c959f; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #30363d; } text { fill: #e6edf3; } .ours { fill: #4493f8; } .theirs { fill: #6e7681; }
  }
";

pub(super) fn draw(results: &Results) -> Result<String, Error> {
    let panels = [create(results)?, compile(results)?];
    let height: usize = panels.iter().map(Panel::height).sum::<usize>() + 20;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\">\n<title>nylas-connectors beside its peers</title>\n<style>{STYLE}</style>\n\
         <rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"6\"/>\n",
        WIDTH - 1,
        height - 1
    );
    let mut top = 0;
    for panel in &panels {
        panel.draw(&mut svg, top)?;
        top += panel.height();
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

impl Panel {
    fn height(&self) -> usize {
        TITLE + STEP * self.bars.len()
    }

    fn draw(&self, svg: &mut String, top: usize) -> Result<(), Error> {
        writeln!(
            svg,
            "<text class=\"title\" x=\"20\" y=\"{}\">{}</text>",
            top + 30,
            self.title
        )?;
        let highest = self
            .bars
            .iter()
            .map(|bar| bar.value)
            .fold(f64::MIN, f64::max);
        for (index, bar) in self.bars.iter().enumerate() {
            let y = top + TITLE + STEP * index;
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            let width = (bar.value / highest * LONGEST as f64).max(1.0);
            let class = if bar.ours { "ours" } else { "theirs" };
            #[expect(clippy::cast_precision_loss, reason = "pixels")]
            let right = LABEL as f64 + width + 8.0;
            writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                LABEL - 10,
                y + 15,
                bar.label
            )?;
            writeln!(
                svg,
                "<rect class=\"{class}\" x=\"{LABEL}\" y=\"{y}\" width=\"{width:.1}\" height=\"20\" rx=\"2\"/>"
            )?;
            writeln!(
                svg,
                "<text x=\"{right:.1}\" y=\"{}\">{}</text>",
                y + 15,
                short(bar.value)
            )?;
        }
        Ok(())
    }
}

/// Versions of languages and the like stand in the table.
fn without_parentheses(name: &str) -> String {
    let parts = name
        .split_once(" (")
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
    parts.map_or_else(
        || name.to_owned(),
        |(before, after)| format!("{before}{after}"),
    )
}

/// Three digits at most that mean something.
fn short(value: f64) -> String {
    match value {
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn create(results: &Results) -> Result<Panel, Error> {
    let table = results
        .table("create", 2)
        .ok_or("no table of creates over TLS")?;
    let rows = [
        OURS_KEPT,
        OURS,
        "reqwest",
        "official Node",
        "official Python",
        "official Ruby",
    ];
    let bar = |row: &str| {
        let label = without_parentheses(table.name_of(row)?);
        let label = if row == OURS {
            format!("{OURS}, a connection each")
        } else {
            label
        };
        let value = table.number(row, "CPU")?;
        Some(Bar {
            label,
            value,
            ours: row.starts_with(OURS),
        })
    };
    Ok(Panel {
        title: "Processor time of one create over TLS, µs",
        bars: rows.into_iter().filter_map(bar).collect(),
    })
}

fn compile(results: &Results) -> Result<Panel, Error> {
    let table = results
        .table("compile", 1)
        .ok_or("no table of compile times")?;
    let rows = ["this derive", "derive_builder", "bon", "typed-builder"];
    let bar = |row: &str| {
        let value = table.number(row, "check")?;
        Some(Bar {
            label: row.to_owned(),
            value,
            ours: row == "this derive",
        })
    };
    Ok(Panel {
        title: "cargo check of 200 structs with a builder, processor seconds",
        bars: rows.into_iter().filter_map(bar).collect(),
    })
}
