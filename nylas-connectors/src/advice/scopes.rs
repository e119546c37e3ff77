//! What looks wrong in a list of scopes.

use serde_json::Value;

use super::Finding;
use super::placeholder::is_placeholder;
use crate::scope::{google, microsoft, yahoo};
use crate::{Provider, Scope};

type What = (&'static str, &'static str);

const OF_GOOGLE: What = (
    "foreign_scope",
    "is a scope of Google's, which another provider doesn't know: take it out, or move it to the Google connector",
);
const OF_MICROSOFT: What = (
    "foreign_scope",
    "is a scope of Microsoft's, which another provider doesn't know: take it out, or move it to the Microsoft \
     connector",
);
const OF_YAHOO: What = (
    "foreign_scope",
    "is a scope of Yahoo's, which another provider doesn't know: take it out, or move it to the Yahoo connector",
);
const OF_EWS: What = (
    "foreign_scope",
    "is a scope of Exchange on-premises, which another provider doesn't know: take it out, or move it to the EWS \
     connector",
);
const SEND_WITHOUT_READ_WRITE: What = (
    "send_without_read_write",
    "needs `Mail.ReadWrite` beside it: add that scope",
);
const WRITE_WITHOUT_READ: What = (
    "write_without_read",
    "needs `mail-r` beside it: add that scope",
);
const OPENID_MISSING: What = (
    "openid_missing",
    "lacks `openid`, without which Google doesn't say who the user is: add it",
);
const OFFLINE_ACCESS_MISSING: What = (
    "offline_access_missing",
    "lacks `offline_access`, without which a grant expires within hours: add it",
);
const IDENTITY_ONLY: What = (
    "identity_only",
    "has nothing for mail, calendars or contacts, so grants without scopes of their own will only say who the user is: \
     list what the application needs",
);

/// What is said about one scope alone. EWS has its scopes in one string, under `scopes`.
pub(super) fn about_one(provider: &Provider, path: &str, scope: &str) -> Option<What> {
    let is_scope = path.starts_with("scope[") || path == "scopes";
    // What a provider's scopes look like is only known of those that the library knows.
    if !is_scope || matches!(provider, Provider::Other(_)) {
        return None;
    }
    let (owner, what) = owner(scope)?;
    (owner != *provider).then_some(what)
}

/// What is said about a list as a whole.
pub(super) fn about_list(provider: &Provider, body: &Value) -> Vec<Finding> {
    let items = body["scope"].as_array().map(Vec::as_slice);
    let list: Vec<Scope> = items
        .unwrap_or_default()
        .iter()
        .filter_map(|item| item.as_str().map(Scope::from))
        .collect();
    if list.iter().any(|scope| is_placeholder(scope.as_str())) {
        return Vec::new();
    }
    let found = match provider {
        Provider::Google => vec![lacks(&list, &google::OPENID, OPENID_MISSING)],
        Provider::Microsoft => vec![
            alone(
                &list,
                &microsoft::MAIL_SEND,
                &READ_WRITE,
                SEND_WITHOUT_READ_WRITE,
            ),
            lacks(&list, &microsoft::OFFLINE_ACCESS, OFFLINE_ACCESS_MISSING),
        ],
        Provider::Yahoo => vec![alone(
            &list,
            &yahoo::MAIL_WRITE,
            &[yahoo::MAIL_READ],
            WRITE_WITHOUT_READ,
        )],
        _ => return Vec::new(),
    };
    let identity_only = list.iter().all(says_only_who);
    let identity_only = identity_only.then(|| Finding::new("scope", IDENTITY_ONLY));
    found.into_iter().flatten().chain(identity_only).collect()
}

/// Each of these lets the application read and change the user's own mail.
const READ_WRITE: [Scope; 3] = [
    microsoft::MAIL_READ_WRITE,
    microsoft::MAIL_READ_WRITE_SHARED,
    EVERYTHING,
];

/// Microsoft's word for all that the app was registered with.
const EVERYTHING: Scope = Scope::new("https://graph.microsoft.com/.default");

/// The scopes that give no mail, calendar or contact.
const IDENTITY: [Scope; 8] = [
    google::OPENID,
    google::USERINFO_EMAIL,
    google::USERINFO_PROFILE,
    microsoft::OFFLINE_ACCESS,
    microsoft::USER_READ,
    microsoft::USER_READ_ALL,
    yahoo::EMAIL,
    yahoo::PROFILE,
];

fn says_only_who(scope: &Scope) -> bool {
    IDENTITY.iter().any(|known| known.same_as(scope))
}

/// A list that doesn't have the scope. No list at all is another mistake.
fn lacks(list: &[Scope], wanted: &Scope, what: What) -> Option<Finding> {
    let lacking = !list.is_empty() && !list.iter().any(|scope| scope.same_as(wanted));
    lacking.then(|| Finding::new("scope", what))
}

/// A scope that stands in the list without any of those that it needs.
fn alone(list: &[Scope], one: &Scope, needed: &[Scope], what: What) -> Option<Finding> {
    let index = list.iter().position(|scope| scope.same_as(one))?;
    let helped = list
        .iter()
        .any(|scope| needed.iter().any(|needed| scope.same_as(needed)));
    (!helped).then(|| Finding::new(format!("scope[{index}]"), what))
}

/// Whose scope it is, if that is certain. `openid`, `email` and `profile` are everyone's.
fn owner(scope: &str) -> Option<(Provider, What)> {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| scope.starts_with(prefix));
    if begins(&["https://www.googleapis.com/", "https://mail.google.com/"]) {
        Some((Provider::Google, OF_GOOGLE))
    } else if begins(&["https://graph.microsoft.com/"]) || is_short_microsoft(scope) {
        Some((Provider::Microsoft, OF_MICROSOFT))
    } else if [yahoo::MAIL_READ, yahoo::MAIL_WRITE]
        .iter()
        .any(|known| *known == scope)
    {
        Some((Provider::Yahoo, OF_YAHOO))
    } else if begins(&["ews."]) {
        Some((Provider::Ews, OF_EWS))
    } else {
        None
    }
}

/// Microsoft's own names are words with a capital and dots between them: `Mail.Read`.
fn is_short_microsoft(scope: &str) -> bool {
    let words: Vec<&str> = scope.split('.').collect();
    let is_word = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    scope == "offline_access" || (words.len() > 1 && words.iter().all(is_word))
}
