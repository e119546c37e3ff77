//! Microsoft's admin consent.

use serde::Serialize;
use validator::{Validate, ValidationErrors};

use super::extra_keys::{ExtraKeys, check_app};
use crate::{Builder, Secret};

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
    /// Further keys, sent as they are and unchecked. `client_id`, `client_secret` and `tenant` may not be among them.
    #[serde(flatten)]
    extra: Option<ExtraKeys>,
}

/// By hand, since a problem in `extra` is a problem of the key in it.
impl Validate for AdminConsent {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let client_secret = self.client_secret.as_ref().map(Secret::expose);
        let texts = [
            ("client_id", self.client_id.as_deref()),
            ("client_secret", client_secret),
            ("tenant", self.tenant.as_deref()),
        ];
        check_app(texts, self.extra.as_ref())
    }
}
