//! What comes back.

use std::fmt;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Provider, Scope};

/// An answer of the service: what was asked for, and the ID under which its support finds the request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Response<T> {
    /// What was asked for.
    pub data: T,
    /// The service's ID of the request, from the body or else from the header `x-request-id`.
    pub request_id: Option<String>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// What is on the page.
    pub data: Vec<T>,
    /// How many the service puts on a page at most, if it says so.
    pub limit: Option<u64>,
    /// How many the service passed over, if it says so.
    pub offset: Option<u64>,
    /// The service's ID of the request.
    pub request_id: Option<String>,
}

impl<T> Page<T> {
    /// The items of the page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.data.iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The items of the page alone.
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

/// What the service found out about an address.
///
/// Documented under
/// [detect a provider](https://developer.nylas.com/docs/reference/api/providers/detect_provider_by_email/).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DetectedProvider {
    /// The address that was asked about.
    pub email_address: String,
    /// Whether a provider was found.
    pub detected: bool,
    /// The provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// The provider's own kind of account, where it has several.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A credential as the service has it, without its secrets.
///
/// Documented under
/// [get a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_by_id/).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Credential {
    /// Its ID, for [`Credentials::get`](crate::Credentials::get) and for a connector's `active_credential_id`.
    pub id: String,
    /// Its name, unique for the connector.
    pub name: String,
    /// What kind of credential it is: `connector`, `serviceaccount`, `adminconsent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_type: Option<String>,
    /// A hash of its data, which changes when the data does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hashed_data: Option<String>,
    /// When it was created, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    /// When it was last changed, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// A connector as the service has it.
///
/// Only `provider` is sure to be there, since older applications answer without the rest. Keys that this version
/// doesn't know are ignored. Documented under
/// [get a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_by_provider/).
#[derive(Clone, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Connector {
    /// Display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The provider, which is also the connector's ID: there is one connector for each.
    pub provider: Provider,
    /// The provider app's settings as the service shows them. It doesn't give secrets back, yet `Debug` shows only
    /// the keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Map<String, Value>>,
    /// Default scopes of the connector's grants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<Scope>>,
    /// What an EWS connector has instead of `scope`, as one text. A list of them, which some of the service's guides
    /// show, is joined with blanks.
    #[serde(
        default,
        deserialize_with = "one_or_many",
        skip_serializing_if = "Option::is_none"
    )]
    pub scopes: Option<String>,
    /// The ID of the credential that the connector uses unless a grant names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_credential_id: Option<String>,
}

impl fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Connector")
            .field("name", &self.name)
            .field("provider", &self.provider)
            .field(
                "settings",
                &self
                    .settings
                    .as_ref()
                    .map(|settings| settings.keys().collect::<Vec<_>>()),
            )
            .field("scope", &self.scope)
            .field("scopes", &self.scopes)
            .field("active_credential_id", &self.active_credential_id)
            .finish()
    }
}

/// The sources disagree whether an EWS connector's `scopes` is a string or a list of them.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<Value>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Value::String(one)) => Ok(Some(one)),
        Some(Value::Array(many)) => {
            let names: Option<Vec<&str>> = many.iter().map(Value::as_str).collect();
            names
                .map(|names| Some(names.join(" ")))
                .ok_or_else(|| de::Error::custom("`scopes` must hold strings"))
        }
        Some(_) => Err(de::Error::custom(
            "`scopes` must be a string or a list of strings",
        )),
    }
}
