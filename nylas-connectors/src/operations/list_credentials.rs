//! `GET /v3/connectors/{provider}/creds`:
//! [list credentials](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_all/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Credential, Error, Page, Provider};

/// Lists the credentials of a provider's connector, one page at a time.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct ListCredentials {
    provider: Provider,
    limit: Option<u64>,
    offset: Option<u64>,
    sort_by: Option<CredentialSort>,
    order_by: Option<Order>,
}

/// What a list of credentials is sorted by.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum CredentialSort {
    /// When the credential was created.
    CreatedAt,
    /// When the credential was last changed.
    UpdatedAt,
}

impl CredentialSort {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
        }
    }
}

/// Which end of a sorted list comes first.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Order {
    /// The oldest first.
    Ascending,
    /// The newest first.
    Descending,
}

impl Order {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }
}

impl ListCredentials {
    /// The first page, as long as the service makes it: 10 credentials unless a limit is set.
    pub fn new(provider: Provider) -> Self {
        Self {
            provider,
            limit: None,
            offset: None,
            sort_by: None,
            order_by: None,
        }
    }

    /// How many credentials to answer at most.
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// How many credentials to pass over.
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// What to sort by, and which end comes first.
    pub fn sort(mut self, by: CredentialSort, order: Order) -> Self {
        self.sort_by = Some(by);
        self.order_by = Some(order);
        self
    }
}

impl Operation for ListCredentials {
    type Output = Page<Credential>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Call::new(Method::GET, "/v3/connectors")
            .segment("provider", self.provider.as_str())?
            .literal("/creds")
            .number("limit", self.limit)
            .number("offset", self.offset)
            .query("sort_by", self.sort_by.map(CredentialSort::as_str))
            .query("order_by", self.order_by.map(Order::as_str))
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
    use crate::operations::example::{answer, assert_refused, refused, sent};

    #[test]
    fn the_request_is_the_documented_one() {
        let list = ListCredentials::new(Provider::Google);
        assert_eq!(sent(&list), "GET /v3/connectors/google/creds");
        let sorted = list
            .limit(5)
            .offset(10)
            .sort(CredentialSort::CreatedAt, Order::Descending);
        assert_eq!(
            sent(&sorted),
            "GET /v3/connectors/google/creds?limit=5&offset=10&sort_by=created_at&order_by=desc"
        );
        let other_end = sorted.sort(CredentialSort::UpdatedAt, Order::Ascending);
        assert!(sent(&other_end).ends_with("&sort_by=updated_at&order_by=asc"));
        assert_eq!(
            refused(&ListCredentials::new(Provider::from(""))),
            "provider path_segment"
        );
    }

    #[test]
    fn the_documented_answer_is_read() {
        let body = json!({ "request_id": "r-1", "data": [{ "id": "a", "name": "b" }], "limit": 10, "offset": 0 });
        let page = ListCredentials::parse(answer(200, body)).unwrap();
        assert_eq!(
            (page.data[0].id.as_str(), page.data[0].name.as_str()),
            ("a", "b")
        );
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<ListCredentials>(404, "not_found_error");
    }
}
