//! Scopes of Google, for [`Google`](crate::Google).
//!
//! Google knows a scope by its whole URI, but for `openid` and for `email` and `profile`, which are short for
//! [`USERINFO_EMAIL`] and [`USERINFO_PROFILE`].
//!
//! From the [Google provider guide](https://developer.nylas.com/docs/provider-guides/google/) and Google's own
//! [list](https://developers.google.com/identity/protocols/oauth2/scopes).

use crate::Scope;

/// `openid`: who the user is, as an OpenID Connect token.
pub const OPENID: Scope = Scope::new("openid");
/// `https://mail.google.com/`: everything in the mailbox, including deleting for good.
pub const MAIL: Scope = Scope::new("https://mail.google.com/");
/// `https://www.googleapis.com/auth/userinfo.email`: the user's primary address.
pub const USERINFO_EMAIL: Scope = Scope::new("https://www.googleapis.com/auth/userinfo.email");
/// `https://www.googleapis.com/auth/userinfo.profile`: the user's name and picture.
pub const USERINFO_PROFILE: Scope = Scope::new("https://www.googleapis.com/auth/userinfo.profile");
/// `https://www.googleapis.com/auth/gmail.readonly`: read messages, threads, labels and settings.
pub const GMAIL_READONLY: Scope = Scope::new("https://www.googleapis.com/auth/gmail.readonly");
/// `https://www.googleapis.com/auth/gmail.modify`: read, write and send mail; everything but deleting for good.
pub const GMAIL_MODIFY: Scope = Scope::new("https://www.googleapis.com/auth/gmail.modify");
/// `https://www.googleapis.com/auth/gmail.send`: send mail, and nothing else.
pub const GMAIL_SEND: Scope = Scope::new("https://www.googleapis.com/auth/gmail.send");
/// `https://www.googleapis.com/auth/gmail.compose`: create and change drafts, and send them.
pub const GMAIL_COMPOSE: Scope = Scope::new("https://www.googleapis.com/auth/gmail.compose");
/// `https://www.googleapis.com/auth/gmail.labels`: see and change labels.
pub const GMAIL_LABELS: Scope = Scope::new("https://www.googleapis.com/auth/gmail.labels");
/// `https://www.googleapis.com/auth/gmail.metadata`: headers and labels, without the text of messages.
pub const GMAIL_METADATA: Scope = Scope::new("https://www.googleapis.com/auth/gmail.metadata");
/// `https://www.googleapis.com/auth/calendar`: see, change and share all calendars.
pub const CALENDAR: Scope = Scope::new("https://www.googleapis.com/auth/calendar");
/// `https://www.googleapis.com/auth/calendar.readonly`: see all calendars and their events.
pub const CALENDAR_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/calendar.readonly");
/// `https://www.googleapis.com/auth/calendar.events`: see and change events.
pub const CALENDAR_EVENTS: Scope = Scope::new("https://www.googleapis.com/auth/calendar.events");
/// `https://www.googleapis.com/auth/calendar.events.readonly`: see events.
pub const CALENDAR_EVENTS_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/calendar.events.readonly");
/// `https://www.googleapis.com/auth/contacts`: see and change contacts.
pub const CONTACTS: Scope = Scope::new("https://www.googleapis.com/auth/contacts");
/// `https://www.googleapis.com/auth/contacts.readonly`: see contacts.
pub const CONTACTS_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/contacts.readonly");
/// `https://www.googleapis.com/auth/contacts.other.readonly`: see the people that the user corresponded with.
pub const CONTACTS_OTHER_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/contacts.other.readonly");
/// `https://www.googleapis.com/auth/directory.readonly`: see the directory of the user's organization.
pub const DIRECTORY_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/directory.readonly");
/// `https://www.googleapis.com/auth/admin.directory.resource.calendar.readonly`: see the rooms and other resources that a calendar can book.
pub const ADMIN_DIRECTORY_RESOURCE_CALENDAR_READONLY: Scope =
    Scope::new("https://www.googleapis.com/auth/admin.directory.resource.calendar.readonly");
