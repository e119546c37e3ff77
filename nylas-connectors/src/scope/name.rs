//! [`Scope`]: the name of one scope.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::canonical;
use crate::Provider;

/// One scope, exactly as it is sent.
///
/// ```
/// use nylas_connectors::{Scope, scope};
///
/// const MINE: Scope = Scope::new("https://www.googleapis.com/auth/tasks");
/// assert_eq!(scope::google::OPENID, Scope::from("openid"));
/// assert_eq!(MINE.as_str(), "https://www.googleapis.com/auth/tasks");
/// ```
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// Creates a scope from a string literal, in a constant too; it allocates nothing.
    #[must_use]
    pub const fn new(scope: &'static str) -> Self {
        Self(Cow::Borrowed(scope))
    }

    /// Returns the scope as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether both ask for the same.
    ///
    /// Microsoft takes a scope in a short and in a long form and in any letter case, and Google's `email` and `profile`
    /// are short for two of its URIs. `==` tells these forms apart. The form that was given is the one that is sent.
    ///
    /// ```
    /// use nylas_connectors::{Scope, scope};
    ///
    /// let long = Scope::from("https://graph.microsoft.com/Mail.Read");
    /// assert!(long.same_as(&scope::microsoft::MAIL_READ));
    /// assert_ne!(long, scope::microsoft::MAIL_READ);
    /// ```
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let same_for =
            |provider| canonical(&provider, self.as_str()) == canonical(&provider, other.as_str());
        same_for(Provider::Google) || same_for(Provider::Microsoft)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl From<&str> for Scope {
    fn from(scope: &str) -> Self {
        Self(Cow::Owned(scope.to_owned()))
    }
}

impl From<String> for Scope {
    fn from(scope: String) -> Self {
        Self(Cow::Owned(scope))
    }
}

impl From<&String> for Scope {
    fn from(scope: &String) -> Self {
        scope.as_str().into()
    }
}

impl From<&&str> for Scope {
    fn from(scope: &&str) -> Self {
        (*scope).into()
    }
}

impl From<&Scope> for Scope {
    fn from(scope: &Scope) -> Self {
        scope.clone()
    }
}

/// For [`Ews`](crate::Ews), whose `scopes` is a string.
impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.0.into_owned()
    }
}

impl AsRef<str> for Scope {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Scope {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Scope {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
