//! Scopes of Exchange on-premises, for [`Ews`](crate::Ews), whose `scopes` is one string.
//!
//! The sources disagree about the calendar: the published schema has `ews.calendar`, the
//! [provider guide](https://developer.nylas.com/docs/provider-guides/exchange-on-prem/) has `ews.calendars`. Both are
//! here; [`needed`](super::needed) gives the schema's, which is the one that the service documents for this call.

/// `ews.messages`: read, change and send mail.
pub const MESSAGES: &str = "ews.messages";
/// `ews.calendar`: calendars and events, as the published schema writes it.
pub const CALENDAR: &str = "ews.calendar";
/// `ews.calendars`: calendars and events, as the provider guides write it.
pub const CALENDARS: &str = "ews.calendars";
/// `ews.contacts`: see and change contacts.
pub const CONTACTS: &str = "ews.contacts";

/// Whether the character would separate several scopes in one string.
pub(crate) fn separates(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';')
}
