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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operations::example::{answer, assert_refused, refused, sent};

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
        let body = json!({
            "request_id": "5967ca40-a2d8-4ee0-a0e0-6f18ace39a90",
            "data": {
                "id": "e19f8e1a-eb1c-41c0-b6a6-d2e59daf7f47",
                "name": "My first Google credential",
                "credential_type": "connector",
                "hashed_data": "9a1b",
                "created_at": 1_656_082_371,
                "updated_at": 1_656_082_371,
            },
        });
        let answer = GetCredential::parse(answer(200, body)).unwrap();
        assert_eq!(
            answer.request_id.as_deref(),
            Some("5967ca40-a2d8-4ee0-a0e0-6f18ace39a90")
        );
        assert_eq!(answer.data.id, "e19f8e1a-eb1c-41c0-b6a6-d2e59daf7f47");
        assert_eq!(answer.data.credential_type.as_deref(), Some("connector"));
        assert_eq!(
            (answer.data.created_at, answer.data.updated_at),
            (Some(1_656_082_371), Some(1_656_082_371))
        );
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<GetCredential>(404, "not_found_error");
    }
}
