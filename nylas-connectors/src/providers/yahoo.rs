//! Yahoo Mail.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, Scope, Secret, validation};

/// A Yahoo connector: a Yahoo OAuth app and the default scopes of its grants.
///
/// ```
/// use nylas_connectors::{Yahoo, YahooSettings, advice, scope};
///
/// let yahoo = Yahoo::builder()
///     .settings(YahooSettings::builder().client_id("dj0y").client_secret("s3cret"))
///     .scope([scope::yahoo::EMAIL, scope::yahoo::MAIL_READ])
///     .build()?;
/// assert!(advice(&yahoo).is_empty());
/// assert!(yahoo.settings().is_some());
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
pub struct Yahoo {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
    /// The Yahoo OAuth app.
    #[builder(opt_out = without_settings)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<YahooSettings>,
    /// Default scopes of the connector's grants; a grant's own scopes override them.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Yahoo {
    const PROVIDER: Provider = Provider::Yahoo;
}

/// The OAuth app of a [`Yahoo`] connector.
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[builder(getters)]
#[serde(deny_unknown_fields)]
pub struct YahooSettings {
    /// The app's client ID.
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    /// The app's client secret.
    #[validate(nested)]
    client_secret: Secret,
}
