//! The library's table of scopes, compared with the service's published schema.
//!
//! When the schema changes, replace `tests/fixtures/published-schema.json` and do what these tests say. The table is
//! `nylas-connectors/src/scope/table.rs`.

use std::collections::BTreeSet;

use nylas_connectors::scope::{self, Use, ews};
use nylas_connectors::{Provider, Scope};
use nylas_connectors_tests::published::{Schema, Scopes};

use crate::constants;
use crate::uses::allowed;

/// What the calls of a use need of a provider, by call. A call that the schema doesn't have is another test's.
fn needs_of<'a>(
    published: &'a Schema,
    use_: Use,
    provider: &str,
) -> impl Iterator<Item = (&'static str, &'a Scopes)> {
    use_.calls().iter().filter_map(move |call| {
        let scopes = published.scopes_by_call.get(*call)?.get(provider)?;
        Some((*call, scopes))
    })
}

/// The providers of which the schema says what each call needs. Of Exchange it only has the words, and one call.
fn with_lists(published: &Schema) -> BTreeSet<Provider> {
    let mut providers = published.providers_with_scopes();
    providers.remove(&Provider::Ews);
    providers
}

/// Calls of a use for which the schema names no scopes of a provider, though it does for the use's other calls.
const SILENT: [(&str, &str); 1] = [(
    "GET /v3/grants/{grant_id}/attachments/{attachment_id}/download",
    "yahoo",
)];

#[test]
fn every_call_of_the_schema_belongs_to_one_use() {
    let known: Vec<&str> = Use::ALL
        .iter()
        .flat_map(|use_| use_.calls())
        .copied()
        .collect();
    let published = Schema::published().scopes_by_call;
    for call in published.keys() {
        let count = known.iter().filter(|known| *known == call).count();
        assert_eq!(
            count, 1,
            "`{call}` of the schema belongs to {count} uses: add it to `calls` of one row in scope/table.rs, or make a \
             new `Use`"
        );
    }
    for call in known {
        assert!(
            published.contains_key(call),
            "`{call}` isn't in the schema any more: take it out of scope/table.rs"
        );
    }
}

/// One scope of each set is needed.
type Needs = BTreeSet<BTreeSet<Scope>>;

/// What the schema asks for a use, without the identity scopes, and without what another need includes.
fn published_needs(published: &Schema, use_: Use, provider: &Provider) -> Needs {
    let identity = scope::needed(provider.clone(), []);
    let mut needs = Needs::new();
    for (call, scopes) in needs_of(published, use_, provider.as_str()) {
        let min = scopes.min.iter().map(Scope::from);
        let min: Vec<Scope> = min.filter(|scope| !identity.contains(scope)).collect();
        let mut lists: Vec<BTreeSet<Scope>> =
            min.iter().map(|scope| [scope.clone()].into()).collect();
        for other in &scopes.others {
            let replaced = replaced(&min, other);
            let replaced = replaced.unwrap_or_else(|| {
                panic!("{call}, {provider}: which of {min:?} does `{other}` replace? Teach `replaced` here")
            });
            lists[replaced].insert(other.into());
        }
        needs.extend(lists);
    }
    let all = needs.clone();
    needs.retain(|need| {
        !all.iter()
            .any(|other| other != need && other.is_subset(need))
    });
    needs
}

/// Which of the minimal scopes another one replaces: the only one, or the one whose name it extends, as
/// `Mail.ReadWrite.Shared` extends `Mail.ReadWrite`.
fn replaced(min: &[Scope], other: &str) -> Option<usize> {
    if min.len() == 1 {
        return Some(0);
    }
    min.iter()
        .position(|scope| other.starts_with(scope.as_str()))
}

/// Every list that takes some of the items.
fn subsets(items: &[Scope]) -> impl Iterator<Item = Vec<Scope>> {
    (0..1_u32 << items.len()).map(move |bits| {
        let chosen = items.iter().enumerate();
        let chosen = chosen.filter(|(index, _)| bits >> index & 1 == 1);
        chosen.map(|(_, scope)| scope.clone()).collect()
    })
}

/// As people read it: `a or b, and c`.
fn in_words(needs: &Needs) -> String {
    let any = |need: &BTreeSet<Scope>| {
        let scopes: Vec<&str> = need.iter().map(Scope::as_str).collect();
        scopes.join(" or ")
    };
    let all: Vec<String> = needs.iter().map(any).collect();
    all.join(", and ")
}

