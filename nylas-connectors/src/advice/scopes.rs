//! What looks wrong in a list of scopes.

use std::borrow::Cow;

use serde_json::Value;

use super::Finding;
use super::placeholder;
use crate::did_you_mean::closest;
use crate::scope::{GOOGLE_AUTH, canonical, ews, google, microsoft, of_provider, yahoo};
use crate::{Provider, Scope};

const OF_GOOGLE: Finding = Finding::new(
    "foreign_scope",
    "is a Google scope, which no other provider knows: take it out, or move it to the Google connector",
);
const OF_MICROSOFT: Finding = Finding::new(
    "foreign_scope",
    "is a Microsoft scope, which no other provider knows: take it out, or move it to the Microsoft \
     connector",
);
const OF_YAHOO: Finding = Finding::new(
    "foreign_scope",
    "is a Yahoo scope, which no other provider knows: take it out, or move it to the Yahoo connector",
);
const OF_EWS: Finding = Finding::new(
    "foreign_scope",
    "is a scope of Exchange on-premises, which no other provider knows: take it out, or move it to the EWS \
     connector",
);
const SHORT_SCOPE: Finding = Finding::new(
    "short_scope",
    "isn't a scope that Google knows, which are `openid`, `email`, `profile` and whole URIs: write it out, such as \
     `https://www.googleapis.com/auth/gmail.readonly`",
);
const JOINED_SCOPES: Finding = Finding::new(
    "joined_scopes",
    "has several scopes in it, and the service documents one: `ews.messages`, `ews.calendar` or `ews.contacts`; keep \
     one, or leave it out and list the scopes when a user signs in",
);
const MISSPELLED_SCOPE: Finding = Finding::new(
    "misspelled_scope",
    "is almost a scope that the service documents, so it is most likely misspelled: the constants in \
     `nylas_connectors::scope` have the right ones",
);
const SEND_WITHOUT_READ_WRITE: Finding = Finding::new(
    "send_without_read_write",
    "needs `Mail.ReadWrite` beside it: add that scope",
);
const WRITE_WITHOUT_READ: Finding = Finding::new(
    "write_without_read",
    "needs `mail-r` beside it: add that scope",
);
const OPENID_MISSING: Finding = Finding::new(
    "openid_missing",
    "lacks `openid`, without which Google doesn't say who the user is: add it",
);
const EMAIL_AND_PROFILE_MISSING: Finding = Finding::new(
    "userinfo_missing",
    "lacks `https://www.googleapis.com/auth/userinfo.email` and `https://www.googleapis.com/auth/userinfo.profile`, \
     which go together with `openid`: add both",
);
const EMAIL_OF_GOOGLE_MISSING: Finding = Finding::new(
    "userinfo_missing",
    "lacks `https://www.googleapis.com/auth/userinfo.email`, which goes together with `openid` and `userinfo.profile`: \
     add it",
);
const PROFILE_OF_GOOGLE_MISSING: Finding = Finding::new(
    "userinfo_missing",
    "lacks `https://www.googleapis.com/auth/userinfo.profile`, which goes together with `openid` and `userinfo.email`: \
     add it",
);
const OFFLINE_ACCESS_MISSING: Finding = Finding::new(
    "offline_access_missing",
    "lacks `offline_access`, without which a grant expires within hours: add it",
);
const USER_READ_MISSING: Finding = Finding::new(
    "user_read_missing",
    "lacks `User.Read`, without which Microsoft doesn't say who the user is: add it",
);
const EMAIL_MISSING: Finding = Finding::new(
    "email_missing",
    "lacks `email`, which Yahoo wants beside the scopes for mail: add it",
);
const IDENTITY_ONLY: Finding = Finding::new(
    "identity_only",
    "has nothing for mail, calendars or contacts, so grants without scopes of their own will only say who the user is: \
     list what the application needs",
);

