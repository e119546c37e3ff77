//! Connectors, one for each provider, and the calls about them.

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::credentials::{APP_KEYS, Counters, Credentials};
use super::outcome::{Outcome, Reply};
use super::query::Query;
use super::request_body::{
    Object, not_empty, not_null, parse, parse_update, require_texts, required,
};
use crate::Provider;
use crate::secret_keys::is_secret_key;

/// Providers whose settings are those of an OAuth app.
const APP_PROVIDERS: &[&str] = &["google", "microsoft", "zoom", "yahoo"];

#[derive(Default)]
pub(super) struct Connectors {
    held: Vec<Connector>,
    more_providers: Vec<String>,
    counters: Counters,
}

pub(super) struct Connector {
    provider: String,
    /// What was set: `name`, `settings`, `scope`, `scopes`.
    fields: Object,
    pub(super) credentials: Credentials,
}

/// The body of a request that creates or updates a connector.
#[derive(Deserialize)]
struct Body {
    #[serde(default, deserialize_with = "not_empty")]
    provider: Option<String>,
    #[serde(default, deserialize_with = "not_empty")]
    name: Option<String>,
    #[serde(default, deserialize_with = "not_null")]
    settings: Option<Object>,
    #[serde(default, deserialize_with = "not_null")]
    scope: Option<Vec<String>>,
    scopes: Option<Value>,
    #[serde(default, deserialize_with = "not_empty")]
    active_credential_id: Option<String>,
}

impl Connectors {
    pub(super) fn also_knows(&mut self, provider: String) {
        self.more_providers.push(provider);
    }

    pub(super) fn create(&mut self, body: &[u8]) -> Outcome {
        let mut body: Body = parse(body)?;
        let provider = required(body.provider.take(), "provider")?;
        let mut known = Provider::ALL
            .iter()
            .map(Provider::as_str)
            .chain(self.more_providers.iter().map(String::as_str));
        if !known.any(|known| known == provider) {
            return Err(Reply::invalid(&format!(
                "provider {provider:?} isn't supported (the test double accepts it after `also_knows`)"
            )));
        }
        if let Some(settings) = &body.settings
            && APP_PROVIDERS.contains(&provider.as_str())
        {
            require_texts(settings, APP_KEYS, "settings")?;
        }
        // The service doesn't document what it answers. A conflict is our guess.
        if self.find(&provider).is_ok() {
            let message = format!("a connector for {provider} exists already");
            return Err(Reply::refused(
                StatusCode::CONFLICT,
                "conflict_error",
                &message,
            ));
        }
        let mut connector = Connector {
            fields: Object::from_iter([("name".to_owned(), json!(provider))]),
            provider,
            credentials: Credentials::default(),
        };
        connector.apply(body, &mut self.counters)?;
        let reply = Reply::created(connector.shown());
        self.held.push(connector);
        Ok(reply)
    }

    /// The service documents no default limit here, so all are listed.
    pub(super) fn list(&self, query: &Query) -> Outcome {
        let (limit, offset) = query.window()?;
        let shown = self.held.iter().map(Connector::shown);
        let page = shown
            .skip(offset.unwrap_or(0))
            .take(limit.unwrap_or(usize::MAX));
        let mut reply = Reply::data(page.collect::<Vec<_>>());
        for (key, value) in [("limit", limit), ("offset", offset)] {
            if let Some(value) = value {
                reply = reply.with(key, value);
            }
        }
        Ok(reply)
    }

    pub(super) fn get(&mut self, provider: &str) -> Outcome {
        Ok(Reply::data(self.find(provider)?.0.shown()))
    }

    /// The settings are replaced as a whole.
    pub(super) fn update(&mut self, provider: &str, body: &[u8]) -> Outcome {
        let (connector, counters) = self.find(provider)?;
        connector.apply(parse_update(body)?, counters)?;
        Ok(Reply::data(connector.shown()))
    }

    pub(super) fn delete(&mut self, provider: &str) -> Outcome {
        self.find(provider)?;
        self.held.retain(|held| held.provider != provider);
        Ok(Reply::empty())
    }

    /// The connector of a provider, and what counts its credentials.
    pub(super) fn find(
        &mut self,
        provider: &str,
    ) -> Result<(&mut Connector, &mut Counters), Reply> {
        let found = self.held.iter_mut().find(|held| held.provider == provider);
        let missing = || Reply::not_found(&format!("there is no connector for {provider:?}"));
        Ok((found.ok_or_else(missing)?, &mut self.counters))
    }
}

