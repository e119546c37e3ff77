//! The data of each kind of credential.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use validator::{Validate, ValidationError, ValidationErrors};

use crate::validation;
use crate::{Builder, Invalid, Secret};

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
    /// The `credential_type` on the wire.
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

/// A finished builder stands for what it builds here too.
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

/// A Google service account, most easily from the key file that Google hands out.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
#[derive(Builder, Clone, Debug, PartialEq, Serialize)]
#[builder(getters)]
pub struct ServiceAccount {
    /// The ID of the private key.
    private_key_id: Secret,
    /// The private key, in PEM form with its newlines.
    private_key: Secret,
    /// The account's address.
    client_email: String,
    /// What else is in the key file.
    #[builder(skip)]
    #[serde(flatten)]
    rest: Extras,
}

impl ServiceAccount {
    /// Reads the text of a Google key file. All its keys go to the service.
    ///
    /// ```
    /// use nylas_connectors::ServiceAccount;
    ///
    /// let file = r#"{
    ///     "type": "service_account", "private_key_id": "1",
    ///     "private_key": "-----BEGIN…", "client_email": "a@b.c"
    /// }"#;
    /// let account = ServiceAccount::from_key_file(file)?;
    /// assert_eq!(account.client_email(), "a@b.c");
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text isn't a JSON object, or a key that the service needs isn't in it. The paths are those of the file;
    /// what is in it is never in the error.
    pub fn from_key_file(json: &str) -> Result<Self, Invalid> {
        let Ok(mut rest) = serde_json::from_str::<Map<String, Value>>(json) else {
            return Err(Invalid::one(
                "",
                "key_file",
                "is not the JSON object of a Google key file",
            ));
        };
        let mut missing = ValidationErrors::new();
        let mut take = |key: &'static str| match rest.remove(key) {
            Some(Value::String(text)) => text,
            _ => {
                missing.add(key, validation::missing());
                String::new()
            }
        };
        let (key_id, key, email) = (
            take("private_key_id"),
            take("private_key"),
            take("client_email"),
        );
        if !missing.is_empty() {
            return Err(missing.into());
        }
        Ok(Self {
            private_key_id: key_id.into(),
            private_key: key.into(),
            client_email: email,
            rest: Extras(rest),
        })
    }
}

/// By hand, since a PEM key has newlines in it and a derived check would put the key into the error.
impl Validate for ServiceAccount {
    fn validate(&self) -> Result<(), ValidationErrors> {
        all([
            (
                "private_key_id",
                validation::text(self.private_key_id.expose()),
            ),
            (
                "private_key",
                validation::not_blank(self.private_key.expose()),
            ),
            ("client_email", validation::text(&self.client_email)),
        ])
    }
}

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
    /// What else the service shall have. Keys and values go out as they are, unchecked; `client_id`, `client_secret`
    /// and `tenant` may not be among them.
    #[serde(flatten)]
    others: Option<Extras>,
}

/// By hand, since a rule about `others` is a problem of the key that stands in there.
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
    /// What has a field isn't among the others, where it would go out unchecked and perhaps twice.
    fn check_others(&self, key: &str) -> Result<(), ValidationError> {
        match &self.others {
            Some(Extras(others)) if others.contains_key(key) => Err(validation::reserved()),
            _ => Ok(()),
        }
    }
}

/// Every problem that the checks of the keys find.
fn all(
    checks: impl IntoIterator<Item = (&'static str, Result<(), ValidationError>)>,
) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    for (key, outcome) in checks {
        if let Err(error) = outcome {
            errors.add(key, error);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Keys that this library has no field for, passed on as they are. `Debug` shows the keys alone.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Extras(Map<String, Value>);

impl Extras {
    /// The keys and values.
    #[must_use]
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }
}

impl From<Map<String, Value>> for Extras {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

impl fmt::Debug for Extras {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_that_is_none_is_told_by_its_own_paths() {
        for (file, expected) in [
            ("hush", vec![" key_file"]),
            ("[]", vec![" key_file"]),
            (
                r#"{"private_key":["hush"],"client_email":"a@b.c"}"#,
                vec!["private_key missing", "private_key_id missing"],
            ),
        ] {
            let invalid = ServiceAccount::from_key_file(file).unwrap_err();
            let lines: Vec<String> = invalid
                .iter()
                .map(|problem| format!("{} {}", problem.path(), problem.rule()))
                .collect();
            assert_eq!(lines, expected);
            assert!(!format!("{invalid} {invalid:?}").contains("hush"));
        }
    }
}
