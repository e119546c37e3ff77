//! The catalogue of scopes: complete, spelled as the documentation spells them, and free to compare; and which scopes an
//! application needs.

#[path = "scopes/schema.rs"]
mod schema;
#[path = "scopes/uses.rs"]
mod uses;

use nylas_connectors::scope::{ews, google, microsoft, yahoo};
use nylas_connectors::{Microsoft, Provider, Scope};

const AUTH: &str = "https://www.googleapis.com/auth/";

/// The constants of Google's scopes that begin with [`AUTH`], and what follows it.
fn catalogue_of_google() -> [(Scope, &'static str); 17] {
    [
        (google::USERINFO_EMAIL, "userinfo.email"),
        (google::USERINFO_PROFILE, "userinfo.profile"),
        (google::GMAIL_READONLY, "gmail.readonly"),
        (google::GMAIL_MODIFY, "gmail.modify"),
        (google::GMAIL_SEND, "gmail.send"),
        (google::GMAIL_COMPOSE, "gmail.compose"),
        (google::GMAIL_LABELS, "gmail.labels"),
        (google::GMAIL_METADATA, "gmail.metadata"),
        (google::CALENDAR, "calendar"),
        (google::CALENDAR_READONLY, "calendar.readonly"),
        (google::CALENDAR_EVENTS, "calendar.events"),
        (google::CALENDAR_EVENTS_READONLY, "calendar.events.readonly"),
        (google::CONTACTS, "contacts"),
        (google::CONTACTS_READONLY, "contacts.readonly"),
        (google::CONTACTS_OTHER_READONLY, "contacts.other.readonly"),
        (google::DIRECTORY_READONLY, "directory.readonly"),
        (
            google::ADMIN_DIRECTORY_RESOURCE_CALENDAR_READONLY,
            "admin.directory.resource.calendar.readonly",
        ),
    ]
}

#[test]
fn every_documented_scope_of_google_is_a_constant() {
    assert_eq!(google::OPENID, "openid");
    assert_eq!(google::MAIL, "https://mail.google.com/");
    for (constant, name) in catalogue_of_google() {
        assert_eq!(constant.as_str(), format!("{AUTH}{name}"));
    }
}

fn catalogue_of_microsoft() -> [(Scope, &'static str); 19] {
    [
        (microsoft::OPENID, "openid"),
        (microsoft::OFFLINE_ACCESS, "offline_access"),
        (microsoft::USER_READ, "User.Read"),
        (microsoft::USER_READ_ALL, "User.Read.All"),
        (microsoft::MAIL_READ, "Mail.Read"),
        (microsoft::MAIL_READ_WRITE, "Mail.ReadWrite"),
        (microsoft::MAIL_SEND, "Mail.Send"),
        (microsoft::MAIL_READ_SHARED, "Mail.Read.Shared"),
        (microsoft::MAIL_READ_WRITE_SHARED, "Mail.ReadWrite.Shared"),
        (microsoft::MAIL_SEND_SHARED, "Mail.Send.Shared"),
        (microsoft::CALENDARS_READ, "Calendars.Read"),
        (microsoft::CALENDARS_READ_WRITE, "Calendars.ReadWrite"),
        (microsoft::CALENDARS_READ_SHARED, "Calendars.Read.Shared"),
        (
            microsoft::CALENDARS_READ_WRITE_SHARED,
            "Calendars.ReadWrite.Shared",
        ),
        (microsoft::CONTACTS_READ, "Contacts.Read"),
        (microsoft::CONTACTS_READ_WRITE, "Contacts.ReadWrite"),
        (microsoft::PEOPLE_READ, "People.Read"),
        (microsoft::PLACE_READ_ALL, "Place.Read.All"),
        (
            microsoft::ONLINE_MEETINGS_READ_WRITE,
            "OnlineMeetings.ReadWrite",
        ),
    ]
}

#[test]
fn every_documented_scope_of_microsoft_is_a_constant() {
    for (constant, name) in catalogue_of_microsoft() {
        assert_eq!(constant, name);
    }
}

/// Every constant for scopes of a provider.
fn constants(provider: &Provider) -> Vec<Scope> {
    match provider {
        Provider::Google => {
            let constants = catalogue_of_google().map(|(constant, _)| constant);
            [&constants[..], &[google::OPENID, google::MAIL]].concat()
        }
        Provider::Microsoft => catalogue_of_microsoft()
            .map(|(constant, _)| constant)
            .to_vec(),
        Provider::Yahoo => vec![
            yahoo::EMAIL,
            yahoo::PROFILE,
            yahoo::MAIL_READ,
            yahoo::MAIL_WRITE,
        ],
        _ => panic!("list the constants of `{provider}` here"),
    }
}

#[test]
fn every_documented_scope_of_yahoo_and_exchange_is_a_constant() {
    assert_eq!(yahoo::EMAIL, "email");
    assert_eq!(yahoo::PROFILE, "profile");
    assert_eq!(yahoo::MAIL_READ, "mail-r");
    assert_eq!(yahoo::MAIL_WRITE, "mail-w");
    assert_eq!(ews::MESSAGES, "ews.messages");
    assert_eq!(ews::CALENDAR, "ews.calendar");
    assert_eq!(ews::CALENDARS, "ews.calendars");
    assert_eq!(ews::CONTACTS, "ews.contacts");
}

#[test]
fn the_short_names_of_two_google_scopes_are_the_same_as_their_uris() {
    assert!(Scope::new("email").same_as(&google::USERINFO_EMAIL));
    assert!(google::USERINFO_PROFILE.same_as(&Scope::new("profile")));
    assert!(!Scope::new("email").same_as(&Scope::new("profile")));
    assert!(!Scope::new("gmail.readonly").same_as(&google::GMAIL_READONLY));
}

#[test]
fn both_forms_of_a_microsoft_scope_are_the_same_and_go_out_as_they_were_given() {
    let long = Scope::new("https://graph.microsoft.com/Mail.Read");
    assert!(long.same_as(&microsoft::MAIL_READ) && microsoft::MAIL_READ.same_as(&long));
    assert_ne!(long, microsoft::MAIL_READ);
    assert!(!long.same_as(&microsoft::MAIL_READ_WRITE));
    assert!(!google::MAIL.same_as(&google::OPENID));
    let shouted = Scope::new("HTTPS://GRAPH.MICROSOFT.COM/MAIL.READ");
    assert!(shouted.same_as(&microsoft::MAIL_READ) && long.same_as(&shouted));
    // Another resource is another scope, whatever its name.
    assert!(!Scope::new("https://outlook.office.com/Mail.Read").same_as(&microsoft::MAIL_READ));

    let connector = Microsoft::builder()
        .without_settings()
        .scope([long, microsoft::MAIL_SEND])
        .build()
        .unwrap();
    assert_eq!(
        serde_json::to_string(&connector).unwrap(),
        r#"{"provider":"microsoft","scope":["https://graph.microsoft.com/Mail.Read","Mail.Send"]}"#
    );
}
