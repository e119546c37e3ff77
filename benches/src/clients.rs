//! Every way of creating a connector over HTTP that a Rust program might choose.

mod ours;
mod reqwest;
mod tcp;
mod ureq;

use std::net::SocketAddr;

use nylas_connectors::Connector;
use serde::Deserialize;

use crate::Error;

/// Creates a connector once.
pub(crate) type Create = Box<dyn FnMut() -> Result<(), Error> + Send>;

/// A way of creating connectors.
pub(crate) struct Client {
    pub(crate) name: &'static str,
    /// Makes it ready to send to this address from as many threads. The library shares one client among them, and
    /// the others have one each.
    pub(crate) start: fn(SocketAddr, usize) -> Result<Vec<Create>, Error>,
}

pub(crate) const OURS: &str = "nylas-connectors";
pub(crate) const OURS_KEPT: &str = "nylas-connectors, connection kept";
pub(crate) const UREQ: &str = "ureq";
pub(crate) const UREQ_KEPT: &str = "ureq, connection kept";
pub(crate) const UREQ_BARE: &str = "ureq without time-outs, connection kept";

/// Those that open a connection for each create, as the library does unless it is told otherwise, then those that
/// keep it.
pub(crate) const ALL: [Client; 7] = [
    Client {
        name: OURS,
        start: ours::fresh,
    },
    Client {
        name: UREQ,
        start: |address, threads| each(threads, || ureq::fresh(address)),
    },
    Client {
        name: OURS_KEPT,
        start: ours::kept,
    },
    Client {
        name: UREQ_KEPT,
        start: |address, threads| each(threads, || ureq::kept(address)),
    },
    Client {
        name: UREQ_BARE,
        start: |address, threads| each(threads, || ureq::without_time_outs(address)),
    },
    Client {
        name: "raw `TcpStream`, connection kept",
        start: |address, threads| each(threads, || tcp::kept(address)),
    },
    Client {
        name: "reqwest (blocking), connection kept",
        start: |address, threads| each(threads, || reqwest::kept(address)),
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