impl Connector {
    /// Checks everything before the first change.
    fn apply(&mut self, body: Body, counters: &mut Counters) -> Result<(), Reply> {
        // The documentation says not to send them. A refusal lets a test see that a client does.
        if body.scope.is_some() && self.provider == "zoom" {
            return Err(Reply::invalid("zoom has no default scopes"));
        }
        // Another provider's are ignored, as by the service.
        let scopes = body.scopes.filter(|_| self.provider == "ews");
        if scopes.as_ref().is_some_and(|scopes| !scopes.is_string()) {
            return Err(Reply::invalid("scopes must be a string"));
        }
        if let Some(id) = body.active_credential_id {
            self.credentials.activate(id)?;
        }
        if let Some(settings) = &body.settings {
            self.credentials.make_primary(settings, counters);
        }
        let fields = [
            ("name", body.name.map(Value::from)),
            ("settings", body.settings.map(Value::from)),
            ("scope", body.scope.map(Value::from)),
            ("scopes", scopes),
        ];
        let set = fields
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)));
        self.fields.extend(set);
        Ok(())
    }

    /// What the service shows: what is set, without secrets.
    fn shown(&self) -> Value {
        let mut shown = without_secrets(&self.fields);
        shown["provider"] = json!(self.provider);
        if let Some(id) = self.credentials.active() {
            shown["active_credential_id"] = json!(id);
        }
        shown
    }
}

