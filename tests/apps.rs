//! The OAuth app of each provider that has one, with every field set, for the tests that pin whole bodies.

use nylas_connectors::{GoogleSettings, MicrosoftSettings, YahooSettings, ZoomSettings};

/// The app of a Google connector.
#[must_use]
pub fn google() -> GoogleSettings {
    GoogleSettings::builder()
        .client_id("1234.apps.googleusercontent.com")
        .client_secret("GOCSPX-1234")
        .topic_name("projects/acme/topics/nylas-gmail-realtime")
        .build()
}

/// The app of a Microsoft connector.
#[must_use]
pub fn microsoft() -> MicrosoftSettings {
    MicrosoftSettings::builder()
        .client_id("8f2d5c1e-0000-4000-8000-000000000000")
        .client_secret("abc~1234")
        .tenant("common")
        .build()
}

/// The app of a Yahoo connector.
#[must_use]
pub fn yahoo() -> YahooSettings {
    YahooSettings::builder()
        .client_id("dj0y")
        .client_secret("yahoo-secret")
        .build()
}

/// The app of a Zoom connector.
#[must_use]
pub fn zoom() -> ZoomSettings {
    ZoomSettings::builder()
        .client_id("zoom-id")
        .client_secret("zoom-secret")
        .build()
}
