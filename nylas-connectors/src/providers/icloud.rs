//! iCloud: Apple's mail, calendar and contacts.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, validation};

/// An iCloud connector. It needs no app: each grant brings its own app password.
///
/// ```
/// use nylas_connectors::ICloud;
///
/// let connector = ICloud::builder().name("Ours").build()?;
/// assert_eq!(connector.name(), Some("Ours"));
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
pub struct ICloud {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
}

impl ForProvider for ICloud {
    const PROVIDER: Provider = Provider::ICloud;
}
