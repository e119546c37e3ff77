//! Set up [Nylas](https://developer.nylas.com) connectors from synchronous Rust.
//!
//! Nylas keeps in a *connector* what it needs to reach a provider: Google, Microsoft, Zoom, Yahoo, Exchange, iCloud,
//! IMAP, virtual calendars, or Nylas itself. An application has one for each provider. This library makes, changes
//! and removes them. It is not an official client, and it does nothing else.
//!
//! # Build
//!
//! Each provider is a struct that reads like its JSON, with a builder. A required field that is missing is a compile
//! error that names the field and the call; so is a field that is set twice. Where the service lets a field be left
//! out that is nearly always wanted, the builder asks for a choice: `.settings(…)` or `.without_settings()`.
//!
//! ```
//! use nylas_connectors::scope::{self, Use};
//! use nylas_connectors::{Google, GoogleSettings, Provider};
//!
//! let app = GoogleSettings::builder()
//!     .client_id("1234.apps.googleusercontent.com")
//!     .client_secret("GOCSPX-5678");
//! let scopes = scope::needed(Provider::Google, [Use::ReadMessages, Use::SendMessages]);
//! let google = Google::builder().settings(app).scope(scopes).build()?;
//! # Ok::<(), nylas_connectors::Error>(())
//! ```
//!
//! Which scopes an application needs is answered by [`scope::needed`], from what it does.
//!
//! # Validate
//!
//! `build` checks the content, and everything that can't be right is in one [`Invalid`], by its path in the JSON. The
//! client checks again before it sends, however the value was made: see [`validation`] for the rules.
//!
//! ```
//! use nylas_connectors::Ews;
//!
//! let invalid = Ews::builder().name("").scopes(" ews.messages").build().unwrap_err();
//! let problems: Vec<_> =
//!     invalid.iter().map(|problem| (problem.path(), problem.rule())).collect();
//! assert_eq!(problems, [("name", "blank"), ("scopes", "surrounding_space")]);
//! ```
//!
//! # Send
//!
//! A [`Client`] is cheap to clone and shared by threads. Its calls are grouped as the service groups them:
//! [`connectors`](Client::connectors), [`credentials`](Client::credentials) and
//! [`detect_provider`](Client::detect_provider). [`ensure`](Connectors::ensure) makes the service hold a connector
//! whatever is there, which is what a set-up program wants.
//!
//! ```no_run
//! use nylas_connectors::{Client, ICloud, Provider};
//!
//! let client = Client::from_env()?; // NYLAS_API_KEY, NYLAS_API_URI
//! let ensured = client.connectors().ensure(&ICloud::builder().build()?)?;
//! println!("{:?}: {}", ensured.action, ensured.connector.provider);
//! for connector in client.connectors().list_all() {
//!     println!("{}", connector?.provider);
//! }
//! # Ok::<(), nylas_connectors::Error>(())
//! ```
//!
//! # Handle errors
//!
//! [`Error`] has a variant for who failed: the value, the set-up, the service, the network, the decoder. Its methods
//! say what to do next: [`is_retryable`](Error::is_retryable), and
//! [`may_have_been_applied`](Error::may_have_been_applied) when a create may have worked although no answer came.
//! The client repeats by itself what does no harm, as its [`RetryPolicy`] says, within the one time-out of the call.
//!
//! # Test
//!
//! With the feature `testing`, `testing::Recorder` is a transport without sockets and `testing::FakeNylas` a server on
//! loopback. Both answer like the service and give back what was sent, ready for a snapshot:
//!
//! ```
//! # #[cfg(feature = "testing")] {
//! use nylas_connectors::testing::Recorder;
//! use nylas_connectors::{Client, Imap};
//!
//! let recorder = Recorder::new();
//! let client = Client::builder().api_key("key").transport(recorder.clone()).build()?;
//! client.connectors().create(&Imap::builder().build()?)?;
//! assert!(recorder.last().snapshot().starts_with("POST /v3/connectors\n"));
//! # }
//! # Ok::<(), nylas_connectors::Error>(())
//! ```
//!
//! # Define a provider of your own
//!
//! A provider that this version doesn't know is a struct with the same derive, [`Builder`], and one line that names
//! it: see [`ForProvider`]. The same client sends it.
//!
//! # Bring your own HTTP client
//!
//! Every call is a value in [`operations`] that gives a plain [`http::Request`] and reads a plain [`http::Response`],
//! for an asynchronous program for instance. To keep the client and change only the way over the wire, implement
//! [`Transport`]; a closure is one.
//!
//! # Features
//!
//! | feature | is |
//! |---|---|
//! | `rustls` (default) | sends with ureq over rustls, trusting the bundled web roots |
//! | `platform-verifier` | the same, trusting what the operating system trusts |
//! | `native-tls` | sends with ureq over the platform's TLS library, unless `rustls` is on too |
//! | `testing` | `testing::FakeNylas` and `testing::Recorder` |
//! | `testing-tls` | `testing::FakeNylas::start_tls` |
//!
//! Certificates, proxies and the choice between the TLS libraries are options of
//! `UreqTransport::builder()`; without any, the environment's proxy is used.
//!
//! # Logging
//!
//! This library logs nothing. The HTTP machinery below ureq can write whole request heads, the API key with them, to
//! the `log` crate at level TRACE (target `ureq_proto`). While a logger would take that, nothing is sent: keep the
//! target at DEBUG, as in `RUST_LOG=trace,ureq_proto=debug`, or allow it with
//! [`allow_trace_logging`](ClientBuilder::allow_trace_logging).

