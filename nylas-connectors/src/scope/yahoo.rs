//! Scopes of Yahoo, for [`Yahoo`](crate::Yahoo).
//!
//! From the [Yahoo provider guide](https://developer.nylas.com/docs/provider-guides/yahoo-authentication/).

use crate::Scope;

/// `email`: the user's address.
pub const EMAIL: Scope = Scope::new("email");
/// `profile`: the user's name and picture.
pub const PROFILE: Scope = Scope::new("profile");
/// `mail-r`: read the user's mail.
pub const MAIL_READ: Scope = Scope::new("mail-r");
/// `mail-w`: change and send the user's mail; it needs `mail-r` too.
pub const MAIL_WRITE: Scope = Scope::new("mail-w");
