//! `POST /v3/connectors/{provider}/creds`:
//! [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, Error, Invalid, NewCredential, Provider, Response};

/// Adds a credential to a provider's connector.
///
/// The same credential again answers the one that is there; another one under the same name is refused.
#[derive(Clone, Debug)]
pub struct CreateCredential<'a> {
    provider: Provider,
    credential: &'a NewCredential,
}

impl<'a> CreateCredential<'a> {
    /// The call that adds this credential.
    #[must_use]
    pub fn new(provider: Provider, credential: &'a NewCredential) -> Self {
        Self {
            provider,
            credential,
        }
    }
}

impl Operation for CreateCredential<'_> {
    type Output = Response<Credential>;

    const EFFECT: Effect = Effect::Creates;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::check(self.credential)?;
        Call::new(Method::POST, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .literal("/creds")
            .json(self.credential)?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::data(&response)
    }
}
