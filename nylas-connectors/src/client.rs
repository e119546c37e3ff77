//! [`Client`]: sends calls and waits for their answers.

mod connectors;
mod credentials;
mod options;
mod pages;

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use self::connectors::Connectors;
pub use self::credentials::Credentials;
use self::options::HasApiKey;
pub use self::options::{ClientBuilder, Region};
pub use self::pages::Pages;
use crate::builder::Unset;
use crate::call::{Attempts, Collect, Jitter};
use crate::error::ConfigError;
use crate::operations::DetectProvider;
use crate::settings::{Settings, not_zero};
use crate::{
    Call, ConnectorSpec, DetectedProvider, Ensured, Error, Operation, Paged, Response, RetryPolicy,
    Secret, Step, Transport,
};

/// Sends calls to the service, and waits for their answers.
///
/// Cheap to clone, and shared by threads: all clones use one pool of connections. After a `fork`, parent and child share
/// the connections too and may receive each other's answers, so create a client in each process instead.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
    /// `None` in a program that only starts calls.
    transport: Option<Arc<dyn Transport>>,
}

impl Client {
    /// Creates a client for the US region with the default settings.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a key that can't be used: see [`ClientBuilder::api_key`].
    pub fn new(api_key: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().api_key(api_key).build()
    }

    /// Creates a client from the environment: see [`ClientBuilder::from_env`].
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the variable that is missing or invalid.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// Creates a client with settings of your own. [`ClientBuilder::from_env`] is the same with the key and the base URL
    /// from the environment.
    pub fn builder() -> ClientBuilder<Unset> {
        ClientBuilder::new()
    }

    /// The URL that the client sends to.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.settings.base_url
    }

    /// The same client with another [timeout](ClientBuilder::timeout). It shares the connections.
    ///
    /// ```
    /// # use nylas_connectors::testing::Recorder;
    /// use std::time::Duration;
    ///
    /// # let client = Recorder::new().client();
    /// client.with_timeout(Duration::from_secs(5))?.connectors().list()?;
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for zero.
    pub fn with_timeout(&self, timeout: Duration) -> Result<Self, Error> {
        let mut client = self.clone();
        client.settings_mut().timeout = not_zero("timeout", timeout)?;
        Ok(client)
    }

    /// The same client with another [retry policy](ClientBuilder::retry). It shares the connections.
    #[must_use]
    pub fn with_retry(&self, retry: RetryPolicy) -> Self {
        let mut client = self.clone();
        client.settings_mut().retry = retry;
        client
    }

    /// The same client with another header in every request: see [`ClientBuilder::header`]. It shares the connections.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for a header that can't be sent, or that this library sets itself.
    pub fn with_header(&self, name: &str, value: &str) -> Result<Self, Error> {
        let mut client = self.clone();
        client.settings_mut().set_header(name, value)?;
        Ok(client)
    }

    fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// Detects the provider of an email address: [`DetectProvider`]. An application may ask 20 times a minute.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for an address that is blank, has a control character, or starts or ends with a space;
    /// [`Error::Api`] if the service refuses it.
    pub fn detect_provider(
        &self,
        email: impl Into<String>,
    ) -> Result<Response<DetectedProvider>, Error> {
        self.send(&DetectProvider::new(email))
    }

    /// Sends a call and waits for its answer. Every other method that sends does so with this.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]. After [`Error::Invalid`] and [`Error::Config`] nothing was sent.
    pub fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error> {
        self.drive(self.start(operation)?)
    }

    /// Starts a call that the program drives itself, with an HTTP client of its own: see [`Call`].
    ///
    /// It builds and validates the request, and sends nothing. No transport is needed.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for invalid content.
    pub fn start<O: Operation>(&self, operation: &O) -> Result<Call<O::Output>, Error> {
        let attempts = Attempts::new(&self.settings, operation, jitter())?;
        Ok(Call::new(attempts))
    }

    /// Starts what [`Connectors::ensure`] does, for a program that drives it itself. The timeout covers all of it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for invalid content.
    pub fn start_ensure<C: ConnectorSpec>(&self, connector: &C) -> Result<Call<Ensured>, Error> {
        self.connectors().start_ensure(connector)
    }

    /// Starts a call that returns all items of a list, for a program that drives it itself.
    ///
    /// It fetches all pages before it returns anything, so items can be deleted or updated afterwards without others
    /// being skipped. The timeout covers all pages. Items that can't be read are left out, as
    /// [`Page::unreadable`](crate::Page::unreadable) describes.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for invalid content.
    pub fn start_list_all<O: Paged>(&self, list: O) -> Result<Call<Vec<O::Item>>, Error> {
        Ok(Call::new(Collect::new(&self.settings, list, jitter())?))
    }

    /// Drives a call to its end with the transport and the thread's sleep.
    fn drive<T>(&self, mut call: Call<T>) -> Result<T, Error> {
        let transport = self.transport.as_deref().ok_or(ConfigError::new(
            "transport",
            "is missing: set one, turn on the feature `rustls` or `native-tls`, or drive the call yourself (`Client::start`)",
        ))?;
        loop {
            match call.next(Instant::now()) {
                Step::Send(request) => match transport.send(request) {
                    Ok(response) => call.received(response),
                    Err(error) => call.failed(error),
                },
                Step::Wait(duration) => thread::sleep(duration),
                Step::Done(result) => return result,
            }
        }
    }
}

/// The keys of the standard library's hash maps are random, which is enough to keep many clients from trying again at the
/// same moment.
fn jitter() -> Jitter {
    Jitter::new(RandomState::new().hash_one(()))
}

impl<ApiKey> ClientBuilder<ApiKey> {
    /// Creates the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Config`] with the option that is invalid.
    pub fn build(self) -> Result<Client, Error>
    where
        ApiKey: HasApiKey,
    {
        let (settings, transport) = self.settings()?;
        Ok(Client {
            settings: Arc::new(settings),
            transport,
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.settings.base_url)
            .finish_non_exhaustive()
    }
}
