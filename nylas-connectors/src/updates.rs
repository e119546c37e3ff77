//! Updates of an existing connector: one struct for each provider with settings or scopes of its own.

use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::{
    Builder, GoogleSettings, MicrosoftSettings, Provider, Scope, YahooSettings, ZoomSettings,
    validation,
};

/// The body of a request to update a connector.
///
/// [`UpdateOther`] updates the name and the active credential of any provider's connector. To update the settings of a
/// provider of your own, define a struct of what may change and implement this trait for it:
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
/// The service replaces a nested object as a whole.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an update of a connector",
    label = "give an update, such as `UpdateGoogle`, or `UpdateOther` where there is none for the provider",
    note = "the builder of an update becomes one with `.build()?`; for a provider of your own, implement `UpdateSpec` for a struct of what may change"
)]
pub trait UpdateSpec: Serialize + Validate {
    /// The provider whose connector is updated.
    fn provider(&self) -> Provider;
}

/// Defines the update of a provider's connector: what every update has, the provider's settings, and a list of scopes if
/// the provider has one.
macro_rules! define_update {
    ($(#[$doc:meta])* $Update:ident of $Provider:ident { settings: $Settings:ty $(, $scope:ident: $Scopes:ty)? }) => {
        $(#[$doc])*
        ///
        /// What is left out stays as it is. But the service replaces `settings` as a whole: an optional one that is left
        /// out is removed. [`overwrite_settings`](crate::Connectors::overwrite_settings) keeps those that the service
        /// shows.
        /// Documented under
        /// [update a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/update_connector/).
        #[derive(Builder, Clone, Debug, Deserialize, PartialEq, Serialize, Validate)]
        #[builder(validate, getters)]
        #[serde(deny_unknown_fields)]
        #[validate(schema(function = "validation::changes_something"))]
        pub struct $Update {
            /// Display name.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[validate(custom(function = "validation::text"))]
            name: Option<String>,
            /// The provider app, complete: the service replaces it as a whole.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[validate(nested)]
            settings: Option<$Settings>,
            $(
                /// Default scopes of the connector's grants.
                #[builder(collect)]
                #[serde(default, skip_serializing_if = "Option::is_none")]
                #[validate(custom(function = "validation::scopes"))]
                $scope: Option<$Scopes>,
            )?
            /// The ID of the credential that the connector uses unless a grant names another.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[validate(custom(function = "validation::text"))]
            active_credential_id: Option<String>,
        }

        impl UpdateSpec for $Update {
            fn provider(&self) -> Provider {
                Provider::$Provider
            }
        }
    };
}

define_update! {
    /// An update of a Google connector.
    ///
    /// ```
    /// use nylas_connectors::UpdateGoogle;
    ///
    /// let update = UpdateGoogle::builder().name("Acme").build()?;
    /// assert_eq!(serde_json::to_string(&update).unwrap(), r#"{"name":"Acme"}"#);
    /// assert_eq!(UpdateGoogle::builder().build().unwrap_err().problems()[0].rule(), "empty_update");
    /// # Ok::<(), nylas_connectors::Error>(())
    /// ```
    UpdateGoogle of Google { settings: GoogleSettings, scope: Vec<Scope> }
}

define_update! {
    /// An update of a Microsoft connector.
    UpdateMicrosoft of Microsoft { settings: MicrosoftSettings, scope: Vec<Scope> }
}

define_update! {
    /// An update of a Yahoo connector.
    UpdateYahoo of Yahoo { settings: YahooSettings, scope: Vec<Scope> }
}

define_update! {
    /// An update of a Zoom connector, which has no scopes.
    UpdateZoom of Zoom { settings: ZoomSettings }
}

/// An update of a connector without settings or documented scopes, such as one for iCloud or IMAP, and of a provider that
/// this version doesn't know. It has no settings: to update those of a provider of your own, implement [`UpdateSpec`].
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
#[validate(schema(function = "validation::changes_something"))]
pub struct UpdateOther {
    /// The provider whose connector is updated; it goes into the path.
    #[serde(skip)]
    provider: Provider,
    /// Display name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    name: Option<String>,
    /// The ID of the credential that the connector uses unless a grant names another.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "validation::text"))]
    active_credential_id: Option<String>,
}

impl UpdateSpec for UpdateOther {
    fn provider(&self) -> Provider {
        self.provider.clone()
    }
}
