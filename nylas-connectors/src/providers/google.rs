//! Google: Gmail, Google Calendar and Google contacts.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, Scope, Secret, validation};

/// A Google connector: a Google Cloud OAuth app and the default scopes of its grants.
///
/// ```
/// use nylas_connectors::{Google, GoogleSettings, advice, scope};
///
/// let google = Google::builder()
///     .settings(
///         GoogleSettings::builder()
///             .client_id("1234.apps.googleusercontent.com")
///             .client_secret("GOCSPX-1234"),
///     )
///     .scope([
///         scope::google::OPENID,
///         scope::google::USERINFO_EMAIL,
///         scope::google::USERINFO_PROFILE,
///         scope::google::GMAIL_MODIFY,
///     ])
///     .build()?;
/// assert!(advice(&google).is_empty());
/// assert!(google.settings().is_some_and(|app| app.client_id().starts_with("1234.")));
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
pub struct Google {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
    /// The Google Cloud OAuth app.
    #[builder(opt_out = without_settings)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<GoogleSettings>,
    /// Default scopes of the connector's grants; a grant's own scopes override them.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Google {
    const PROVIDER: Provider = Provider::Google;
}

/// The OAuth app of a [`Google`] connector, from the Google Cloud console.
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[builder(getters)]
#[serde(deny_unknown_fields)]
pub struct GoogleSettings {
    /// The app's client ID; it ends in `.apps.googleusercontent.com`.
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    /// The app's client secret.
    #[validate(nested)]
    client_secret: Secret,
    /// The Pub/Sub topic of Gmail's notifications: `projects/<project>/topics/<topic>`.
    ///
    /// The service needs it to watch mailboxes for webhooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    topic_name: Option<String>,
}
