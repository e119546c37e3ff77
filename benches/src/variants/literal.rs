//! The fields written down one by one.

use nylas_connectors::{ForProvider, Provider, ProviderTag, Scope, Secret};
use serde::Serialize;

use super::values::{CLIENT_ID, CLIENT_SECRET, NAME, TOPIC_NAME, scopes, text};

#[derive(Serialize)]
pub(super) struct Google {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    provider: ProviderTag<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<GoogleSettings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Google {
    const PROVIDER: Provider = Provider::Google;
}

#[derive(Serialize)]
pub(super) struct GoogleSettings {
    client_id: String,
    client_secret: Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic_name: Option<String>,
}

#[inline(never)]
pub(super) fn make() -> Google {
    Google {
        name: Some(text(NAME).into()),
        provider: ProviderTag::default(),
        settings: Some(GoogleSettings {
            client_id: text(CLIENT_ID).into(),
            client_secret: text(CLIENT_SECRET).into(),
            topic_name: Some(text(TOPIC_NAME).into()),
        }),
        scope: Some(scopes().into_iter().collect()),
    }
}
