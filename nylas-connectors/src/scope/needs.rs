//! From what an application does to the scopes that it needs, and back.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a provider is named where a function is called"
)]

use serde_json::Value;

use super::Use;
use super::form::canonical;
use super::name::Scope;
use super::table::identity;
use crate::{ConnectorSpec, Provider};

/// Returns the scopes that a connector needs for these uses.
///
/// First come the scopes that every grant of the provider needs to say who the user is, then those of the uses. The
/// order is stable, whatever the order of the uses. The list is the smallest in what it permits: each scope is the least
/// powerful one that the service documents for one of the uses, and none can be left out. So a program that only reads
/// gets nothing that writes, even where one stronger scope would do for two. Where a use needs the stronger scope anyway,
/// it takes the place of the weaker ones:
///
/// ```
/// use nylas_connectors::scope::{self, Use, google};
/// use nylas_connectors::{Google, Provider};
///
/// let uses = [Use::ReadMessages, Use::SendMessages, Use::ManageDrafts];
/// let scopes = scope::needed(Provider::Google, uses);
/// // `gmail.compose` sends too, so there is no `gmail.send`.
/// assert_eq!(scopes[3..], [google::GMAIL_READONLY, google::GMAIL_COMPOSE]);
///
/// let google = Google::builder().without_settings().scope(scopes).build()?;
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// Without a use, the list has only the identity scopes. A use for which the service documents no scopes of the
/// provider, such as Yahoo's calendar, adds nothing: [`documented`] says which uses there are. For a provider of
/// which the service documents no scopes, such as iCloud or Zoom, and for one that this version doesn't know, the list is
/// empty.
///
/// EWS takes one string, and the service documents it with one scope only. If the list has one, give it to `scopes`; if it
/// has more, leave `scopes` out and ask for them with each grant.
///
/// ```
/// use nylas_connectors::scope::{self, Use};
/// use nylas_connectors::{Ews, Provider};
///
/// let mut scopes = scope::needed(Provider::Ews, [Use::ReadMessages, Use::SendMessages]);
/// assert_eq!(scopes, ["ews.messages"]);
/// let ews = Ews::builder().maybe_scopes(scopes.pop()).build()?;
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// From the service's published schema; its page on
/// [granular scopes](https://developer.nylas.com/docs/dev-guide/scopes/) has the same tables.
#[must_use]
pub fn needed(provider: Provider, uses: impl IntoIterator<Item = Use>) -> Vec<Scope> {
    let uses: Vec<Use> = uses.into_iter().collect();
    let needs: Vec<&[Scope]> = Use::ALL
        .iter()
        .filter(|known| uses.contains(known))
        .flat_map(|known| known.needs(&provider))
        .copied()
        .collect();
    let mut list = identity(&provider).to_vec();
    list.extend(smallest(&needs).into_iter().cloned());
    list
}

/// The least powerful scope of each need, without those that the others make up for.
fn smallest<'a>(needs: &[&'a [Scope]]) -> Vec<&'a Scope> {
    let mut list: Vec<&Scope> = Vec::new();
    for least in needs.iter().filter_map(|need| need.first()) {
        if !list.contains(&least) {
            list.push(least);
        }
    }
    for scope in list.clone() {
        let others = || list.iter().copied().filter(|other| *other != scope);
        if needs
            .iter()
            .all(|need| others().any(|other| need.contains(other)))
        {
            list.retain(|kept| *kept != scope);
        }
    }
    list
}

/// Returns the uses for which the service documents scopes of the provider, in the order of [`Use::ALL`].
///
/// Any other use is either impossible, as the service reads no calendars of Yahoo, or its scopes aren't documented. A
/// program can check before anyone signs in:
///
/// ```
/// use nylas_connectors::Provider;
/// use nylas_connectors::scope::{self, Use};
///
/// let wanted = [Use::ReadMessages, Use::ReadEvents];
/// let documented = scope::documented(Provider::Yahoo);
/// let missing = wanted.into_iter().filter(|wanted| !documented.contains(wanted));
/// assert!(missing.eq([Use::ReadEvents]));
/// ```
///
/// It is empty for a provider of which the service documents no scopes, such as iCloud or Zoom: what their grants can do
/// isn't known from scopes.
#[must_use]
pub fn documented(provider: Provider) -> Vec<Use> {
    let all = Use::ALL.iter().copied();
    all.filter(|known| !known.needs(&provider).is_empty())
        .collect()
}

/// Returns what the scopes of a connector allow its grants, in the order of [`Use::ALL`].
///
/// The identity scopes, which every grant needs, aren't asked for here; [`advice`](crate::advice()) says when one is
/// missing. Forms and letter case count as the provider counts them: `https://graph.microsoft.com/mail.read` is
/// `Mail.Read`. A use counts as allowed only if the service documents the scopes for all its [calls](Use::calls).
///
/// ```
/// use nylas_connectors::Microsoft;
/// use nylas_connectors::scope::{self, Use};
///
/// let microsoft =
///     Microsoft::builder().without_settings().scope(["Calendars.ReadWrite", "Mail.Send"]).build()?;
/// let allowed = scope::allows(&microsoft);
/// assert!(allowed.contains(&Use::ManageEvents));
/// assert!(!allowed.contains(&Use::SendMessages), "it needs `Mail.ReadWrite` too");
/// # Ok::<(), nylas_connectors::Error>(())
/// ```
///
/// The scopes of a connector are defaults: a grant can bring its own. An empty list, as for a connector without scopes,
/// means that a grant without its own scopes can only say who the user is. For a provider whose connectors have no
/// scopes the list is always empty and says nothing about its grants: see [`documented`]. Microsoft's `.default` counts
/// as nothing, since it stands for whatever the app is registered with.
#[must_use]
pub fn allows<C: ConnectorSpec + ?Sized>(connector: &C) -> Vec<Use> {
    // What can't become JSON is refused when it is sent.
    let body = serde_json::to_value(connector).unwrap_or_default();
    let provider = connector.provider();
    let scopes = scopes_in(&body);
    let list: Vec<_> = scopes
        .iter()
        .map(|scope| canonical(&provider, scope))
        .collect();
    let has = |scope: &Scope| list.contains(&canonical(&provider, scope.as_str()));
    let allowed = |known: &Use| {
        known
            .needs(&provider)
            .iter()
            .all(|need| need.iter().any(has))
    };
    documented(provider.clone())
        .into_iter()
        .filter(allowed)
        .collect()
}

/// Every scope that the service documents for the provider, some of them several times.
pub(crate) fn of_provider(provider: &Provider) -> impl Iterator<Item = &'static Scope> {
    let of_uses = Use::ALL.iter().flat_map(|known| known.needs(provider));
    identity(provider).iter().chain(of_uses.copied().flatten())
}

/// The scopes in a connector's JSON: the items of `scope`, or the words of EWS's `scopes`.
fn scopes_in(body: &Value) -> Vec<&str> {
    let items = body["scope"].as_array().into_iter().flatten();
    let words = body["scopes"].as_str().into_iter();
    let words = words.flat_map(|text| text.split(super::ews::separates));
    items.filter_map(Value::as_str).chain(words).collect()
}
