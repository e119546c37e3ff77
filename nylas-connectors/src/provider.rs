//! The names of the providers.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A provider that Nylas can connect to, as its wire name.
///
/// A name that this version doesn't know is [`Other`](Self::Other), so a provider that the service adds tomorrow
/// goes in and out unchanged. Parse names with [`FromStr`] or [`From`], which find the named variant.
///
/// ```
/// use nylas_connectors::Provider;
///
/// assert_eq!(Provider::VirtualCalendar.as_str(), "virtual-calendar");
/// assert_eq!(Provider::from("icloud"), Provider::ICloud);
/// assert_eq!(Provider::from("hologram").to_string(), "hologram");
/// ```
///
/// Listed under [supported providers](https://developer.nylas.com/docs/provider-guides/).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Provider {
    /// `google`
    Google,
    /// `microsoft`
    Microsoft,
    /// `zoom`
    Zoom,
    /// `icloud`
    ICloud,
    /// `imap`
    Imap,
    /// `ews`: Exchange on-premises
    Ews,
    /// `virtual-calendar`
    VirtualCalendar,
    /// `yahoo`
    Yahoo,
    /// `nylas`: agent accounts, hosted by Nylas itself
    Nylas,
    /// A provider that this version doesn't know: see [`Provider::other`].
    Other(Cow<'static, str>),
}

impl Provider {
    /// Every provider that this version knows.
    pub const ALL: &'static [Self] = &[
        Self::Google,
        Self::Microsoft,
        Self::Zoom,
        Self::ICloud,
        Self::Imap,
        Self::Ews,
        Self::VirtualCalendar,
        Self::Yahoo,
        Self::Nylas,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
            Self::Zoom => "zoom",
            Self::ICloud => "icloud",
            Self::Imap => "imap",
            Self::Ews => "ews",
            Self::VirtualCalendar => "virtual-calendar",
            Self::Yahoo => "yahoo",
            Self::Nylas => "nylas",
            Self::Other(name) => name,
        }
    }

    /// A provider that this version doesn't know, in a constant too.
    ///
    /// ```
    /// use nylas_connectors::Provider;
    ///
    /// const HOLOGRAM: Provider = Provider::other("hologram");
    /// assert_eq!(HOLOGRAM, Provider::from("hologram"));
    /// ```
    ///
    /// The name isn't looked up, so this is never one of the named variants, not even for `google`; [`From`] finds
    /// those, and so isn't constant.
    #[must_use]
    pub const fn other(name: &'static str) -> Self {
        Self::Other(Cow::Borrowed(name))
    }

    fn known(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|provider| provider.as_str() == name).cloned()
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Provider {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(name.into())
    }
}

impl From<&str> for Provider {
    fn from(name: &str) -> Self {
        Self::known(name).unwrap_or_else(|| Self::Other(name.to_owned().into()))
    }
}

impl From<String> for Provider {
    fn from(name: String) -> Self {
        Self::known(&name).unwrap_or(Self::Other(name.into()))
    }
}

impl From<&String> for Provider {
    fn from(name: &String) -> Self {
        name.as_str().into()
    }
}

impl From<&Provider> for Provider {
    fn from(provider: &Provider) -> Self {
        provider.clone()
    }
}

impl PartialEq<str> for Provider {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Provider {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Serialize for Provider {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Provider {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|name| name.as_ref().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_provider() {
        for provider in Provider::ALL {
            assert_eq!(Provider::from(provider.as_str()), *provider);
            assert!(!matches!(
                Provider::from(provider.as_str()),
                Provider::Other(_)
            ));
        }
    }

    #[test]
    fn an_unknown_name_goes_through_json_unchanged() {
        let provider: Provider = serde_json::from_str("\"holo\\u0067ram\"").unwrap();
        assert_eq!(provider, Provider::other("hologram"));
        assert_eq!(serde_json::to_string(&provider).unwrap(), "\"hologram\"");
    }
}
