//! What a builder macro costs a crate when it is compiled.

use std::fmt::Write;
use std::fs;

use crate::derives::{ALL, Form};
use crate::projects::{Package, Workspace};
use crate::stats::Median;
use crate::table::Table;
use crate::{Error, args, process, result};

pub(super) fn measure() -> Result<(), Error> {
    let (few, many) = args::short_or((5, 10), (50, 200));
    let sizes = [
        (few, Form::Declared),
        (many, Form::Declared),
        (many, Form::Used),
    ];
    let packages = |(structs, form)| ALL.iter().map(move |derive| derive.package(structs, form));
    // 400 fields are more than bon takes.
    let widths = args::short_or(&[10, 20][..], &[50, 100, 200]);
    let wide = widths
        .iter()
        .flat_map(|width| ALL.iter().map(|derive| derive.wide(*width)));
    let all: Vec<Package> = sizes.into_iter().flat_map(packages).chain(wide).collect();
    let workspace = Workspace::write("compile", &all)?;
    let (packages, wide) = all.split_at(sizes.len() * ALL.len());
    let mut text = String::new();
    for (packages, (structs, form)) in packages.chunks(ALL.len()).zip(sizes) {
        let table = table(&workspace, packages)?;
        let used = if form == Form::Used {
            ", each built once in the crate"
        } else {
            ""
        };
        writeln!(
            text,
            "{structs} structs of 8 fields, 4 of them required{used}:\n\n{table}"
        )?;
    }
    writeln!(
        text,
        "One struct, all of its fields required; check, CPU s, and that over this derive's:\n\n{}",
        widths_table(&workspace, widths, wide)?
    )?;
    write!(text, "{}", crates(&workspace)?)?;
    result::finish("compile", "", &text)
}

fn table(workspace: &Workspace, packages: &[Package]) -> Result<Table, Error> {
    let check = rounds(workspace, packages, "check")?;
    let build = rounds(workspace, packages, "build")?;
    let mut table = Table::new([
        "derive",
        "check, CPU s",
        "check / none",
        "check / this derive",
        "build, CPU s",
        "build / none",
        "build / this derive",
    ]);
    for (index, derive) in ALL.iter().enumerate() {
        let cells = [&check, &build].into_iter().flat_map(|spent| {
            let [none, ours, it] = [&spent[0], &spent[1], &spent[index]];
            [
                format!("{:.2}", Median::of(it.clone())),
                format!("{:.1}", Median::of_ratios(it, none).middle),
                format!("{:.2}", Median::of_ratios(it, ours)),
            ]
        });
        table.row([derive.name.to_owned()].into_iter().chain(cells));
    }
    Ok(table)
}

fn widths_table(
    workspace: &Workspace,
    widths: &[usize],
    packages: &[Package],
) -> Result<Table, Error> {
    let [none, ours, derive_builder, bon, typed_builder] = ALL.map(|derive| derive.name);
    let mut table = Table::new(["fields", none, ours, derive_builder, bon, typed_builder]);
    for (width, packages) in widths.iter().zip(packages.chunks(ALL.len())) {
        let check = rounds(workspace, packages, "check")?;
        let cells = check.iter().map(|spent| {
            let over = Median::of_ratios(spent, &check[1]).middle;
            format!("{:.2} · {over:.2}", Median::of(spent.clone()).middle)
        });
        table.row([width.to_string()].into_iter().chain(cells));
    }
    Ok(table)
}

/// The seconds on the processor that each package took in each round. A round before the first builds the
/// dependencies.
fn rounds(workspace: &Workspace, packages: &[Package], how: &str) -> Result<Vec<Vec<f64>>, Error> {
    let mut spent = vec![Vec::new(); packages.len()];
    for round in 0..=args::short_or(1, 5) {
        for (package, spent) in packages.iter().zip(&mut spent) {
            let changed = format!("// Round {round}.\n{}", package.source);
            fs::write(workspace.source(package), changed)?;
            let before = process::cpu_time_of_children()?;
            workspace.cargo(&[how, "--package", &package.name])?;
            let after = process::cpu_time_of_children()?;
            spent.extend((round > 0).then_some(after - before));
        }
    }
    Ok(spent)
}

fn crates(workspace: &Workspace) -> Result<Table, Error> {
    let mut table = Table::new(["derive", "crates that it brings"]);
    for derive in ALL {
        let Some(package) = derive.package else {
            continue;
        };
        table.row([
            derive.name.to_owned(),
            workspace.crates(package)?.to_string(),
        ]);
    }
    let library = workspace.crates("nylas-connectors")?;
    table.row([
        "this derive with the whole library".to_owned(),
        library.to_string(),
    ]);
    Ok(table)
}
