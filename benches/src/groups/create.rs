//! Creates connectors over loopback, one after another.

use std::process::Command;

use crate::client_process::{self, ClientProcess, Spent};
use crate::clients::{self, OURS, OURS_KEPT, TCP, UREQ, UREQ_BARE, UREQ_KEPT};
use crate::official::{self, Official};
use crate::server::Server;
use crate::stats::Median;
use crate::table::Table;
use crate::{Error, args, result};

/// A client, and what each round of it took.
struct Row {
    name: String,
    rounds: Vec<Spent>,
    starts: Vec<f64>,
    peak_memory: f64,
}

pub(super) fn measure() -> Result<(), Error> {
    let officials = if args::short() {
        println!(
            "The short form leaves the official clients out: they would have to be installed.\n"
        );
        Vec::new()
    } else {
        official::install()?
    };
    let plain = measure_with(&Server::start()?, &officials)?;
    let tls = measure_with(&Server::start_tls()?, &officials)?;
    let text = format!(
        "{plain}\nThe same over TLS 1.3, with one certificate and its key on P-256:\n\n{tls}"
    );
    result::finish("create", "", &text)
}

/// The figures of every client with this server, and the ratios.
fn measure_with(server: &Server, officials: &[Official]) -> Result<String, Error> {
    let commands = || -> Result<Vec<(String, Command)>, Error> { commands(server, officials) };
    let mut clients = start_all(commands()?)?;
    let (rounds, calls) = args::short_or((3, 50), (20, 500));
    for _ in 0..rounds {
        for (row, client) in &mut clients {
            row.rounds.push(client.create(calls)?);
        }
    }
    for (row, client) in &mut clients {
        row.peak_memory = client.peak_memory()? / 1024.0;
    }
    let mut rows: Vec<Row> = clients.into_iter().map(|(row, _)| row).collect();
    for _ in 0..args::short_or(1, 10) {
        for (row, (_, command)) in rows.iter_mut().zip(commands()?) {
            row.starts
                .push(milliseconds(&ClientProcess::start(command)?));
        }
    }
    let calls = format!("{rounds} rounds of {calls} creates each, in turns.\n");
    Ok(format!(
        "{calls}\n{}\n{}",
        figures(&rows),
        comparisons(&rows)
    ))
}

/// Every client as a command, in the order of the table.
fn commands(server: &Server, officials: &[Official]) -> Result<Vec<(String, Command)>, Error> {
    let tls = server.target().root.is_some();
    let able = clients::ALL
        .iter()
        .filter(|client| !tls || client.name != TCP);
    let ours = able.map(|client| {
        Ok((
            client.name.to_owned(),
            client_process::command(client.name, server, 1)?,
        ))
    });
    let theirs = officials
        .iter()
        .map(|official| Ok((official.name.clone(), official.command(server.target()))));
    ours.chain(theirs).collect()
}

fn start_all(commands: Vec<(String, Command)>) -> Result<Vec<(Row, ClientProcess)>, Error> {
    let start = |(name, command)| {
        let row = Row {
            name,
            rounds: Vec::new(),
            starts: Vec::new(),
            peak_memory: 0.0,
        };
        Ok((row, ClientProcess::start(command)?))
    };
    commands.into_iter().map(start).collect()
}

fn milliseconds(client: &ClientProcess) -> f64 {
    client.start.as_secs_f64() * 1000.0
}

fn figures(rows: &[Row]) -> Table {
    let mut table = Table::new([
        "client",
        "µs a call",
        "CPU µs a call",
        "start to first answer, ms",
        "peak memory, MiB",
    ]);
    for row in rows {
        let (wall, cpu) = (row.of(|spent| spent.wall), row.of(|spent| spent.cpu));
        table.row([
            row.name.clone(),
            Median::of(wall).to_string(),
            Median::of(cpu).to_string(),
            Median::of(row.starts.clone()).to_string(),
            format!("{:.1}", row.peak_memory),
        ]);
    }
    table
}

/// The ratios that the goals are about, each made within a round.
fn comparisons(rows: &[Row]) -> Table {
    let mut table = Table::new(["how many times", "wall", "CPU", "start"]);
    let find = |name: &str| rows.iter().find(|row| row.name == name);
    let known = |row: &&Row| clients::ALL.iter().any(|client| client.name == row.name);
    let others = rows.iter().filter(|row| !known(row));
    let mut pairs = vec![
        (find(OURS), find(UREQ)),
        (find(OURS_KEPT), find(UREQ_KEPT)),
        (find(OURS_KEPT), find(UREQ_BARE)),
    ];
    for other in others {
        pairs.extend([
            (Some(other), find(OURS)),
            (Some(other), find(OURS_KEPT)),
            (find(OURS), Some(other)),
        ]);
    }
    for pair in pairs {
        let (Some(above), Some(below)) = pair else {
            continue;
        };
        let ratio = |part: fn(&Spent) -> f64| Median::of_ratios(&above.of(part), &below.of(part));
        table.row([
            format!(
                "{} / {}",
                without_version(&above.name),
                without_version(&below.name)
            ),
            format!("{:.2}", ratio(|spent| spent.wall)),
            format!("{:.2}", ratio(|spent| spent.cpu)),
            format!("{:.2}", Median::of_ratios(&above.starts, &below.starts)),
        ]);
    }
    table
}

/// `official Node client` of `official Node client 8.4.0 (node v20.20.2)`.
fn without_version(name: &str) -> &str {
    name.split_once(|letter: char| letter.is_ascii_digit())
        .map_or(name, |(before, _)| before)
        .trim_end()
}

impl Row {
    fn of(&self, part: impl Fn(&Spent) -> f64) -> Vec<f64> {
        self.rounds.iter().map(part).collect()
    }
}
