//! Nylas itself: agent accounts.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{Builder, ForProvider, Provider, ProviderTag, validation};

/// A connector for agent accounts, whose mailboxes Nylas itself hosts.
///
/// ```
/// use nylas_connectors::Nylas;
///
/// let connector = Nylas::builder().name("Ours").build()?;
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
pub struct Nylas {
    /// Display name of the connector. The service names it after the provider if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    #[builder(skip)]
    #[serde(default)]
    provider: ProviderTag<Self>,
}

impl ForProvider for Nylas {
    const PROVIDER: Provider = Provider::Nylas;
}
