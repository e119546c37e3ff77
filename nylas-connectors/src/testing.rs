//! Test doubles of the service, for tests that must not reach the network.
//!
//! - [`Recorder`] is a transport without sockets, for unit tests and for snapshots of what a client would send.
//! - [`FakeNylas`] is an HTTP server on the loopback interface, for tests of a whole program and of what happens when the
//!   network fails: see [`Fault`].
//!
//! Both keep connectors and credentials like the service does, so a connector that was created can be listed, updated
//! and deleted afterwards. Both have the same methods to script answers, and return every request as a
//! [`RecordedRequest`]. [`strict`](FakeNylas::strict) makes them refuse what the service's published schema doesn't have.
//!
//! ```
//! use nylas_connectors::Imap;
//! use nylas_connectors::testing::Recorder;
//!
//! let recorder = Recorder::new();
//! let client = recorder.client();
//! let created = client.connectors().create(&Imap::builder().build()?)?;
//! assert_eq!(created.data.provider.as_str(), "imap");
//!
//! // With insta: `insta::assert_snapshot!(recorder.last().snapshot())`.
//! let expected = r#"POST /v3/connectors
//! authorization: Bearer ***
//! accept: application/json
//! content-type: application/json
//!
//! {
//!   "provider": "imap"
//! }"#;
//! assert_eq!(recorder.last().snapshot(), expected);
//! # Ok::<(), nylas_connectors::Error>(())
//! ```
//!
//! The feature `testing` adds no crate that the default features don't have, and needs no asynchronous runtime. Turn it
//! on under `[dev-dependencies]` only.

mod backend;
#[cfg(feature = "testing-tls")]
mod certificates;
mod connection;
mod fake_nylas;
mod fault;
mod masking;
mod recorded_request;
mod recorder;
mod server;
mod service;

pub use fake_nylas::FakeNylas;
pub use fault::Fault;
pub use recorded_request::RecordedRequest;
pub use recorder::Recorder;
