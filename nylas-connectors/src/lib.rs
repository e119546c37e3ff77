// The README is the documentation of the crate. Of two definitions of a link the first counts: here the README's links lead
// to the items, and out of the crate's folder.
#![cfg_attr(all(feature = "testing", feature = "rustls"), doc = include_str!("links.md"))]
#![cfg_attr(all(feature = "testing", feature = "rustls"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(feature = "testing", feature = "rustls")),
    doc = "Set up Nylas connectors from synchronous Rust. `README.md` has the rest."
)]
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
mod one_line;
mod operation;
pub mod operations;
mod paste_mistake;
mod provider;
mod provider_table;
mod providers;
#[cfg(all(doc, feature = "testing", feature = "rustls"))]
pub mod recipes;
mod refusal;
mod request_parts;
mod response;
mod retry;
mod rule;
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
