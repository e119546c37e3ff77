//! Nothing but tests: see the files beside this one. Here is what several of them need.

pub mod apps;
pub mod certificates;
pub mod documented;
pub mod driven;
pub mod every_call;
pub mod full_queue;
pub mod own_process;
pub mod proxies;
pub mod proxy_server;
pub mod published;
pub mod secure;
pub mod server;

use nylas_connectors::testing::{FakeNylas, Recorder};
use nylas_connectors::{Client, ClientBuilder};

/// The key that [`FakeNylas`] takes, and no other; the other servers take any.
pub const API_KEY: &str = "nylas-test-key";

/// The options of a client that finds its service at this base URL.
pub fn options(base_url: impl Into<String>) -> ClientBuilder {
    Client::builder().api_key(API_KEY).base_url(base_url)
}

/// A client with no options of its own.
///
/// # Panics
///
/// When such a client can't be built.
#[must_use]
pub fn client(fake: &FakeNylas) -> Client {
    options(fake.base_url()).build().unwrap()
}

/// A client whose requests go no further than the recorder, with no options of its own.
///
/// # Panics
///
/// When such a client can't be built.
#[must_use]
pub fn recorded(recorder: &Recorder) -> Client {
    let options = Client::builder().api_key(API_KEY);
    options.transport(recorder.clone()).build().unwrap()
}
