//! A connector as a file holds it.

use std::env;
use std::fmt;

use serde::{Deserialize, Deserializer};
use validator::Validate;

use super::AnyConnector;
use super::decode::{Decoded, decode, provider_of};
use super::env::{Lookup, NOT_SET, fill_in, in_environment};
use super::tree::Tree;
use crate::invalid::Violation;
use crate::{Invalid, Provider};

/// A connector as a file holds it, before anything about it is checked.
///
/// It decodes from anything, so a program can read a whole file and then report every problem of every connector in it
/// together, instead of the first problem of the first connector. `Debug` shows only the provider.
///
/// ```
/// use nylas_connectors::ConnectorDraft;
///
/// let file = r#"[
///     {"provider": "google", "scopes": ["openid"], "settings": {"client_id": " ", "clientSecret": "hush"}},
///     {"provider": "icloud", "name": "Acme"}
/// ]"#;
/// let drafts: Vec<ConnectorDraft> = serde_json::from_str(file)?;
/// let problems: Vec<String> = drafts
///     .into_iter()
///     .filter_map(|draft| draft.check().err())
///     .flatten()
///     .map(|problem| problem.path().to_owned())
///     .collect();
/// assert_eq!(
///     problems,
///     ["scopes", "settings.clientSecret", "settings.client_id", "settings.client_secret"]
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Secrets outside the file
///
/// Wherever a connector has a text, a file may name an environment variable instead: `{ "env": "GOOGLE_SECRET" }`.
/// The environment is read only when the program asks for it with [`check_with_env`](Self::check_with_env);
/// [`check`](Self::check), and decoding an [`AnyConnector`], refuse such a text.
///
/// ```
/// use nylas_connectors::{AnyConnector, ConnectorDraft};
///
/// let json = r#"{"provider": "zoom", "settings": {"client_id": "1234", "client_secret": {"env": "ZOOM_SECRET"}}}"#;
/// let draft: ConnectorDraft = serde_json::from_str(json)?;
/// let connector = draft.check_with(|name| (name == "ZOOM_SECRET").then(|| "hush".to_owned()))?;
/// let AnyConnector::Zoom(zoom) = connector else { unreachable!() };
/// assert_eq!(zoom.settings().map(|app| app.client_secret().expose()), Some("hush"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Problems
///
/// Beside the [rules about content](crate::validation):
///
/// | rule | the file |
/// |---|---|
/// | `unknown_provider` | names a provider that this version doesn't know |
/// | `unknown_key` | has a key that the provider doesn't |
/// | `missing_key` | lacks a key that the provider needs |
/// | `repeated_key` | has a key twice |
/// | `wrong_type` | has, say, a list where a string belongs |
/// | `env` | names an environment variable that isn't set, is empty or isn't Unicode |
///
/// They name keys and variables of the file and never a value. The errors of a *format* may show values: the one of the
/// `toml` crate shows the line where it stopped, which may be the one with a secret, so print its `message()` instead.
#[derive(Clone)]
pub struct ConnectorDraft(Tree);

impl ConnectorDraft {
    /// The provider that the draft is for, if it names one that this version knows.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        provider_of(&self.0).ok()
    }

    /// Returns the connector, if nothing is wrong with it.
    ///
    /// # Errors
    ///
    /// Every problem of its shape and of its content, sorted by path.
    pub fn check(self) -> Result<AnyConnector, Invalid> {
        checked(decode(self.0, false, AnyConnector::from_tree))
    }

    /// Returns the connector, with texts from environment variables where the file names one.
    ///
    /// # Errors
    ///
    /// Every problem of its shape and of its content, and each variable that isn't set, is empty or isn't Unicode;
    /// sorted by path.
    pub fn check_with_env(self) -> Result<AnyConnector, Invalid> {
        self.filled_in(&mut |name| in_environment(env::var(name)))
    }

    /// Like [`check_with_env`](Self::check_with_env), with a source of your own in place of the environment, such as a
    /// secret store, or a map in a test. It returns `None` for a name that it doesn't know.
    ///
    /// # Errors
    ///
    /// As for [`check_with_env`](Self::check_with_env).
    pub fn check_with(
        self,
        mut lookup: impl FnMut(&str) -> Option<String>,
    ) -> Result<AnyConnector, Invalid> {
        self.filled_in(&mut |name| lookup(name).ok_or(NOT_SET))
    }

    fn filled_in(mut self, lookup: &mut Lookup<'_>) -> Result<AnyConnector, Invalid> {
        let violations = fill_in(&mut self.0, lookup);
        let mut decoded = decode(self.0, true, AnyConnector::from_tree);
        decoded.violations.extend(violations);
        checked(decoded)
    }
}

impl fmt::Debug for ConnectorDraft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ConnectorDraft")
            .field("provider", &self.provider())
            .finish_non_exhaustive()
    }
}

impl<'de> Deserialize<'de> for ConnectorDraft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tree::deserialize(deserializer).map(Self)
    }
}

/// Adds the violations of the content, as far as the shape allows to see it.
fn checked(mut decoded: Decoded<AnyConnector>) -> Result<AnyConnector, Invalid> {
    if let Some(Err(errors)) = decoded.connector.as_ref().map(Validate::validate) {
        decoded.violations.extend(Violation::all_in(&errors));
    }
    decoded.into_result()
}
