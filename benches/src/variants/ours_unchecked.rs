//! The library's derive without `#[builder(validate)]`.

use nylas_connectors::{ForProvider, Provider, ProviderTag, Scope, Secret};
use serde::Serialize;

use super::values::{CLIENT_ID, CLIENT_SECRET, NAME, TOPIC_NAME, scopes, text};

#[derive(nylas_connectors::Builder, Serialize)]
pub(super) struct Google {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[builder(skip)]
    provider: ProviderTag<Self>,
    #[builder(opt_out = without_settings)]
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<GoogleSettings>,
    #[builder(collect)]
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Google {
    const PROVIDER: Provider = Provider::Google;
}

#[derive(nylas_connectors::Builder, Serialize)]
pub(super) struct GoogleSettings {
    client_id: String,
    client_secret: Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic_name: Option<String>,
}

#[inline(never)]
pub(super) fn make() -> Google {
    Google::builder()
        .name(text(NAME))
        .settings(
            GoogleSettings::builder()
                .client_id(text(CLIENT_ID))
                .client_secret(text(CLIENT_SECRET))
                .topic_name(text(TOPIC_NAME)),
        )
        .scope(scopes())
        .build()
}
