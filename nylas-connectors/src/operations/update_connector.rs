//! `PATCH /v3/connectors/{provider}`:
//! [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Invalid, Response, UpdateSpec};

/// Updates the connector of a provider. What the update leaves out stays as it is; its `settings` replace the old
/// ones whole.
#[derive(Clone, Copy, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct UpdateConnector<'a, U> {
    update: &'a U,
}

impl<'a, U: UpdateSpec> UpdateConnector<'a, U> {
    /// The call that sends this update.
    pub fn new(update: &'a U) -> Self {
        Self { update }
    }
}

impl<U: UpdateSpec> Operation for UpdateConnector<'_, U> {
    type Output = Response<Connector>;

    const EFFECT: Effect = Effect::Replaces;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::check(self.update)?;
        Call::new(Method::PATCH, "/v3/connectors")
            .segment("provider", self.update.provider().as_str())?
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
    use crate::operations::example::{
        answer, assert_documented_connector, assert_refused, documented_connector, refused, sent,
    };
    use crate::{GoogleSettings, Provider, UpdateGoogle, UpdateOther};

    #[test]
    fn the_request_is_the_documented_one() {
        let settings = GoogleSettings::builder()
            .client_id("id")
            .client_secret("secret");
        let update = UpdateGoogle::builder()
            .name("n")
            .settings(settings)
            .scope(["openid"])
            .active_credential_id("cred-2")
            .build()
            .unwrap();
        let body = concat!(
            r#"{"name":"n","settings":{"client_id":"id","client_secret":"secret"},"#,
            r#""scope":["openid"],"active_credential_id":"cred-2"}"#,
        );
        assert_eq!(
            sent(&UpdateConnector::new(&update)),
            format!("PATCH /v3/connectors/google {body}")
        );
    }

    #[test]
    fn an_update_of_nothing_is_refused() {
        let update: UpdateGoogle = serde_json::from_str("{}").unwrap();
        assert_eq!(refused(&UpdateConnector::new(&update)), " empty_update");
    }

    #[test]
    fn the_provider_of_any_other_update_is_in_the_path_alone() {
        let update = UpdateOther::builder()
            .provider(Provider::Ews)
            .name("n")
            .build()
            .unwrap();
        assert_eq!(
            sent(&UpdateConnector::new(&update)),
            r#"PATCH /v3/connectors/ews {"name":"n"}"#
        );
        let update = UpdateOther::builder()
            .provider(Provider::from(".."))
            .name("n")
            .build()
            .unwrap();
        assert_eq!(
            refused(&UpdateConnector::new(&update)),
            "provider path_segment"
        );
    }

    #[test]
    fn the_documented_answer_is_read() {
        let answer =
            UpdateConnector::<UpdateGoogle>::parse(answer(200, documented_connector())).unwrap();
        assert_documented_connector(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<UpdateConnector<'_, UpdateGoogle>>(400, "invalid_request_error");
    }
}
