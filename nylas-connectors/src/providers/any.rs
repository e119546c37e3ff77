//! A connector of any provider, for programs that read connectors from a file.

mod decode;
mod draft;
#[cfg(feature = "schemars")]
mod json_schema;
mod mistake;
mod repair;
mod source;
mod tree;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use validator::{Validate, ValidationErrors};

use self::decode::{Decode, Level, decode};
pub use self::draft::{ConnectorDraft, FromDraft};
use self::mistake::{LocatedMistake, Mistake};
use self::source::Sources;
use self::tree::Tree;
use crate::provider::unknown;
use crate::provider_table::for_each_provider;
use crate::{ConnectorSpec, Invalid, Provider};

macro_rules! define_any_connector {
    ($($(#[$doc:meta])* $Provider:ident = $name:literal,)*) => {
        /// A connector of any known provider, decoded by its `provider` key.
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
        /// unknown or missing, and shows no value:
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
        /// environment or from files, decode a [`ConnectorDraft`].
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyConnector {
            $($(#[$doc])* $Provider(super::$Provider),)*
        }

        impl Decode for AnyConnector {
            fn provider(name: &str, more: &[Provider]) -> Result<Provider, String> {
                name.parse().map_err(|_| unknown(name, more))
            }

            fn providers() -> &'static [Provider] {
                Provider::ALL
            }

            fn from_tree(provider: &Provider, tree: &Tree) -> Result<Self, LocatedMistake> {
                match provider {
                    $(Provider::$Provider => Ok(Self::$Provider(serde_path_to_error::deserialize(tree)?)),)*
                    Provider::Other(_) => Err(LocatedMistake {
                        path: Vec::new(),
                        mistake: Mistake::Unreadable { wanted: None },
                    }),
                }
            }
        }

        // Each connector writes its own `provider`.
        impl Serialize for AnyConnector {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$Provider(connector) => connector.serialize(serializer),)*
                }
            }
        }

        impl Validate for AnyConnector {
            fn validate(&self) -> Result<(), ValidationErrors> {
                match self {
                    $(Self::$Provider(connector) => connector.validate(),)*
                }
            }
        }

        // Where something is no connector, this type is seldom what was meant.
        #[diagnostic::do_not_recommend]
        impl ConnectorSpec for AnyConnector {
            fn provider(&self) -> Provider {
                match self {
                    $(Self::$Provider(_) => Provider::$Provider,)*
                }
            }
        }

        $(impl From<super::$Provider> for AnyConnector {
            fn from(connector: super::$Provider) -> Self {
                Self::$Provider(connector)
            }
        })*
    };
}

for_each_provider!(define_any_connector);

/// The keys of a provider's settings, taken from their struct; none if it has no settings. `None` for a provider that this
/// version doesn't know.
pub(crate) fn settings_keys(provider: &Provider) -> Option<&'static [&'static str]> {
    if matches!(provider, Provider::Other(_)) {
        return None;
    }
    Some(decode::keys::<AnyConnector>(provider, Level::Settings))
}

impl<'de> Deserialize<'de> for AnyConnector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tree = Tree::deserialize(deserializer)?;
        let decoded = decode::<Self>(tree, &[], &mut Sources::default());
        let connector = decoded.into_result().map_err(Invalid::of);
        connector.map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_settings_are_those_of_their_struct() {
        for provider in Provider::ALL {
            let keys: &[&str] = match provider {
                Provider::Google => &["client_id", "client_secret", "topic_name"],
                Provider::Microsoft => &["client_id", "client_secret", "tenant"],
                Provider::Zoom | Provider::Yahoo => &["client_id", "client_secret"],
                Provider::ICloud
                | Provider::Imap
                | Provider::Ews
                | Provider::VirtualCalendar
                | Provider::Nylas
                | Provider::Other(_) => &[],
            };
            assert_eq!(settings_keys(provider), Some(keys), "{provider}");
        }
        assert_eq!(settings_keys(&Provider::other("hologram")), None);
    }
}
