//! A connector of any provider, for programs that read connectors from a file.

mod decode;
mod draft;
mod env;
mod mistake;
mod near;
mod node;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use validator::{Validate, ValidationErrors};

pub use self::draft::ConnectorDraft;
use self::node::Node;
use crate::{
    ConnectorSpec, Ews, Google, ICloud, Imap, Microsoft, Nylas, Provider, VirtualCalendar, Yahoo,
    Zoom,
};

/// A connector of one of the nine providers, decoded by its `provider` key.
///
/// ```
/// use nylas_connectors::{AnyConnector, ConnectorSpec, Provider};
///
/// let json = r#"{"provider":"ews","scopes":"ews.messages"}"#;
/// let connector: AnyConnector = serde_json::from_str(json)?;
/// assert_eq!(connector.provider(), Provider::Ews);
/// assert_eq!(serde_json::to_string(&connector)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// It decodes from every self-describing format of serde: JSON, TOML, YAML. An error names every key that is wrong,
/// unknown or missing, and no value:
///
/// ```
/// # use nylas_connectors::AnyConnector;
/// let json = r#"{"provider":"google","scopes":["openid"]}"#;
/// let error = serde_json::from_str::<AnyConnector>(json).unwrap_err().to_string();
/// assert!(error.starts_with(
///     "invalid: `scopes` is not a key of `google` connectors: did you mean `scope`? \
///      (its keys: name, provider, settings, scope)"
/// ));
/// ```
///
/// The content is checked when the connector is sent. To have all problems at once, or to take secrets from the
/// environment, decode a [`ConnectorDraft`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnyConnector {
    /// See [`Google`].
    Google(Google),
    /// See [`Microsoft`].
    Microsoft(Microsoft),
    /// See [`Zoom`].
    Zoom(Zoom),
    /// See [`ICloud`].
    ICloud(ICloud),
    /// See [`Imap`].
    Imap(Imap),
    /// See [`Ews`].
    Ews(Ews),
    /// See [`VirtualCalendar`].
    VirtualCalendar(VirtualCalendar),
    /// See [`Yahoo`].
    Yahoo(Yahoo),
    /// See [`Nylas`].
    Nylas(Nylas),
}

/// Does the same with the connector inside, whichever it is.
macro_rules! inside {
    ($any:expr, $connector:ident => $what:expr) => {
        match $any {
            AnyConnector::Google($connector) => $what,
            AnyConnector::Microsoft($connector) => $what,
            AnyConnector::Zoom($connector) => $what,
            AnyConnector::ICloud($connector) => $what,
            AnyConnector::Imap($connector) => $what,
            AnyConnector::Ews($connector) => $what,
            AnyConnector::VirtualCalendar($connector) => $what,
            AnyConnector::Yahoo($connector) => $what,
            AnyConnector::Nylas($connector) => $what,
        }
    };
}

impl<'de> Deserialize<'de> for AnyConnector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let decoded = decode::decode(Node::deserialize(deserializer)?, false);
        decoded.into_result().map_err(D::Error::custom)
    }
}

/// Each connector writes its own `provider`, so there is nothing to add.
impl Serialize for AnyConnector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        inside!(self, connector => connector.serialize(serializer))
    }
}

impl Validate for AnyConnector {
    fn validate(&self) -> Result<(), ValidationErrors> {
        inside!(self, connector => connector.validate())
    }
}

// Where something is no connector, it is seldom this type that was meant.
#[diagnostic::do_not_recommend]
impl ConnectorSpec for AnyConnector {
    fn provider(&self) -> Provider {
        inside!(self, connector => connector.provider())
    }
}

macro_rules! from_each {
    ($($provider:ident)*) => {$(
        impl From<$provider> for AnyConnector {
            fn from(connector: $provider) -> Self {
                Self::$provider(connector)
            }
        }
    )*};
}

from_each!(Google Microsoft Zoom ICloud Imap Ews VirtualCalendar Yahoo Nylas);
