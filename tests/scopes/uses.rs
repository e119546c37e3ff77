//! Which scopes a list of uses needs, and which uses the scopes of a connector allow.

use std::collections::BTreeSet;

use nylas_connectors::scope::{self, Use, ews, google, microsoft, yahoo};
use nylas_connectors::{AnyConnector, Ews, ForProvider, Google, Provider, ProviderTag, Scope};
use nylas_connectors_tests::published::Schema;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Serialize;
use serde_json::json;
use validator::Validate;

fn with_scopes() -> BTreeSet<Provider> {
    Schema::published().providers_with_scopes()
}

/// A connector with these scopes; several words of EWS are joined by spaces.
fn connector(provider: &Provider, scopes: &[Scope]) -> AnyConnector {
    let json = match provider {
        _ if scopes.is_empty() => json!({ "provider": provider }),
        Provider::Ews => {
            let words: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
            json!({ "provider": provider, "scopes": words.join(" ") })
        }
        _ => json!({ "provider": provider, "scope": scopes }),
    };
    serde_json::from_value(json).unwrap()
}

pub(crate) fn allowed(provider: &Provider, scopes: &[Scope]) -> Vec<Use> {
    let uses = scope::allows(&connector(provider, scopes));
    uses.into_iter().collect()
}

fn needed(provider: &Provider, uses: &[Use]) -> Vec<Scope> {
    let scopes = scope::needed(provider.clone(), uses.iter().copied());
    scopes.into_iter().collect()
}

fn identity(provider: &Provider) -> Vec<Scope> {
    needed(provider, &[])
}

/// What the uses need beside the identity scopes.
fn beside_identity(provider: &Provider, uses: &[Use]) -> Vec<Scope> {
    let identity = identity(provider);
    let needed = needed(provider, uses);
    assert_eq!(needed[..identity.len()], identity);
    needed[identity.len()..].to_vec()
}

#[test]
fn every_grant_needs_to_say_who_the_user_is() {
    assert_eq!(
        identity(&Provider::Google),
        [
            google::OPENID,
            google::USERINFO_EMAIL,
            google::USERINFO_PROFILE
        ]
    );
    assert_eq!(
        identity(&Provider::Microsoft),
        [microsoft::OFFLINE_ACCESS, microsoft::USER_READ]
    );
    assert_eq!(identity(&Provider::Yahoo), [yahoo::EMAIL]);
    assert_eq!(identity(&Provider::Ews), [""; 0]);
}

#[test]
fn one_use_needs_what_the_service_documents_as_its_minimum() {
    use Provider::{Ews, Google, Microsoft, Yahoo};
    let cases: [(Provider, Use, &[Scope]); 19] = [
        (Google, Use::ReadMessages, &[google::GMAIL_READONLY]),
        (Google, Use::ManageMessages, &[google::GMAIL_MODIFY]),
        (Google, Use::SendMessages, &[google::GMAIL_SEND]),
        (Google, Use::ManageDrafts, &[google::GMAIL_COMPOSE]),
        (Google, Use::ManageFolders, &[google::GMAIL_LABELS]),
        (Google, Use::ManageEvents, &[google::CALENDAR_EVENTS]),
        (
            Google,
            Use::ReadContacts,
            &[
                google::CONTACTS_READONLY,
                google::CONTACTS_OTHER_READONLY,
                google::DIRECTORY_READONLY,
            ],
        ),
        (
            Google,
            Use::ManageBookings,
            &[google::CALENDAR_READONLY, google::CALENDAR_EVENTS],
        ),
        (Microsoft, Use::ReadMessages, &[microsoft::MAIL_READ]),
        (
            Microsoft,
            Use::SendMessages,
            &[microsoft::MAIL_READ_WRITE, microsoft::MAIL_SEND],
        ),
        (Microsoft, Use::ManageDrafts, &[microsoft::MAIL_READ_WRITE]),
        (
            Microsoft,
            Use::ManageEvents,
            &[microsoft::CALENDARS_READ_WRITE],
        ),
        (
            Microsoft,
            Use::ReadContacts,
            &[microsoft::CONTACTS_READ, microsoft::PEOPLE_READ],
        ),
        (Microsoft, Use::ReadResources, &[microsoft::PLACE_READ_ALL]),
        (Yahoo, Use::ReadMessages, &[yahoo::MAIL_READ]),
        (
            Yahoo,
            Use::SendMessages,
            &[yahoo::MAIL_READ, yahoo::MAIL_WRITE],
        ),
        (Ews, Use::ReadMessages, &[Scope::new(ews::MESSAGES)]),
        (Ews, Use::ManageEvents, &[Scope::new(ews::CALENDAR)]),
        (Ews, Use::ReadContacts, &[Scope::new(ews::CONTACTS)]),
    ];
    for (provider, use_, expected) in cases {
        assert_eq!(
            beside_identity(&provider, &[use_]),
            expected,
            "{provider} {use_}"
        );
    }
}

