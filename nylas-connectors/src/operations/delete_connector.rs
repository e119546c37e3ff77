//! `DELETE /v3/connectors/{provider}`:
//! [delete a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/delete_connector_by_provider/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Error, Provider, Response};

/// Deletes the connector of a provider, **and with it all its grants and credentials**.
#[derive(Clone, Debug)]
pub struct DeleteConnector {
    provider: Provider,
}

impl DeleteConnector {
    /// The call for this provider's connector.
    #[must_use]
    pub fn new(provider: Provider) -> Self {
        Self { provider }
    }
}

impl Operation for DeleteConnector {
    type Output = Response<()>;

    const EFFECT: Effect = Effect::Replaces;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::DELETE, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::nothing(&response)
    }
}
