//! [`Operation`]: a call of the API, without any I/O.

use self::sealed::{Answer, ToParts};
use crate::fields::Data;
use crate::idempotency::Idempotency;
use crate::{Error, Page, api_key, base_url};

/// One call of the API.
///
/// Implemented by the structs of [`operations`](crate::operations), and sealed: a later version can add what every
/// call must provide.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    label = "give one of `nylas_connectors::operations`, such as `&CreateConnector::new(&connector)`"
)]
pub trait Operation: ToParts {
    /// What a successful answer becomes.
    type Output: Answer;

    /// Whether the request may be sent twice.
    const IDEMPOTENCY: Idempotency;

    /// Builds the request, complete but for `User-Agent` and the headers that HTTP itself adds.
    ///
    /// `base_url` is the service's, such as `https://api.eu.nylas.com`; a path after the host is kept. `api_key` goes
    /// into the `Authorization` header, which is marked as sensitive.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for invalid content, [`Error::Config`] for a `base_url` or an `api_key` that can't be used.
    fn request(&self, base_url: &str, api_key: &str) -> Result<http::Request<Vec<u8>>, Error> {
        let parts = self.to_parts()?;
        base_url::check(base_url)?;
        api_key::check(api_key)?;
        parts.request(base_url, api_key)
    }

    /// Reads the answer, whatever its status.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] for a status other than 2xx, [`Error::Decode`] for an answer that can't be read.
    fn parse(response: http::Response<Vec<u8>>) -> Result<Self::Output, Error> {
        Self::Output::read(&response)
    }
}

/// A call that returns one page of a list, for [`Client::list_all`](crate::Client::list_all). Sealed, like
/// [`Operation`].
pub trait Paged: Operation<Output = Page<Self::Item>> + Send + 'static {
    /// What the list contains.
    type Item: Data + Clone + PartialEq;

    /// The same call for the page that skips `offset` items and has at most `limit`.
    #[must_use]
    fn page(&self, offset: u64, limit: u64) -> Self;
}

pub(crate) mod sealed {
    use std::time::Duration;

    use crate::request_parts::RequestParts;
    use crate::{Error, Provider};

    /// What an operation asks for.
    pub trait ToParts {
        /// Its name in events.
        const NAME: &'static str;

        fn to_parts(&self) -> Result<RequestParts, Error>;
    }

    /// What an answer becomes.
    pub trait Answer: Send + Sized + 'static {
        fn read(response: &http::Response<Vec<u8>>) -> Result<Self, Error>;

        /// Adds what only the call knows.
        fn set_facts(&mut self, attempts: u32, elapsed: Duration);

        fn status(&self) -> u16;

        fn request_id(&self) -> Option<&str>;

        /// The provider that the answer is about, if it names one.
        fn provider(&self) -> Option<&Provider> {
            None
        }
    }
}
