//! What the service takes: the keys of each body and the parameters of each call, by its published schema. A connector's
//! `name` is in no schema, but in the samples of its documentation.

use super::reply::Reply;
use crate::Provider;
use crate::did_you_mean::suggestion;

/// A key of a body.
#[derive(Clone, Copy)]
pub(super) struct Key {
    /// Its path: `name`, `settings.client_id`.
    pub(super) path: &'static str,
    pub(super) kind: Kind,
    /// Whether it must be there, if the object around it is.
    pub(super) required: bool,
}

/// What a key's value is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// A text. In strict mode it is one of these words.
    Word(&'static [&'static str]),
    Texts,
    /// An object. In strict mode it has no keys but those of the table.
    Object,
    /// An object with any keys.
    Map,
    /// It is left out. The documentation says so, and a refusal lets a test see that a client doesn't.
    Nothing,
}

/// The keys of a body, in groups.
pub(super) type Keys = &'static [&'static [Key]];

const fn optional(path: &'static str, kind: Kind) -> Key {
    Key {
        path,
        kind,
        required: false,
    }
}

const fn required(path: &'static str, kind: Kind) -> Key {
    Key {
        path,
        kind,
        required: true,
    }
}

const NAME: Key = optional("name", Kind::Text);
const SETTINGS: Key = optional("settings", Kind::Object);
const ANY_SETTINGS: Key = optional("settings", Kind::Map);
const SCOPE: Key = optional("scope", Kind::Texts);
const ACTIVE: Key = optional("active_credential_id", Kind::Text);
const DATA: Key = required("credential_data", Kind::Map);

/// Every provider has these.
pub(super) const CONNECTOR: &[Key] = &[NAME, required("provider", Kind::Text)];
const APP: &[Key] = &[
    SETTINGS,
    required("settings.client_id", Kind::Text),
    required("settings.client_secret", Kind::Text),
];
const TOPIC: &[Key] = &[optional("settings.topic_name", Kind::Text)];
const TENANT: &[Key] = &[optional("settings.tenant", Kind::Text)];
const NO_SCOPE: &[Key] = &[optional("scope", Kind::Nothing)];
const EWS_WORDS: Kind = Kind::Word(&["ews.messages", "ews.calendar", "ews.contacts"]);
const SCOPES: &[Key] = &[optional("scopes", EWS_WORDS)];

/// The body that creates a connector. A provider that only the test knows may have any settings.
pub(super) fn new_connector(provider: &str) -> Keys {
    match Provider::from(provider) {
        Provider::Google => &[CONNECTOR, APP, TOPIC, &[SCOPE]],
        Provider::Microsoft => &[CONNECTOR, APP, TENANT, &[SCOPE]],
        Provider::Yahoo => &[CONNECTOR, APP, &[SCOPE]],
        Provider::Zoom => &[CONNECTOR, APP, NO_SCOPE],
        Provider::Ews => &[CONNECTOR, SCOPES],
        Provider::ICloud | Provider::Imap | Provider::Nylas | Provider::VirtualCalendar => {
            &[CONNECTOR]
        }
        Provider::Other(_) => &[CONNECTOR, &[ANY_SETTINGS, SCOPE]],
    }
}

const APP_UPDATE: &[Key] = &[
    SETTINGS,
    optional("settings.client_id", Kind::Text),
    optional("settings.client_secret", Kind::Text),
];

/// The body that updates a connector. Settings may be partial, as in a sample of the documentation.
pub(super) fn connector_update(provider: &str) -> Keys {
    match Provider::from(provider) {
        Provider::Google => &[&[NAME, ACTIVE, SCOPE], APP_UPDATE, TOPIC],
        Provider::Microsoft => &[&[NAME, ACTIVE, SCOPE], APP_UPDATE, TENANT],
        Provider::Yahoo => &[&[NAME, ACTIVE, SCOPE], APP_UPDATE],
        Provider::Zoom => &[&[NAME, ACTIVE], APP_UPDATE, NO_SCOPE],
        Provider::Ews
        | Provider::ICloud
        | Provider::Imap
        | Provider::Nylas
        | Provider::VirtualCalendar => &[&[NAME, ACTIVE, SCOPE, SETTINGS]],
        Provider::Other(_) => &[&[NAME, ACTIVE, SCOPE, ANY_SETTINGS]],
    }
}

/// The body that creates a credential.
pub(super) const NEW_CREDENTIAL: &[Key] = &[
    required("name", Kind::Text),
    required("credential_type", Kind::Text),
    DATA,
];

/// The types of credentials, each with what its data must have.
pub(super) const CREDENTIALS: [(&str, &[Key]); 3] = [
    (
        "connector",
        &[
            required("credential_data.client_id", Kind::Text),
            required("credential_data.client_secret", Kind::Text),
        ],
    ),
    (
        "serviceaccount",
        &[
            required("credential_data.private_key_id", Kind::Text),
            required("credential_data.private_key", Kind::Text),
            required("credential_data.client_email", Kind::Text),
        ],
    ),
    ("adminconsent", &[]),
];

/// The body that updates a credential.
pub(super) const CREDENTIAL_UPDATE: &[Key] = &[NAME, optional("credential_data", Kind::Map)];

/// The parameters of a call's query, if the service has the call.
pub(super) fn parameters(method: &str, path: &[&str]) -> Option<&'static [&'static str]> {
    Some(match (method, path) {
        ("GET", ["v3", "connectors"]) => &["limit", "offset"],
        ("GET", ["v3", "connectors", _, "creds"]) => &["limit", "offset", "sort_by", "order_by"],
        ("POST", ["v3", "providers", "detect"]) => &["email", "all_provider_types"],
        ("POST", ["v3", "connectors"] | ["v3", "connectors", _, "creds"])
        | (
            "GET" | "PATCH" | "DELETE",
            ["v3", "connectors", _] | ["v3", "connectors", _, "creds", _],
        ) => &[],
        _ => return None,
    })
}

/// Checks that each of the names is listed. The refusal begins with what isn't: ``key `settings.``.
pub(super) fn only<'a>(
    listed: &[&str],
    names: impl IntoIterator<Item = &'a str>,
    what: &str,
) -> Result<(), Reply> {
    match names.into_iter().find(|name| !listed.contains(name)) {
        Some(name) => {
            let near = suggestion(name, listed.iter().copied());
            let listed = match listed {
                [] => "none".to_owned(),
                _ => listed.join(", "),
            };
            Err(Reply::invalid(&format!(
                "the schema has no {what}{name}`{near} (it has: {listed})"
            )))
        }
        None => Ok(()),
    }
}