#[test]
fn the_scopes_of_every_use_are_those_of_the_schema() {
    let published = Schema::published();
    let mut wrong = Vec::new();
    for provider in with_lists(&published) {
        for use_ in Use::ALL {
            let needs = published_needs(&published, *use_, &provider);
            let known = scope::documented(provider.clone()).contains(use_);
            let mentioned: BTreeSet<&Scope> = needs.iter().flatten().collect();
            let mentioned: Vec<Scope> = mentioned.into_iter().cloned().collect();
            let all_but_one_need = needs.iter().map(|need| {
                let others = constants(&provider).into_iter();
                let others = others.filter(|scope| !need.iter().any(|one| one.same_as(scope)));
                others.collect()
            });
            let same = subsets(&mentioned).chain(all_but_one_need).all(|list| {
                let enough = needs.iter().all(|need| {
                    list.iter()
                        .any(|scope| need.iter().any(|one| one.same_as(scope)))
                });
                (enough && !needs.is_empty()) == allowed(&provider, &list).contains(use_)
            });
            if known == needs.is_empty() || !same {
                wrong.push(format!(
                    "{provider} of `Use::{use_:?}`: {}",
                    in_words(&needs)
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "change these rows in scope/table.rs to what the schema says:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_use_needs_first_what_the_schema_has_as_its_minimum() {
    let published = Schema::published();
    for provider in with_lists(&published) {
        for use_ in Use::ALL {
            let calls = needs_of(&published, *use_, provider.as_str());
            let minima: BTreeSet<&str> = calls
                .flat_map(|(_, scopes)| scopes.min.iter().map(String::as_str))
                .collect();
            let needed = scope::needed(provider.clone(), [*use_]);
            let identity = scope::needed(provider.clone(), []).len();
            for scope in &needed[identity..] {
                assert!(
                    minima.iter().any(|min| Scope::from(*min).same_as(scope)),
                    "{provider} of `Use::{use_:?}`: `{scope}` isn't a minimum in the schema: put {minima:?} first in \
                     its row in scope/table.rs"
                );
            }
        }
    }
}

#[test]
fn a_call_without_scopes_of_a_provider_is_a_known_exception() {
    let published = Schema::published();
    let mut silent = Vec::new();
    for use_ in Use::ALL {
        for provider in with_lists(&published) {
            let named: Vec<&str> = needs_of(&published, *use_, provider.as_str())
                .map(|(call, _)| call)
                .collect();
            let silent_calls = use_.calls().iter().filter(|call| !named.contains(call));
            if !named.is_empty() {
                silent.extend(silent_calls.map(|call| (*call, provider.to_string())));
            }
        }
    }
    assert_eq!(
        silent,
        SILENT.map(|(call, provider)| (call, provider.to_owned())),
        "the schema names scopes for some calls of a use and not for these: split the use in scope/table.rs, or list \
         them in `SILENT` here"
    );
}

#[test]
fn every_provider_that_has_scopes_in_the_schema_has_them_here() {
    for provider in Schema::published().providers_with_scopes() {
        assert_ne!(
            scope::documented(provider.clone()),
            [],
            "the schema has scopes of `{provider}`: give the rows of scope/table.rs a column for it"
        );
    }
}

#[test]
fn the_words_of_exchange_are_those_of_the_schema() {
    let published = Schema::published();
    let create = published.call("POST", "/v3/connectors");
    let fields = &create.unwrap().body;
    let scopes = fields.iter().find(|field| field.path == "<EWS>scopes");
    let words: Vec<&str> = scopes.unwrap().words.iter().map(String::as_str).collect();
    assert_eq!(
        words,
        [ews::MESSAGES, ews::CALENDAR, ews::CONTACTS],
        "change the constants of scope/ews.rs"
    );
    let given = scope::needed(Provider::Ews, Use::ALL.iter().copied());
    assert_eq!(given, words, "change `ews` in the rows of scope/table.rs");
    // The one call of which the schema says more.
    let calls = Use::ALL
        .iter()
        .flat_map(|use_| needs_of(&published, *use_, "ews"));
    let min: Vec<Scope> = calls
        .flat_map(|(_, scopes)| scopes.min.iter().map(Scope::from))
        .collect();
    assert_eq!(
        scope::needed(Provider::Ews, [Use::CleanMessages]),
        min,
        "change `CleanMessages` in scope/table.rs"
    );
}
