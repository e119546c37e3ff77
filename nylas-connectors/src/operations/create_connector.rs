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
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
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
    use super::*;
    use crate::Google;
    use crate::operations::example::{
        answer, assert_documented_connector, assert_refused, documented_connector, sent,
    };

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
        let answer = CreateConnector::<Google>::parse(answer(201, documented_connector())).unwrap();
        assert_documented_connector(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<CreateConnector<'_, Google>>(401, "unauthorized");
    }
}
