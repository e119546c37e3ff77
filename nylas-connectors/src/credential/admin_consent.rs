//! Microsoft's admin consent.

use serde::Serialize;
use validator::{Validate, ValidationError, ValidationErrors};

use super::checks::all;
use super::extras::Extras;
use crate::{Builder, Secret, validation};

/// A Microsoft app that an administrator has consented to.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Builder, Clone, Debug, PartialEq, Serialize)]
#[builder(getters)]
pub struct AdminConsent {
    /// The app's client ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    /// The app's client secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<Secret>,
    /// The tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    /// Further keys, sent as they are and unchecked; `client_id`, `client_secret` and `tenant` may not be among them.
    #[serde(flatten)]
    others: Option<Extras>,
}

/// By hand, since a problem in `others` is a problem of the key in it.
impl Validate for AdminConsent {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let client_secret = self.client_secret.as_ref().map(Secret::expose);
        let texts = [
            ("client_id", self.client_id.as_deref()),
            ("client_secret", client_secret),
            ("tenant", self.tenant.as_deref()),
        ];
        let of_others = texts.map(|(key, _)| (key, self.check_others(key)));
        let of_texts = texts.map(|(key, text)| (key, text.map_or(Ok(()), validation::text)));
        all(of_texts.into_iter().chain(of_others))
    }
}

impl AdminConsent {
    /// A key that has a field may not be among the others, where it would be sent unchecked and perhaps twice.
    fn check_others(&self, key: &str) -> Result<(), ValidationError> {
        match &self.others {
            Some(others) if others.as_map().contains_key(key) => Err(validation::reserved()),
            _ => Ok(()),
        }
    }
}
