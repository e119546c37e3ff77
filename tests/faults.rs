//! What a caller is left with when the network or the service misbehaves: every fault under a create, a get and a
//! delete, against real sockets. The outcome is the table in `docs/faults.md`; `UPDATE_DOCS=1` writes it again.

#[path = "faults/call.rs"]
mod call;
#[path = "faults/list.rs"]
mod list;
#[path = "faults/row.rs"]
mod row;
#[path = "faults/scene.rs"]
mod scene;
#[path = "faults/tls.rs"]
mod tls;

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use std::{env, fs, thread};

use call::Call;
use list::Fault;
use nylas_connectors_tests::proxies;
use row::Row;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/faults.md");

/// How many rows are made at the same time: most wait rather than work.
const WORKERS: usize = 12;

/// When a row has hung.
const PATIENCE: Duration = Duration::from_secs(60);

const HEAD: &str = include_str!("faults/head.md");

#[test]
fn the_table_of_faults_is_the_one_in_the_documentation() {
    if proxies::are_named() {
        // It would be asked for the host that has no address, so the test runs again in a process without it.
        let mut again = proxies::command_without(env::current_exe().unwrap());
        assert!(again.status().unwrap().success());
        return;
    }
    let (faults, rows) = all_rows();
    for (fault, row) in &rows {
        check(&faults[*fault], row);
    }
    let table = render(&faults, &rows);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(TABLE, &table).unwrap();
    }
    let committed = fs::read_to_string(TABLE).unwrap_or_default();
    for (new, old) in table.lines().zip(committed.lines()) {
        assert_eq!(new, old, "docs/faults.md differs: run with UPDATE_DOCS=1");
    }
    assert_eq!(table, committed, "docs/faults.md is longer or shorter");
}

/// The faults, and the rows with the number of their fault, in the order of the table.
fn all_rows() -> (Arc<Vec<Fault>>, Vec<(usize, Row)>) {
    let faults = Arc::new(list::all());
    let jobs: Arc<Vec<(usize, Call)>> = Arc::new(
        (0..faults.len())
            .flat_map(|fault| faults[fault].calls().iter().map(move |call| (fault, *call)))
            .collect(),
    );
    let (sender, receiver) = mpsc::channel();
    let next = Arc::new(AtomicUsize::new(0));
    for _ in 0..WORKERS {
        let (faults, jobs) = (Arc::clone(&faults), Arc::clone(&jobs));
        let (next, sender) = (Arc::clone(&next), sender.clone());
        thread::spawn(move || {
            while let Some((fault, call)) = jobs.get(next.fetch_add(1, Ordering::SeqCst)) {
                let row = Row::of(&faults[*fault], *call);
                if sender.send((*fault, row)).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    let mut rows: Vec<(usize, Row)> = jobs
        .iter()
        .map(|_| {
            receiver
                .recv_timeout(PATIENCE)
                .expect("a row panicked or hung")
        })
        .collect();
    rows.sort_by_key(|(fault, row)| (*fault, row.call as usize));
    (faults, rows)
}

/// What must hold in every row, whatever the table says.
fn check(fault: &Fault, row: &Row) {
    let what = format!("{}, {}: {:?}", fault.name, row.call.name(), row.result);
    assert!(
        row.took <= row.at_most,
        "{:?}, if the machine had nothing else to do: {what}",
        row.took
    );
    assert_eq!(row.strayed, 0, "a redirect was followed: {what}");
    let Err(error) = &row.result else {
        return;
    };
    assert!(!row.is_unknown(), "{what}");
    if row.call == Call::Create && row.reached > 1 {
        assert_eq!(error.status(), Some(429), "sent twice: {what}");
        assert_eq!(usize::try_from(error.attempts()), Ok(row.reached), "{what}");
    }
    if row.call == Call::Get {
        assert!(!error.may_have_been_applied(), "{what}");
    }
}

fn render(faults: &[Fault], rows: &[(usize, Row)]) -> String {
    let mut table = HEAD.to_owned();
    let mut chapter = "";
    let mut last = usize::MAX;
    for (number, row) in rows {
        let fault = &faults[*number];
        if fault.chapter != chapter {
            chapter = fault.chapter;
            write!(
                table,
                "\n## {chapter}\n\n\
                 | fault | call | outcome | status | request ID | retryable | may have been applied | attempts \
                 | requests that came | took |\n|---|---|---|---|---|---|---|---|---|---|\n"
            )
            .unwrap();
        }
        let name = if last == *number { "" } else { fault.name };
        last = *number;
        writeln!(table, "| {name} | {row}").unwrap();
    }
    table
}
