//! `DELETE /v3/connectors/{provider}`:
//! [delete a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/delete_connector_by_provider/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Error, Provider, Response};

/// Deletes the connector of a provider, **and with it all its grants and credentials**.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct DeleteConnector {
    provider: Provider,
}

impl DeleteConnector {
    /// The call for this provider's connector.
    pub fn new(provider: Provider) -> Self {
        Self { provider }
    }
}

impl Operation for DeleteConnector {
    type Output = Response<()>;

    const EFFECT: Effect = Effect::Replaces;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::DELETE, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
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
        assert_eq!(
            sent(&DeleteConnector::new(Provider::Google)),
            "DELETE /v3/connectors/google"
        );
    }

    #[test]
    fn a_provider_that_would_delete_something_else_is_refused() {
        for provider in ["", ".", ".."] {
            let operation = DeleteConnector::new(Provider::from(provider));
            assert_eq!(refused(&operation), "provider path_segment");
        }
    }

    #[test]
    fn the_documented_answer_and_an_empty_one_are_read() {
        let documented =
            DeleteConnector::parse(answer(200, json!({ "request_id": "r-1" }))).unwrap();
        assert_eq!(documented.request_id.as_deref(), Some("r-1"));
        let mut empty = HttpResponse::new(Vec::new());
        *empty.status_mut() = http::StatusCode::NO_CONTENT;
        assert_eq!(DeleteConnector::parse(empty).unwrap().request_id, None);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<DeleteConnector>(404, "not_found_error");
    }
}
