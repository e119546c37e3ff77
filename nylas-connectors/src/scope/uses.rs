//! What an application does for its users.

use std::fmt;
use std::str::FromStr;

macro_rules! define_use {
    ($($(#[$doc:meta])* $Use:ident = $name:literal,)*) => {
        /// Something that an application does with a user's mail, calendars or contacts.
        ///
        /// Each call of the service's email, calendar, contacts and scheduler APIs belongs to one use: see
        /// [`Use::calls`]. [`needed`](super::needed) gives the scopes for a list of uses, and [`allows`](super::allows)
        /// the uses of a connector.
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
            $($(#[$doc])* $Use,)*
        }

        impl Use {
            /// Every use that this version knows, in the order of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$Use),*];

            /// Returns the name, which stays the same: the variant's in lower case, with hyphens.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$Use => $name,)*
                }
            }
        }
    };
}

define_use! {
    /// `read-messages`: list and read messages, threads and attachments.
    ReadMessages = "read-messages",
    /// `manage-messages`: change messages (unread, starred, folder) and delete them.
    ManageMessages = "manage-messages",
    /// `clean-messages`: strip messages of signatures, links and quoted text.
    CleanMessages = "clean-messages",
    /// `smart-compose`: have the text of a message or of a reply generated.
    SmartCompose = "smart-compose",
    /// `send-messages`: send messages.
    SendMessages = "send-messages",
    /// `read-drafts`: list and read drafts.
    ReadDrafts = "read-drafts",
    /// `manage-drafts`: create, change and delete drafts.
    ManageDrafts = "manage-drafts",
    /// `send-drafts`: send a draft that exists.
    SendDrafts = "send-drafts",
    /// `read-folders`: list and read folders or labels.
    ReadFolders = "read-folders",
    /// `manage-folders`: create, change and delete folders or labels.
    ManageFolders = "manage-folders",
    /// `read-calendars`: list and read calendars, and find when people are free or busy.
    ReadCalendars = "read-calendars",
    /// `manage-calendars`: create, change and delete calendars.
    ManageCalendars = "manage-calendars",
    /// `read-events`: list, read and import events.
    ReadEvents = "read-events",
    /// `manage-events`: create, change and delete events.
    ManageEvents = "manage-events",
    /// `send-rsvps`: answer invitations to events.
    SendRsvps = "send-rsvps",
    /// `manage-bookings`: offer times with the scheduler and take bookings.
    ManageBookings = "manage-bookings",
    /// `read-resources`: list rooms and other resources that can be booked.
    ReadResources = "read-resources",
    /// `read-contacts`: list and read contacts and their groups, with the people of the user's correspondence and
    /// directory.
    ReadContacts = "read-contacts",
    /// `manage-contacts`: create, change and delete contacts.
    ManageContacts = "manage-contacts",
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
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("unknown use: expected one of {}", names())]
#[non_exhaustive]
pub struct UnknownUse;

fn names() -> String {
    let names: Vec<&str> = Use::ALL.iter().map(|known| known.as_str()).collect();
    names.join(", ")
}
