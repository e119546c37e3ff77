//! Creates connectors from several threads: over one client, and over as many agents of ureq as there are threads.

use crate::client_process::ClientProcess;
use crate::clients::{OURS, OURS_KEPT, UREQ, UREQ_KEPT};
use crate::server::Server;
use crate::stats::Median;
use crate::table::{Table, thousands};
use crate::{Error, args, result};

const THREADS: [usize; 6] = [1, 2, 4, 8, 16, 64];

pub(super) fn measure() -> Result<(), Error> {
    let server = Server::start()?;
    let (rounds, calls) = args::short_or((3, 64), (20, 1280));
    let kept = table(&server, (OURS_KEPT, UREQ_KEPT), (rounds, calls))?;
    let fresh = table(&server, (OURS, UREQ), (rounds, calls))?;
    let text = format!(
        "{rounds} rounds of {calls} creates each, in turns. Connections kept:\n\n{kept}\n\
         A connection for each create:\n\n{fresh}"
    );
    result::finish("threads", "", &text)
}

fn table(
    server: &Server,
    (ours, theirs): (&str, &str),
    (rounds, calls): (u32, u32),
) -> Result<Table, Error> {
    let mut table = Table::new([
        "threads",
        "creates a second, one client",
        "creates a second, an agent of ureq for each thread",
        "one client / agents",
        "CPU of a create, one client / agents",
    ]);
    for threads in THREADS {
        let mut ours = ClientProcess::ours(ours, server, threads)?;
        let mut theirs = ClientProcess::ours(theirs, server, threads)?;
        let (mut spent_by_ours, mut spent_by_theirs) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            spent_by_ours.push(ours.create(calls)?);
            spent_by_theirs.push(theirs.create(calls)?);
        }
        let rate = |spent: &[crate::client_process::Spent]| -> Vec<f64> {
            spent.iter().map(|spent| 1e6 / spent.wall).collect()
        };
        let cpu = |spent: &[crate::client_process::Spent]| -> Vec<f64> {
            spent.iter().map(|spent| spent.cpu).collect()
        };
        let (fast, faster) = (rate(&spent_by_ours), rate(&spent_by_theirs));
        table.row([
            threads.to_string(),
            thousands(Median::of(fast.clone()).middle),
            thousands(Median::of(faster.clone()).middle),
            format!("{:.2}", Median::of_ratios(&fast, &faster)),
            format!(
                "{:.2}",
                Median::of_ratios(&cpu(&spent_by_ours), &cpu(&spent_by_theirs))
            ),
        ]);
    }
    Ok(table)
}