/// The advice about one scope alone. EWS has its scopes in one string, under `scopes`.
pub(super) fn about_one(provider: &Provider, path: &str, text: &str) -> Option<Finding> {
    let is_scope = path.starts_with("scope[") || path == "scopes";
    // What a provider's scopes look like is only known where the service documents them.
    if !is_scope || of_provider(provider).next().is_none() {
        return None;
    }
    let mut owners = text.split(ews::separates).filter_map(owner);
    let foreign = owners.find(|(owner, _)| owner != provider);
    let foreign = foreign.map(|(_, finding)| finding);
    let finding = foreign.or_else(|| match provider {
        Provider::Google => is_short(text).then_some(SHORT_SCOPE),
        Provider::Ews => text.contains(ews::separates).then_some(JOINED_SCOPES),
        _ => None,
    });
    finding.or_else(|| misspelled(provider, text))
}

/// The advice about a scope that is almost one that the service documents.
fn misspelled(provider: &Provider, text: &str) -> Option<Finding> {
    let short = |scope: &str| {
        let form = canonical(provider, scope);
        form.strip_prefix(GOOGLE_AUTH).unwrap_or(&form).to_owned()
    };
    let known: Vec<(String, &'static Scope)> = of_provider(provider)
        .map(|scope| (short(scope.as_str()), scope))
        .collect();
    let written = short(text);
    let near = closest(&written, known.iter().map(|(form, _)| form.as_str()))?;
    let (_, meant) = known.iter().find(|(form, _)| form == near)?;
    (near != written).then_some(Finding {
        suggestion: Some(meant.as_str()),
        ..MISSPELLED_SCOPE
    })
}

/// The advice about a list as a whole, each with its path.
pub(super) fn about_list(provider: &Provider, body: &Value) -> Vec<(String, Finding)> {
    let items = body["scope"].as_array().into_iter().flatten();
    let texts: Vec<&str> = items.filter_map(Value::as_str).collect();
    if texts.iter().any(|text| placeholder::about(text).is_some()) {
        return Vec::new();
    }
    let list = List::new(provider, &texts);
    let missing = match texts.as_slice() {
        [] => Vec::new(),
        _ => missing_identity(provider, &list),
    };
    let identity_only = match provider {
        Provider::Google | Provider::Microsoft | Provider::Yahoo => list.says_only_who(),
        _ => false,
    };
    let of_scope = missing
        .into_iter()
        .chain(identity_only.then_some(IDENTITY_ONLY));
    let of_scope = of_scope.map(|finding| ("scope".to_owned(), finding));
    alone(provider, &list).into_iter().chain(of_scope).collect()
}

/// The scopes of a connector, each in its canonical form.
struct List<'a> {
    provider: &'a Provider,
    forms: Vec<Cow<'a, str>>,
}

impl<'a> List<'a> {
    fn new(provider: &'a Provider, texts: &[&'a str]) -> Self {
        let form = |text: &&'a str| match provider {
            // It has its own advice, which is the only one about it: what it is meant to be isn't missing.
            Provider::Google if is_short(text) => {
                let name = text.rsplit("/auth/").next().unwrap_or(text);
                format!("{GOOGLE_AUTH}{name}").into()
            }
            _ => canonical(provider, text),
        };
        Self {
            provider,
            forms: texts.iter().map(form).collect(),
        }
    }

    fn position(&self, scope: &Scope) -> Option<usize> {
        let form = canonical(self.provider, scope.as_str());
        self.forms.iter().position(|known| *known == form)
    }

    fn has(&self, scope: &Scope) -> bool {
        self.position(scope).is_some()
    }

    /// Whether no scope gives mail, a calendar or contacts.
    fn says_only_who(&self) -> bool {
        let identity = IDENTITY.map(|scope| canonical(self.provider, scope.as_str()).into_owned());
        let says_who = |form: &Cow<'_, str>| identity.iter().any(|known| known == form);
        self.forms.iter().all(says_who)
    }
}

/// The scopes that give no mail, calendar or contact. Google's and Yahoo's `email` and `profile` are the same words.
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

/// What a list lacks of the scopes that say who the user is.
fn missing_identity(provider: &Provider, list: &List<'_>) -> Vec<Finding> {
    let missing = match provider {
        Provider::Google => vec![
            (!list.has(&google::OPENID)).then_some(OPENID_MISSING),
            missing_userinfo(list),
        ],
        Provider::Microsoft => vec![
            (!list.has(&microsoft::OFFLINE_ACCESS)).then_some(OFFLINE_ACCESS_MISSING),
            (!reads_user(list)).then_some(USER_READ_MISSING),
        ],
        Provider::Yahoo => vec![(!list.has(&yahoo::EMAIL)).then_some(EMAIL_MISSING)],
        _ => Vec::new(),
    };
    missing.into_iter().flatten().collect()
}

