//! Which scopes each use needs: the one place of these facts.
//!
//! They are those of the service's published schema, `tests/fixtures/published-schema.json`; `tests/scopes/schema.rs`
//! compares the two and says what to change here. Where the schema is silent, a comment says so.

use super::{Use, ews, google, microsoft, yahoo};
use crate::{Provider, Scope};

/// What a use needs: one scope of each list. A list begins with its least powerful scope, and the others are those
/// that the service accepts in its place. Empty where the service documents no scopes.
pub(super) type Needs = &'static [&'static [Scope]];

impl Use {
    /// Returns the calls of the service's API that the use consists of, as `METHOD path`.
    ///
    /// ```
    /// use nylas_connectors::scope::Use;
    ///
    /// assert_eq!(Use::SendMessages.calls(), ["POST /v3/grants/{grant_id}/messages/send"]);
    /// ```
    #[must_use]
    pub fn calls(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.calls)
    }

    /// Returns what a grant of the provider needs for this use.
    pub(super) fn needs(self, provider: &Provider) -> Needs {
        match (provider, self.row()) {
            (Provider::Google, Some(row)) => row.google,
            (Provider::Microsoft, Some(row)) => row.microsoft,
            (Provider::Yahoo, Some(row)) => row.yahoo,
            (Provider::Ews, Some(row)) => row.ews,
            _ => &[],
        }
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.what == self)
    }
}

/// The scopes by which a provider says who the user is and keeps the grant alive. Every grant needs them, so the schema
/// names them at no call, but for Yahoo's.
pub(super) fn identity(provider: &Provider) -> &'static [Scope] {
    static GOOGLE: [Scope; 3] = [
        google::OPENID,
        google::USERINFO_EMAIL,
        google::USERINFO_PROFILE,
    ];
    static MICROSOFT: [Scope; 2] = [microsoft::OFFLINE_ACCESS, microsoft::USER_READ];
    static YAHOO: [Scope; 1] = [yahoo::EMAIL];
    match provider {
        Provider::Google => &GOOGLE,
        Provider::Microsoft => &MICROSOFT,
        Provider::Yahoo => &YAHOO,
        Provider::Ews
        | Provider::Zoom
        | Provider::ICloud
        | Provider::Imap
        | Provider::VirtualCalendar
        | Provider::Nylas
        | Provider::Other(_) => &[],
    }
}

struct Row {
    what: Use,
    calls: &'static [&'static str],
    google: Needs,
    microsoft: Needs,
    yahoo: Needs,
    /// The schema names the words of EWS and, but for cleaning messages, not what they are for. The provider guide says
    /// that each is for one API, which is what their names say.
    ews: Needs,
}

// Several uses need the same.
const GOOGLE_READ_MAIL: &[Scope] = &[google::GMAIL_READONLY, google::GMAIL_MODIFY];
const GOOGLE_COMPOSE: &[Scope] = &[google::GMAIL_COMPOSE];
const GOOGLE_SEND: &[Scope] = &[
    google::GMAIL_SEND,
    google::GMAIL_COMPOSE,
    google::GMAIL_MODIFY,
];
const GOOGLE_LABELS: &[Scope] = &[google::GMAIL_LABELS, google::GMAIL_MODIFY];
const GOOGLE_READ_CALENDARS: &[Scope] = &[google::CALENDAR_READONLY, google::CALENDAR];
const GOOGLE_WRITE_EVENTS: &[Scope] = &[google::CALENDAR_EVENTS, google::CALENDAR];
const MICROSOFT_READ_MAIL: &[Scope] = &[
    microsoft::MAIL_READ,
    microsoft::MAIL_READ_WRITE,
    microsoft::MAIL_READ_SHARED,
    microsoft::MAIL_READ_WRITE_SHARED,
];
const MICROSOFT_WRITE_MAIL: &[Scope] = &[
    microsoft::MAIL_READ_WRITE,
    microsoft::MAIL_READ_WRITE_SHARED,
];
const MICROSOFT_SEND: &[Scope] = &[microsoft::MAIL_SEND];
const MICROSOFT_READ_CALENDARS: &[Scope] =
    &[microsoft::CALENDARS_READ, microsoft::CALENDARS_READ_WRITE];
