//! How requests are sent: [`Transport`](crate::Transport) and its limits, and the options of `UreqTransport`, which the
//! features `rustls` and `native-tls` turn on.
//!
//! A transport sends one request and returns the answer, whatever its status: it doesn't follow redirects, doesn't
//! try again and doesn't interpret anything. A closure is one, so a test double is a line:
//!
//! ```
//! use nylas_connectors::{Client, ICloud, TransportError, http};
//!
//! let answer = |_: http::Request<Vec<u8>>| {
//!     let body = br#"{"request_id":"r-1","data":{"name":"icloud","provider":"icloud"}}"#;
//!     Ok::<_, TransportError>(http::Response::new(body.to_vec()))
//! };
//! let client = Client::builder().api_key("key").transport(answer).build()?;
//! let created = client.connectors().create(&ICloud::builder().build()?)?;
//! assert_eq!(created.request_id.as_deref(), Some("r-1"));
//! # Ok::<(), nylas_connectors::Error>(())
//! ```

#[cfg(feature = "_ureq")]
mod connect;
pub(crate) mod error;
pub(crate) mod interface;
#[cfg(feature = "_ureq")]
pub(crate) mod ureq;

#[cfg(feature = "_ureq")]
pub(crate) use self::error::{TransportError, TransportErrorKind};
pub use self::interface::Limits;
pub(crate) use self::interface::{CONNECT_TIMEOUT, TIMEOUT};
#[cfg(feature = "_ureq")]
#[doc(hidden)]
pub use self::ureq::UreqTransport;
#[cfg(feature = "_ureq")]
#[cfg_attr(docsrs, doc(cfg(any(feature = "rustls", feature = "native-tls"))))]
pub use self::ureq::{ClientKey, UreqTransportBuilder};
