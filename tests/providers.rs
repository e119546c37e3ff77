//! A minimal and a full connector of every provider, as the bytes that reach the service.

mod bodies;

use bodies::assert_body;
use nylas_connectors::*;
use nylas_connectors_tests::apps;

#[test]
fn google() {
    let minimal = Google::builder().without_settings().build().unwrap();
    assert_body!(
        "google_minimal",
        "Google with nothing but its provider.",
        minimal
    );
    let full = Google::builder()
        .name("Acme Google")
        .settings(apps::google())
        .scope([scope::google::OPENID, scope::google::GMAIL_MODIFY])
        .build()
        .unwrap();
    assert_body!("google_full", "Google with every field of the page.", full);
}

#[test]
fn microsoft() {
    let minimal = Microsoft::builder().without_settings().build().unwrap();
    assert_body!(
        "microsoft_minimal",
        "Microsoft with nothing but its provider.",
        minimal
    );
    let full = Microsoft::builder()
        .name("Acme Microsoft")
        .settings(apps::microsoft())
        .scope([
            Scope::from("https://graph.microsoft.com/Calendars.Read"),
            scope::microsoft::MAIL_READ,
        ])
        .build()
        .unwrap();
    assert_body!(
        "microsoft_full",
        "Microsoft with every field of the page, and a scope in each of the two forms that it allows.",
        full
    );
}

#[test]
fn zoom() {
    let minimal = Zoom::builder().without_settings().build().unwrap();
    assert_body!(
        "zoom_minimal",
        "Zoom with nothing but its provider.",
        minimal
    );
    let full = Zoom::builder()
        .name("Acme Zoom")
        .settings(apps::zoom())
        .build()
        .unwrap();
    assert_body!(
        "zoom_full",
        "Zoom with every field of the page. It takes no scope.",
        full
    );
}

#[test]
fn icloud() {
    let minimal = ICloud::builder().build().unwrap();
    assert_body!(
        "icloud_minimal",
        "iCloud with nothing but its provider.",
        minimal
    );
    let full = ICloud::builder().name("Acme iCloud").build().unwrap();
    assert_body!(
        "icloud_full",
        "iCloud with a name, which every provider accepts.",
        full
    );
}

#[test]
fn imap() {
    let minimal = Imap::builder().build().unwrap();
    assert_body!(
        "imap_minimal",
        "IMAP with nothing but its provider.",
        minimal
    );
    let full = Imap::builder().name("Acme IMAP").build().unwrap();
    assert_body!(
        "imap_full",
        "IMAP with a name, which every provider accepts.",
        full
    );
}

#[test]
fn ews() {
    let minimal = Ews::builder().build().unwrap();
    assert_body!("ews_minimal", "EWS with nothing but its provider.", minimal);
    let full = Ews::builder()
        .name("Acme Exchange")
        .scopes(scope::ews::CALENDARS)
        .build()
        .unwrap();
    assert_body!(
        "ews_full",
        "EWS with its `scopes`: one string, and the key has an s.",
        full
    );
}

#[test]
fn virtual_calendar() {
    let minimal = VirtualCalendar::builder().build().unwrap();
    assert_body!(
        "virtual_calendar_minimal",
        "Virtual calendars with nothing but the provider.",
        minimal
    );
    let full = VirtualCalendar::builder()
        .name("Acme calendars")
        .build()
        .unwrap();
    assert_body!(
        "virtual_calendar_full",
        "Virtual calendars with a name, which every provider accepts.",
        full
    );
}

#[test]
fn yahoo() {
    let minimal = Yahoo::builder().without_settings().build().unwrap();
    assert_body!(
        "yahoo_minimal",
        "Yahoo with nothing but its provider.",
        minimal
    );
    let full = Yahoo::builder()
        .name("Acme Yahoo")
        .settings(apps::yahoo())
        .scope([scope::yahoo::EMAIL, scope::yahoo::MAIL_READ])
        .build()
        .unwrap();
    assert_body!("yahoo_full", "Yahoo with every field of the page.", full);
}

#[test]
fn nylas() {
    let minimal = Nylas::builder().build().unwrap();
    assert_body!(
        "nylas_minimal",
        "Nylas with nothing but its provider.",
        minimal
    );
    let full = Nylas::builder().name("Acme agents").build().unwrap();
    assert_body!(
        "nylas_full",
        "Nylas with a name, which every provider accepts.",
        full
    );
}
