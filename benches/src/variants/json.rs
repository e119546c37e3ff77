//! No struct at all: nothing checks the keys.

use nylas_connectors::Provider;
use serde_json::{Value, json};

use super::values::{CLIENT_ID, CLIENT_SECRET, NAME, TOPIC_NAME, scopes, text};

#[inline(never)]
pub(super) fn make() -> Value {
    json!({
        "name": text(NAME),
        "provider": Provider::Google.as_str(),
        "settings": {
            "client_id": text(CLIENT_ID),
            "client_secret": text(CLIENT_SECRET),
            "topic_name": text(TOPIC_NAME),
        },
        "scope": scopes(),
    })
}
