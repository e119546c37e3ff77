//! One connector of the pretend service.

use serde_json::{Value, json};

use super::answers::Refusal;
use super::credential::Credential;
use super::fields::{self, Object};
use super::service::Counters;
use crate::secret_keys::is_secret_key;

/// What the settings of an OAuth app must hold.
pub(super) const APP_KEYS: &[&str] = &["client_id", "client_secret"];

/// A connector and its credentials.
pub(super) struct Connector {
    pub(super) provider: String,
    name: String,
    settings: Option<Object>,
    scope: Option<Vec<String>>,
    /// Only for EWS, where the scopes are one string under another key.
    scopes: Option<String>,
    pub(super) active: Option<String>,
    pub(super) credentials: Vec<Credential>,
}

impl Connector {
    pub(super) fn new(provider: &str) -> Self {
        Self {
            provider: provider.to_owned(),
            name: provider.to_owned(),
            settings: None,
            scope: None,
            scopes: None,
            active: None,
            credentials: Vec::new(),
        }
    }

    /// Takes over those fields that creating and changing have in common. All
    /// are checked before the first is stored.
    pub(super) fn apply(&mut self, body: &Object, counters: &mut Counters) -> Result<(), Refusal> {
        let name = fields::optional_text(body, "name")?;
        let settings = fields::optional_object(body, "settings")?;
        let scope = self.scope_of(body)?;
        let scopes = self.scopes_of(body)?;

        if let Some(name) = name {
            name.clone_into(&mut self.name);
        }
        self.scope = scope.or_else(|| self.scope.take());
        self.scopes = scopes.or_else(|| self.scopes.take());
        if let Some(settings) = settings {
            self.make_primary(&settings, counters);
            self.settings = Some(settings);
        }
        Ok(())
    }

    /// The page says not to send scopes for Zoom. A refusal lets a test see
    /// that a client does.
    fn scope_of(&self, body: &Object) -> Result<Option<Vec<String>>, Refusal> {
        let scope = fields::optional_list(body, "scope")?;
        if scope.is_some() && self.provider == "zoom" {
            return Err(Refusal::invalid("zoom has no default scopes"));
        }
        Ok(scope)
    }

    /// For other providers than EWS the key `scopes` is ignored, as the
    /// service does.
    fn scopes_of(&self, body: &Object) -> Result<Option<String>, Refusal> {
        if self.provider != "ews" {
            return Ok(None);
        }
        Ok(fields::optional_text(body, "scopes")?.map(str::to_owned))
    }

    /// The first settings of an OAuth app become the primary credential.
    fn make_primary(&mut self, settings: &Object, counters: &mut Counters) {
        if self.active.is_some() || fields::require(settings, APP_KEYS, "settings").is_err() {
            return;
        }
        let name = format!("{} primary", self.provider);
        let credential = Credential::new(name, "connector", settings.clone(), counters);
        self.active = Some(credential.id().to_owned());
        self.credentials.push(credential);
    }

    /// What the service shows of the connector; what isn't set is left out.
    pub(super) fn shown(&self) -> Value {
        let members = [
            ("name", Some(json!(self.name))),
            ("provider", Some(json!(self.provider))),
            ("settings", self.settings.as_ref().map(without_secrets)),
            ("scope", self.scope.as_ref().map(|scope| json!(scope))),
            ("scopes", self.scopes.as_ref().map(|scopes| json!(scopes))),
            (
                "active_credential_id",
                self.active.as_ref().map(|id| json!(id)),
            ),
        ];
        let set = members
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Value::Object(set.collect())
    }
}

/// The service doesn't give secrets back, however deep they are.
fn without_secrets(settings: &Object) -> Value {
    let open = settings.iter().filter(|(key, _)| !is_secret_key(key));
    Value::Object(
        open.map(|(key, value)| (key.clone(), shown(value)))
            .collect(),
    )
}

fn shown(value: &Value) -> Value {
    match value {
        Value::Object(members) => without_secrets(members),
        Value::Array(items) => items.iter().map(shown).collect(),
        other => other.clone(),
    }
}
