//! The calls about connectors.

use super::{Client, Pages, jitter};
use crate::call::Ensure;
use crate::operations::{
    CreateConnector, DeleteConnector, GetConnector, ListConnectors, UpdateConnector,
};
use crate::{Call, Connector, ConnectorSpec, Ensured, Error, Page, Provider, Response, UpdateSpec};

/// The calls about connectors, from [`Client::connectors`].
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
    /// [`Error::Api`] if the service refuses it. After any other error check
    /// [`Error::may_have_been_applied`] before you send it again.
    pub fn create<C: ConnectorSpec>(&self, connector: &C) -> Result<Response<Connector>, Error> {
        self.client.send(&CreateConnector::new(connector))
    }

    /// The first page of the application's connectors: [`ListConnectors`], which also sets a limit and an offset.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] if the service refuses the call.
    pub fn list(&self) -> Result<Page<Connector>, Error> {
        self.client.send(&ListConnectors::new())
    }

    /// All connectors of the application, fetched page by page while the iterator advances: see [`Client::list_all`].
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

    /// Updates a connector: [`UpdateConnector`].
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
    /// [`Error::Api`] with status 404 if there is none, [`Error::Invalid`] for a provider that is empty, `.` or `..`. A 404
    /// that [may have been applied](Error::may_have_been_applied) is most likely a success: an attempt before it deleted the
    /// connector, and its answer was lost.
    pub fn delete(&self, provider: impl Into<Provider>) -> Result<Response<()>, Error> {
        self.client.send(&DeleteConnector::new(provider))
    }

    /// Makes the service have this connector, whatever is there: creates it, or updates what differs.
    ///
    /// What `connector` sets is compared with what the service shows; what it leaves out stays as it is:
    ///
    /// - `name`, if the service shows one. Older applications show none.
    /// - `scope`, and EWS's `scopes`, in any order and in any form that the provider takes for the same: Microsoft's short
    ///   and long ones, Google's `email`. A connector that shows no scopes has none.
    /// - `settings`, key by key. Secrets can't be compared, since the service never shows them:
    ///   [`overwrite_settings`](Self::overwrite_settings) sends them anyway. If it doesn't show the `client_id` either,
    ///   a key that is missing can't be compared.
    /// - Another key, which only a struct of your own can have, isn't compared and never updated: send an
    ///   [`update`](Self::update) of your own.
    ///
    /// [`Ensured`] has the paths of what differed and of what couldn't be compared.
    ///
    /// The service replaces `settings` as a whole. So settings that differ are sent together with those shown beside
    /// them that the provider's struct has a field for; what the service computed itself isn't sent back. A secret that
    /// `connector` leaves out is lost then, so give settings with all their secrets, as the builders ask for anyway.
    ///
    /// If the create is cut off, or answered with a failure of the service, `ensure` looks again and goes on with what it
    /// finds. [`Error::may_have_been_applied`] is true only if that look fails too; then call `ensure` again. The
    /// [timeout](crate::ClientBuilder::timeout) covers all of it.
    ///
    /// Several programs may run it at once: there is one connector in the end, and none of them gets an error for it.
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get), [`create`](Self::create) and [`update`](Self::update). If the create is refused and
    /// there is no connector after it, the error is that refusal.
    pub fn ensure<C: ConnectorSpec>(&self, connector: &C) -> Result<Ensured, Error> {
        self.client.drive(self.start_ensure(connector)?)
    }

    /// Starts what [`ensure`](Self::ensure) does, for a program that drives it itself: see [`Call`].
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] for invalid content.
    pub fn start_ensure<C: ConnectorSpec>(&self, connector: &C) -> Result<Call<Ensured>, Error> {
        let settings = &self.client.settings;
        let ensure = Ensure::new(settings, connector, self.overwrite_settings, jitter())?;
        Ok(Call::new(ensure))
    }

    /// Lets [`ensure`](Self::ensure) send the settings, if `connector` has any, even if nothing in them seems to differ,
    /// since a secret may.
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
