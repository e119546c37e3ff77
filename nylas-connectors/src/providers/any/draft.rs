//! A connector as a file holds it.

use std::env::{self, VarError};
use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};
use validator::Validate;

use super::AnyConnector;
use super::decode::{Decode, decode, provider_of};
use super::source::{Lookup, Sources};
use super::tree::Tree;
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::rule::Rule;
use crate::{ForProvider, Invalid, Provider};

/// A connector as a file holds it, before anything about it is checked.
///
/// It decodes from anything, so a program can read a whole file and then report every problem of every connector in it
/// together, instead of the first problem of the first connector. A draft doesn't know its place in the file: a program
/// adds it, for instance with `enumerate()`. `Debug` shows only the provider.
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
/// A file in TOML needs a struct around its list. Put `#[serde(deny_unknown_fields)]` on that struct, so that a table
/// beside the list is reported, such as `[settings]` in place of `[connectors.settings]`.
///
/// # Strings from elsewhere
///
/// Wherever a connector has a string, a file may say where to find it instead:
///
/// | in the file | is |
/// |---|---|
/// | `{ "env": "NAME" }` | the value of an environment variable, which must be set and not empty |
/// | `{ "env": "NAME", "default": "TEXT" }` | the same, or `TEXT` if the variable isn't set or is empty |
/// | `{ "file": "PATH" }` | the content of a file, such as a secret that is mounted into a container |
///
/// Where any JSON may be, such an object is taken as it is.
///
/// `provider` alone must be a string, since it decides how the rest is read. A default is meant for what isn't secret: if
/// a secret is missing, a program had better stop than use another one.
///
/// A file is UTF-8 text of at most 65,535 bytes and isn't empty. One newline at its end and a byte order mark are
/// removed, and nothing else.
///
/// Nothing is read unless the program asks for it: for variables with [`check_with_env`](Self::check_with_env) or
/// [`check_with`](Self::check_with), for files with [`with_files`](Self::with_files). [`check`](Self::check) alone, and
/// decoding an [`AnyConnector`], refuse such a string.
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
/// # Connectors of your own
///
/// A type that is [`ForProvider`], `Deserialize` and `Validate` can be in the same file:
/// [`for_provider`](Self::for_provider) picks its drafts out. The example `own_provider` does so. Put
/// `#[serde(deny_unknown_fields)]` on the type and on every struct inside it, such as its settings: where it is missing, a
/// misspelled key is ignored. To find every problem, a wrong or missing value is replaced by one that its type takes. There
/// is none for a type that takes few values, such as a required enum with content: then the search ends, and what comes
/// later is reported once that is fixed.
///
/// A mistake inside an enum's content or a flattened struct is reported at the enum or the connector, since serde says no
/// more. A rule about content names the struct's field, whatever serde's `rename` or `flatten` make of it in the file.
///
/// # In editors
///
/// With the feature `schemars` a draft is `JsonSchema`, and so is a struct that holds a list of them. The example `schema`
/// prints the JSON Schema of a file, with which editors complete its keys and mark what is wrong. It describes the form
/// and not the [content](crate::validation), and it can't see that a key is repeated.
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
/// | `wrong_value` | has a value that a type of your own refuses, such as a number out of its range |
/// | `env` | names an environment variable that isn't set, is empty or isn't Unicode |
/// | `file` | names a file that can't be read, is empty or isn't a short UTF-8 text |
/// | `two_sources` | names both a variable and a file for one string |
///
/// They name keys, variables and files and never a value. The errors of a *format* may show values: the one of the
/// `toml` crate shows the line where it stopped, which may be the one with a secret, so print its `message()` instead.
#[derive(Clone)]
pub struct ConnectorDraft<T = AnyConnector> {
    tree: Tree,
    directory: Option<PathBuf>,
    /// Providers that `for_provider` tried already; errors list them too.
    more: Vec<Provider>,
    becomes: PhantomData<fn() -> T>,
}

/// What a [`ConnectorDraft`] can become: an [`AnyConnector`], or a type that is [`ForProvider`], `Deserialize` and
/// `Validate`. Sealed: there is nothing to implement.
#[diagnostic::on_unimplemented(
    message = "a draft can't become `{Self}`",
    note = "a type of your own can when it is `ForProvider`, `serde::Deserialize` and `validator::Validate`"
)]
pub trait FromDraft: Decode {}

impl<T: Decode> FromDraft for T {}

