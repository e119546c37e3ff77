//! `POST /v3/connectors`:
//! [create a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, ConnectorSpec, Error, Invalid, Response};

/// Creates a connector. The service answers 201 with the [`Connector`].
///
/// The body is validated when the request is made, however the value was made.
#[derive(Clone, Copy, Debug)]
pub struct CreateConnector<'a, C> {
    connector: &'a C,
}

impl<'a, C: ConnectorSpec> CreateConnector<'a, C> {
    /// The call that creates this connector.
    pub fn new(connector: &'a C) -> Self {
        Self { connector }
    }
}

impl<C: ConnectorSpec> Operation for CreateConnector<'_, C> {
    type Output = Response<Connector>;

    const EFFECT: Effect = Effect::Creates;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::check(self.connector)?;
        Call::new(Method::POST, "/v3/connectors")
            .json(self.connector)?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::data(&response)
    }
}
