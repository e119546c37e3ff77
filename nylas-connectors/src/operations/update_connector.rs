//! `PATCH /v3/connectors/{provider}`:
//! [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{Connector, Error, Invalid, Response, UpdateSpec};

/// Updates the connector of a provider. What the update leaves out stays as it is; its `settings` replace the old
/// ones whole.
#[derive(Clone, Copy, Debug)]
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
