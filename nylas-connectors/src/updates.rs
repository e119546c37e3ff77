//! Changes to a connector that is there: one struct for each provider that has something of its own to change.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::{
    Builder, GoogleSettings, MicrosoftSettings, Provider, Scope, YahooSettings, ZoomSettings,
    validation,
};

/// The body of a request to update a connector.
///
/// A provider of your own can be updated in its name and credential with [`UpdateOther`]. For its settings define a
/// struct of what may change, and implement this for it:
///
/// ```
/// use nylas_connectors::{Builder, Provider, UpdateSpec};
/// use serde::Serialize;
/// use validator::Validate;
///
/// #[derive(Builder, Serialize, Validate)]
/// #[builder(validate)]
/// struct UpdateHologram {
///     #[serde(skip_serializing_if = "Option::is_none")]
///     settings: Option<serde_json::Value>,
/// }
///
/// impl UpdateSpec for UpdateHologram {
///     fn provider(&self) -> Provider {
///         Provider::from("hologram")
///     }
/// }
/// ```
///
/// The service replaces a nested object whole.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an update of a connector",
    label = "give an update, such as `UpdateGoogle`, or `UpdateOther` where there is none for the provider",
    note = "the builder of an update becomes one with `.build()?`"
)]
pub trait UpdateSpec: Serialize + Validate {
    /// The provider whose connector is updated.
    fn provider(&self) -> Provider;
}

/// A change to a Google connector. What is left out stays as it is.
///
/// The service replaces `settings` whole, so they are complete here too. Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
///
/// ```
/// use nylas_connectors::{UpdateGoogle, scope};
///
/// let update = UpdateGoogle::builder().scope([scope::google::OPENID]).build()?;
/// assert_eq!(serde_json::to_string(&update).unwrap(), r#"{"scope":["openid"]}"#);
/// assert_eq!(UpdateGoogle::builder().build().unwrap_err().problems()[0].rule, "empty_update");
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "google_changes_something"))]
pub struct UpdateGoogle {
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The provider app, complete: the service replaces it whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<GoogleSettings>,
    /// Default scopes of the connector's grants.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
    /// The ID of the credential that the connector shall use unless a grant names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateGoogle {
    fn provider(&self) -> Provider {
        Provider::Google
    }
}

fn google_changes_something(update: &UpdateGoogle) -> Result<(), ValidationError> {
    validation::changes_something(
        update.name.is_none()
            && update.settings.is_none()
            && update.scope.is_none()
            && update.active_credential_id.is_none(),
    )
}

/// A change to a Microsoft connector. What is left out stays as it is; `settings` are replaced whole.
///
/// Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "microsoft_changes_something"))]
pub struct UpdateMicrosoft {
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The provider app, complete: the service replaces it whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<MicrosoftSettings>,
    /// Default scopes of the connector's grants.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
    /// The ID of the credential that the connector shall use unless a grant names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateMicrosoft {
    fn provider(&self) -> Provider {
        Provider::Microsoft
    }
}

fn microsoft_changes_something(update: &UpdateMicrosoft) -> Result<(), ValidationError> {
    validation::changes_something(
        update.name.is_none()
            && update.settings.is_none()
            && update.scope.is_none()
            && update.active_credential_id.is_none(),
    )
}

/// A change to a Yahoo connector. What is left out stays as it is; `settings` are replaced whole.
///
/// Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "yahoo_changes_something"))]
pub struct UpdateYahoo {
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The provider app, complete: the service replaces it whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<YahooSettings>,
    /// Default scopes of the connector's grants.
    #[builder(collect)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::scopes"))]
    scope: Option<Vec<Scope>>,
    /// The ID of the credential that the connector shall use unless a grant names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateYahoo {
    fn provider(&self) -> Provider {
        Provider::Yahoo
    }
}

fn yahoo_changes_something(update: &UpdateYahoo) -> Result<(), ValidationError> {
    validation::changes_something(
        update.name.is_none()
            && update.settings.is_none()
            && update.scope.is_none()
            && update.active_credential_id.is_none(),
    )
}

/// A change to a Zoom connector. What is left out stays as it is; `settings` are replaced whole.
///
/// Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
#[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "zoom_changes_something"))]
pub struct UpdateZoom {
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The provider app, complete: the service replaces it whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    settings: Option<ZoomSettings>,
    /// The ID of the credential that the connector shall use unless a grant names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateZoom {
    fn provider(&self) -> Provider {
        Provider::Zoom
    }
}

fn zoom_changes_something(update: &UpdateZoom) -> Result<(), ValidationError> {
    validation::changes_something(
        update.name.is_none() && update.settings.is_none() && update.active_credential_id.is_none(),
    )
}

/// A change to a connector that has neither settings nor documented scopes to change: iCloud, IMAP, EWS, virtual calendars,
/// Nylas, and providers that this version doesn't know.
///
/// Documented under
/// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
///
/// ```
/// use nylas_connectors::{Provider, UpdateOther};
///
/// let update = UpdateOther::builder().provider(Provider::Imap).name("Old mail").build()?;
/// assert_eq!(serde_json::to_string(&update).unwrap(), r#"{"name":"Old mail"}"#);
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[derive(Builder, Clone, Debug, PartialEq, Serialize, Validate)]
#[builder(validate, getters)]
#[validate(schema(function = "other_changes_something"))]
pub struct UpdateOther {
    /// The provider whose connector is updated; it goes into the path.
    #[serde(skip)]
    provider: Provider,
    /// Display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The ID of the credential that the connector shall use unless a grant names another.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateOther {
    fn provider(&self) -> Provider {
        self.provider.clone()
    }
}

fn other_changes_something(update: &UpdateOther) -> Result<(), ValidationError> {
    validation::changes_something(update.name.is_none() && update.active_credential_id.is_none())
}
