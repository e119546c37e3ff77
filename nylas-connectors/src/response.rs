//! What a call returns.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fields::{self, Data, Fields, Raw, WrongField};
use crate::{Provider, Scope};

/// An answer of the service: what was asked for, and the facts about it.
///
/// Two are equal if their data, status and request ID are.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// What was asked for.
    pub data: T,
    /// The HTTP status.
    pub status: u16,
    /// The service's ID of the request, by which its support finds it: from the body, or else from the header
    /// `x-request-id` or `request-id`.
    pub request_id: Option<String>,
    /// How many requests were sent, this one included. 1 if the answer wasn't read by a [`Client`](crate::Client) or a
    /// [`Call`](crate::Call).
    pub attempts: u32,
    /// The time from the start of the call, with all attempts and delays. Zero if the answer wasn't read by a client or a
    /// call.
    pub elapsed: Duration,
    headers: HeaderMap,
}

/// One page of a list, and the facts about the answer.
///
/// Two are equal if their items, limit, offset, status and request ID are.
#[derive(Clone)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page.
    pub data: Vec<T>,
    /// Items without what makes them one, such as a connector's provider, as the JSON that the service wrote. One odd
    /// item doesn't cost the list.
    pub unreadable: Vec<String>,
    /// How many items the service puts on a page at most, if it says so.
    pub limit: Option<u64>,
    /// How many items the service skipped, if it says so.
    pub offset: Option<u64>,
    /// The HTTP status.
    pub status: u16,
    /// The service's ID of the request, as for a [`Response`].
    pub request_id: Option<String>,
    /// How many requests were sent for this page, as for a [`Response`].
    pub attempts: u32,
    /// The time from the start of the call, as for a [`Response`].
    pub elapsed: Duration,
    headers: HeaderMap,
}

impl<T> Response<T> {
    pub(crate) fn new(
        data: T,
        answer: &http::Response<Vec<u8>>,
        request_id: Option<String>,
    ) -> Self {
        Self {
            data,
            status: answer.status().as_u16(),
            request_id,
            attempts: 1,
            elapsed: Duration::ZERO,
            headers: answer.headers().clone(),
        }
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

impl<T> Page<T> {
    /// A page without items.
    pub(crate) fn new(
        answer: &http::Response<Vec<u8>>,
        request_id: Option<String>,
        limit: Option<u64>,
        offset: Option<u64>,
    ) -> Self {
        Self {
            data: Vec::new(),
            unreadable: Vec::new(),
            limit,
            offset,
            status: answer.status().as_u16(),
            request_id,
            attempts: 1,
            elapsed: Duration::ZERO,
            headers: answer.headers().clone(),
        }
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The items of the page.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.data.iter()
    }
}

impl<T: PartialEq> PartialEq for Response<T> {
    fn eq(&self, other: &Self) -> bool {
        (&self.data, self.status, &self.request_id)
            == (&other.data, other.status, &other.request_id)
    }
}

impl<T: PartialEq> PartialEq for Page<T> {
    fn eq(&self, other: &Self) -> bool {
        (
            &self.data,
            &self.unreadable,
            self.limit,
            self.offset,
            self.status,
            &self.request_id,
        ) == (
            &other.data,
            &other.unreadable,
            other.limit,
            other.offset,
            other.status,
            &other.request_id,
        )
    }
}

/// Without the headers, which may hold more than anyone wants in a log.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("data", &self.data)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// Without the headers, and of unreadable items only their number.
impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("data", &self.data)
            .field("unreadable", &self.unreadable.len())
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The items of the page.
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

/// A connector as the service has it.
///
/// Only `provider` is certain to be there. Another field of another type than documented counts as missing, and a key that
/// this version doesn't know has no field; [`raw`](Self::raw) has both. Documented under
/// [get a connector](https://developer.nylas.com/docs/reference/api/connectors-integrations/get_connector_by_provider/).
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Connector {
    /// Display name. Older applications show none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The provider, which identifies the connector: an application has one for each.
    pub provider: Provider,
    /// The provider app's settings, as far as the service shows them: it hides secrets, and may show what it computed.
    /// `Debug` shows only the keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Map<String, Value>>,
    /// Default scopes of the connector's grants. EWS has them here too, though it is created with `scopes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<Scope>>,
    /// What older answers have instead of `scope` for EWS, in one string. A list is joined with spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<String>,
    /// The ID of the credential that the connector uses unless a grant names another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_credential_id: Option<String>,
    #[serde(skip)]
    raw: Raw,
}

/// A credential as the service has it, without its secrets.
///
/// Only `id` is certain to be there; the rest is read like that of a [`Connector`]. Documented under
/// [get a credential](https://developer.nylas.com/docs/reference/api/connector-credentials/get_credential_by_id/).
#[derive(Clone, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Credential {
    /// Its ID, for [`Credentials::get`](crate::Credentials::get) and for a connector's `active_credential_id`.
    pub id: String,
    /// Its name, unique for the connector. Empty if the service doesn't show it.
    pub name: String,
    /// What type of credential it is, in older answers: `connector`, `serviceaccount` or `adminconsent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_type: Option<String>,
    /// A hash of its data, in older answers. It changes when the data does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hashed_data: Option<String>,
    /// When it was created, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
    /// When it was last updated, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
    #[serde(skip)]
    raw: Raw,
}

/// What the service found out about an email address.
///
/// Only `detected` is certain to be there; the rest is read like that of a [`Connector`]. Documented under
/// [detect a provider](https://developer.nylas.com/docs/reference/api/providers/detect_provider_by_email/).
#[derive(Clone, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DetectedProvider {
    /// The address. Empty if the service doesn't repeat it.
    pub email_address: String,
    /// Whether a provider was found.
    pub detected: bool,
    /// The provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// The provider's own type of account, where it has several.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip)]
    raw: Raw,
}

