//! What looks wrong in a connector or a credential but may be right: it is reported, never refused.

mod credential;
mod placeholder;
mod scopes;
mod settings;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::json_path::{Step, render};
use crate::{ConnectorSpec, CredentialData, NewCredential, Provider, UpdateCredential};

/// One thing that looks wrong, and what to do if it is. It holds no value of the connector or the credential.
///
/// `Display` is one line with all of it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Advice {
    /// Where in the JSON: `settings.client_id`, `scope[3]`.
    pub path: String,
    /// Which advice it is, as a word that stays the same: see the table at [`advice`].
    pub code: &'static str,
    /// What looks wrong and what to do, to be read after the path.
    pub message: &'static str,
    /// What was probably meant, of what the service documents.
    pub suggestion: Option<&'static str>,
    /// The provider's guide, which says more.
    pub link: &'static str,
}

impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            code,
            message,
            suggestion,
            link,
        } = self;
        write!(formatter, "`{path}` {message}")?;
        if let Some(suggestion) = suggestion {
            write!(formatter, " (did you mean `{suggestion}`?)")?;
        }
        write!(formatter, " [{code}, see {link}]")
    }
}

/// Returns what people commonly get wrong in a connector or a credential; empty if nothing looks wrong.
///
/// [Validation](crate::validation) rejects only what can never be right. Advice is about what people get wrong beyond
/// that, before the service or, weeks later, a user's grant fails:
///
/// | code | is about | at |
/// |---|---|---|
/// | `placeholder` | a placeholder from documentation, a template or a log: `<NYLAS_CLIENT_ID>`, `${SECRET}`, `changeme`, `***` | the text |
/// | `null` | a `null`, as an `Option` of your own becomes without `skip_serializing_if` | where it is |
/// | `client_id_suffix` | a Google client ID that doesn't end in `.apps.googleusercontent.com` | `client_id` |
/// | `secret_id` | a Microsoft client secret that is a GUID: the secret's ID, not its value | `client_secret` |
/// | `topic_name_form` | a topic that isn't `projects/<project>/topics/<topic>` | `topic_name` |
/// | `foreign_scope` | a scope that belongs to another provider | the scope |
/// | `short_scope` | a scope of Google that isn't its whole URI: `gmail.readonly` | the scope |
/// | `misspelled_scope` | a scope that is almost one that the service documents | the scope |
/// | `joined_scopes` | several scopes in EWS's one string | `scopes` |
/// | `send_without_read_write` | Microsoft's `Mail.Send` without `Mail.ReadWrite` | the scope |
/// | `write_without_read` | Yahoo's `mail-w` without `mail-r` | the scope |
/// | `openid_missing` | a list for Google without `openid` | `scope` |
/// | `userinfo_missing` | a list for Google without `userinfo.email` or `userinfo.profile` | `scope` |
/// | `offline_access_missing` | a list for Microsoft without `offline_access` | `scope` |
/// | `user_read_missing` | a list for Microsoft without `User.Read` | `scope` |
/// | `email_missing` | a list for Yahoo without `email` | `scope` |
/// | `identity_only` | no scope for mail, calendars or contacts, for Google, Microsoft or Yahoo | `scope` |
/// | `private_key_frame` | a private key without the lines `-----BEGIN …-----` and `-----END …-----` | `private_key` |
/// | `client_email_domain` | a service account's address that isn't one of Google's | `client_email` |
///
/// A text that is a placeholder gets no other advice, and a list with a placeholder in it gets none about what it lacks.
/// A scope that no rule knows and that is like no other may be for anything, so it isn't called wrong.
///
/// What a connector doesn't show isn't here: a key of another region or another application is the service's 401, whose
/// [`ApiError`](crate::ApiError) says so, and a key with a newline is refused by
/// [`ClientBuilder::api_key`](crate::ClientBuilder::api_key).
///
/// Nothing is printed, sent or refused. The advice is about the JSON that the value becomes, so types of your own get it
/// too. It is sorted by key, with what concerns the whole list of scopes last.
///
/// ```
/// use nylas_connectors::{Google, GoogleSettings, advice, scope};
///
/// let google = Google::builder()
///     .settings(GoogleSettings::builder().client_id("<GCP_CLIENT_ID>").client_secret("GOCSPX-1234"))
///     .scope([scope::google::OPENID, scope::google::GMAIL_MODIFY])
///     .build()?;
/// let found = advice(&google);
/// let codes: Vec<&str> = found.iter().map(|advice| advice.code).collect();
/// assert_eq!(codes, ["placeholder", "userinfo_missing"]);
/// assert_eq!(found[0].path, "settings.client_id");
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// A credential doesn't say which provider it is for, so it gets only the advice that is certain without it:
///
/// ```
/// use nylas_connectors::{NewCredential, ServiceAccount, advice};
///
/// let account =
///     ServiceAccount::builder().private_key_id("1").private_key("MIIE…").client_email("me@example.com");
/// let credential = NewCredential::builder().name("Acme").credential_data(account).build()?;
/// let codes: Vec<&str> = advice(&credential).iter().map(|advice| advice.code).collect();
/// assert_eq!(codes, ["client_email_domain", "private_key_frame"]);
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[must_use]
pub fn advice<T: Advisable + ?Sized>(value: &T) -> Vec<Advice> {
    value.look()
}

