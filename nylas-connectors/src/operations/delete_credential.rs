//! `DELETE /v3/connectors/{provider}/creds/{id}`:
//! [delete a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/delete_credential_by_id/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Error, Provider, Response};

/// Deletes one credential of a provider's connector. The service refuses the active one.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct DeleteCredential {
    provider: Provider,
    id: String,
}

impl DeleteCredential {
    /// The call for the credential with this ID.
    pub fn new(provider: Provider, id: impl Into<String>) -> Self {
        Self {
            provider,
            id: id.into(),
        }
    }
}

impl Operation for DeleteCredential {
    type Output = Response<()>;

    const EFFECT: Effect = Effect::Replaces;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::DELETE, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .literal("/creds")
            .segment("credential_id", &self.id)?
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::nothing(&response)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operations::example::{answer, assert_refused, refused, sent};

    #[test]
    fn the_request_is_the_documented_one() {
        let delete = DeleteCredential::new(Provider::Google, "c-1");
        assert_eq!(sent(&delete), "DELETE /v3/connectors/google/creds/c-1");
        assert_eq!(
            refused(&DeleteCredential::new(Provider::Google, "..")),
            "credential_id path_segment"
        );
    }

    #[test]
    fn the_documented_answer_is_read() {
        let answer = DeleteCredential::parse(answer(200, json!({ "request_id": "r-1" }))).unwrap();
        assert_eq!(answer.request_id.as_deref(), Some("r-1"));
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<DeleteCredential>(400, "invalid_request_error");
    }
}
