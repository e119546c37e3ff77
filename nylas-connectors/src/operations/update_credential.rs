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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ConnectorCredential;
    use crate::operations::example::{answer, assert_refused, refused, sent};

    #[test]
    fn the_request_is_the_documented_one() {
        let data = ConnectorCredential::builder()
            .client_id("a")
            .client_secret("b")
            .tenant("c")
            .build();
        let update = CredentialUpdate::builder()
            .name("n")
            .credential_data(data)
            .build()
            .unwrap();
        let body =
            r#"{"name":"n","credential_data":{"client_id":"a","client_secret":"b","tenant":"c"}}"#;
        let operation = UpdateCredential::new(Provider::Google, "c-1", &update);
        assert_eq!(
            sent(&operation),
            format!("PATCH /v3/connectors/google/creds/c-1 {body}")
        );
        assert_eq!(
            refused(&UpdateCredential::new(Provider::Google, ".", &update)),
            "credential_id path_segment"
        );
    }

    #[test]
    fn an_update_of_nothing_is_refused() {
        let invalid = CredentialUpdate::builder().build().unwrap_err();
        assert_eq!(invalid.problems()[0].rule(), "empty_update");
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
        let answer = UpdateCredential::parse(answer(200, body)).unwrap();
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
        assert_refused::<UpdateCredential<'_>>(404, "not_found_error");
    }
}
