//! Scopes: what an application asks a provider to let it do.
//!
//! [`needed`] answers which scopes an application needs, from what it does: its [`Use`]s. [`allows`] answers the
//! reverse, what the scopes of a connector let its grants do, and [`documented`] which uses a provider has.
//!
//! The modules hold the scopes that the provider guides name, as constants. Any other string is a scope too.

pub mod ews;
mod form;
pub mod google;
pub mod microsoft;
pub(crate) mod name;
mod needs;
mod table;
mod uses;
pub mod yahoo;

pub(crate) use self::form::{GOOGLE_AUTH, canonical};
pub(crate) use self::needs::of_provider;
pub use self::needs::{allows, documented, needed};
pub use self::uses::{UnknownUse, Use};
