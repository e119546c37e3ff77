//! Advice on scopes, one by one and as a list.

use nylas_connectors::{Google, Microsoft, Scope, Yahoo, scope};

use crate::{GMAIL, NOTHING, any, said};

fn google_scopes(list: &[&str]) -> Google {
    Google::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

fn microsoft_scopes(list: &[&str]) -> Microsoft {
    Microsoft::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

fn yahoo_scopes(list: &[&str]) -> Yahoo {
    Yahoo::builder()
        .without_settings()
        .scope(list.iter().copied().map(Scope::from))
        .build()
        .unwrap()
}

#[test]
fn a_scope_of_another_provider_is_noticed_where_it_stands() {
    let google = google_scopes(&[
        "openid",
        GMAIL,
        "Mail.Read",
        "https://graph.microsoft.com/User.Read",
        "mail-r",
        "offline_access",
        "ews.messages",
    ]);
    assert_eq!(
        said(&google),
        [2, 3, 4, 5, 6].map(|index| format!("scope[{index}] foreign_scope"))
    );
    let microsoft = microsoft_scopes(&[
        "offline_access",
        "Mail.Read",
        GMAIL,
        "https://mail.google.com/",
        "mail-w",
    ]);
    assert_eq!(
        said(&microsoft),
        [2, 3, 4].map(|index| format!("scope[{index}] foreign_scope"))
    );
    assert_eq!(
        said(&yahoo_scopes(&["mail-r", "Mail.Read"])),
        ["scope[1] foreign_scope"]
    );
    let ews = any(r#"{"provider":"ews","scopes":"Mail.Read"}"#);
    assert_eq!(said(&ews), ["scopes foreign_scope"]);
}

#[test]
fn a_scope_of_the_providers_own_or_of_nobody_known_is_not_foreign() {
    let tasks = "https://www.googleapis.com/auth/tasks";
    assert_eq!(
        said(&google_scopes(&["openid", "email", "profile", tasks])),
        NOTHING
    );
    assert_eq!(
        said(&microsoft_scopes(&[
            "openid",
            "email",
            "profile",
            "offline_access",
            "Tasks.ReadWrite",
            "api://acme/read"
        ])),
        NOTHING
    );
    assert_eq!(
        said(&yahoo_scopes(&["openid", "mail-r", "sdct-w"])),
        NOTHING
    );
    assert_eq!(
        said(&any(
            r#"{"provider":"ews","scopes":"ews.messages ews.calendars"}"#
        )),
        NOTHING
    );
}

#[test]
fn sending_microsoft_mail_needs_read_and_write() {
    assert_eq!(
        said(&microsoft_scopes(&[
            "offline_access",
            "Mail.Read",
            "Mail.Send"
        ])),
        ["scope[2] send_without_read_write"]
    );
    assert_eq!(
        said(&microsoft_scopes(&[
            "https://graph.microsoft.com/Mail.Send",
            "offline_access"
        ])),
        ["scope[0] send_without_read_write"]
    );
    for enough in [
        "Mail.ReadWrite",
        "https://graph.microsoft.com/Mail.ReadWrite",
        "Mail.ReadWrite.Shared",
    ] {
        assert!(
            said(&microsoft_scopes(&["offline_access", "Mail.Send", enough])).is_empty(),
            "{enough}"
        );
    }
}

#[test]
fn writing_yahoo_mail_needs_reading_it() {
    assert_eq!(
        said(&yahoo_scopes(&["email", "mail-w"])),
        ["scope[1] write_without_read"]
    );
    assert_eq!(said(&yahoo_scopes(&["mail-w", "mail-r"])), NOTHING);
}

#[test]
fn a_microsoft_list_needs_offline_access() {
    assert_eq!(
        said(&microsoft_scopes(&["Mail.Read"])),
        ["scope offline_access_missing"]
    );
    assert_eq!(
        said(&microsoft_scopes(&[
            "Mail.Read",
            "https://graph.microsoft.com/offline_access"
        ])),
        NOTHING
    );
    assert!(
        said(&yahoo_scopes(&["mail-r"])).is_empty(),
        "only Microsoft has it"
    );
}

#[test]
fn a_google_list_needs_openid() {
    assert_eq!(said(&google_scopes(&[GMAIL])), ["scope openid_missing"]);
    assert_eq!(said(&google_scopes(&[GMAIL, "openid"])), NOTHING);
    assert!(
        said(&microsoft_scopes(&["Mail.Read", "offline_access"])).is_empty(),
        "only Google wants it"
    );
}

#[test]
fn scopes_that_only_say_who_the_user_is_are_noticed() {
    let only = ["scope identity_only"];
    let userinfo = scope::google::USERINFO_EMAIL;
    assert_eq!(said(&google_scopes(&["openid", userinfo.as_str()])), only);
    assert_eq!(
        said(&microsoft_scopes(&[
            "openid",
            "offline_access",
            "User.Read"
        ])),
        only
    );
    assert_eq!(said(&yahoo_scopes(&["email", "profile"])), only);
    for provider in ["google", "microsoft", "yahoo"] {
        assert_eq!(
            said(&any(&format!(r#"{{"provider":"{provider}"}}"#))),
            only,
            "no list at all"
        );
    }
    for data in ["calendar.readonly", "contacts", "gmail.send"] {
        let data = format!("https://www.googleapis.com/auth/{data}");
        assert!(
            said(&google_scopes(&["openid", &data])).is_empty(),
            "{data}"
        );
    }
    assert_eq!(
        said(&microsoft_scopes(&[
            "offline_access",
            "https://graph.microsoft.com/.default"
        ])),
        NOTHING
    );
    for without_scopes in ["zoom", "icloud", "imap", "ews", "virtual-calendar", "nylas"] {
        assert_eq!(
            said(&any(&format!(r#"{{"provider":"{without_scopes}"}}"#))),
            NOTHING
        );
    }
}
