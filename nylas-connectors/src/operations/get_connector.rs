//! `GET /v3/connectors/{provider}`:
//! [get a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_by_provider/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Provider, Response};

/// Gets the connector of a provider. The service answers 404 if there is none.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct GetConnector {
    provider: Provider,
}

impl GetConnector {
    /// The call for this provider's connector.
    pub fn new(provider: Provider) -> Self {
        Self { provider }
    }
}

impl Operation for GetConnector {
    type Output = Response<Connector>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::GET, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
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

    #[test]
    fn the_request_is_the_documented_one() {
        assert_eq!(
            sent(&GetConnector::new(Provider::VirtualCalendar)),
            "GET /v3/connectors/virtual-calendar"
        );
    }

    #[test]
    fn a_provider_stays_one_segment_of_the_path() {
        let provider = Provider::from("a/../b?c=d#e %f");
        assert_eq!(
            sent(&GetConnector::new(provider)),
            "GET /v3/connectors/a%2F..%2Fb%3Fc%3Dd%23e%20%25f"
        );
        for provider in ["", ".", ".."] {
            let operation = GetConnector::new(Provider::from(provider));
            assert_eq!(refused(&operation), "provider path_segment");
        }
    }

    #[test]
    fn the_documented_answer_is_read() {
        let answer = GetConnector::parse(answer(200, documented_connector())).unwrap();
        assert_documented_connector(&answer);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<GetConnector>(404, "not_found_error");
    }
}
