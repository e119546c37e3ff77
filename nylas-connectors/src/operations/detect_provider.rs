//! `POST /v3/providers/detect`:
//! [detect a provider](https://developer.nylas.com/docs/reference/api/providers/detect_provider_by_email/).

use http::{Method, Request, Response as HttpResponse};

use super::call::Call;
use super::{Effect, Operation, answer};
use crate::{DetectedProvider, Error, Invalid, Response};

/// Asks which provider an address belongs to. An application may ask 20 times a minute.
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

    /// Looks beyond the providers that the application has connectors for.
    pub fn all_provider_types(mut self) -> Self {
        self.all_provider_types = true;
        self
    }
}

impl Operation for DetectProvider {
    type Output = Response<DetectedProvider>;

    const EFFECT: Effect = Effect::Reads;

    fn request(&self, base_url: &str, api_key: &str) -> Result<Request<Vec<u8>>, Error> {
        Invalid::of_text("email", &self.email)?;
        Call::new(Method::POST, "/v3/providers/detect")
            .query("email", Some(&self.email))
            .query(
                "all_provider_types",
                self.all_provider_types.then_some("true"),
            )
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
    use crate::operations::example::{answer, assert_refused, refused, sent};

    #[test]
    fn the_request_is_the_documented_one() {
        let detect = DetectProvider::new("user+tag@exa mple.com");
        assert_eq!(
            sent(&detect),
            "POST /v3/providers/detect?email=user%2Btag%40exa%20mple.com"
        );
        let all = sent(&detect.all_provider_types());
        assert!(all.ends_with("&all_provider_types=true"), "{all}");
        assert_eq!(refused(&DetectProvider::new("")), "email blank");
    }

    #[test]
    fn the_documented_answer_is_read() {
        let data = json!({ "email_address": "a@b.c", "detected": true, "provider": "imap", "type": "aol" });
        let answer =
            DetectProvider::parse(answer(200, json!({ "request_id": "r-1", "data": data })))
                .unwrap();
        assert_eq!(answer.data.provider, Some(crate::Provider::Imap));
        assert_eq!(answer.data.kind.as_deref(), Some("aol"));
        assert!(answer.data.detected);
    }

    #[test]
    fn a_refusal_is_an_error() {
        assert_refused::<DetectProvider>(429, "nylas_rate_limit_exceeded");
    }
}
