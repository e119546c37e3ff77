//! `PATCH /v3/connectors/{provider}/creds/{id}`:
//! [update a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/patch_credential_by_id/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, CredentialUpdate, Error, Invalid, Provider, Response};

/// Updates a credential. What the update leaves out stays as it is; its `credential_data` replaces the old one
/// whole.
#[derive(Clone, Debug)]
pub struct UpdateCredential<'a> {
    provider: Provider,
    id: String,
    update: &'a CredentialUpdate,
}

impl<'a> UpdateCredential<'a> {
    /// The call that updates the credential with this ID.
    pub fn new(provider: Provider, id: impl Into<String>, update: &'a CredentialUpdate) -> Self {
        Self {
            provider,
            id: id.into(),
            update,
        }
    }
}

impl Operation for UpdateCredential<'_> {
    type Output = Response<Credential>;

    const EFFECT: Effect = Effect::Replaces;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::check(self.update)?;
        Call::new(Method::PATCH, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .literal("/creds")
            .segment("credential_id", &self.id)?
            .json(self.update)?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::data(&response)
    }
}
