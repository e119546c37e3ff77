//! Connectors, one for each provider, and the calls about them.

use http::StatusCode;
use serde_json::{Value, json};

use super::body::{Body, Object, check, text};
use super::credentials::{Counters, Credentials};
use super::query::Query;
use super::reply::{Outcome, Reply};
use super::schema;
use crate::Provider;
use crate::fields::words;
use crate::secret_keys::is_secret_key;

#[derive(Default)]
pub(in crate::testing) struct Connectors {
    held: Vec<Connector>,
    /// The names of those that this library doesn't know.
    pub(in crate::testing) more_providers: Vec<String>,
    counters: Counters,
}

pub(super) struct Connector {
    provider: String,
    /// What was set: `name`, `settings`, `scope`.
    fields: Object,
    pub(super) credentials: Credentials,
}

impl Connectors {
    pub(super) fn create(&mut self, body: &Body) -> Outcome {
        let given = body.object()?;
        check(&given, schema::CONNECTOR)?;
        let provider = text(&given, "provider").unwrap_or_default().to_owned();
        let mut known = Provider::ALL
            .iter()
            .map(Provider::as_str)
            .chain(self.more_providers.iter().map(String::as_str));
        if !known.any(|known| known == provider) {
            return Err(Reply::invalid(&format!(
                "provider {provider:?} isn't supported (the test double accepts it after `also_knows`)"
            )));
        }
        let mut connector = Connector {
            fields: Object::from_iter([("name".to_owned(), json!(provider))]),
            provider,
            credentials: Credentials::default(),
        };
        let fields = body.read(schema::new_connector(&connector.provider))?;
        // The service doesn't document what it answers. A conflict is our guess.
        if self.find(&connector.provider).is_ok() {
            let message = format!("a connector for {} exists already", connector.provider);
            return Err(Reply::refused(
                StatusCode::CONFLICT,
                "conflict_error",
                &message,
            ));
        }
        connector.apply(fields, &mut self.counters)?;
        let reply = Reply::created(connector.shown());
        self.held.push(connector);
        Ok(reply)
    }

    /// The service documents no default limit here, so all are listed.
    pub(super) fn list(&self, query: &Query) -> Outcome {
        let (limit, offset) = query.window()?;
        let shown = self.held.iter().map(Connector::shown);
        Ok(Reply::page(shown, limit, offset))
    }

    pub(super) fn get(&mut self, provider: &str) -> Outcome {
        Ok(Reply::data(self.find(provider)?.0.shown()))
    }

    /// The settings are replaced as a whole.
    pub(super) fn update(&mut self, provider: &str, body: &Body) -> Outcome {
        let (connector, counters) = self.find(provider)?;
        let fields = body.read_update(schema::connector_update(provider))?;
        connector.apply(fields, counters)?;
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
    fn apply(&mut self, mut fields: Object, counters: &mut Counters) -> Result<(), Reply> {
        if let Some(id) = text(&fields, "active_credential_id") {
            self.credentials.activate(id.to_owned())?;
        }
        if let Some(Value::Object(settings)) = fields.get("settings") {
            self.credentials.make_primary(settings, counters);
        }
        // EWS is created with a string, and shown with a list.
        if let Some(scopes) = text(&fields, "scopes") {
            let scope: Vec<&str> = words(scopes).collect();
            fields.insert("scope".to_owned(), json!(scope));
        }
        fields.retain(|name, _| ["name", "settings", "scope"].contains(&name.as_str()));
        self.fields.append(&mut fields);
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
    use crate::testing::recorded_request::RecordedRequest;

    const GOOGLE: &str = r#"{"provider":"google","settings":{"client_id":"i","client_secret":"s",
        "topic_name":"t"},"scope":["openid"]}"#;

    fn body(text: &str) -> Body<'_> {
        Body {
            bytes: text.as_bytes(),
            strict: false,
        }
    }

    fn with(text: &str) -> Connectors {
        let mut connectors = Connectors::default();
        connectors.create(&body(text)).unwrap();
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
        let created = outcome(connectors.create(&body(GOOGLE)));
        assert_eq!(created, (201, expected.clone()));
        assert_eq!(outcome(connectors.get("google")), (200, expected));
        assert_eq!(outcome(connectors.create(&body(GOOGLE))).0, 409);
    }

    #[test]
    fn a_connector_without_settings_has_no_credential_and_ews_shows_a_list_of_scopes() {
        let mut connectors = with(r#"{"provider":"ews","name":"n","scopes":"ews.messages"}"#);
        let expected = json!({"provider": "ews", "name": "n", "scope": ["ews.messages"]});
        assert_eq!(outcome(connectors.get("ews")).1, expected);
    }

    #[test]
    fn invalid_bodies_are_refused_and_change_nothing() {
        let mut connectors = Connectors::default();
        for text in [
            "",
            "[]",
            r#"{"provider":"google""#,
            "{}",
            r#"{"provider":7}"#,
            r#"{"provider":"hologram"}"#,
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
            assert_eq!(outcome(connectors.create(&body(text))).0, 400, "{text}");
        }
        assert!(connectors.held.is_empty());
    }

    #[test]
    fn a_list_echoes_the_window_only_if_it_was_asked_for() {
        let mut connectors = with(GOOGLE);
        connectors.create(&body(r#"{"provider":"imap"}"#)).unwrap();
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
        let update = body(r#"{"settings":{"client_id":"j"},"name":"n"}"#);
        let expected = json!({"name": "n", "provider": "google", "settings": {"client_id": "j"},
            "scope": ["openid"], "active_credential_id": "cred-1"});
        assert_eq!(
            outcome(connectors.update("google", &update)),
            (200, expected)
        );
    }

    #[test]
    fn the_first_settings_make_the_primary_credential_and_later_ones_none() {
        let mut connectors = with(r#"{"provider":"google"}"#);
        let settings = body(r#"{"settings":{"client_id":"i","client_secret":"s"}}"#);
        for _ in 0..2 {
            let (_, data) = outcome(connectors.update("google", &settings));
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
        for text in [
            "{}",
            "nonsense",
            r#"{"name":"n","scope":7}"#,
            r#"{"name":"n","active_credential_id":"cred-9"}"#,
        ] {
            assert_eq!(
                outcome(connectors.update("google", &body(text))).0,
                400,
                "{text}"
            );
        }
        assert_eq!(outcome(connectors.get("google")).1["name"], "google");
        assert_eq!(
            outcome(connectors.update("imap", &body(r#"{"name":"n"}"#))).0,
            404
        );
    }

    #[test]
    fn a_deleted_connector_takes_its_credentials_along() {
        let mut connectors = with(GOOGLE);
        assert_eq!(outcome(connectors.delete("google")).0, 200);
        assert!(connectors.find("google").is_err());
        assert_eq!(outcome(connectors.delete("google")).0, 404);

        connectors
            .create(&body(r#"{"provider":"google"}"#))
            .unwrap();
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
