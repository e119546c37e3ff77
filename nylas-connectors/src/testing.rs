//! Helpers for tests that must not reach the network.
//!
//! There are two stand-ins for the service, which answer alike:
//!
//! - [`Recorder`] is a transport without sockets. It suits unit tests and
//!   snapshots of what a client would send.
//! - [`FakeNylas`] is an HTTP server on the loopback interface. It suits tests
//!   of a whole program, and of what happens when the wire fails: see [`Fault`].
//!
//! Both keep connectors and credentials like the service does, so a connector
//! that was created can be listed, changed and deleted afterwards. Both give
//! every request back as a [`RecordedRequest`].
//!
//! ```
//! use nylas_connectors::testing::Recorder;
//! use nylas_connectors::{Client, Imap};
//!
//! let recorder = Recorder::new();
//! let client = Client::builder().api_key("my-key").transport(recorder.clone()).build()?;
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
//! The feature `testing` brings no crate that the default features don't, and neither stand-in needs an asynchronous
//! runtime. Turn it on under `[dev-dependencies]` only.

mod action;
mod answers;
mod chunked;
mod connection;
mod connector;
mod connectors;
mod credential;
mod credentials;
mod detect;
#[cfg(test)]
mod dialogue;
mod fake;
mod fault;
mod fields;
mod head;
mod json;
mod query;
mod reader;
mod recorder;
mod request;
mod secrets;
mod server;
mod service;
mod wire;

pub use fake::FakeNylas;
pub use fault::Fault;
pub use recorder::Recorder;
pub use request::RecordedRequest;
