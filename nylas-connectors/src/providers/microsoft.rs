//! Microsoft: Outlook, Microsoft 365 and Exchange Online.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, Scope, Secret, validation};

/// A Microsoft connector: an app registered in Entra ID and the default scopes of its grants.
///
/// ```
/// use nylas_connectors::{Microsoft, MicrosoftSettings, advice, scope};
///
/// let microsoft = Microsoft::builder()
///     .settings(
///         MicrosoftSettings::builder()
///             .client_id("8f2d5c1e-0000-4000-8000-000000000000")
///             .client_secret("the secret's value, not its ID")
///             .tenant("common"),
///     )
///     .scope([
///         scope::microsoft::OFFLINE_ACCESS,
///         scope::microsoft::USER_READ,
///         scope::microsoft::MAIL_READ,
///     ])
///     .build()?;
/// assert!(advice(&microsoft).is_empty());
/// assert_eq!(microsoft.scope().map(<[_]>::len), Some(3));
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// The body is documented under [create a connector][page].
///
/// [page]: https://developer.nylas.com/docs/reference/api/connectors-integrations/create_connector/
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[builder(validate, getters)]
#[serde(deny_unknown_fields)]
pub struct Microsoft {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
    /// The app as registered in Entra ID.
    #[builder(opt_out = without_settings)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<MicrosoftSettings>,
    /// Default scopes of the connector's grants; a grant's own scopes override them.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Microsoft {
    const PROVIDER: Provider = Provider::Microsoft;
}

/// The app of a [`Microsoft`] connector, as registered in Entra ID.
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[builder(getters)]
#[serde(deny_unknown_fields)]
pub struct MicrosoftSettings {
    /// The application (client) ID.
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    /// The client secret's value; its ID, a GUID, is something else.
    #[validate(nested)]
    client_secret: Secret,
    /// The tenant whose accounts may sign in: its ID, or a word such as `common`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    tenant: Option<String>,
}
