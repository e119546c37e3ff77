//! `PATCH /v3/connectors/{provider}/creds/{id}`:
//! [update a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/patch_credential_by_id/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, CredentialUpdate, Error, Invalid, Provider, Response};

/// Updates a credential. What the update leaves out stays as it is; its `credential_data` replaces the old one
/// whole.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
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
    use super::*;
    use crate::ConnectorCredential;
    use crate::operations::example::{
        answer, assert_documented_credential, assert_refused, documented_credential, refused, sent,
    };

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
        let answer = UpdateCredential::parse(answer(200, documented_credential())).unwrap();
        assert_documented_credential(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<UpdateCredential<'_>>(404, "not_found_error");
    }
}
