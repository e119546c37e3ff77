//! What looks wrong in a connector but may be right, so that it is said and never refused.
//!
//! [Validation](crate::validation) rejects only what can never be right. What people get wrong beyond that is told
//! here, before the service or, weeks later, a user's grant does:
//!
//! | code | says | at |
//! |---|---|---|
//! | `placeholder` | a placeholder from documentation or a template is left in: `<NYLAS_CLIENT_ID>`, `${SECRET}` | the text |
//! | `client_id_suffix` | a Google client ID that doesn't end in `.apps.googleusercontent.com` | `settings.client_id` |
//! | `secret_id` | a Microsoft client secret that is a GUID: the secret's ID, not its value | `settings.client_secret` |
//! | `topic_name_form` | a topic that isn't `projects/<project>/topics/<topic>` | `settings.topic_name` |
//! | `foreign_scope` | a scope that belongs to another provider | the scope |
//! | `send_without_read_write` | Microsoft's `Mail.Send` without `Mail.ReadWrite` | the scope |
//! | `write_without_read` | Yahoo's `mail-w` without `mail-r` | the scope |
//! | `openid_missing` | a list for Google without `openid` | `scope` |
//! | `offline_access_missing` | a list for Microsoft without `offline_access` | `scope` |
//! | `identity_only` | no scope for mail, calendars or contacts, for Google, Microsoft or Yahoo | `scope` |
//!
//! Where a text is a placeholder nothing else is said about it, and where a scope is one nothing is said about what
//! the list lacks. A scope that no rule knows may be for anything, so it is never called wrong.
//!
//! What can't be seen in a connector isn't here: a key of another region or another application is the service's
//! 401, whose [`ApiError`](crate::ApiError) says so, and a key with a newline is refused by
//! [`ClientBuilder::api_key`](crate::ClientBuilder::api_key).

mod placeholder;
mod scopes;
mod settings;

use std::fmt;

use serde_json::Value;

use crate::json_path::{Step, render};
use crate::{ConnectorSpec, Provider};

/// One thing that looks wrong in a connector, and what to do if it is. No value of the connector is in it.
///
/// `Display` is one line with all of it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub struct Advice {
    /// Where in the JSON: `settings.client_id`, `scope[3]`.
    pub path: String,
    /// Which advice it is, as a word that stays the same: see the [table](mod@crate::advice).
    pub code: &'static str,
    /// What looks wrong and what to do, to be read after the path.
    pub message: &'static str,
    /// The provider's guide, which says more.
    pub link: &'static str,
}

impl fmt::Display for Advice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            code,
            message,
            link,
        } = self;
        write!(formatter, "`{path}` {message} [{code}, see {link}]")
    }
}

/// Looks at a connector and gives what people commonly get wrong in it; empty if nothing looks wrong.
///
/// Nothing is printed, sent or refused. The advice is about the JSON that the connector becomes, so it is there for
/// types of your own too. It is sorted by key, with what concerns the whole list of scopes last.
///
/// ```
/// use nylas_connectors::{Google, GoogleSettings, advice, scope};
///
/// let google = Google::builder()
///     .settings(GoogleSettings::builder().client_id("<GCP_CLIENT_ID>").client_secret("GOCSPX-1234"))
///     .scope([scope::google::GMAIL_MODIFY])
///     .build()?;
/// let found = advice(&google);
/// let codes: Vec<&str> = found.iter().map(|advice| advice.code).collect();
/// assert_eq!(codes, ["placeholder", "openid_missing"]);
/// assert_eq!(found[0].path, "settings.client_id");
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
#[must_use]
pub fn advice<C: ConnectorSpec + ?Sized>(connector: &C) -> Vec<Advice> {
    // What can't become JSON is refused when it is sent.
    let body = serde_json::to_value(connector).unwrap_or_default();
    let provider = connector.provider();
    let mut found: Vec<Finding> = texts(&body)
        .iter()
        .filter_map(|(path, text)| about_text(&provider, path, text))
        .collect();
    found.extend(scopes::about_list(&provider, &body));
    let link = guide(&provider);
    found
        .into_iter()
        .map(|finding| Advice {
            path: finding.path,
            code: finding.code,
            message: finding.message,
            link,
        })
        .collect()
}

/// An advice without its link.
struct Finding {
    path: String,
    code: &'static str,
    message: &'static str,
}

impl Finding {
    fn new(path: impl Into<String>, (code, message): (&'static str, &'static str)) -> Self {
        Self {
            path: path.into(),
            code,
            message,
        }
    }
}

/// What is said about one text alone: the first that fits, since one mistake is one advice.
fn about_text(provider: &Provider, path: &str, text: &str) -> Option<Finding> {
    placeholder::about(text)
        .or_else(|| settings::about(provider, path, text))
        .or_else(|| scopes::about_one(provider, path, text))
        .map(|what| Finding::new(path, what))
}

/// Every text of the JSON with its path. The keys of an object are sorted, as their order depends on a feature of
/// `serde_json` that any crate of the program may turn on.
fn texts(body: &Value) -> Vec<(String, &str)> {
    fn gather<'a>(way: &mut Vec<Step>, value: &'a Value, found: &mut Vec<(String, &'a str)>) {
        let mut deeper = |step: Step, part: &'a Value| {
            way.push(step);
            gather(way, part, found);
            way.pop();
        };
        match value {
            Value::String(text) => found.push((render(way), text)),
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
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
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
        _ => "https://developer.nylas.com/docs/provider-guides/",
    }
}
