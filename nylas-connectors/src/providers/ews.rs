//! EWS: Exchange on-premises.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, validation};

/// A connector for Exchange on-premises, through Exchange Web Services.
///
/// ```
/// use nylas_connectors::{Ews, advice, scope};
///
/// let ews = Ews::builder().scopes(scope::ews::MESSAGES).build()?;
/// assert!(advice(&ews).is_empty());
/// assert_eq!(ews.scopes(), Some("ews.messages"));
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
pub struct Ews {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
    /// What the connector asks Exchange for, in one string, such as `ews.messages`.
    ///
    /// The key is `scopes` and its value a string, unlike the `scope` list of the other providers. The sources
    /// disagree about the words: see [`scope::ews`](crate::scope::ews).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    scopes: Option<String>,
}

impl ForProvider for Ews {
    const PROVIDER: Provider = Provider::Ews;
}
