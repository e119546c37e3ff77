//! Every call of the API as a value: it makes a plain [`http::Request`] and reads a plain [`http::Response`].
//!
//! [`Client::send`](crate::Client::send) takes one. A program with an HTTP client of its own uses
//! [`Operation::request`](crate::Operation::request) and
//! [`Operation::parse`](crate::Operation::parse):
//!
//! ```
//! use nylas_connectors::operations::CreateConnector;
//! use nylas_connectors::{ICloud, Operation, http};
//!
//! let icloud = ICloud::builder().build()?;
//! let request = CreateConnector::new(&icloud).request("https://api.us.nylas.com", "key")?;
//! assert_eq!(request.uri(), "https://api.us.nylas.com/v3/connectors");
//! assert_eq!(request.body(), br#"{"provider":"icloud"}"#);
//!
//! let mut response = http::Response::new(br#"{"data":{"provider":"icloud"}}"#.to_vec());
//! *response.status_mut() = http::StatusCode::CREATED;
//! let created = CreateConnector::<ICloud>::parse(response)?;
//! assert_eq!(created.data.provider.as_str(), "icloud");
//! # Ok::<(), nylas_connectors::Error>(())
//! ```

mod connectors;
pub(crate) mod credentials;
mod detect;

pub use self::connectors::{
    CreateConnector, DeleteConnector, GetConnector, ListConnectors, UpdateConnector,
};
pub use self::credentials::{
    CreateCredential, DeleteCredential, GetCredential, ListCredentials, UpdateCredential,
};
pub use self::detect::DetectProvider;
