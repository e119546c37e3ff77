//! `POST /v3/connectors`:
//! [create a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, ConnectorSpec, Error, Invalid, Response};

/// Creates a connector. The service answers 201 with the [`Connector`].
///
/// The body is validated when the request is made, however the value was made.
#[derive(Clone, Copy, Debug)]
pub struct CreateConnector<'a, C> {
    connector: &'a C,
}

impl<'a, C: ConnectorSpec> CreateConnector<'a, C> {
    /// The call that creates this connector.
    pub fn new(connector: &'a C) -> Self {
        Self { connector }
    }
}

impl<C: ConnectorSpec> Operation for CreateConnector<'_, C> {
    type Output = Response<Connector>;

    const EFFECT: Effect = Effect::Creates;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::check(self.connector)?;
        Call::new(Method::POST, "/v3/connectors")
            .json(self.connector)?
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
    use crate::operations::example::{answer, assert_refused, sent};
    use crate::{Google, Provider};

    #[test]
    fn the_request_is_the_documented_one() {
        let google = Google::builder()
            .without_settings()
            .scope(["openid"])
            .build()
            .unwrap();
        let expected = r#"POST /v3/connectors {"provider":"google","scope":["openid"]}"#;
        assert_eq!(sent(&CreateConnector::new(&google)), expected);
    }

    #[test]
    fn the_documented_answer_is_read() {
        let body = json!({
            "request_id": "5967ca40-a2d8-4ee0-a0e0-6f18ace39a90",
            "data": {
                "name": "google",
                "provider": "google",
                "settings": { "topic_name": "abc123" },
                "scope": ["https://www.googleapis.com/auth/userinfo.email"],
                "active_credential_id": "cred-1",
            },
        });
        let answer = CreateConnector::<Google>::parse(answer(201, body)).unwrap();
        assert_eq!(
            answer.request_id.as_deref(),
            Some("5967ca40-a2d8-4ee0-a0e0-6f18ace39a90")
        );
        assert_eq!(answer.data.provider, Provider::Google);
        assert_eq!(answer.data.name.as_deref(), Some("google"));
        assert_eq!(answer.data.settings.unwrap()["topic_name"], "abc123");
        assert_eq!(
            answer.data.scope.unwrap(),
            ["https://www.googleapis.com/auth/userinfo.email"]
        );
        assert_eq!(answer.data.active_credential_id.as_deref(), Some("cred-1"));
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<CreateConnector<'_, Google>>(401, "unauthorized");
    }
}
