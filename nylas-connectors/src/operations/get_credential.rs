//! `GET /v3/connectors/{provider}/creds/{id}`:
//! [get a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_by_id/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, Error, Provider, Response};

/// Gets one credential of a provider's connector.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::example::{
        answer, assert_documented_credential, assert_refused, documented_credential, refused, sent,
    };

    #[test]
    fn the_request_is_the_documented_one() {
        assert_eq!(
            sent(&GetCredential::new(Provider::Google, "c-1")),
            "GET /v3/connectors/google/creds/c-1"
        );
    }

    #[test]
    fn an_id_stays_one_segment_of_the_path() {
        let sneaky = GetCredential::new(Provider::Google, "../x?y=1");
        assert_eq!(
            sent(&sneaky),
            "GET /v3/connectors/google/creds/..%2Fx%3Fy%3D1"
        );
        for id in ["", ".", ".."] {
            assert_eq!(
                refused(&GetCredential::new(Provider::Google, id)),
                "credential_id path_segment"
            );
        }
    }

    #[test]
    fn the_documented_answer_is_read() {
        let answer = GetCredential::parse(answer(200, documented_credential())).unwrap();
        assert_documented_credential(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<GetCredential>(404, "not_found_error");
    }
}
