//! What a credential is made of, by kind.

mod admin_consent;
mod checks;
mod data;
mod extra_keys;
mod key_file;
mod service_account;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use validator::Validate;

pub use self::admin_consent::{AdminConsent, AdminConsentBuilder};
pub use self::data::{ConnectorCredential, ConnectorCredentialBuilder, CredentialData};
pub use self::extra_keys::ExtraKeys;
pub use self::service_account::{ServiceAccount, ServiceAccountBuilder};
use crate::{Builder, validation};

/// A credential to add to a connector.
///
/// Documented under
/// [create a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/create_credential/).
///
/// ```
/// use nylas_connectors::{ConnectorCredential, NewCredential};
///
/// let credential = NewCredential::builder()
///     .name("second app")
///     .credential_data(ConnectorCredential::builder().client_id("5678").client_secret("s3cret"))
///     .build()?;
/// assert_eq!(
///     serde_json::to_string(&credential).unwrap(),
///     concat!(
///         r#"{"name":"second app","credential_type":"connector","#,
///         r#""credential_data":{"client_id":"5678","client_secret":"s3cret"}}"#,
///     )
/// );
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Builder, Clone, Debug, PartialEq, Validate)]
#[builder(validate, getters)]
pub struct NewCredential {
    /// Its name, unique for the connector.
    #[validate(custom(function = "validation::text"))]
    name: String,
    /// What it consists of, which also says what kind it is.
    #[validate(nested)]
    credential_data: CredentialData,
}

impl Serialize for NewCredential {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("NewCredential", 3)?;
        body.serialize_field("name", &self.name)?;
        body.serialize_field("credential_type", self.credential_data.kind())?;
        body.serialize_field("credential_data", &self.credential_data)?;
        body.end()
    }
}

/// An update of a credential. What is left out stays as it is; `credential_data` is replaced as a whole.
///
/// Documented under
/// [update a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/patch_credential_by_id/).
#[derive(Builder, Clone, Debug, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[validate(schema(function = "validation::changes_something"))]
pub struct UpdateCredential {
    /// Its name, unique for the connector.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// What it consists of, complete: the service replaces it as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    credential_data: Option<CredentialData>,
}
