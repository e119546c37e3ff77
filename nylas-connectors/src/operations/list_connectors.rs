//! `GET /v3/connectors`:
//! [list connectors](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_all/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Page};

/// Lists the application's connectors, one page at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListConnectors {
    limit: Option<u64>,
    offset: Option<u64>,
}

impl ListConnectors {
    /// The first page, as long as the service makes it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many connectors to answer at most.
    #[must_use]
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// How many connectors to pass over.
    #[must_use]
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
