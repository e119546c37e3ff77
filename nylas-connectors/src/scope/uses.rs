//! What an application does for its users.

use std::fmt;
use std::str::FromStr;

/// Something that an application does with a user's mail, calendars or contacts.
///
/// Each call of the service's email, calendar, contacts and scheduler APIs belongs to one use: see [`Use::calls`].
/// [`needed`](super::needed) gives the scopes for a list of uses, and [`allows`](super::allows) the uses of a connector.
///
/// `Display` and [`FromStr`] use the [name](Use::as_str), for command lines and files.
///
/// ```
/// use nylas_connectors::scope::Use;
///
/// let parsed: Use = "read-messages".parse()?;
/// assert_eq!(parsed, Use::ReadMessages);
/// assert_eq!(Use::ManageEvents.to_string(), "manage-events");
/// # Ok::<(), nylas_connectors::scope::UnknownUse>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Use {
    /// `read-messages`: list and read messages, threads and attachments.
    ReadMessages,
    /// `manage-messages`: change messages (unread, starred, folder) and delete them.
    ManageMessages,
    /// `clean-messages`: strip messages of signatures, links and quoted text.
    CleanMessages,
    /// `smart-compose`: have the text of a message or of a reply generated.
    SmartCompose,
    /// `send-messages`: send messages.
    SendMessages,
    /// `read-drafts`: list and read drafts.
    ReadDrafts,
    /// `manage-drafts`: create, change and delete drafts.
    ManageDrafts,
    /// `send-drafts`: send a draft that exists.
    SendDrafts,
    /// `read-folders`: list and read folders or labels.
    ReadFolders,
    /// `manage-folders`: create, change and delete folders or labels.
    ManageFolders,
    /// `read-calendars`: list and read calendars, and find when people are free or busy.
    ReadCalendars,
    /// `manage-calendars`: create, change and delete calendars.
    ManageCalendars,
    /// `read-events`: list, read and import events.
    ReadEvents,
    /// `manage-events`: create, change and delete events.
    ManageEvents,
    /// `send-rsvps`: answer invitations to events.
    SendRsvps,
    /// `manage-bookings`: offer times with the scheduler and take bookings.
    ManageBookings,
    /// `read-resources`: list rooms and other resources that can be booked.
    ReadResources,
    /// `read-contacts`: list and read contacts and their groups, with the people of the user's correspondence and
    /// directory.
    ReadContacts,
    /// `manage-contacts`: create, change and delete contacts.
    ManageContacts,
}

impl Use {
    /// Every use that this version knows, in the order of the enum.
    pub const ALL: &'static [Self] = &[
        Self::ReadMessages,
        Self::ManageMessages,
        Self::CleanMessages,
        Self::SmartCompose,
        Self::SendMessages,
        Self::ReadDrafts,
        Self::ManageDrafts,
        Self::SendDrafts,
        Self::ReadFolders,
        Self::ManageFolders,
        Self::ReadCalendars,
        Self::ManageCalendars,
        Self::ReadEvents,
        Self::ManageEvents,
        Self::SendRsvps,
        Self::ManageBookings,
        Self::ReadResources,
        Self::ReadContacts,
        Self::ManageContacts,
    ];

    /// Returns the name, which stays the same: the variant's in lower case, with hyphens.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadMessages => "read-messages",
            Self::ManageMessages => "manage-messages",
            Self::CleanMessages => "clean-messages",
            Self::SmartCompose => "smart-compose",
            Self::SendMessages => "send-messages",
            Self::ReadDrafts => "read-drafts",
            Self::ManageDrafts => "manage-drafts",
            Self::SendDrafts => "send-drafts",
            Self::ReadFolders => "read-folders",
            Self::ManageFolders => "manage-folders",
            Self::ReadCalendars => "read-calendars",
            Self::ManageCalendars => "manage-calendars",
            Self::ReadEvents => "read-events",
            Self::ManageEvents => "manage-events",
            Self::SendRsvps => "send-rsvps",
            Self::ManageBookings => "manage-bookings",
            Self::ReadResources => "read-resources",
            Self::ReadContacts => "read-contacts",
            Self::ManageContacts => "manage-contacts",
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Use {
    type Err = UnknownUse;

    fn from_str(name: &str) -> Result<Self, UnknownUse> {
        let mut all = Self::ALL.iter().copied();
        all.find(|known| known.as_str() == name).ok_or(UnknownUse)
    }
}

/// The error of a name that no [`Use`] has. Its `Display` lists the names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct UnknownUse;

impl fmt::Display for UnknownUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Use::ALL.iter().map(|known| known.as_str()).collect();
        write!(
            formatter,
            "unknown use: expected one of {}",
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownUse {}