const MICROSOFT_WRITE_CALENDARS: &[Scope] = &[microsoft::CALENDARS_READ_WRITE];
const YAHOO_READ: Needs = &[&[yahoo::MAIL_READ]];
const YAHOO_WRITE: Needs = &[&[yahoo::MAIL_READ], &[yahoo::MAIL_WRITE]];
const EWS_MESSAGES: Needs = &[&[Scope::new(ews::MESSAGES)]];
/// The schema's word, then the guides'.
const EWS_CALENDAR: Needs = &[&[Scope::new(ews::CALENDAR), Scope::new(ews::CALENDARS)]];
const EWS_CONTACTS: Needs = &[&[Scope::new(ews::CONTACTS)]];

static TABLE: [Row; Use::ALL.len()] = [
    Row {
        what: Use::ReadMessages,
        calls: &[
            "GET /v3/grants/{grant_id}/messages",
            "GET /v3/grants/{grant_id}/messages/{message_id}",
            "GET /v3/grants/{grant_id}/threads",
            "GET /v3/grants/{grant_id}/attachments/{attachment_id}",
            // The schema names no scope of Yahoo for a download, though it does for the attachment.
            "GET /v3/grants/{grant_id}/attachments/{attachment_id}/download",
        ],
        google: &[GOOGLE_READ_MAIL],
        microsoft: &[MICROSOFT_READ_MAIL],
        yahoo: YAHOO_READ,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ManageMessages,
        calls: &[
            "PUT /v3/grants/{grant_id}/messages/{message_id}",
            "DELETE /v3/grants/{grant_id}/messages/{message_id}",
        ],
        google: &[&[google::GMAIL_MODIFY]],
        microsoft: &[MICROSOFT_WRITE_MAIL],
        yahoo: YAHOO_WRITE,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::CleanMessages,
        calls: &["PUT /v3/grants/{grant_id}/messages/clean"],
        google: &[&[google::GMAIL_READONLY]],
        microsoft: &[&[microsoft::MAIL_READ]],
        yahoo: YAHOO_READ,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::SmartCompose,
        calls: &[
            "POST /v3/grants/{grant_id}/messages/smart-compose",
            "POST /v3/grants/{grant_id}/messages/{message_id}/smart-compose",
        ],
        google: &[GOOGLE_READ_MAIL],
        microsoft: &[MICROSOFT_READ_MAIL],
        yahoo: YAHOO_WRITE,
        ews: &[],
    },
    Row {
        what: Use::SendMessages,
        calls: &["POST /v3/grants/{grant_id}/messages/send"],
        google: &[GOOGLE_SEND],
        microsoft: &[MICROSOFT_WRITE_MAIL, MICROSOFT_SEND],
        yahoo: YAHOO_WRITE,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ReadDrafts,
        calls: &[
            "GET /v3/grants/{grant_id}/drafts",
            "GET /v3/grants/{grant_id}/drafts/{draft_id}",
        ],
        google: &[&[google::GMAIL_READONLY, google::GMAIL_COMPOSE]],
        microsoft: &[MICROSOFT_READ_MAIL],
        yahoo: YAHOO_READ,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ManageDrafts,
        calls: &[
            "POST /v3/grants/{grant_id}/drafts",
            "PUT /v3/grants/{grant_id}/drafts/{draft_id}",
            "DELETE /v3/grants/{grant_id}/drafts/{draft_id}",
        ],
        google: &[GOOGLE_COMPOSE],
        microsoft: &[MICROSOFT_WRITE_MAIL],
        yahoo: YAHOO_WRITE,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::SendDrafts,
        calls: &["POST /v3/grants/{grant_id}/drafts/{draft_id}"],
        google: &[&[google::GMAIL_COMPOSE, google::GMAIL_MODIFY]],
        microsoft: &[MICROSOFT_WRITE_MAIL, MICROSOFT_SEND],
        yahoo: YAHOO_WRITE,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ReadFolders,
        calls: &[
            "GET /v3/grants/{grant_id}/folders",
            "GET /v3/grants/{grant_id}/folders/{folder_id}",
        ],
        google: &[GOOGLE_LABELS],
        microsoft: &[MICROSOFT_READ_MAIL],
        yahoo: YAHOO_READ,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ManageFolders,
        calls: &[
            "POST /v3/grants/{grant_id}/folders",
            "PUT /v3/grants/{grant_id}/folders/{folder_id}",
            "DELETE /v3/grants/{grant_id}/folders/{folder_id}",
        ],
        google: &[GOOGLE_LABELS],
        microsoft: &[MICROSOFT_WRITE_MAIL],
        yahoo: YAHOO_WRITE,
        ews: EWS_MESSAGES,
    },
    Row {
        what: Use::ReadCalendars,
        calls: &[
            "GET /v3/grants/{grant_id}/calendars",
            "GET /v3/grants/{grant_id}/calendars/{calendar_id}",
            "POST /v3/calendars/availability",
            "POST /v3/grants/{grant_id}/calendars/free-busy",
        ],
        google: &[GOOGLE_READ_CALENDARS],
        microsoft: &[MICROSOFT_READ_CALENDARS],
        yahoo: &[],
        ews: EWS_CALENDAR,
    },
    Row {
        what: Use::ManageCalendars,
        calls: &[
            "POST /v3/grants/{grant_id}/calendars",
            "PUT /v3/grants/{grant_id}/calendars/{calendar_id}",
            "DELETE /v3/grants/{grant_id}/calendars/{calendar_id}",
        ],
        google: &[&[google::CALENDAR]],
        microsoft: &[MICROSOFT_WRITE_CALENDARS],
        yahoo: &[],
        ews: EWS_CALENDAR,
    },
    Row {
        what: Use::ReadEvents,
        calls: &[
            "GET /v3/grants/{grant_id}/events",
            "GET /v3/grants/{grant_id}/events/import",
            "GET /v3/grants/{grant_id}/events/{event_id}",
        ],
        google: &[&[
            google::CALENDAR_EVENTS_READONLY,
            google::CALENDAR_EVENTS,
            google::CALENDAR,
        ]],
        microsoft: &[MICROSOFT_READ_CALENDARS],
        yahoo: &[],
        ews: EWS_CALENDAR,
    },
    Row {
        what: Use::ManageEvents,
        calls: &[
            "POST /v3/grants/{grant_id}/events",
            "PUT /v3/grants/{grant_id}/events/{event_id}",
            "DELETE /v3/grants/{grant_id}/events/{event_id}",
        ],
        google: &[GOOGLE_WRITE_EVENTS],
        microsoft: &[MICROSOFT_WRITE_CALENDARS],
        yahoo: &[],
        ews: EWS_CALENDAR,
    },
    Row {
        what: Use::SendRsvps,
        calls: &["POST /v3/grants/{grant_id}/events/{event_id}/send-rsvp"],
        // An answer to an invitation is a message.
        google: &[GOOGLE_SEND],
        microsoft: &[MICROSOFT_WRITE_MAIL],
        yahoo: &[],
        ews: &[],
    },
    Row {
        what: Use::ManageBookings,
        calls: &[
            "POST /v3/grants/{grant_id}/scheduling/configurations",
            "PUT /v3/grants/{grant_id}/scheduling/configurations/{configuration_id}",
            "GET /v3/scheduling/availability",
            "POST /v3/scheduling/bookings",
            "GET /v3/scheduling/bookings/{booking_id}",
            "PATCH /v3/scheduling/bookings/{booking_id}",
            "PUT /v3/scheduling/bookings/{booking_id}",
            "DELETE /v3/scheduling/bookings/{booking_id}",
        ],
        google: &[GOOGLE_READ_CALENDARS, GOOGLE_WRITE_EVENTS],
        microsoft: &[MICROSOFT_WRITE_CALENDARS],
        yahoo: &[],
        ews: &[],
    },
    Row {
        what: Use::ReadResources,
        calls: &["GET /v3/grants/{grant_id}/resources"],
        google: &[&[google::ADMIN_DIRECTORY_RESOURCE_CALENDAR_READONLY]],
        microsoft: &[&[microsoft::PLACE_READ_ALL]],
        yahoo: &[],
        ews: &[],
    },
    Row {
        what: Use::ReadContacts,
        calls: &[
            "GET /v3/grants/{grant_id}/contacts",
            "GET /v3/grants/{grant_id}/contacts/{contact_id}",
            "GET /v3/grants/{grant_id}/contacts/groups",
        ],
        google: &[
            &[google::CONTACTS_READONLY],
            &[google::CONTACTS_OTHER_READONLY],
            &[google::DIRECTORY_READONLY],
        ],
        microsoft: &[&[microsoft::CONTACTS_READ], &[microsoft::PEOPLE_READ]],
        yahoo: &[],
        ews: EWS_CONTACTS,
    },
    Row {
        what: Use::ManageContacts,
        calls: &[
            "POST /v3/grants/{grant_id}/contacts",
            "PUT /v3/grants/{grant_id}/contacts/{contact_id}",
            "DELETE /v3/grants/{grant_id}/contacts/{contact_id}",
        ],
        google: &[&[google::CONTACTS]],
        microsoft: &[&[microsoft::CONTACTS_READ_WRITE]],
        yahoo: &[],
        ews: EWS_CONTACTS,
    },
];