impl Data for Connector {
    fn from_fields(fields: &Fields, raw: Raw) -> Result<Self, WrongField> {
        let scope = fields::texts(fields, "scope");
        Ok(Self {
            name: fields::text(fields, "name"),
            provider: fields::required_text(fields, "provider")?.into(),
            settings: fields::object(fields, "settings"),
            scope: scope.map(|scope| scope.into_iter().map(Scope::from).collect()),
            scopes: match fields.get("scopes") {
                Some(Value::Array(_)) => {
                    fields::texts(fields, "scopes").map(|texts| texts.join(" "))
                }
                _ => fields::text(fields, "scopes"),
            },
            active_credential_id: fields::text(fields, "active_credential_id"),
            raw,
        })
    }

    fn provider(&self) -> Option<&Provider> {
        Some(&self.provider)
    }
}

impl Data for Credential {
    fn from_fields(fields: &Fields, raw: Raw) -> Result<Self, WrongField> {
        Ok(Self {
            id: fields::required_text(fields, "id")?,
            name: fields::text(fields, "name").unwrap_or_default(),
            credential_type: fields::text(fields, "credential_type"),
            hashed_data: fields::text(fields, "hashed_data"),
            created_at: fields::seconds(fields, "created_at"),
            updated_at: fields::seconds(fields, "updated_at"),
            raw,
        })
    }

    fn provider(&self) -> Option<&Provider> {
        None
    }
}

impl Data for DetectedProvider {
    fn from_fields(fields: &Fields, raw: Raw) -> Result<Self, WrongField> {
        Ok(Self {
            email_address: fields::text(fields, "email_address").unwrap_or_default(),
            detected: fields::required_bool(fields, "detected")?,
            provider: fields::required_text(fields, "provider")
                .ok()
                .map(Provider::from),
            kind: fields::not_empty(fields, "type"),
            raw,
        })
    }

    fn provider(&self) -> Option<&Provider> {
        None
    }
}

macro_rules! read_from_fields {
    ($($Data:ident)*) => {$(
        impl $Data {
            /// The JSON that the service wrote, with keys that have no field here and values of other types than
            /// documented. `None` if this wasn't read from an answer.
            #[must_use]
            pub fn raw(&self) -> Option<&str> {
                self.raw.get()
            }
        }

        impl<'de> Deserialize<'de> for $Data {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let fields = Fields::deserialize(deserializer)?;
                Self::from_fields(&fields, Raw::default()).map_err(D::Error::custom)
            }
        }
    )*};
}

read_from_fields!(Connector Credential DetectedProvider);

impl fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = |settings: &Map<String, Value>| settings.keys().cloned().collect::<Vec<_>>();
        formatter
            .debug_struct("Connector")
            .field("name", &self.name)
            .field("provider", &self.provider)
            .field("settings", &self.settings.as_ref().map(keys))
            .field("scope", &self.scope)
            .field("scopes", &self.scopes)
            .field("active_credential_id", &self.active_credential_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credential")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("credential_type", &self.credential_type)
            .field("created_at", &self.created_at)
            .field("updated_at", &self.updated_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DetectedProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DetectedProvider")
            .field("email_address", &self.email_address)
            .field("detected", &self.detected)
            .field("provider", &self.provider)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