#[test]
fn a_stronger_scope_that_is_needed_anyway_takes_the_place_of_weaker_ones() {
    use Provider::{Google, Microsoft, Yahoo};
    let cases: [(Provider, &[Use], &[Scope]); 6] = [
        (
            Google,
            &[Use::ReadMessages, Use::ManageMessages, Use::ReadFolders],
            &[google::GMAIL_MODIFY],
        ),
        (
            Google,
            &[Use::ReadDrafts, Use::SendMessages, Use::ManageDrafts],
            &[google::GMAIL_COMPOSE],
        ),
        (
            Google,
            &[Use::ReadCalendars, Use::ManageCalendars, Use::ManageEvents],
            &[google::CALENDAR],
        ),
        (
            Microsoft,
            &[
                Use::ReadMessages,
                Use::SendMessages,
                Use::ManageDrafts,
                Use::ReadCalendars,
                Use::ManageEvents,
            ],
            &[
                microsoft::MAIL_READ_WRITE,
                microsoft::MAIL_SEND,
                microsoft::CALENDARS_READ_WRITE,
            ],
        ),
        (
            Yahoo,
            &[Use::ReadMessages, Use::ManageFolders],
            &[yahoo::MAIL_READ, yahoo::MAIL_WRITE],
        ),
        // Nothing needs the right to change messages, so no scope that has it is asked for.
        (
            Google,
            &[Use::ReadMessages, Use::SendMessages],
            &[google::GMAIL_READONLY, google::GMAIL_SEND],
        ),
    ];
    for (provider, uses, expected) in cases {
        assert_eq!(
            beside_identity(&provider, uses),
            expected,
            "{provider} {uses:?}"
        );
    }
}

#[test]
fn what_a_provider_does_not_have_adds_nothing_and_can_be_asked_for() {
    let calendar = [Use::ReadCalendars, Use::ManageEvents, Use::ReadContacts];
    assert_eq!(needed(&Provider::Yahoo, &calendar), [yahoo::EMAIL]);
    let documented = scope::documented(Provider::Yahoo);
    assert!(calendar.iter().all(|use_| !documented.contains(use_)));
    assert!(documented.contains(&Use::SendDrafts));
    for provider in [Provider::Google, Provider::Microsoft] {
        assert_eq!(scope::documented(provider), Use::ALL);
    }
}

#[test]
fn a_provider_without_scopes_needs_none_and_its_connectors_say_nothing() {
    let with_scopes = with_scopes();
    let mut without = Provider::ALL.to_vec();
    without.retain(|provider| !with_scopes.contains(provider));
    for provider in &without {
        assert_eq!(allowed(provider, &[]), [], "{provider}");
    }
    for provider in without.into_iter().chain([Provider::other("hologram")]) {
        assert_eq!(needed(&provider, Use::ALL), [""; 0], "{provider}");
        assert_eq!(scope::documented(provider), []);
    }
}

