//! `derive_builder` in its owned form: what is missing is found at run time.

use nylas_connectors::{ForProvider, Provider, ProviderTag, Scope, Secret};
use serde::Serialize;

use super::values::{CLIENT_ID, CLIENT_SECRET, NAME, TOPIC_NAME, scopes, text};

#[derive(derive_builder::Builder, Serialize)]
#[builder(pattern = "owned")]
pub(super) struct Google {
    #[builder(default, setter(into, strip_option))]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[builder(default, setter(skip))]
    provider: ProviderTag<Self>,
    #[builder(default, setter(strip_option))]
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<GoogleSettings>,
    #[builder(default, setter(strip_option))]
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<Vec<Scope>>,
}

impl ForProvider for Google {
    const PROVIDER: Provider = Provider::Google;
}

#[derive(derive_builder::Builder, Serialize)]
#[builder(pattern = "owned")]
pub(super) struct GoogleSettings {
    #[builder(setter(into))]
    client_id: String,
    #[builder(setter(into))]
    client_secret: Secret,
    #[builder(default, setter(into, strip_option))]
    #[serde(skip_serializing_if = "Option::is_none")]
    topic_name: Option<String>,
}

#[inline(never)]
pub(super) fn make() -> Result<Google, crate::Error> {
    let settings = GoogleSettingsBuilder::default()
        .client_id(text(CLIENT_ID))
        .client_secret(text(CLIENT_SECRET))
        .topic_name(text(TOPIC_NAME))
        .build()?;
    let google = GoogleBuilder::default()
        .name(text(NAME))
        .settings(settings)
        .scope(scopes().into_iter().collect())
        .build()?;
    Ok(google)
}