/// What [`advice`] looks at: every [`ConnectorSpec`], [`NewCredential`] and [`UpdateCredential`].
///
/// It is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a connector nor a credential",
    label = "give a connector or a credential; a builder becomes one with `.build()?`"
)]
pub trait Advisable: sealed::Look {}

#[diagnostic::do_not_recommend]
impl<T: sealed::Look + ?Sized> Advisable for T {}

mod sealed {
    pub trait Look {
        fn look(&self) -> Vec<super::Advice>;
    }
}

#[diagnostic::do_not_recommend]
impl<C: ConnectorSpec + ?Sized> sealed::Look for C {
    fn look(&self) -> Vec<Advice> {
        let body = to_json(self);
        let provider = self.provider();
        let link = guide(&provider);
        let mut found = about_texts(&body, link, |path, text| {
            settings::about(&provider, path, text)
                .or_else(|| scopes::about_one(&provider, path, text))
        });
        let of_list = scopes::about_list(&provider, &body).into_iter();
        found.extend(of_list.map(|(path, finding)| Advice::new(path, finding, link)));
        found
    }
}

impl sealed::Look for NewCredential {
    fn look(&self) -> Vec<Advice> {
        look_at_credential(self, Some(self.credential_data()))
    }
}

impl sealed::Look for UpdateCredential {
    fn look(&self) -> Vec<Advice> {
        look_at_credential(self, self.credential_data())
    }
}

fn look_at_credential(credential: &impl Serialize, data: Option<&CredentialData>) -> Vec<Advice> {
    let link = match data {
        Some(CredentialData::ServiceAccount(_)) => guide(&Provider::Google),
        Some(CredentialData::AdminConsent(_)) => guide(&Provider::Microsoft),
        _ => GUIDES,
    };
    about_texts(&to_json(credential), link, |path, text| {
        credential::about(data?, path.strip_prefix("credential_data.")?, text)
    })
}

/// What can't become JSON is refused when it is sent.
fn to_json(value: &(impl Serialize + ?Sized)) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// An advice without its place.
#[derive(Clone, Copy)]
struct Finding {
    code: &'static str,
    message: &'static str,
    suggestion: Option<&'static str>,
}

impl Finding {
    const fn new(code: &'static str, message: &'static str) -> Self {
        Self {
            code,
            message,
            suggestion: None,
        }
    }
}

impl Advice {
    fn new(path: String, finding: Finding, link: &'static str) -> Self {
        Self {
            path,
            code: finding.code,
            message: finding.message,
            suggestion: finding.suggestion,
            link,
        }
    }
}

/// The advice about each text alone, and about each `null`. A placeholder gets no other.
fn about_texts(
    body: &Value,
    link: &'static str,
    about: impl Fn(&str, &str) -> Option<Finding>,
) -> Vec<Advice> {
    let advice = |(path, text): (String, Option<&str>)| {
        let finding = match text {
            Some(text) => placeholder::about(text).or_else(|| about(&path, text))?,
            // The whole body couldn't become JSON.
            None if path.is_empty() => return None,
            None => placeholder::NULL,
        };
        Some(Advice::new(path, finding, link))
    };
    texts(body).into_iter().filter_map(advice).collect()
}

/// Every text of the JSON with its path, and `None` for every `null`. The keys of an object are sorted, as their order
/// depends on a feature of `serde_json` that any crate of the program may turn on.
fn texts(body: &Value) -> Vec<(String, Option<&str>)> {
    type Found<'a> = Vec<(String, Option<&'a str>)>;
    fn gather<'a>(path: &mut Vec<Step>, value: &'a Value, found: &mut Found<'a>) {
        let mut deeper = |step: Step, part: &'a Value| {
            path.push(step);
            gather(path, part, found);
            path.pop();
        };
        match value {
            Value::String(text) => found.push((render(path), Some(text))),
            Value::Null => found.push((render(path), None)),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| deeper(Step::Item(index), item)),
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(key, _)| *key);
                for (key, member) in members {
                    deeper(Step::Key(key.clone()), member);
                }
            }
            Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    gather(&mut Vec::new(), body, &mut found);
    found
}

/// The guide that says how the provider's app is set up.
fn guide(provider: &Provider) -> &'static str {
    match provider {
        Provider::Google => "https://developer.nylas.com/docs/provider-guides/google/",
        Provider::Microsoft => "https://developer.nylas.com/docs/provider-guides/microsoft/",
        Provider::Yahoo => "https://developer.nylas.com/docs/provider-guides/yahoo-authentication/",
        Provider::Ews => "https://developer.nylas.com/docs/provider-guides/exchange-on-prem/",
        Provider::Zoom => "https://developer.nylas.com/docs/provider-guides/zoom-meetings/",
        Provider::ICloud => "https://developer.nylas.com/docs/provider-guides/icloud/",
        Provider::Imap => "https://developer.nylas.com/docs/provider-guides/imap/",
        Provider::VirtualCalendar | Provider::Nylas | Provider::Other(_) => GUIDES,
    }
}

const GUIDES: &str = "https://developer.nylas.com/docs/provider-guides/";
