//! Every call of the API as a value that knows its request and how to read its answer, without any I/O.
//!
//! [`Client::send`](crate::Client::send) takes one. A program with an HTTP client of its own, an asynchronous one
//! for instance, takes [`Operation::request`] and [`Operation::parse`] and sends by itself:
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
//! let mut answer = http::Response::new(br#"{"data":{"provider":"icloud"}}"#.to_vec());
//! *answer.status_mut() = http::StatusCode::CREATED;
//! let created = CreateConnector::<ICloud>::parse(answer)?;
//! assert_eq!(created.data.provider.as_str(), "icloud");
//! # Ok::<(), nylas_connectors::Error>(())
//! ```

mod answer;
mod call;
mod create_connector;
mod create_credential;
mod delete_connector;
mod delete_credential;
mod detect_provider;
#[cfg(test)]
mod example;
mod get_connector;
mod get_credential;
mod list_connectors;
mod list_credentials;
mod paged;
mod update_connector;
mod update_credential;

pub use create_connector::CreateConnector;
pub use create_credential::CreateCredential;
pub use delete_connector::DeleteConnector;
pub use delete_credential::DeleteCredential;
pub use detect_provider::DetectProvider;
pub use get_connector::GetConnector;
pub use get_credential::GetCredential;
pub use list_connectors::ListConnectors;
pub use list_credentials::{CredentialSort, ListCredentials, Order};
pub use paged::Paged;
pub use update_connector::UpdateConnector;
pub use update_credential::UpdateCredential;

pub use crate::effect::Effect;

use crate::Error;

/// One call of the API.
pub trait Operation {
    /// What a successful answer holds.
    type Output;

    /// What the call does at the service, and so whether it may be sent twice.
    const EFFECT: Effect;

    /// The request, complete but for `User-Agent` and what HTTP itself adds.
    ///
    /// `base_url` is the service's, such as `https://api.eu.nylas.com`; a path behind the host is kept. `api_key`
    /// goes into the `Authorization` header, which is marked as sensitive.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] when the content can't be right, [`Error::Config`] when `base_url` or `api_key` can't.
    fn request(&self, base_url: &str, api_key: &str) -> Result<http::Request<Vec<u8>>, Error>;

    /// Reads the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] for a status other than 2xx, [`Error::Decode`] for an answer that can't be read.
    fn parse(response: http::Response<Vec<u8>>) -> Result<Self::Output, Error>;
}