#![cfg_attr(docsrs, feature(doc_cfg))]
// `rustls` and `native-tls` share it; nobody turns it on by itself.
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_ureq"))))]
#![forbid(unsafe_code)]
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

// The derive writes `::nylas_connectors`, in this crate too.
extern crate self as nylas_connectors;

mod advice;
mod answer;
mod answer_headers;
mod api_key;
mod base_url;
pub mod builder;
mod call;
mod client;
mod connector_spec;
mod copied;
mod credential;
mod did_you_mean;
mod error;
mod event;
mod fields;
mod finite;
mod history;
mod host;
mod idempotency;
mod invalid;
mod json_path;
mod json_text;
mod operation;
pub mod operations;
mod provider;
mod provider_table;
mod providers;
mod refusal;
mod request_parts;
mod response;
mod retry;
pub mod scope;
mod secret;
mod secret_keys;
mod settings;
#[cfg(feature = "testing")]
#[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
pub mod testing;
pub mod transport;
mod updates;
pub mod validation;

/// The types of [`Operation::request`] and of a [`Transport`].
pub use http;
pub use nylas_connectors_macros::Builder;
/// The traits and errors of [`ConnectorSpec`], [`Invalid`] and the functions in [`validation`].
pub use validator;

pub use advice::{Advice, Advisable, advice};
pub use call::{Action, Call, Ensured, Step};
pub use client::{Client, ClientBuilder, Connectors, Credentials, Pages, Region};
pub use connector_spec::{ConnectorSpec, ForProvider, ProviderTag};
pub use credential::*;
pub use error::{ApiError, ConfigError, DecodeError, Error};
pub use event::{Event, WaitReason};
pub use idempotency::Idempotency;
pub use invalid::{Invalid, Problem};
pub use operation::{Operation, Paged};
pub use operations::credentials::{CredentialSort, Order};
pub use provider::{Provider, UnknownProvider};
pub use providers::*;
pub use response::{Connector, Credential, DetectedProvider, Page, Response};
pub use retry::RetryPolicy;
pub use scope::name::Scope;
pub use secret::Secret;
pub use transport::error::{TransportError, TransportErrorKind};
pub use transport::interface::Transport;
#[cfg(feature = "_ureq")]
#[cfg_attr(docsrs, doc(cfg(any(feature = "rustls", feature = "native-tls"))))]
pub use transport::ureq::UreqTransport;
pub use updates::*;

/// A client is shared by threads, an error is sent between them, and a call moves to the one that drives it.
const _: () = {
    const fn is_send_and_sync<T: Send + Sync + 'static>() {}
    const fn is_send<T: Send + 'static>() {}
    is_send_and_sync::<Client>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<AnyConnector>();
    is_send::<Call<Ensured>>();
};
