//! `GET /v3/connectors/{provider}`:
//! [get a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_by_provider/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Provider, Response};

/// Gets the connector of a provider. The service answers 404 if there is none.
#[derive(Clone, Debug)]
pub struct GetConnector {
    provider: Provider,
}

impl GetConnector {
    /// The call for this provider's connector.
    #[must_use]
    pub fn new(provider: Provider) -> Self {
        Self { provider }
    }
}

impl Operation for GetConnector {
    type Output = Response<Connector>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::GET, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::data(&response)
    }
}
