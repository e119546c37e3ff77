//! The calls about connectors: `/v3/connectors`.

use http::Method;

use crate::idempotency::Idempotency;
use crate::operation::sealed::ToParts;
use crate::request_parts::RequestParts;
use crate::{
    Connector, ConnectorSpec, Error, Invalid, Operation, Page, Paged, Provider, Response,
    UpdateSpec,
};

const CONNECTORS: &str = "/v3/connectors";

/// Creates a connector: `POST /v3/connectors`. The service answers 201 with the [`Connector`].
///
/// The body is validated when the request is built, however the value was made.
///
/// Documented under
/// [create a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct CreateConnector<'a, C> {
    connector: &'a C,
}

impl<'a, C: ConnectorSpec> CreateConnector<'a, C> {
    /// The call that creates this connector.
    pub fn new(connector: &'a C) -> Self {
        Self { connector }
    }
}

impl<C: ConnectorSpec> ToParts for CreateConnector<'_, C> {
    const NAME: &'static str = "create_connector";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Invalid::check(self.connector)?;
        let parts = RequestParts::new(Method::POST, CONNECTORS).json(self.connector)?;
        parts.naming(&self.connector.provider())
    }
}

impl<C: ConnectorSpec> Operation for CreateConnector<'_, C> {
    type Output = Response<Connector>;

    const IDEMPOTENCY: Idempotency = Idempotency::NotIdempotent;
}

// Derived, these would ask the same of `C`, which is behind a reference.
impl<C> Clone for CreateConnector<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for CreateConnector<'_, C> {}

/// Lists the application's connectors, one page at a time: `GET /v3/connectors`.
///
/// Documented under
/// [list connectors](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_all/).
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct ListConnectors {
    limit: Option<u64>,
    offset: Option<u64>,
}

impl ListConnectors {
    /// The first page, with the service's own limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connectors to return at most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// How many connectors to skip.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl ToParts for ListConnectors {
    const NAME: &'static str = "list_connectors";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Ok(RequestParts::new(Method::GET, CONNECTORS)
            .query_number("limit", self.limit)
            .query_number("offset", self.offset))
    }
}

impl Operation for ListConnectors {
    type Output = Page<Connector>;

    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
}

impl Paged for ListConnectors {
    type Item = Connector;

    fn page(&self, offset: u64, limit: u64) -> Self {
        self.offset(offset).limit(limit)
    }
}

/// Gets the connector of a provider: `GET /v3/connectors/{provider}`. The service answers 404 if there is none.
///
/// Documented under
/// [get a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_by_provider/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct GetConnector {
    provider: Provider,
}

impl GetConnector {
    /// The call for this provider's connector.
    pub fn new(provider: impl Into<Provider>) -> Self {
        Self {
            provider: provider.into(),
        }
    }
}

impl ToParts for GetConnector {
    const NAME: &'static str = "get_connector";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        one(Method::GET, &self.provider)
    }
}

impl Operation for GetConnector {
    type Output = Response<Connector>;

    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
}

/// Updates the connector of a provider: `PATCH /v3/connectors/{provider}`.
///
/// What the update leaves out stays as it is. The service replaces `settings` as a whole.
///
/// Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct UpdateConnector<'a, U> {
    update: &'a U,
}

impl<'a, U: UpdateSpec> UpdateConnector<'a, U> {
    /// The call that sends this update.
    pub fn new(update: &'a U) -> Self {
        Self { update }
    }
}

impl<U: UpdateSpec> ToParts for UpdateConnector<'_, U> {
    const NAME: &'static str = "update_connector";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        Invalid::check(self.update)?;
        one(Method::PATCH, &self.update.provider())?.json(self.update)
    }
}

impl<U: UpdateSpec> Operation for UpdateConnector<'_, U> {
    type Output = Response<Connector>;

    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
}

impl<U> Clone for UpdateConnector<'_, U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U> Copy for UpdateConnector<'_, U> {}

/// Deletes the connector of a provider, **with all its grants and credentials**:
/// `DELETE /v3/connectors/{provider}`.
///
/// Documented under
/// [delete a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/delete_connector_by_provider/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct DeleteConnector {
    provider: Provider,
}

impl DeleteConnector {
    /// The call for this provider's connector.
    pub fn new(provider: impl Into<Provider>) -> Self {
        Self {
            provider: provider.into(),
        }
    }
}

impl ToParts for DeleteConnector {
    const NAME: &'static str = "delete_connector";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        one(Method::DELETE, &self.provider)
    }
}

impl Operation for DeleteConnector {
    type Output = Response<()>;

    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
}

/// A request for one connector. The credentials' paths begin with it too.
pub(super) fn one(method: Method, provider: &Provider) -> Result<RequestParts, Error> {
    let parts = RequestParts::new(method, CONNECTORS).about(provider);
    parts.segment("provider", provider.as_str())
}