fn without_secrets(object: &Object) -> Value {
    let open = object.iter().filter(|(key, _)| !is_secret_key(key));
    let shown = open.map(|(key, value)| {
        let value = match value {
            Value::Object(members) => without_secrets(members),
            other => other.clone(),
        };
        (key.clone(), value)
    });
    Value::Object(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ConnectorDraft;
    use crate::testing::recorded_request::RecordedRequest;

    const GOOGLE: &str = r#"{"provider":"google","settings":{"client_id":"i","client_secret":"s",
        "topic_name":"t"},"scope":["openid"]}"#;

    fn with(body: &str) -> Connectors {
        let mut connectors = Connectors::default();
        connectors.create(body.as_bytes()).unwrap();
        connectors
    }

    /// The status and what is under `data`.
    fn outcome(outcome: Outcome) -> (u16, Value) {
        match outcome {
            Ok(mut reply) => (
                reply.status.as_u16(),
                reply.body.remove("data").unwrap_or_default(),
            ),
            Err(refusal) => (refusal.status.as_u16(), Value::Null),
        }
    }

    fn list(connectors: &Connectors, query: &str) -> Outcome {
        let request = RecordedRequest::new("GET", format!("/?{query}"), vec![], vec![]);
        connectors.list(&Query::of(&request))
    }

    #[test]
    fn a_created_connector_is_shown_without_its_secret() {
        let mut connectors = Connectors::default();
        let expected = json!({
            "name": "google",
            "provider": "google",
            "settings": {"client_id": "i", "topic_name": "t"},
            "scope": ["openid"],
            "active_credential_id": "cred-1",
        });
        let created = outcome(connectors.create(GOOGLE.as_bytes()));
        assert_eq!(created, (201, expected.clone()));
        assert_eq!(outcome(connectors.get("google")), (200, expected));
        assert_eq!(outcome(connectors.create(GOOGLE.as_bytes())).0, 409);
    }

    #[test]
    fn a_connector_without_settings_has_no_credential() {
        let mut connectors = with(r#"{"provider":"ews","name":"n","scopes":"ews.messages"}"#);
        let expected = json!({"provider": "ews", "name": "n", "scopes": "ews.messages"});
        assert_eq!(outcome(connectors.get("ews")).1, expected);
    }

    #[test]
    fn invalid_bodies_are_refused_and_change_nothing() {
        let mut connectors = Connectors::default();
        for body in [
            "",
            "[]",
            r#"{"provider":"google""#,
            "{}",
            r#"{"provider":7}"#,
            r#"{"provider":"fastmail"}"#,
            r#"{"provider":"google","name":1}"#,
            r#"{"provider":"google","settings":"x"}"#,
            r#"{"provider":"google","settings":null}"#,
            r#"{"provider":"google","settings":{"client_id":"i"}}"#,
            r#"{"provider":"google","settings":{"client_id":"","client_secret":"s"}}"#,
            r#"{"provider":"google","settings":{"client_id":"i","client_secret":5}}"#,
            r#"{"provider":"google","scope":"openid"}"#,
            r#"{"provider":"google","scope":[null]}"#,
            r#"{"provider":"ews","scopes":["ews.messages"]}"#,
            r#"{"provider":"zoom","scope":["x"]}"#,
        ] {
            assert_eq!(outcome(connectors.create(body.as_bytes())).0, 400, "{body}");
        }
        assert!(connectors.held.is_empty());
    }

    #[test]
    fn settings_are_checked_where_the_typed_ones_are_an_app() {
        for provider in Provider::ALL {
            let body = format!(r#"{{"provider":"{provider}","settings":{{}}}}"#);
            let draft: ConnectorDraft = serde_json::from_str(&body).unwrap();
            let problems = draft.check().err();
            let missing: Vec<&str> = problems
                .iter()
                .flatten()
                .filter(|problem| problem.rule() == "missing_key")
                .filter_map(|problem| problem.path().strip_prefix("settings."))
                .collect();
            let has_app = APP_KEYS.iter().all(|key| missing.contains(key));
            let listed = APP_PROVIDERS.contains(&provider.as_str());
            assert_eq!(listed, has_app, "{provider}: {missing:?}");
        }
    }

    #[test]
    fn a_list_echoes_the_window_only_if_it_was_asked_for() {
        let mut connectors = with(GOOGLE);
        connectors.create(br#"{"provider":"imap"}"#).unwrap();
        let all = list(&connectors, "").unwrap();
        assert_eq!(all.body["data"].as_array().map(Vec::len), Some(2));
        assert!(!all.body.contains_key("limit") && !all.body.contains_key("offset"));

        let page = list(&connectors, "limit=1&offset=1").unwrap().body;
        assert_eq!(page["data"], json!([{"name": "imap", "provider": "imap"}]));
        assert_eq!((&page["limit"], &page["offset"]), (&json!(1), &json!(1)));
        assert!(list(&connectors, "limit=x").is_err());
    }

    #[test]
    fn an_update_replaces_the_settings_as_a_whole_and_keeps_the_rest() {
        let mut connectors = with(GOOGLE);
        let body = br#"{"settings":{"client_id":"j"},"name":"n"}"#;
        let expected = json!({"name": "n", "provider": "google", "settings": {"client_id": "j"},
            "scope": ["openid"], "active_credential_id": "cred-1"});
        assert_eq!(outcome(connectors.update("google", body)), (200, expected));
    }

    #[test]
    fn the_first_settings_make_the_primary_credential_and_later_ones_none() {
        let mut connectors = with(r#"{"provider":"google"}"#);
        let settings = br#"{"settings":{"client_id":"i","client_secret":"s"}}"#;
        for _ in 0..2 {
            let (_, data) = outcome(connectors.update("google", settings));
            assert_eq!(data["active_credential_id"], "cred-1");
        }
        assert!(
            connectors
                .find("google")
                .unwrap()
                .0
                .credentials
                .get("cred-2")
                .is_err()
        );
    }

    #[test]
    fn a_refused_update_changes_nothing() {
        let mut connectors = with(GOOGLE);
        for body in [
            "{}",
            "nonsense",
            r#"{"name":"n","scope":7}"#,
            r#"{"name":"n","active_credential_id":"cred-9"}"#,
        ] {
            assert_eq!(
                outcome(connectors.update("google", body.as_bytes())).0,
                400,
                "{body}"
            );
        }
        assert_eq!(outcome(connectors.get("google")).1["name"], "google");
        assert_eq!(
            outcome(connectors.update("imap", br#"{"name":"n"}"#)).0,
            404
        );
    }

    #[test]
    fn a_deleted_connector_takes_its_credentials_along() {
        let mut connectors = with(GOOGLE);
        assert_eq!(outcome(connectors.delete("google")).0, 200);
        assert!(connectors.find("google").is_err());
        assert_eq!(outcome(connectors.delete("google")).0, 404);

        connectors.create(br#"{"provider":"google"}"#).unwrap();
        assert!(
            connectors
                .find("google")
                .unwrap()
                .0
                .credentials
                .get("cred-1")
                .is_err()
        );
    }
}
