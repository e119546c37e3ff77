//! Scopes: what an application asks a provider to let it do.
//!
//! The modules hold the scopes that the provider guides name, as constants. Any other string is a scope too.

pub mod ews;
pub mod google;
pub mod microsoft;
pub mod yahoo;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One scope, exactly as it goes over the wire.
///
/// ```
/// use nylas_connectors::{Scope, scope};
///
/// const MINE: Scope = Scope::new("https://www.googleapis.com/auth/tasks");
/// assert_eq!(scope::google::OPENID, Scope::from("openid"));
/// assert_eq!(MINE.as_str(), "https://www.googleapis.com/auth/tasks");
/// ```
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// A scope that is known when the program is compiled; it costs nothing at run time.
    #[must_use]
    pub const fn new(scope: &'static str) -> Self {
        Self(Cow::Borrowed(scope))
    }

    /// The scope as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both ask for the same.
    ///
    /// Microsoft takes a scope in a short and in a long form, which `==` tells apart and this doesn't. What goes over
    /// the wire is always the form that was given.
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
        self.short() == other.short()
    }

    /// The scope without the address of Microsoft Graph.
    pub(crate) fn short(&self) -> &str {
        self.0
            .strip_prefix(microsoft::GRAPH)
            .unwrap_or(self.as_str())
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

/// Stands in until the table of scopes is here.
pub(crate) fn canonical<'a>(_: &crate::Provider, scope: &'a str) -> std::borrow::Cow<'a, str> {
    scope.strip_prefix(microsoft::GRAPH).unwrap_or(scope).into()
}
