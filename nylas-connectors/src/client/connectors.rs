//! The calls about connectors.

use super::{Client, Ensured, Pages, ensure};
use crate::operations::{
    CreateConnector, DeleteConnector, GetConnector, ListConnectors, UpdateConnector,
};
use crate::{Connector, ConnectorSpec, Error, Page, Provider, Response, UpdateSpec};

/// The calls about connectors. Get it from [`Client::connectors`].
#[derive(Clone, Copy, Debug)]
pub struct Connectors<'a> {
    client: &'a Client,
    overwrite_settings: bool,
}

impl Client {
    /// The calls about connectors.
    #[must_use]
    pub fn connectors(&self) -> Connectors<'_> {
        Connectors {
            client: self,
            overwrite_settings: false,
        }
    }
}

impl<'a> Connectors<'a> {
    /// Creates a connector: [`CreateConnector`].
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything that is wrong with the connector, before anything is sent;
    /// [`Error::Api`] when the service refuses it. After any other error ask
    /// [`Error::may_have_been_applied`] before you send it again.
    pub fn create<C: ConnectorSpec>(&self, connector: &C) -> Result<Response<Connector>, Error> {
        self.client.send(&CreateConnector::new(connector))
    }

    /// The first page of the application's connectors: [`ListConnectors`], which also sets a limit and an offset.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the service refuses the call.
    pub fn list(&self) -> Result<Page<Connector>, Error> {
        self.client.send(&ListConnectors::new())
    }

    /// All connectors of the application, fetched page by page as the iterator goes on.
    ///
    /// After an error it ends.
    pub fn list_all(&self) -> Pages<'a, ListConnectors> {
        self.client.list_all(ListConnectors::new())
    }

    /// The connector of a provider: [`GetConnector`].
    ///
    /// # Errors
    ///
    /// [`Error::Api`] with status 404 if there is none, [`Error::Invalid`] for a provider that is empty, `.` or `..`.
    pub fn get(&self, provider: impl Into<Provider>) -> Result<Response<Connector>, Error> {
        self.client.send(&GetConnector::new(provider))
    }

    /// Changes a connector: [`UpdateConnector`].
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything that is wrong with the update, before anything is sent; [`Error::Api`]
    /// with status 404 if there is no such connector.
    pub fn update<U: UpdateSpec>(&self, update: &U) -> Result<Response<Connector>, Error> {
        self.client.send(&UpdateConnector::new(update))
    }

    /// Deletes the connector of a provider, **and with it all its grants and credentials**: [`DeleteConnector`].
    ///
    /// # Errors
    ///
    /// [`Error::Api`] with status 404 if there is none, [`Error::Invalid`] for a provider that is empty, `.` or `..`.
    pub fn delete(&self, provider: impl Into<Provider>) -> Result<Response<()>, Error> {
        self.client.send(&DeleteConnector::new(provider))
    }

    /// Makes the service hold this connector, whatever is there: creates it, or updates what differs.
    ///
    /// Compared is what `connector` sets; what it leaves out stays as it is:
    ///
    /// - `name` and EWS's `scopes`, if the service shows them. Older applications don't show a name.
    /// - `scope`, in any order, with Microsoft's two forms of a scope taken as the same. A connector that shows none
    ///   has none.
    /// - `settings`, key by key and as deep as they go. A key that the service doesn't show differs, except one whose
    ///   name says that it holds a secret (`client_secret`, `api_key`, `token`, …): those the service never shows, and
    ///   they count as the same. [`overwrite_settings`](Self::overwrite_settings) sends them all the same.
    ///
    /// The service replaces `settings` whole, so settings that differ are sent together with what it shows beside
    /// them. A secret that `connector` leaves out can't be among that, and is then lost: give settings with all their
    /// secrets, as the builders ask for anyway.
    ///
    /// Run by several programs at once it ends with one connector and no error.
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get), [`create`](Self::create) and [`update`](Self::update). When the create is refused
    /// and there is no connector after it, or none can be seen, the error is that refusal.
    pub fn ensure<C: ConnectorSpec>(&self, connector: &C) -> Result<Ensured, Error> {
        ensure::ensure(self.client, connector, self.overwrite_settings)
    }

    /// Lets [`ensure`](Self::ensure) send the settings, if `connector` has any, even if they seem the same as those
    /// that are there, since a secret may differ.
    ///
    /// ```no_run
    /// # let client = nylas_connectors::Client::from_env()?;
    /// # let zoom = nylas_connectors::Zoom::builder().without_settings().build()?;
    /// client.connectors().overwrite_settings().ensure(&zoom)?;
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    #[must_use]
    pub fn overwrite_settings(mut self) -> Self {
        self.overwrite_settings = true;
        self
    }
}
