//! `GET /v3/connectors`:
//! [list connectors](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_all/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Page};

/// Lists the application's connectors, one page at a time.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct ListConnectors {
    limit: Option<u64>,
    offset: Option<u64>,
}

impl ListConnectors {
    /// The first page, as long as the service makes it.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connectors to answer at most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// How many connectors to pass over.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl Operation for ListConnectors {
    type Output = Page<Connector>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::GET, "/v3/connectors")
            .number("limit", self.limit)
            .number("offset", self.offset)
            .request(base_url, api_key)
    }

    fn parse(response: HttpResponse<Vec<u8>>) -> Result<Self::Output, Error> {
        answer::page(&response)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::operations::example::{answer, assert_refused, sent};

    #[test]
    fn the_request_is_the_documented_one() {
        assert_eq!(sent(&ListConnectors::new()), "GET /v3/connectors");
        assert_eq!(
            sent(&ListConnectors::new().limit(5).offset(10)),
            "GET /v3/connectors?limit=5&offset=10"
        );
    }

    #[test]
    fn the_documented_answer_is_read() {
        let connector = json!({ "name": "google", "provider": "google", "scope": null });
        let body = json!({ "request_id": "r-1", "data": [connector], "limit": 1, "offset": 2 });
        let page = ListConnectors::parse(answer(200, body)).unwrap();
        assert_eq!(
            (page.limit, page.offset, page.request_id.as_deref()),
            (Some(1), Some(2), Some("r-1"))
        );
        assert_eq!(page.data[0].provider.as_str(), "google");
        assert_eq!(
            ListConnectors::parse(answer(200, json!({ "data": [] })))
                .unwrap()
                .data
                .len(),
            0
        );
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<ListConnectors>(429, "rate_limit_error");
    }
}