impl ConnectorDraft {
    /// Returns the draft as one of a connector type, if it names that type's provider. It is returned otherwise, and
    /// lists that provider too if it names none that is known.
    ///
    /// ```
    /// use nylas_connectors::{AnyConnector, ConnectorDraft, ForProvider, Provider, ProviderTag};
    /// use serde::{Deserialize, Serialize};
    /// use validator::Validate;
    ///
    /// #[derive(Deserialize, Serialize, Validate)]
    /// #[serde(deny_unknown_fields)]
    /// struct Hologram {
    ///     provider: ProviderTag<Self>,
    ///     #[validate(range(max = 12))]
    ///     projectors: u8,
    /// }
    ///
    /// impl ForProvider for Hologram {
    ///     const PROVIDER: Provider = Provider::other("hologram");
    /// }
    ///
    /// let file = r#"[{"provider": "hologram", "projectors": 2}, {"provider": "imap"}]"#;
    /// let (mut holograms, mut others): (Vec<Hologram>, Vec<AnyConnector>) = Default::default();
    /// for draft in serde_json::from_str::<Vec<ConnectorDraft>>(file)? {
    ///     match draft.for_provider() {
    ///         Ok(hologram) => holograms.push(hologram.check_with_env()?),
    ///         Err(other) => others.push(other.check_with_env()?),
    ///     }
    /// }
    /// assert_eq!((holograms.len(), others.len()), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The draft itself, if it is for another provider or for none.
    pub fn for_provider<T: FromDraft + ForProvider>(mut self) -> Result<ConnectorDraft<T>, Self> {
        if provider_of::<T>(&self.tree, &[]).is_err() {
            self.more.push(T::PROVIDER);
            return Err(self);
        }
        Ok(ConnectorDraft {
            tree: self.tree,
            directory: self.directory,
            more: self.more,
            becomes: PhantomData,
        })
    }
}

impl<T: FromDraft> ConnectorDraft<T> {
    /// The provider that the draft is for, if it names one that its type knows.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        provider_of::<T>(&self.tree, &self.more).ok()
    }

    /// Lets the draft take strings from files: `{ "file": "PATH" }`. Relative paths start in `directory`, which is best
    /// the folder of the file that the draft is from.
    ///
    /// An absolute path, or one with `..`, may lead anywhere: call this only for drafts whose author you trust.
    ///
    /// ```no_run
    /// # use nylas_connectors::ConnectorDraft;
    /// # let draft: ConnectorDraft = serde_json::from_str("{}")?;
    /// let connector = draft.with_files("/etc/acme").check_with_env()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_files(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// Returns the connector, if nothing is wrong with it.
    ///
    /// # Errors
    ///
    /// Every problem of its shape and of its content, sorted by path.
    pub fn check(self) -> Result<T, Invalid> {
        self.checked(None)
    }

    /// Returns the connector, with strings from environment variables where the file names one.
    ///
    /// # Errors
    ///
    /// Every problem of its shape and of its content, and each variable that isn't set, is empty or isn't Unicode;
    /// sorted by path.
    pub fn check_with_env(self) -> Result<T, Invalid> {
        self.checked(Some(Box::new(|name| match env::var(name) {
            Ok(text) => Ok(Some(text)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err("isn't Unicode text"),
        })))
    }

    /// Like [`check_with_env`](Self::check_with_env), with a source of your own in place of the environment, such as a
    /// secret store, or a map in a test. It returns `None` for a name that it doesn't know.
    ///
    /// # Errors
    ///
    /// As for [`check_with_env`](Self::check_with_env).
    pub fn check_with(self, mut lookup: impl FnMut(&str) -> Option<String>) -> Result<T, Invalid> {
        self.checked(Some(Box::new(|name| Ok(lookup(name)))))
    }

    fn checked(self, variables: Option<Box<Lookup<'_>>>) -> Result<T, Invalid> {
        let mut sources = Sources {
            variables,
            directory: self.directory.as_deref(),
            ..Sources::default()
        };
        let mut decoded = decode::<T>(self.tree, &self.more, &mut sources);
        // The content, as far as the shape lets it be seen.
        if let Some(Err(errors)) = decoded.value.as_ref().map(Validate::validate) {
            let mut found = Violation::all_in(&errors);
            let shapes = &decoded.violations;
            found.retain(|content| shapes.iter().all(|shape| !is_due_to(shape, content)));
            decoded.violations.extend(found);
        }
        for violation in &mut decoded.violations {
            sources.add_to(violation);
        }
        decoded.into_result().map_err(Invalid::of)
    }
}

/// Whether a rule is broken by what was put where the shape is wrong: at that place, or by a rule about the object around it.
fn is_due_to(shape: &Violation, content: &Violation) -> bool {
    let replaces = shape.rule != Rule::UNKNOWN_KEY && shape.rule != Rule::REPEATED_KEY;
    let inside = shape.path.strip_prefix(&content.path[..]);
    content.path.starts_with(&shape.path) || replaces && matches!(inside, Some([Step::Key(_), ..]))
}

impl<T: FromDraft> fmt::Debug for ConnectorDraft<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ConnectorDraft")
            .field("provider", &self.provider())
            .finish_non_exhaustive()
    }
}

impl<'de, T> Deserialize<'de> for ConnectorDraft<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            tree: Tree::deserialize(deserializer)?,
            directory: None,
            more: Vec::new(),
            becomes: PhantomData,
        })
    }
}
