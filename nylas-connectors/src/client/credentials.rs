//! The calls about credentials.

use super::{Client, Pages};
use crate::operations::{
    CreateCredential, DeleteCredential, GetCredential, ListCredentials, UpdateCredential,
};
use crate::{Credential, Error, NewCredential, Page, Provider, Response};

/// The calls about the credentials of one provider's connector, from [`Client::credentials`].
#[derive(Clone, Debug)]
pub struct Credentials<'a> {
    client: &'a Client,
    provider: Provider,
}

impl Client {
    /// The calls about the credentials of one provider's connector.
    #[must_use]
    pub fn credentials(&self, provider: impl Into<Provider>) -> Credentials<'_> {
        Credentials {
            client: self,
            provider: provider.into(),
        }
    }
}

impl<'a> Credentials<'a> {
    /// Adds a credential: [`CreateCredential`].
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with everything that is wrong with it, before anything is sent; [`Error::Api`] if the
    /// service refuses it, for instance because its name is taken.
    pub fn create(&self, credential: &NewCredential) -> Result<Response<Credential>, Error> {
        self.client
            .send(&CreateCredential::new(&self.provider, credential))
    }

    /// The first page of the credentials, the newest first: [`ListCredentials`], which also sets a limit, an offset and
    /// an order. [`list_all`](Self::list_all) begins with the oldest.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] with status 404 if there is no such connector, [`Error::Invalid`] for a provider that is empty,
    /// `.` or `..`.
    pub fn list(&self) -> Result<Page<Credential>, Error> {
        self.client.send(&ListCredentials::new(&self.provider))
    }

    /// All credentials, the oldest first, fetched page by page while the iterator advances: see [`Client::list_all`],
    /// which also takes a list in another order.
    pub fn list_all(&self) -> Pages<'a, ListCredentials> {
        self.client.list_all(ListCredentials::new(&self.provider))
    }

    /// The credential with this ID: [`GetCredential`].
    ///
    /// # Errors
    ///
    /// [`Error::Api`] with status 404 if there is none, [`Error::Invalid`] for a provider or an ID that is empty, `.`
    /// or `..`.
    pub fn get(&self, id: impl Into<String>) -> Result<Response<Credential>, Error> {
        self.client.send(&GetCredential::new(&self.provider, id))
    }

    /// Updates the credential with this ID: [`UpdateCredential`].
    ///
    /// # Errors
    ///
    /// Those of [`create`](Self::create) and [`get`](Self::get).
    pub fn update(
        &self,
        id: impl Into<String>,
        update: &crate::UpdateCredential,
    ) -> Result<Response<Credential>, Error> {
        self.client
            .send(&UpdateCredential::new(&self.provider, id, update))
    }

    /// Deletes the credential with this ID: [`DeleteCredential`]. Grants that use it stop working at once. The active one
    /// can't be deleted.
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get), and [`Error::Api`] for the active credential. A 404 that
    /// [may have been applied](Error::may_have_been_applied) is most likely a success, whose answer was lost.
    pub fn delete(&self, id: impl Into<String>) -> Result<Response<()>, Error> {
        self.client.send(&DeleteCredential::new(&self.provider, id))
    }
}
