//! Every way of creating a connector over HTTP that a Rust program might choose.

mod ours;
mod reqwest;
mod tcp;
mod ureq;

use nylas_connectors::Connector;
use serde::Deserialize;

use crate::Error;
use crate::server::Target;

/// Creates a connector once.
pub(crate) type Create = Box<dyn FnMut() -> Result<(), Error> + Send>;

/// A way of creating connectors.
pub(crate) struct Client {
    pub(crate) name: &'static str,
    /// Makes it ready to send to this server from as many threads. The library shares one client among them, and
    /// the others have one each.
    pub(crate) start: fn(&Target, usize) -> Result<Vec<Create>, Error>,
}

pub(crate) const OURS: &str = "nylas-connectors";
pub(crate) const OURS_KEPT: &str = "nylas-connectors, connection kept";
pub(crate) const UREQ: &str = "ureq";
pub(crate) const UREQ_KEPT: &str = "ureq, connection kept";
/// Without TLS only.
pub(crate) const TCP: &str = "raw `TcpStream`, connection kept";
pub(crate) const UREQ_BARE: &str = "ureq without timeouts, connection kept";

/// Those that open a connection for each create, as the library does by default, then those that
/// keep it.
pub(crate) const ALL: [Client; 7] = [
    Client {
        name: OURS,
        start: ours::fresh,
    },
    Client {
        name: UREQ,
        start: |target, threads| each(threads, || ureq::fresh(target)),
    },
    Client {
        name: OURS_KEPT,
        start: ours::kept,
    },
    Client {
        name: UREQ_KEPT,
        start: |target, threads| each(threads, || ureq::kept(target)),
    },
    Client {
        name: UREQ_BARE,
        start: |target, threads| each(threads, || ureq::without_time_outs(target)),
    },
    Client {
        name: TCP,
        start: |target, threads| each(threads, || tcp::kept(target)),
    },
    Client {
        name: "reqwest (blocking), connection kept",
        start: |target, threads| each(threads, || reqwest::kept(target)),
    },
];

fn each(threads: usize, start: impl Fn() -> Result<Create, Error>) -> Result<Vec<Create>, Error> {
    (0..threads).map(|_| start()).collect()
}

/// Finds a way by its name.
pub(crate) fn named(name: &str) -> Result<&'static Client, Error> {
    let client = ALL.iter().find(|client| client.name == name);
    Ok(client.ok_or_else(|| format!("no client is called `{name}`"))?)
}

const API_KEY: &str = "nyk_bench";

/// What every client but ours decodes the answer into: the same type as ours does.
#[derive(Deserialize)]
struct Answer {
    request_id: Option<String>,
    data: Connector,
}

/// Decodes the answer and looks at it.
fn check(status: u16, body: &[u8]) -> Result<(), Error> {
    let answer: Answer = serde_json::from_slice(body)?;
    let complete = answer.request_id.is_some() && answer.data.name.is_some();
    if status == 201 && complete {
        Ok(())
    } else {
        Err(format!("no connector came back: {status}").into())
    }
}

/// The body that the others have ready, where ours is made for each call.
fn body() -> Result<Vec<u8>, Error> {
    Ok(serde_json::to_vec(&crate::variants::google()?)?)
}
