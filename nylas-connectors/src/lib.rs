//! Set up Nylas connectors from synchronous Rust.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::dbg_macro)]

// The derive writes `::nylas_connectors`, in this crate too.
extern crate self as nylas_connectors;

pub mod advice;
pub mod builder;
mod client;
mod credential;
mod error;
pub mod operations;
mod provider;
mod providers;
mod request;
mod response;
mod retry;
pub mod scope;
mod secret;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transport;
mod updates;
pub mod validation;

pub use nylas_connectors_macros::Builder;

pub use advice::{Advice, advice};
pub use client::{Action, Client, ClientBuilder, Connectors, Credentials, Ensured, Pages, Region};
pub use credential::*;
pub use error::{ApiError, ConfigError, DecodeError, Error};
pub use operations::{CredentialSort, Effect, Operation, Order};
pub use provider::Provider;
pub use providers::*;
pub use request::{ConnectorSpec, ForProvider, ProviderTag};
pub use response::{Connector, Credential, DetectedProvider, Page, Response};
pub use retry::RetryPolicy;
pub use scope::Scope;
pub use secret::Secret;
pub use transport::{Transport, TransportError, TransportErrorKind};
pub use updates::*;
pub use validation::{Invalid, Problem};

/// A client is shared by threads, and an error is sent between them.
const _: () = {
    const fn is_send_and_sync<T: Send + Sync + 'static>() {}
    is_send_and_sync::<Client>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<AnyConnector>();
};
