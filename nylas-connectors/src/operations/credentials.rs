//! The calls about a connector's credentials: `/v3/connectors/{provider}/creds`.

use std::fmt;

use http::Method;

use super::connectors;
use crate::idempotency::Idempotency;
use crate::operation::sealed::ToParts;
use crate::request_parts::RequestParts;
use crate::{
    Credential, Error, Invalid, NewCredential, Operation, Page, Paged, Provider, Response,
};

/// Adds a credential to a provider's connector: `POST /v3/connectors/{provider}/creds`.
///
/// The service answers the same credential again with the existing one, and refuses another one of the same name.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct CreateCredential<'a> {
    provider: Provider,
    credential: &'a NewCredential,
}

impl<'a> CreateCredential<'a> {
    /// The call that adds this credential.
    pub fn new(provider: impl Into<Provider>, credential: &'a NewCredential) -> Self {
        Self {
            provider: provider.into(),
            credential,
        }
    }
}

impl ToParts for CreateCredential<'_> {
    const NAME: &'static str = "create_credential";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Invalid::check(self.credential)?;
        all(Method::POST, &self.provider)?.json(self.credential)
    }
}

impl Operation for CreateCredential<'_> {
    type Output = Response<Credential>;

    const IDEMPOTENCY: Idempotency = Idempotency::NotIdempotent;
}

/// Lists the credentials of a provider's connector, one page at a time: `GET /v3/connectors/{provider}/creds`.
///
/// Documented under
/// [list credentials](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_all/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct ListCredentials {
    provider: Provider,
    limit: Option<u64>,
    offset: Option<u64>,
    sort: Option<(CredentialSort, Order)>,
}

impl ListCredentials {
    /// The first page: 10 credentials unless a limit is set.
    pub fn new(provider: impl Into<Provider>) -> Self {
        Self {
            provider: provider.into(),
            limit: None,
            offset: None,
            sort: None,
        }
    }

    /// How many credentials to return at most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// How many credentials to skip.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// What to sort by, and in which order. The service's default is the newest first.
    pub fn sort(mut self, by: CredentialSort, order: Order) -> Self {
        self.sort = Some((by, order));
        self
    }
}

impl ToParts for ListCredentials {
    const NAME: &'static str = "list_credentials";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Ok(all(Method::GET, &self.provider)?
            .query_number("limit", self.limit)
            .query_number("offset", self.offset)
            .query("sort_by", self.sort.map(|(by, _)| by.as_str()))
            .query("order_by", self.sort.map(|(_, order)| order.as_str())))
    }
}

impl Operation for ListCredentials {
    type Output = Page<Credential>;

    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
}

impl Paged for ListCredentials {
    type Item = Credential;

    /// In a stable order unless the list has one: by default the service begins with the newest, so one that is added
    /// while the pages are fetched would shift all others.
    fn page(&self, offset: u64, limit: u64) -> Self {
        let page = self.clone().offset(offset).limit(limit);
        match page.sort {
            Some(_) => page,
            None => page.sort(CredentialSort::CreatedAt, Order::Ascending),
        }
    }
}

/// What a list of credentials is sorted by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum CredentialSort {
    /// When the credential was created.
    CreatedAt,
    /// When the credential was last updated.
    UpdatedAt,
}

impl CredentialSort {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
    }
}

impl fmt::Display for CredentialSort {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The order of a sorted list.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Order {
    /// The oldest first.
    Ascending,
    /// The newest first.
    Descending,
}

impl Order {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// Gets one credential: `GET /v3/connectors/{provider}/creds/{id}`. The service answers 404 if there is none.
///
/// Documented under
/// [get a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_by_id/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct GetCredential {
    provider: Provider,
    id: String,
}

impl GetCredential {
    /// The call for the credential with this ID.
    pub fn new(provider: impl Into<Provider>, id: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            id: id.into(),
        }
    }
}

impl ToParts for GetCredential {
    const NAME: &'static str = "get_credential";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        one(Method::GET, &self.provider, &self.id)
    }
}

impl Operation for GetCredential {
    type Output = Response<Credential>;

    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
}

/// Updates a credential: `PATCH /v3/connectors/{provider}/creds/{id}`.
///
/// What the update leaves out stays as it is. The service replaces `credential_data` as a whole.
///
/// Documented under
/// [update a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/patch_credential_by_id/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct UpdateCredential<'a> {
    provider: Provider,
    id: String,
    update: &'a crate::UpdateCredential,
}

impl<'a> UpdateCredential<'a> {
    /// The call that sends this update to the credential with this ID.
    pub fn new(
        provider: impl Into<Provider>,
        id: impl Into<String>,
        update: &'a crate::UpdateCredential,
    ) -> Self {
        Self {
            provider: provider.into(),
            id: id.into(),
            update,
        }
    }
}

impl ToParts for UpdateCredential<'_> {
    const NAME: &'static str = "update_credential";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Invalid::check(self.update)?;
        one(Method::PATCH, &self.provider, &self.id)?.json(self.update)
    }
}

impl Operation for UpdateCredential<'_> {
    type Output = Response<Credential>;

    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
}

/// Deletes one credential of a provider's connector: `DELETE /v3/connectors/{provider}/creds/{id}`. The service refuses
/// to delete the active one.
///
/// Documented under
/// [delete a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/delete_credential_by_id/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct DeleteCredential {
    provider: Provider,
    id: String,
}

impl DeleteCredential {
    /// The call for the credential with this ID.
    pub fn new(provider: impl Into<Provider>, id: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            id: id.into(),
        }
    }
}

impl ToParts for DeleteCredential {
    const NAME: &'static str = "delete_credential";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        one(Method::DELETE, &self.provider, &self.id)
    }
}

impl Operation for DeleteCredential {
    type Output = Response<()>;

    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
}

fn all(method: Method, provider: &Provider) -> Result<RequestParts, Error> {
    Ok(connectors::one(method, provider)?.literal("/creds"))
}

fn one(method: Method, provider: &Provider, id: &str) -> Result<RequestParts, Error> {
    all(method, provider)?.segment("credential_id", id)
}