#[test]
fn a_connector_without_scopes_allows_nothing() {
    for provider in with_scopes() {
        assert_eq!(allowed(&provider, &[]), []);
        assert_eq!(allowed(&provider, &identity(&provider)), []);
    }
}

#[test]
fn the_documented_samples_allow_what_the_schema_says() {
    let sample = [
        google::OPENID,
        google::USERINFO_EMAIL,
        google::GMAIL_MODIFY,
        google::CALENDAR,
        google::CONTACTS,
    ];
    assert_eq!(
        allowed(&Provider::Google, &sample),
        [
            Use::ReadMessages,
            Use::ManageMessages,
            Use::SmartCompose,
            Use::SendMessages,
            Use::SendDrafts,
            Use::ReadFolders,
            Use::ManageFolders,
            Use::ReadCalendars,
            Use::ManageCalendars,
            Use::ReadEvents,
            Use::ManageEvents,
            Use::SendRsvps,
            Use::ManageBookings,
            Use::ManageContacts,
        ]
    );
}

#[test]
fn the_identity_scopes_are_not_asked_for() {
    let without = allowed(&Provider::Google, &[google::GMAIL_READONLY]);
    assert!(without.contains(&Use::ReadMessages));
    let without = allowed(&Provider::Yahoo, &[yahoo::MAIL_READ]);
    assert!(without.contains(&Use::ReadMessages));
    let without = allowed(&Provider::Microsoft, &[microsoft::CONTACTS_READ_WRITE]);
    assert_eq!(without, [Use::ManageContacts]);
}

#[test]
fn the_forms_of_a_microsoft_scope_allow_the_same() {
    for form in [
        "Calendars.ReadWrite",
        "https://graph.microsoft.com/Calendars.ReadWrite",
        "calendars.readwrite",
        "HTTPS://GRAPH.MICROSOFT.COM/CALENDARS.READWRITE",
    ] {
        assert_eq!(
            allowed(&Provider::Microsoft, &[form.into()]),
            allowed(&Provider::Microsoft, &[microsoft::CALENDARS_READ_WRITE]),
            "{form}"
        );
    }
    for other in [
        "https://outlook.office.com/Calendars.ReadWrite",
        "Calendars.ReadWrite.Shared",
        "https://graph.microsoft.com/.default",
    ] {
        let allowed = allowed(&Provider::Microsoft, &[other.into()]);
        assert!(!allowed.contains(&Use::ManageEvents), "{other}");
    }
}

#[test]
fn google_knows_its_scopes_by_their_whole_uri() {
    let short = ["gmail.readonly", "HTTPS://WWW.GOOGLEAPIS.COM/AUTH/CALENDAR"];
    assert_eq!(allowed(&Provider::Google, &short.map(Scope::from)), []);
}

#[test]
fn both_words_for_the_exchange_calendar_allow_it_and_each_word_of_several_counts() {
    for word in [ews::CALENDAR, ews::CALENDARS] {
        let ews = Ews::builder().scopes(word).build().unwrap();
        assert!(scope::allows(&ews).contains(&Use::ManageEvents), "{word}");
    }
    for text in [
        "ews.messages ews.contacts",
        "ews.messages,ews.contacts",
        "ews.messages, ews.contacts",
    ] {
        let ews = Ews::builder().scopes(text).build().unwrap();
        let allowed = scope::allows(&ews);
        assert!(allowed.contains(&Use::ReadMessages) && allowed.contains(&Use::ManageContacts));
        assert!(!allowed.contains(&Use::ReadCalendars));
    }
}

