//! What goes into the connector.

use std::hint::black_box;

use nylas_connectors::{Scope, scope};

pub(super) const NAME: &str = "Acme's calendar";
pub(super) const CLIENT_ID: &str = "1234.apps.googleusercontent.com";
pub(super) const CLIENT_SECRET: &str = "GOCSPX-1234567890abcdefghijklmnop";
pub(super) const TOPIC_NAME: &str = "projects/acme/topics/nylas-gmail-realtime";

/// A text whose content the compiler can't look into.
pub(super) fn text(text: &'static str) -> &'static str {
    black_box(text)
}

pub(super) fn scopes() -> [Scope; 5] {
    black_box([
        scope::google::OPENID,
        scope::google::USERINFO_EMAIL,
        scope::google::GMAIL_MODIFY,
        scope::google::CALENDAR,
        scope::google::CONTACTS,
    ])
}
