//! [`Client`]: the pipeline from an operation to its answer.

mod connectors;
mod credentials;
mod ensure;
mod options;
mod pages;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::header::USER_AGENT;

pub use self::connectors::Connectors;
pub use self::credentials::Credentials;
pub use self::ensure::{Action, Ensured};
use self::options::{Client as Options, HasApiKey};
pub use self::options::{ClientBuilder, Region};
pub use self::pages::Pages;
use crate::Operation;
use crate::builder::Unset;
use crate::error::{Error, Secrets};
use crate::history::History;
use crate::idempotency::Idempotency;
use crate::operations::DetectProvider;
use crate::response::{DetectedProvider, Response};
use crate::transport::Limits;

/// Stands for a time-out that no clock can hold.
const A_CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Sends calls to the service.
///
/// Cheap to clone, and shared by threads: all clones use one pool of connections.
#[derive(Clone)]
pub struct Client {
    options: Arc<Options>,
}

impl Client {
    /// A client for the US region with the default settings.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] when the key can't be one: see [`ClientBuilder::api_key`].
    pub fn new(api_key: impl Into<crate::Secret>) -> Result<Self, Error> {
        Self::builder().api_key(api_key).build()
    }

    /// A client from the environment: the key in `NYLAS_API_KEY` and, if it is set, the base URL in
    /// `NYLAS_API_URI`.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the variable that is missing or wrong.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// A client with settings of your own.
    pub fn builder() -> ClientBuilder<Unset> {
        ClientBuilder::new()
    }

    /// Where the client sends to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.options.base_url
    }

    /// Which provider an address belongs to: [`DetectProvider`]. An application may ask 20 times a minute.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for an address that is blank, has a control character in it or a space around it;
    /// [`Error::Api`] when the service refuses it.
    pub fn detect_provider(
        &self,
        email: impl Into<String>,
    ) -> Result<Response<DetectedProvider>, Error> {
        self.send(&DetectProvider::new(email))
    }

    /// Sends one call and waits for its answer. Every other method ends here.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; nothing was sent in the case of [`Error::Invalid`] and [`Error::Config`].
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error> {
        let Options { retry, timeout, .. } = &*self.options;
        let start = Instant::now();
        let deadline = start.checked_add(*timeout).unwrap_or(start + A_CENTURY);
        let mut history = History::default();
        loop {
            let error = match self.send_once(operation, deadline) {
                Ok(output) => return Ok(output),
                Err(error) => error.without(|| self.secrets_of(operation)),
            };
            history = history.after(error.may_be_applied(O::IDEMPOTENCY));
            match retry.wait_after(
                &error,
                O::IDEMPOTENCY,
                history.attempts,
                start.elapsed(),
                *timeout,
            ) {
                Some(wait) => retry.sleep(wait),
                None => return Err(error.with_history(history)),
            }
        }
    }

    fn send_once<O: Operation>(
        &self,
        operation: &O,
        deadline: Instant,
    ) -> Result<O::Output, Error> {
        let options = &*self.options;
        let mut request = operation.request(&options.base_url, options.api_key.expose())?;
        request
            .headers_mut()
            .insert(USER_AGENT, options.user_agent.clone());
        request.extensions_mut().insert(Limits {
            deadline,
            connect: options.connect_timeout,
            fresh_connection: O::IDEMPOTENCY == Idempotency::NotIdempotent
                && !options.reuse_connections_for_creates,
            allow_trace_logging: options.allow_trace_logging,
        });
        O::parse(options.transport.send(request)?)
    }

    /// What must not be seen in an error. The request is made once more, so that only a call that failed pays for it.
    fn secrets_of<O: Operation>(&self, operation: &O) -> Secrets {
        let api_key = self.options.api_key.expose();
        let body = match operation.request(&self.options.base_url, api_key) {
            Ok(request) => request.into_body(),
            Err(_) => Vec::new(),
        };
        Secrets::of(api_key, &body)
    }
}

impl<ApiKey> ClientBuilder<ApiKey> {
    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the option that is invalid.
    pub fn build(self) -> Result<Client, Error>
    where
        ApiKey: HasApiKey,
    {
        Ok(Client {
            options: Arc::new(self.options()?),
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.options.base_url)
            .finish_non_exhaustive()
    }
}
