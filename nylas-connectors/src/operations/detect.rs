//! The call that detects a provider: `/v3/providers/detect`.

use http::Method;

use crate::idempotency::Idempotency;
use crate::operation::sealed::ToParts;
use crate::request_parts::RequestParts;
use crate::{DetectedProvider, Error, Invalid, Operation, Response, validation};

/// Detects the provider of an email address: `POST /v3/providers/detect`. An application may ask 20 times a minute.
///
/// Documented under
/// [detect a provider](https://developer.nylas.com/docs/reference/api/providers/detect_provider_by_email/).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent, with `Client::send` for instance"]
pub struct DetectProvider {
    email: String,
    all_provider_types: bool,
}

impl DetectProvider {
    /// The call for this address.
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            all_provider_types: false,
        }
    }

    /// Also detects providers for which the application has no connector.
    pub fn all_provider_types(mut self) -> Self {
        self.all_provider_types = true;
        self
    }
}

impl ToParts for DetectProvider {
    const NAME: &'static str = "detect_provider";

    fn to_parts(&self) -> Result<RequestParts, Error> {
        validation::all([("email", validation::text(&self.email))]).map_err(Invalid::from)?;
        let all = self.all_provider_types.then_some("true");
        Ok(RequestParts::new(Method::POST, "/v3/providers/detect")
            .query("email", Some(&self.email))
            .query("all_provider_types", all))
    }
}

impl Operation for DetectProvider {
    type Output = Response<DetectedProvider>;

    const IDEMPOTENCY: Idempotency = Idempotency::Safe;
}
