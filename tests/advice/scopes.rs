//! Advice on scopes, one by one and as a list.

use nylas_connectors::scope::{self, Use};
use nylas_connectors::{AnyConnector, Provider, Scope};
use nylas_connectors_tests::published::Schema;
use serde_json::json;

use crate::{GMAIL, NOTHING, WHO, any, said};

const EMAIL: &str = WHO[1];
const PROFILE: &str = WHO[2];

fn with_scopes(provider: &str, list: &[&str]) -> AnyConnector {
    serde_json::from_value(json!({ "provider": provider, "scope": list })).unwrap()
}

/// A Google connector with the scopes that every list has, and these.
fn google(list: &[&str]) -> AnyConnector {
    with_scopes("google", &[&WHO[..], list].concat())
}

/// A Microsoft connector with the scopes that every list has, and these.
fn microsoft(list: &[&str]) -> AnyConnector {
    with_scopes(
        "microsoft",
        &[&["offline_access", "User.Read"], list].concat(),
    )
}

/// A Yahoo connector with the scope that every list has, and these.
fn yahoo(list: &[&str]) -> AnyConnector {
    with_scopes("yahoo", &[&["email"], list].concat())
}

fn ews(scopes: &str) -> AnyConnector {
    serde_json::from_value(json!({ "provider": "ews", "scopes": scopes })).unwrap()
}

#[test]
fn a_scope_of_another_provider_is_noticed_where_it_is() {
    let foreign = |from: usize, count: usize| -> Vec<String> {
        (from..from + count)
            .map(|index| format!("scope[{index}] foreign_scope"))
            .collect()
    };
    let on_google = [
        "Mail.Read",
        "https://graph.microsoft.com/User.Read",
        "HTTPS://Graph.Microsoft.com/user.read",
        "https://graph.microsoft.us/Mail.Read",
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "offline_access",
        "mail-r",
        "ews.messages",
    ];
    assert_eq!(
        said(&google(&[&[GMAIL], &on_google[..]].concat())),
        foreign(4, 8)
    );
    let on_microsoft = [
        GMAIL,
        "https://mail.google.com/",
        "https://www.google.com/calendar/feeds",
        "gmail.readonly",
        "userinfo.email",
        "mail-w",
        "ews.contacts",
    ];
    assert_eq!(
        said(&microsoft(&[&["Mail.Read"], &on_microsoft[..]].concat())),
        foreign(3, 7)
    );
    assert_eq!(said(&yahoo(&["mail-r", "Mail.Read", GMAIL])), foreign(2, 2));
    for scopes in ["Mail.Read", "ews.messages Mail.Read", GMAIL] {
        assert_eq!(said(&ews(scopes)), ["scopes foreign_scope"], "{scopes}");
    }
}

#[test]
fn a_scope_of_the_providers_own_or_of_nobody_known_is_not_foreign() {
    let tasks = "https://www.googleapis.com/auth/tasks";
    let feeds = "https://www.google.com/m8/feeds/";
    assert_eq!(
        said(&google(&[tasks, feeds, "https://mail.google.com/"])),
        NOTHING
    );
    assert_eq!(
        said(&microsoft(&[
            "openid",
            "email",
            "profile",
            "Tasks.ReadWrite",
            "mail.read",
            "https://outlook.office.com/Mail.Read",
            "api://acme/read"
        ])),
        NOTHING
    );
    assert_eq!(said(&yahoo(&["openid", "mail-r", "sdct-w"])), NOTHING);
}

#[test]
fn a_google_scope_that_is_not_a_whole_uri_is_noticed() {
    for short in [
        "gmail.readonly",
        "calendar",
        "contacts.readonly",
        "/auth/gmail.readonly",
        "/gmail.readonly",
        "www.googleapis.com/auth/gmail.readonly",
        "email.read_only",
        "OpenID",
        "http://www.googleapis.com/auth/gmail.readonly",
        "https://googleapis.com/auth/gmail.readonly",
    ] {
        assert_eq!(
            said(&google(&[GMAIL, short])),
            ["scope[4] short_scope"],
            "{short}"
        );
        assert_eq!(said(&google(&[short])), ["scope[3] short_scope"], "{short}");
    }
    // One mistake is one advice: what is meant isn't missing.
    let short = ["openid", "userinfo.email", "userinfo.profile", GMAIL];
    assert_eq!(
        said(&with_scopes("google", &short)),
        ["scope[1] short_scope", "scope[2] short_scope"]
    );
    assert_eq!(said(&google(&[GMAIL, "email", "profile"])), NOTHING);
}

