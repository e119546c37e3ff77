//! The data of each kind of credential.

use serde::Serialize;
use validator::{Validate, ValidationErrors};

use super::admin_consent::{AdminConsent, AdminConsentBuilder};
use super::extra_keys::{ExtraKeys, check_app};
use super::service_account::{ServiceAccount, ServiceAccountBuilder};
use crate::{Builder, Secret};

/// What a credential consists of.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(untagged)]
pub enum CredentialData {
    /// An OAuth app of its own.
    Connector(ConnectorCredential),
    /// A Google service account.
    ServiceAccount(ServiceAccount),
    /// A Microsoft app that an administrator has consented to.
    AdminConsent(AdminConsent),
}

impl CredentialData {
    /// Returns the `credential_type` on the wire.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Connector(_) => "connector",
            Self::ServiceAccount(_) => "serviceaccount",
            Self::AdminConsent(_) => "adminconsent",
        }
    }
}

impl Validate for CredentialData {
    fn validate(&self) -> Result<(), ValidationErrors> {
        match self {
            Self::Connector(data) => data.validate(),
            Self::ServiceAccount(data) => data.validate(),
            Self::AdminConsent(data) => data.validate(),
        }
    }
}

macro_rules! from_data {
    ($($Variant:ident($Data:ident), $Builder:ident<$($State:ident),*>;)*) => {$(
        impl From<$Data> for CredentialData {
            fn from(data: $Data) -> Self {
                Self::$Variant(data)
            }
        }

        /// A finished builder is accepted wherever its struct is.
        impl<$($State),*> From<$Builder<$($State),*>> for CredentialData
        where
            $Data: From<$Builder<$($State),*>>,
        {
            fn from(data: $Builder<$($State),*>) -> Self {
                Self::$Variant(data.into())
            }
        }
    )*};
}

from_data! {
    Connector(ConnectorCredential), ConnectorCredentialBuilder<Id, Key>;
    ServiceAccount(ServiceAccount), ServiceAccountBuilder<Id, Key, Email>;
    AdminConsent(AdminConsent), AdminConsentBuilder<>;
}

/// Another OAuth app for the same connector.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
///
/// ```
/// use nylas_connectors::ConnectorCredential;
/// use serde_json::{Map, Value};
///
/// let extra = Map::from_iter([("project_id".to_owned(), Value::from("acme"))]);
/// let app = ConnectorCredential::builder().client_id("1234").client_secret("s3cret").extra(extra).build();
/// assert_eq!(
///     serde_json::to_string(&app)?,
///     r#"{"client_id":"1234","client_secret":"s3cret","project_id":"acme"}"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Builder, Clone, Debug, PartialEq, Serialize)]
#[builder(getters)]
pub struct ConnectorCredential {
    /// The app's client ID.
    client_id: String,
    /// The app's client secret.
    client_secret: Secret,
    /// The tenant, for a Microsoft app.
    #[serde(skip_serializing_if = "Option::is_none")]
    tenant: Option<String>,
    /// Further keys, sent as they are and unchecked. `client_id`, `client_secret` and `tenant` may not be among them.
    #[serde(flatten)]
    extra: Option<ExtraKeys>,
}

/// By hand, since a problem in `extra` is a problem of the key in it.
impl Validate for ConnectorCredential {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let texts = [
            ("client_id", Some(&*self.client_id)),
            ("client_secret", Some(self.client_secret.expose())),
            ("tenant", self.tenant.as_deref()),
        ];
        check_app(texts, self.extra.as_ref())
    }
}
