//! The data of each kind of credential.

use serde::Serialize;
use validator::{Validate, ValidationErrors};

use super::admin_consent::{AdminConsent, AdminConsentBuilder};
use super::service_account::{ServiceAccount, ServiceAccountBuilder};
use crate::{Builder, Secret, validation};

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

impl From<ConnectorCredential> for CredentialData {
    fn from(data: ConnectorCredential) -> Self {
        Self::Connector(data)
    }
}

/// A finished builder is accepted wherever its struct is.
impl<Id, Key> From<ConnectorCredentialBuilder<Id, Key>> for CredentialData
where
    ConnectorCredential: From<ConnectorCredentialBuilder<Id, Key>>,
{
    fn from(data: ConnectorCredentialBuilder<Id, Key>) -> Self {
        Self::Connector(data.into())
    }
}

impl From<AdminConsentBuilder> for CredentialData {
    fn from(data: AdminConsentBuilder) -> Self {
        Self::AdminConsent(data.into())
    }
}

impl<Id, Key, Email> From<ServiceAccountBuilder<Id, Key, Email>> for CredentialData
where
    ServiceAccount: From<ServiceAccountBuilder<Id, Key, Email>>,
{
    fn from(data: ServiceAccountBuilder<Id, Key, Email>) -> Self {
        Self::ServiceAccount(data.into())
    }
}

impl From<ServiceAccount> for CredentialData {
    fn from(data: ServiceAccount) -> Self {
        Self::ServiceAccount(data)
    }
}

impl From<AdminConsent> for CredentialData {
    fn from(data: AdminConsent) -> Self {
        Self::AdminConsent(data)
    }
}

/// Another OAuth app for the same connector.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Builder, Clone, Debug, PartialEq, Serialize, Validate)]
#[builder(getters)]
pub struct ConnectorCredential {
    /// The app's client ID.
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    /// The app's client secret.
    #[validate(nested)]
    client_secret: Secret,
    /// The tenant, for a Microsoft app.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    tenant: Option<String>,
}