#[test]
fn a_scope_that_is_almost_a_documented_one_is_noticed() {
    let auth = "https://www.googleapis.com/auth/";
    for (near, is_noticed) in [
        ("gmail.raedonly", true),
        ("gmail.labal", true),
        ("calendars.readonly", true),
        ("gmail.readonly", false),
        ("drive", false),
        ("tasks.readonly", false),
    ] {
        let advice = if is_noticed {
            vec!["scope[4] misspelled_scope"]
        } else {
            vec![]
        };
        assert_eq!(
            said(&google(&[GMAIL, &format!("{auth}{near}")])),
            advice,
            "{near}"
        );
    }
    for near in [
        "Mail.Reed",
        "Calendar.Read",
        "https://graph.microsoft.com/Mail.ReadWrit",
    ] {
        assert_eq!(
            said(&microsoft(&["Contacts.Read", near])),
            ["scope[3] misspelled_scope"],
            "{near}"
        );
    }
    for other in [
        "Files.Read",
        "Chat.Read",
        "Tasks.Read",
        "Sites.Read.All",
        "Notes.ReadWrite",
    ] {
        assert_eq!(
            said(&microsoft(&["Contacts.Read", other])),
            NOTHING,
            "{other}"
        );
    }
    assert_eq!(said(&ews("ews.message")), ["scopes misspelled_scope"]);
    assert_eq!(said(&ews("EWS.Messages")), ["scopes misspelled_scope"]);
}

#[test]
fn several_words_in_the_scopes_of_exchange_are_noticed() {
    for joined in [
        "ews.messages ews.calendars",
        "ews.messages,ews.contacts",
        "ews.messages; ews.contacts",
        "ews.messages\u{a0}ews.contacts",
    ] {
        assert_eq!(said(&ews(joined)), ["scopes joined_scopes"], "{joined}");
    }
    for one in [
        "ews.messages",
        "ews.calendar",
        "ews.calendars",
        "ews.contacts",
        "ews.tasks",
    ] {
        assert_eq!(said(&ews(one)), NOTHING, "{one}");
    }
}

#[test]
fn sending_microsoft_mail_needs_read_and_write() {
    assert_eq!(
        said(&microsoft(&["Mail.Read", "Mail.Send"])),
        ["scope[3] send_without_read_write"]
    );
    for send in ["https://graph.microsoft.com/Mail.Send", "mail.send"] {
        assert_eq!(
            said(&microsoft(&[send])),
            ["scope[2] send_without_read_write"]
        );
    }
    for enough in [
        "Mail.ReadWrite",
        "https://graph.microsoft.com/Mail.ReadWrite",
        "mail.readwrite",
        "Mail.ReadWrite.Shared",
        "https://graph.microsoft.com/.default",
    ] {
        assert_eq!(
            said(&microsoft(&["Mail.Send", enough])),
            NOTHING,
            "{enough}"
        );
    }
}

#[test]
fn writing_yahoo_mail_needs_reading_it() {
    assert_eq!(said(&yahoo(&["mail-w"])), ["scope[1] write_without_read"]);
    assert_eq!(said(&yahoo(&["mail-w", "mail-r"])), NOTHING);
}

#[test]
fn a_list_for_google_needs_the_three_that_say_who_the_user_is() {
    for (list, expected) in [
        (&["openid", EMAIL, PROFILE, GMAIL][..], &[][..]),
        (&["openid", "email", "profile", GMAIL], &[]),
        (&["openid", "email", PROFILE, GMAIL], &[]),
        (&[EMAIL, PROFILE, GMAIL], &["openid_missing"]),
        (&["openid", PROFILE, GMAIL], &["userinfo_missing"]),
        (&["openid", "email", GMAIL], &["userinfo_missing"]),
        (&["openid", GMAIL], &["userinfo_missing"]),
        (&[GMAIL], &["openid_missing", "userinfo_missing"]),
    ] {
        let expected: Vec<String> = expected
            .iter()
            .map(|code| format!("scope {code}"))
            .collect();
        assert_eq!(said(&with_scopes("google", list)), expected, "{list:?}");
    }
}

