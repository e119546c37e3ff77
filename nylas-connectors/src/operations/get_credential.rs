//! `GET /v3/connectors/{provider}/creds/{id}`:
//! [get a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_by_id/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, Error, Provider, Response};

/// Gets one credential of a provider's connector.
#[derive(Clone, Debug)]
pub struct GetCredential {
    provider: Provider,
    id: String,
}

impl GetCredential {
    /// The call for the credential with this ID.
    pub fn new(provider: Provider, id: impl Into<String>) -> Self {
        Self {
            provider,
            id: id.into(),
        }
    }
}

impl Operation for GetCredential {
    type Output = Response<Credential>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::GET, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .literal("/creds")
            .segment("credential_id", &self.id)?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::data(&response)
    }
}