fn missing_userinfo(list: &List<'_>) -> Option<Finding> {
    let [email, profile] =
        [google::USERINFO_EMAIL, google::USERINFO_PROFILE].map(|scope| list.has(&scope));
    match (email, profile) {
        (true, true) => None,
        (true, false) => Some(PROFILE_OF_GOOGLE_MISSING),
        (false, true) => Some(EMAIL_OF_GOOGLE_MISSING),
        (false, false) => Some(EMAIL_AND_PROFILE_MISSING),
    }
}

/// `User.ReadWrite` and `User.Read.All` read the user's own profile too.
fn reads_user(list: &List<'_>) -> bool {
    list.has(&EVERYTHING) || list.forms.iter().any(|form| form.starts_with("user.read"))
}

/// A scope that is in the list without any of those that it needs.
fn alone(provider: &Provider, list: &List<'_>) -> Option<(String, Finding)> {
    let (one, needed, finding) = match provider {
        Provider::Microsoft => (
            microsoft::MAIL_SEND,
            &READ_WRITE[..],
            SEND_WITHOUT_READ_WRITE,
        ),
        Provider::Yahoo => (
            yahoo::MAIL_WRITE,
            &[yahoo::MAIL_READ][..],
            WRITE_WITHOUT_READ,
        ),
        _ => return None,
    };
    let index = list.position(&one)?;
    let helped = needed.iter().any(|needed| list.has(needed));
    (!helped).then(|| (format!("scope[{index}]"), finding))
}

/// Each of these lets the application read and change the user's own mail.
const READ_WRITE: [Scope; 3] = [
    microsoft::MAIL_READ_WRITE,
    microsoft::MAIL_READ_WRITE_SHARED,
    EVERYTHING,
];

/// Microsoft's word for all that the app was registered with.
const EVERYTHING: Scope = Scope::new("https://graph.microsoft.com/.default");

/// Whether Google would know the scope only by its URI, which begins with `https://www.` unless it is the one for mail.
fn is_short(scope: &str) -> bool {
    let is_uri = scope.contains("://");
    let is_cut =
        scope.contains("googleapis.com/") && !scope.starts_with("https://www.googleapis.com/");
    is_cut || (!is_uri && !matches!(scope, "openid" | "email" | "profile"))
}

/// Whose scope it is, if that is certain. `openid`, `email` and `profile` are everyone's.
fn owner(scope: &str) -> Option<(Provider, Finding)> {
    let lower = scope.to_ascii_lowercase();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| lower.starts_with(prefix));
    if begins(&GOOGLE) {
        Some((Provider::Google, OF_GOOGLE))
    } else if begins(&["ews."]) {
        Some((Provider::Ews, OF_EWS))
    } else if begins(&MICROSOFT) || is_short_microsoft(scope) {
        Some((Provider::Microsoft, OF_MICROSOFT))
    } else if [yahoo::MAIL_READ, yahoo::MAIL_WRITE]
        .iter()
        .any(|known| *known == scope)
    {
        Some((Provider::Yahoo, OF_YAHOO))
    } else {
        None
    }
}

/// How Google's scopes begin; the last two are short for URIs, which Google itself doesn't know.
const GOOGLE: [&str; 5] = [
    "https://www.googleapis.com/",
    "https://mail.google.com/",
    "https://www.google.com/",
    "gmail.",
    "userinfo.",
];

/// How the scopes of Microsoft's services begin, in its clouds.
const MICROSOFT: [&str; 2] = ["https://graph.microsoft.", "https://outlook.office"];

/// Microsoft's own names are words with a capital and dots between them: `Mail.Read`.
fn is_short_microsoft(scope: &str) -> bool {
    let words: Vec<&str> = scope.split('.').collect();
    let is_word = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    scope.eq_ignore_ascii_case("offline_access") || (words.len() > 1 && words.iter().all(is_word))
}
