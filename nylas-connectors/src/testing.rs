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
//! use nylas_connectors::transport::Transport;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let recorder = Recorder::new();
//! // Usually a client sends this, with a clone of the recorder as transport.
//! let request = http::Request::post("https://api.us.nylas.com/v3/connectors")
//!     .header("authorization", "Bearer my-key")
//!     .body(br#"{"provider":"imap"}"#.to_vec())?;
//! let answer = recorder.send(request)?;
//!
//! assert_eq!(answer.status(), 201);
//! assert_eq!(
//!     recorder.last().snapshot(),
//!     "POST /v3/connectors\nauthorization: Bearer ***\n\n{\n  \"provider\": \"imap\"\n}",
//! );
//! # Ok(())
//! # }
//! ```

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