#[test]
fn an_applications_own_type_is_asked_for_its_scopes_too() {
    #[derive(Serialize, Validate)]
    struct Narrow {
        provider: ProviderTag<Self>,
        scope: Vec<Scope>,
    }
    impl ForProvider for Narrow {
        const PROVIDER: Provider = Provider::Google;
    }
    let narrow = Narrow {
        provider: ProviderTag::default(),
        scope: scope::needed(Provider::Google, [Use::SendMessages]),
    };
    assert_eq!(
        scope::allows(&narrow),
        [Use::SendMessages, Use::SendRsvps],
        "an answer to an invitation is a message"
    );
}

#[test]
fn the_list_goes_into_the_builder() {
    let uses = [Use::ReadMessages, Use::ManageEvents];
    let built = Google::builder()
        .without_settings()
        .scope(scope::needed(Provider::Google, uses))
        .build()
        .unwrap();
    assert!(uses.iter().all(|use_| scope::allows(&built).contains(use_)));
    assert_eq!(nylas_connectors::advice(&built), []);

    let mut words = scope::needed(Provider::Ews, [Use::ReadMessages]);
    let built = Ews::builder().maybe_scopes(words.pop()).build().unwrap();
    assert_eq!(built.scopes(), Some("ews.messages"));
}

/// Any uses, in any order, some of them twice.
fn some_uses() -> impl Strategy<Value = Vec<Use>> {
    prop::collection::vec(prop::sample::select(Use::ALL), 0..12)
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::with_cases(300)
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn needed_scopes_allow_the_uses_and_none_can_be_left_out(uses in some_uses()) {
        for provider in with_scopes() {
            let documented = scope::documented(provider.clone());
            let missing = |scopes: &[Scope]| {
                let allowed = allowed(&provider, scopes);
                uses.iter().any(|use_| documented.contains(use_) && !allowed.contains(use_))
            };
            let list = needed(&provider, &uses);
            prop_assert!(!missing(&list), "{provider} {uses:?}: {list:?}");
            for index in identity(&provider).len()..list.len() {
                let mut less = list.clone();
                let left_out = less.remove(index);
                prop_assert!(missing(&less), "{provider} {uses:?}: {left_out} isn't needed");
            }
        }
    }

    #[test]
    fn each_scope_is_the_least_that_one_of_the_uses_needs(uses in some_uses()) {
        for provider in with_scopes() {
            let minima: Vec<Scope> = uses.iter().flat_map(|use_| needed(&provider, &[*use_])).collect();
            for scope in beside_identity(&provider, &uses) {
                prop_assert!(minima.contains(&scope), "{provider} {uses:?}: {scope}");
            }
        }
    }

    #[test]
    fn the_order_of_the_uses_and_their_number_change_nothing(uses in some_uses()) {
        let mut sorted = uses.clone();
        sorted.sort();
        sorted.dedup();
        for provider in with_scopes() {
            let list = needed(&provider, &uses);
            prop_assert_eq!(&list, &needed(&provider, &sorted));
            let once = |scope: &Scope| list.iter().filter(|other| other.same_as(scope)).count() == 1;
            prop_assert!(list.iter().all(once));
        }
    }
}

#[test]
fn a_use_is_named_on_a_command_line() {
    for use_ in Use::ALL {
        let debug = format!("{use_:?}");
        let words = debug.split_inclusive(char::is_uppercase).count();
        assert_eq!(use_.as_str().replace('-', ""), debug.to_lowercase());
        assert_eq!(use_.as_str().split('-').count(), words - 1, "{use_}");
        assert_eq!(use_.as_str().parse(), Ok(*use_));
    }
    assert!(Use::ALL.is_sorted(), "`ALL` is in the order of the enum");
    assert_eq!(format!("[{:<14}]", Use::SendRsvps), "[send-rsvps    ]");
    for unknown in ["", "ReadMessages", "read-messages ", "read_messages"] {
        let error = unknown.parse::<Use>().unwrap_err();
        let message = error.to_string();
        assert!(
            message.starts_with("unknown use: expected one of read-messages, manage-messages,")
        );
        assert!(message.ends_with(", manage-contacts"));
    }
}
