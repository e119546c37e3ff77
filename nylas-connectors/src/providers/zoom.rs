//! Zoom: meetings for calendar events.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, Secret, validation};

/// A Zoom connector: a Zoom app that makes the meetings of calendar events.
///
/// It has no scopes here: the service takes none, they are set on the app in Zoom's own console.
///
/// ```
/// use nylas_connectors::{Zoom, ZoomSettings};
///
/// let zoom = Zoom::builder()
///     .settings(ZoomSettings::builder().client_id("abc123").client_secret("s3cret"))
///     .build()?;
/// assert_eq!(zoom.name(), None);
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
pub struct Zoom {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
    /// The app, from Zoom's developer platform.
    #[builder(opt_out = without_settings)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<ZoomSettings>,
}

impl ForProvider for Zoom {
    const PROVIDER: Provider = Provider::Zoom;
}

/// The app of a [`Zoom`] connector, from Zoom's developer platform.
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[builder(getters)]
#[serde(deny_unknown_fields)]
pub struct ZoomSettings {
    /// The app's client ID.
    #[validate(custom(function = "validation::text"))]
    client_id: String,
    /// The app's client secret.
    #[validate(nested)]
    client_secret: Secret,
}
