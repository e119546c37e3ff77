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
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct CreateCredential<'a> {
    provider: Provider,
    credential: &'a NewCredential,
}

impl<'a> CreateCredential<'a> {
    /// The call that adds this credential.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operations::example::{
        answer, assert_documented_credential, assert_refused, documented_credential, refused, sent,
    };
    use crate::{AdminConsent, ConnectorCredential, CredentialData, Problem, ServiceAccount};

    const KEY_FILE: &str = r#"{
        "type": "service_account", "project_id": "p", "private_key_id": "1",
        "private_key": "-----BEGIN\n", "client_email": "a@b.c"
    }"#;

    #[test]
    fn the_request_of_each_kind_is_the_documented_one() {
        let kinds: [(CredentialData, &str); 3] = [
            (
                ConnectorCredential::builder()
                    .client_id("a")
                    .client_secret("b")
                    .build()
                    .into(),
                r#""credential_type":"connector","credential_data":{"client_id":"a","client_secret":"b"}"#,
            ),
            (
                ServiceAccount::from_key_file(KEY_FILE).unwrap().into(),
                concat!(
                    r#""credential_type":"serviceaccount","credential_data":{"private_key_id":"1","#,
                    r#""private_key":"-----BEGIN\n","client_email":"a@b.c","project_id":"p","type":"service_account"}"#,
                ),
            ),
            (
                AdminConsent::builder()
                    .client_id("a")
                    .client_secret("b")
                    .tenant("c")
                    .build()
                    .into(),
                r#""credential_type":"adminconsent","credential_data":{"client_id":"a","client_secret":"b","tenant":"c"}"#,
            ),
        ];
        for (data, expected) in kinds {
            let credential = NewCredential::builder()
                .name("n")
                .credential_data(data)
                .build()
                .unwrap();
            let expected = format!(r#"POST /v3/connectors/google/creds {{"name":"n",{expected}}}"#);
            assert_eq!(
                sent(&CreateCredential::new(Provider::Google, &credential)),
                expected
            );
        }
    }

    #[test]
    fn problems_of_the_data_have_their_wire_path() {
        let data = ConnectorCredential::builder()
            .client_id("a")
            .client_secret(" b")
            .build();
        let invalid = NewCredential::builder()
            .name("")
            .credential_data(data)
            .build()
            .unwrap_err();
        let paths: Vec<&str> = invalid.problems().iter().map(Problem::path).collect();
        assert_eq!(paths, ["credential_data.client_secret", "name"]);
    }

    #[test]
    fn what_has_a_setter_is_refused_among_the_others() {
        let others = json!({ "client_id": "", "client_secret": "b", "tenant": 1, "more": "" });
        let consent = AdminConsent::builder()
            .client_id(" a")
            .others(others.as_object().unwrap().clone())
            .build();
        let invalid = NewCredential::builder()
            .name("n")
            .credential_data(consent)
            .build()
            .unwrap_err();
        let lines: Vec<String> = invalid
            .iter()
            .map(|problem| format!("{} {}", problem.path, problem.rule))
            .collect();
        assert_eq!(
            lines,
            [
                "credential_data.client_id reserved_key",
                "credential_data.client_id surrounding_space",
                "credential_data.client_secret reserved_key",
                "credential_data.tenant reserved_key",
            ]
        );
    }

    #[test]
    fn a_connector_that_can_not_be_named_is_refused() {
        let data = AdminConsent::builder().build();
        let credential = NewCredential::builder()
            .name("n")
            .credential_data(data)
            .build()
            .unwrap();
        assert_eq!(
            refused(&CreateCredential::new(Provider::from(".."), &credential)),
            "provider path_segment"
        );
    }

    #[test]
    fn the_documented_answer_is_read() {
        let answer = CreateCredential::parse(answer(200, documented_credential())).unwrap();
        assert_documented_credential(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<CreateCredential<'_>>(400, "invalid_request_error");
    }
}
