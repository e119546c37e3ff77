//! Many creates by threads that share a client: nothing is lost, nothing is doubled, and no memory is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use nylas_connectors::{Client, Error, ICloud, RetryPolicy};
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::{CREATED, Exchange, Next, Server};

const THREADS: usize = 8;
const CALLS: usize = 20_000;

/// How often the server saw each create, by its number.
type Seen = Arc<Vec<AtomicUsize>>;

fn nothing_seen() -> Seen {
    Arc::new((0..CALLS).map(|_| AtomicUsize::new(0)).collect())
}

/// A server that counts each create by the number in its name, and resets the connection of each that a test names
/// instead of answering.
fn counting_server(seen: &Seen, resets: impl Fn(usize) -> bool + Send + Sync + 'static) -> Server {
    let (seen, all) = (Arc::clone(seen), AtomicUsize::new(0));
    Server::start(move |exchange| {
        seen[number_in(exchange)].fetch_add(1, Ordering::SeqCst);
        if resets(all.fetch_add(1, Ordering::SeqCst)) {
            return Next::Reset;
        }
        exchange.write(CREATED);
        Next::Keep
    })
    .unwrap()
}

fn number_in(exchange: &Exchange) -> usize {
    let body = String::from_utf8_lossy(&exchange.body);
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

fn client(server: &Server) -> Client {
    options(server.base_url())
        .reuse_connections_for_creates(true)
        .retry(RetryPolicy::default().base_delay(std::time::Duration::ZERO))
        .build()
        .unwrap()
}

/// Makes the creates with these numbers, shared out among the threads, and gives their errors.
fn creates(client: &Client, numbers: std::ops::Range<usize>) -> Vec<(usize, Error)> {
    let next = AtomicUsize::new(numbers.start);
    let work = || {
        let mut errors = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::SeqCst);
            if number >= numbers.end {
                return errors;
            }
            let icloud = ICloud::builder().name(number.to_string()).build().unwrap();
            if let Err(error) = client.connectors().create(&icloud) {
                errors.push((number, error));
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// One after the other, since the memory that is measured is the whole process's.
#[test]
fn creates_by_threads_that_share_a_client_are_neither_lost_nor_doubled_and_leave_no_memory_behind()
{
    twenty_thousand_creates_by_eight_threads_arrive_once_each_over_eight_connections();
    a_create_whose_connection_is_reset_is_an_error_that_says_it_may_have_been_done();
}

fn twenty_thousand_creates_by_eight_threads_arrive_once_each_over_eight_connections() {
    let seen = nothing_seen();
    let server = counting_server(&seen, |_| false);
    let client = client(&server);
    let mut errors = creates(&client, 0..CALLS / 5);
    let memory = resident_kilobytes();
    errors.extend(creates(&client, CALLS / 5..CALLS));
    assert!(errors.is_empty(), "{errors:?}");
    assert!(seen.iter().all(|count| count.load(Ordering::SeqCst) == 1));
    assert!(server.connections() <= THREADS, "{}", server.connections());
    if let (Some(before), Some(after)) = (memory, resident_kilobytes()) {
        println!("resident memory: {before} kB, then {after} kB");
        assert!(after < before + 4096, "from {before} kB to {after} kB");
    }
}

fn a_create_whose_connection_is_reset_is_an_error_that_says_it_may_have_been_done() {
    let seen = nothing_seen();
    let server = counting_server(&seen, |request| request % 100 == 99);
    let calls = CALLS / 4;
    let errors = creates(&client(&server), 0..calls);
    assert_eq!(errors.len(), calls / 100);
    for (number, error) in &errors {
        let came = seen[*number].load(Ordering::SeqCst) > 0;
        assert_eq!(error.may_have_been_applied(), came, "{number}: {error:?}");
        assert_eq!(error.attempts(), 1);
    }
    let seen = &seen[..calls];
    assert!(seen.iter().all(|count| count.load(Ordering::SeqCst) == 1));
}

/// How much memory the process has, where the system says so.
fn resident_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
