//! One file for each provider: the struct reads like the JSON that it becomes.

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

pub use any::{AnyConnector, ConnectorDraft};
pub use ews::{Ews, EwsBuilder};
pub use google::{Google, GoogleBuilder, GoogleSettings, GoogleSettingsBuilder};
pub use icloud::{ICloud, ICloudBuilder};
pub use imap::{Imap, ImapBuilder};
pub use microsoft::{Microsoft, MicrosoftBuilder, MicrosoftSettings, MicrosoftSettingsBuilder};
pub use nylas::{Nylas, NylasBuilder};
pub use virtual_calendar::{VirtualCalendar, VirtualCalendarBuilder};
pub use yahoo::{Yahoo, YahooBuilder, YahooSettings, YahooSettingsBuilder};
pub use zoom::{Zoom, ZoomBuilder, ZoomSettings, ZoomSettingsBuilder};
