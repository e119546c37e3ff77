//! One file for each provider: its struct reads like the JSON that it becomes.

mod any;
mod ews;
mod google;
mod icloud;
mod imap;
mod microsoft;
mod nylas;
mod virtual_calendar;
mod yahoo;
mod zoom;

pub(crate) use any::settings_keys;
pub use any::{AnyConnector, ConnectorDraft, FromDraft};
pub use ews::*;
pub use google::*;
pub use icloud::*;
pub use imap::*;
pub use microsoft::*;
pub use nylas::*;
pub use virtual_calendar::*;
pub use yahoo::*;
pub use zoom::*;