#[test]
fn what_is_missing_for_google_is_named() {
    let message = |list: &[&str]| {
        let connector = with_scopes("google", list);
        nylas_connectors::advice(&connector)[0].message
    };
    let lacks = |message: &str| {
        let (lacks, _) = message.split_once(", which").unwrap();
        ["userinfo.email", "userinfo.profile"].map(|scope| lacks.contains(scope))
    };
    assert_eq!(lacks(message(&["openid", EMAIL, GMAIL])), [false, true]);
    assert_eq!(lacks(message(&["openid", PROFILE, GMAIL])), [true, false]);
    assert_eq!(lacks(message(&["openid", GMAIL])), [true, true]);
}

#[test]
fn a_list_for_microsoft_needs_offline_access_and_the_users_profile_but_not_openid() {
    for (list, expected) in [
        (&["offline_access", "User.Read", "Mail.Read"][..], &[][..]),
        (
            &[
                "https://graph.microsoft.com/offline_access",
                "https://graph.microsoft.com/User.Read",
                "Mail.Read",
            ],
            &[],
        ),
        (&["OFFLINE_ACCESS", "user.read", "mail.read"], &[]),
        (&["offline_access", "User.ReadWrite", "Mail.Read"], &[]),
        (&["offline_access", "User.Read.All", "Mail.Read"], &[]),
        (
            &["offline_access", "https://graph.microsoft.com/.default"],
            &[],
        ),
        (&["User.Read", "Mail.Read"], &["offline_access_missing"]),
        (&["offline_access", "Mail.Read"], &["user_read_missing"]),
        (
            &["openid", "Mail.Read"],
            &["offline_access_missing", "user_read_missing"],
        ),
    ] {
        let expected: Vec<String> = expected
            .iter()
            .map(|code| format!("scope {code}"))
            .collect();
        assert_eq!(said(&with_scopes("microsoft", list)), expected, "{list:?}");
    }
}

#[test]
fn a_list_for_yahoo_needs_the_users_address() {
    for list in [
        &["mail-r"][..],
        &["mail-r", "mail-w"],
        &["openid", "profile", "mail-r"],
    ] {
        assert_eq!(
            said(&with_scopes("yahoo", list)),
            ["scope email_missing"],
            "{list:?}"
        );
    }
    assert_eq!(said(&with_scopes("yahoo", &["mail-r", "email"])), NOTHING);
}

#[test]
fn scopes_that_only_say_who_the_user_is_are_noticed() {
    let only = ["scope identity_only"];
    assert_eq!(said(&google(&[])), only);
    assert_eq!(
        said(&with_scopes("google", &["openid", "email", "profile"])),
        only
    );
    assert_eq!(said(&microsoft(&["openid"])), only);
    assert_eq!(
        said(&microsoft(&["https://graph.microsoft.com/user.read.all"])),
        only
    );
    assert_eq!(said(&yahoo(&["profile"])), only);
    for provider in ["google", "microsoft", "yahoo"] {
        assert_eq!(
            said(&any(&format!(r#"{{"provider":"{provider}"}}"#))),
            only,
            "no list at all"
        );
    }
    for data in ["calendar.readonly", "contacts", "gmail.send"] {
        let data = format!("https://www.googleapis.com/auth/{data}");
        assert_eq!(said(&google(&[&data])), NOTHING, "{data}");
    }
    let has_list = ["google", "microsoft", "yahoo"];
    for without_scopes in Provider::ALL
        .iter()
        .filter(|provider| !has_list.contains(&provider.as_str()))
    {
        assert_eq!(
            said(&any(&format!(r#"{{"provider":"{without_scopes}"}}"#))),
            NOTHING
        );
    }
}

#[test]
fn a_list_with_a_placeholder_in_it_lacks_nothing() {
    for provider in ["google", "microsoft", "yahoo"] {
        assert_eq!(
            said(&with_scopes(provider, &["<SCOPE>"])),
            ["scope[0] placeholder"]
        );
    }
}

#[test]
fn what_the_library_says_is_needed_gets_no_advice() {
    let mut with_lists = Schema::published().providers_with_scopes();
    with_lists.remove(&Provider::Ews);
    for provider in with_lists {
        for use_ in scope::documented(provider.clone()) {
            let list: Vec<Scope> = scope::needed(provider.clone(), [use_]);
            let list: Vec<&str> = list.iter().map(Scope::as_str).collect();
            assert_eq!(
                said(&with_scopes(provider.as_str(), &list)),
                NOTHING,
                "{list:?}"
            );
        }
    }
    let words = scope::needed(Provider::Ews, Use::ALL.iter().copied());
    for word in words {
        assert_eq!(said(&ews(word.as_str())), NOTHING);
    }
}
