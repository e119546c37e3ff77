//! [`Provider`]: the name of a provider.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::did_you_mean;
use crate::provider_table::for_each_provider;

macro_rules! define_provider {
    ($($(#[$doc:meta])* $Provider:ident = $name:literal,)*) => {
        /// A provider that Nylas can connect to, by its name on the wire.
        ///
        /// A name that this version doesn't know is [`Other`](Self::Other), so a provider that the service adds
        /// tomorrow is read and sent unchanged. Two providers are equal if their names are, whichever variant holds
        /// them.
        ///
        /// [`From`] takes any name. [`FromStr`] takes only the known ones, for names that people type.
        ///
        /// ```
        /// use nylas_connectors::Provider;
        ///
        /// assert_eq!(Provider::VirtualCalendar.as_str(), "virtual-calendar");
        /// assert_eq!(Provider::from("icloud"), Provider::ICloud);
        /// assert_eq!(Provider::from("hologram").to_string(), "hologram");
        ///
        /// let error = "gmail".parse::<Provider>().unwrap_err();
        /// assert!(error.to_string().contains("did you mean `google`?"));
        /// ```
        ///
        /// Listed under [supported providers](https://developer.nylas.com/docs/provider-guides/).
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Provider {
            $($(#[$doc])* $Provider,)*
            /// A provider that this version doesn't know: see [`Provider::other`].
            Other(Cow<'static, str>),
        }

        impl Provider {
            /// Every provider that this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$Provider),*];

            /// The name on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Provider => $name,)*
                    Self::Other(name) => name,
                }
            }

            /// A provider that this version doesn't know, usable in a constant. In a version that knows it, this is its
            /// variant.
            ///
            /// ```
            /// use nylas_connectors::Provider;
            ///
            /// const HOLOGRAM: Provider = Provider::other("hologram");
            /// assert_eq!(HOLOGRAM, Provider::from("hologram"));
            /// ```
            #[must_use]
            pub const fn other(name: &'static str) -> Self {
                $(if is_same(name, $name) {
                    return Self::$Provider;
                })*
                Self::Other(Cow::Borrowed(name))
            }
        }
    };
}

for_each_provider!(define_provider);

/// `==` for a constant.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

impl Provider {
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

impl AsRef<str> for Provider {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// Takes the known names only.
impl FromStr for Provider {
    type Err = UnknownProvider;

    fn from_str(name: &str) -> Result<Self, UnknownProvider> {
        Self::known(name).ok_or_else(|| UnknownProvider {
            message: unknown(name, &[]),
        })
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

// By name, since `Other` may hold the name of a variant, in this version or in a later one.
impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Provider {}

impl Hash for Provider {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Provider {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Provider {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
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

/// Takes any name.
impl<'de> Deserialize<'de> for Provider {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer).map(|name| name.as_ref().into())
    }
}

/// The error of parsing the name of a provider that this version doesn't know. It says which one was probably meant.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("unknown provider: it {message}")]
pub struct UnknownProvider {
    message: String,
}

/// What people call a provider, in lower case and without `-`, `_` and spaces.
fn aliases(provider: &Provider) -> &'static [&'static str] {
    match provider {
        Provider::Google => &[
            "gmail",
            "googlemail",
            "gsuite",
            "googleworkspace",
            "googlecalendar",
        ],
        Provider::Microsoft => &[
            "outlook",
            "hotmail",
            "live",
            "msn",
            "o365",
            "office365",
            "m365",
            "microsoft365",
            "azure",
            "entra",
            "msgraph",
            "microsoftgraph",
            "graph",
            "exchangeonline",
            "teams",
        ],
        Provider::Zoom => &["zoommeetings", "zoomus"],
        Provider::ICloud => &["apple", "me", "mac", "applemail"],
        Provider::Imap => &["aol", "smtp", "mail", "email", "genericimap"],
        Provider::Ews => &[
            "exchangeserver",
            "exchangeonpremises",
            "onprem",
            "eas",
            "activesync",
        ],
        Provider::VirtualCalendar => &["virtual", "calendar"],
        Provider::Yahoo => &["ymail", "yahoomail", "yahoojapan"],
        Provider::Nylas => &["agent", "agentaccount"],
        Provider::Other(_) => &[],
    }
}

/// What to write instead of a name that people use.
fn meant_by(plain: &str) -> Option<String> {
    if matches!(plain, "exchange" | "msexchange" | "microsoftexchange") {
        let both = "`microsoft` for Exchange Online, or `ews` for Exchange on-premises";
        return Some(both.to_owned());
    }
    let mut all = Provider::ALL.iter();
    let meant = all.find(|provider| aliases(provider).contains(&plain))?;
    Some(format!("`{meant}`"))
}

/// Why a name isn't that of a known provider, to be read after where the name is. `more` are the program's own providers.
pub(crate) fn unknown(name: &str, more: &[Provider]) -> String {
    let known = || Provider::ALL.iter().chain(more).map(Provider::as_str);
    if let Some(same) = known().find(|known| known.eq_ignore_ascii_case(name.trim())) {
        return format!("must be written `{same}`: in lower case and without spaces around it");
    }
    let plain: String = name
        .chars()
        .filter(|letter| !matches!(letter, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect();
    let list = known().collect::<Vec<_>>().join(", ");
    if plain == "inbox" {
        return format!("names `inbox`, which Nylas has discontinued (known: {list})");
    }
    if let Some(meant) = meant_by(&plain) {
        return format!(
            "names `{plain}`, which isn't a provider: did you mean {meant}? (known: {list})"
        );
    }
    // What doesn't look like a provider's name may be a secret in the wrong place, and isn't shown.
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    let shown = if (1..=32).contains(&name.len()) && name.bytes().all(is_name) {
        format!("names `{name}`, which")
    } else {
        "names a provider that".to_owned()
    };
    let suggestion = did_you_mean::suggestion(name, known());
    format!("{shown} this version doesn't know{suggestion} (known: {list})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_provider_that_this_version_knows_is_its_variant() {
        const GOOGLE: Provider = Provider::other("google");
        assert!(matches!(GOOGLE, Provider::Google));
        for other in ["googl", "googles", "", "gooble"] {
            assert!(
                matches!(Provider::other(other), Provider::Other(_)),
                "{other}"
            );
        }
    }

    #[test]
    fn every_name_leads_back_to_its_provider() {
        for provider in Provider::ALL {
            let name = provider.as_str();
            assert!(!matches!(Provider::from(name), Provider::Other(_)));
            assert_eq!(Provider::from(name), *provider);
            assert_eq!(name.parse().as_ref(), Ok(provider));
        }
    }

    #[test]
    fn an_unknown_name_goes_through_json_unchanged() {
        let provider: Provider = serde_json::from_str("\"holo\\u0067ram\"").unwrap();
        assert_eq!(provider, Provider::other("hologram"));
        assert_eq!(serde_json::to_string(&provider).unwrap(), "\"hologram\"");
    }

    #[test]
    fn providers_of_one_name_are_equal_whichever_variant_holds_it() {
        let hash = |provider: &Provider| {
            let mut hasher = std::hash::DefaultHasher::new();
            provider.hash(&mut hasher);
            hasher.finish()
        };
        let other = Provider::other("google");
        assert_eq!(other, Provider::Google);
        assert_eq!(other.cmp(&Provider::Google), Ordering::Equal);
        assert_eq!(hash(&other), hash(&Provider::Google));
        assert!(Provider::other("aaa") < Provider::Google);
    }

    #[test]
    fn a_name_that_people_use_is_led_to_the_right_one() {
        for (name, said) in [
            ("Google", "must be written `google`"),
            (" zoom ", "must be written `zoom`"),
            ("gmail", "did you mean `google`?"),
            ("Google Workspace", "did you mean `google`?"),
            ("Outlook", "did you mean `microsoft`?"),
            ("o365", "did you mean `microsoft`?"),
            ("office_365", "did you mean `microsoft`?"),
            ("exchange", "`ews` for Exchange on-premises?"),
            ("virtual_calendar", "did you mean `virtual-calendar`?"),
            (
                "gogle",
                "names `gogle`, which this version doesn't know: did you mean `google`?",
            ),
            ("inbox", "discontinued"),
            (
                "hologram",
                "names `hologram`, which this version doesn't know (known: google, ",
            ),
        ] {
            let error = name.parse::<Provider>().unwrap_err().to_string();
            assert!(error.contains(said), "{name}: {error}");
        }
    }

    #[test]
    fn a_name_that_may_be_a_secret_is_not_shown() {
        for name in ["", "GOCSPX-1a2b3c", "hush hush", &"a".repeat(33)] {
            let error = name.parse::<Provider>().unwrap_err().to_string();
            assert!(
                error.starts_with("unknown provider: it names a provider that this version"),
                "{error}"
            );
        }
    }
}
