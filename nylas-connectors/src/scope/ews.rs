//! Scopes of Exchange on-premises, for [`Ews`](crate::Ews), whose `scopes` is one string.
//!
//! The sources disagree about the calendar: the published schema has `ews.calendar`, the
//! [provider guide](https://developer.nylas.com/docs/provider-guides/exchange-on-prem/) has `ews.calendars`. Both
//! are here; try the guide's first.

/// `ews.messages`: read, change and send mail.
pub const MESSAGES: &str = "ews.messages";
/// `ews.calendar`: calendars and events, as the published schema writes it.
pub const CALENDAR: &str = "ews.calendar";
/// `ews.calendars`: calendars and events, as the provider guides write it.
pub const CALENDARS: &str = "ews.calendars";
/// `ews.contacts`: see and change contacts.
pub const CONTACTS: &str = "ews.contacts";
