//! Scopes of Microsoft Graph, for [`Microsoft`](crate::Microsoft), in their short form.
//!
//! The service takes the long form too, `https://graph.microsoft.com/Calendars.Read`, and letter case doesn't matter:
//! see [`Scope::same_as`](crate::Scope::same_as). From the
//! [Microsoft provider guide](https://developer.nylas.com/docs/provider-guides/microsoft/).

use crate::Scope;

/// `openid`: who the user is, as an OpenID Connect token.
pub const OPENID: Scope = Scope::new("openid");
/// `offline_access`: a refresh token, so that the grant outlives its first hour.
pub const OFFLINE_ACCESS: Scope = Scope::new("offline_access");
/// `User.Read`: the user's own profile.
pub const USER_READ: Scope = Scope::new("User.Read");
/// `User.Read.All`: the profiles of everyone in the organization; an administrator must consent.
pub const USER_READ_ALL: Scope = Scope::new("User.Read.All");
/// `Mail.Read`: read the user's mail.
pub const MAIL_READ: Scope = Scope::new("Mail.Read");
/// `Mail.ReadWrite`: read and change the user's mail; sending needs `Mail.Send` too.
pub const MAIL_READ_WRITE: Scope = Scope::new("Mail.ReadWrite");
/// `Mail.Send`: send mail as the user.
pub const MAIL_SEND: Scope = Scope::new("Mail.Send");
/// `Mail.Read.Shared`: read mail that others share with the user.
pub const MAIL_READ_SHARED: Scope = Scope::new("Mail.Read.Shared");
/// `Mail.ReadWrite.Shared`: read and change mail that others share with the user.
pub const MAIL_READ_WRITE_SHARED: Scope = Scope::new("Mail.ReadWrite.Shared");
/// `Mail.Send.Shared`: send mail for others who allow it.
pub const MAIL_SEND_SHARED: Scope = Scope::new("Mail.Send.Shared");
/// `Calendars.Read`: read the user's calendars.
pub const CALENDARS_READ: Scope = Scope::new("Calendars.Read");
/// `Calendars.ReadWrite`: read and change the user's calendars.
pub const CALENDARS_READ_WRITE: Scope = Scope::new("Calendars.ReadWrite");
/// `Calendars.Read.Shared`: read calendars that others share with the user.
pub const CALENDARS_READ_SHARED: Scope = Scope::new("Calendars.Read.Shared");
/// `Calendars.ReadWrite.Shared`: read and change calendars that others share with the user.
pub const CALENDARS_READ_WRITE_SHARED: Scope = Scope::new("Calendars.ReadWrite.Shared");
/// `Contacts.Read`: read the user's contacts.
pub const CONTACTS_READ: Scope = Scope::new("Contacts.Read");
/// `Contacts.ReadWrite`: read and change the user's contacts.
pub const CONTACTS_READ_WRITE: Scope = Scope::new("Contacts.ReadWrite");
/// `People.Read`: the people whom the user is in touch with.
pub const PEOPLE_READ: Scope = Scope::new("People.Read");
/// `Place.Read.All`: the rooms of the organization; an administrator must consent.
pub const PLACE_READ_ALL: Scope = Scope::new("Place.Read.All");
/// `OnlineMeetings.ReadWrite`: see and create online meetings.
pub const ONLINE_MEETINGS_READ_WRITE: Scope = Scope::new("OnlineMeetings.ReadWrite");
