//! Calls about connectors: there is one a provider.

use super::answers::{Outcome, Refusal, Reply};
use super::connector::{APP_KEYS, Connector};
use super::fields;
use super::query::{Query, Window};
use super::request::RecordedRequest;
use super::service::{Counters, Service};

/// Providers whose settings are those of an OAuth app.
const APP_PROVIDERS: &[&str] = &["google", "microsoft", "zoom", "yahoo"];

impl Service {
    pub(super) fn create_connector(&mut self, request: &RecordedRequest) -> Outcome {
        let body = fields::body(request)?;
        let provider = fields::text(&body, "provider")?;
        if !self.knows(provider) {
            return Err(Refusal::invalid(format!(
                "provider {provider:?} isn't supported (a pretend service takes it after `also_knows`)"
            )));
        }
        if APP_PROVIDERS.contains(&provider)
            && let Some(settings) = fields::optional_object(&body, "settings")?
        {
            fields::require(&settings, APP_KEYS, "settings")?;
        }
        if self.connectors.iter().any(|held| held.provider == provider) {
            return Err(Refusal::conflict(format!(
                "a connector for {provider} exists already"
            )));
        }
        let mut connector = Connector::new(provider);
        connector.apply(&body, &mut self.counters)?;
        let reply = Reply::one(connector.shown()).created();
        self.connectors.push(connector);
        Ok(reply)
    }

    /// The service documents no default limit here, so all are listed.
    pub(super) fn list_connectors(&self, query: &Query) -> Outcome {
        let window = Window::of(query)?;
        let page = window.cut(self.connectors.iter().map(Connector::shown));
        let mut reply = Reply::list(page);
        if let Some(limit) = window.limit {
            reply = reply.with("limit", limit);
        }
        if let Some(offset) = window.offset {
            reply = reply.with("offset", offset);
        }
        Ok(reply)
    }

    pub(super) fn get_connector(&mut self, provider: &str) -> Outcome {
        Ok(Reply::one(self.connector(provider)?.0.shown()))
    }

    /// The settings are replaced whole, so a part of them loses the rest.
    pub(super) fn update_connector(
        &mut self,
        provider: &str,
        request: &RecordedRequest,
    ) -> Outcome {
        let (connector, counters) = self.connector(provider)?;
        let body = fields::change(request)?;
        let active = fields::optional_text(&body, "active_credential_id")?;
        if let Some(id) = active
            && connector
                .credentials
                .iter()
                .all(|credential| credential.id() != id)
        {
            return Err(Refusal::invalid(format!(
                "{provider} has no credential {id:?}"
            )));
        }
        connector.apply(&body, counters)?;
        if let Some(id) = active {
            connector.active = Some(id.to_owned());
        }
        Ok(Reply::one(connector.shown()))
    }

    pub(super) fn delete_connector(&mut self, provider: &str) -> Outcome {
        self.connector(provider)?;
        self.connectors.retain(|held| held.provider != provider);
        Ok(Reply::empty())
    }

    /// The connector of that provider, and what numbers its credentials.
    pub(super) fn connector(
        &mut self,
        provider: &str,
    ) -> Result<(&mut Connector, &mut Counters), Refusal> {
        let found = self
            .connectors
            .iter_mut()
            .find(|held| held.provider == provider);
        let missing = || Refusal::not_found(format!("there is no connector for {provider:?}"));
        Ok((found.ok_or_else(missing)?, &mut self.counters))
    }
}

#[cfg(test)]
mod tests {
    use super::{APP_KEYS, APP_PROVIDERS, Service};
    use crate::{ConnectorDraft, Provider};
    use serde_json::{Value, json};

    const GOOGLE: &str = r#"{"provider":"google","settings":{"client_id":"i","client_secret":"s",
        "topic_name":"t"},"scope":["openid"]}"#;

    fn service_with(body: &str) -> Service {
        let mut service = Service::new(None);
        assert_eq!(service.ask("POST", "/v3/connectors", body).0, 201);
        service
    }

    #[test]
    fn a_created_connector_is_answered_without_its_secret() {
        let mut service = Service::new(None);
        let (status, body) = service.ask("POST", "/v3/connectors", GOOGLE);
        assert_eq!(status, 201);
        assert_eq!(
            body,
            json!({"request_id": "req-1", "data": {
                "name": "google",
                "provider": "google",
                "settings": {"client_id": "i", "topic_name": "t"},
                "scope": ["openid"],
                "active_credential_id": "cred-1",
            }}),
        );
        assert_eq!(
            service.ask("GET", "/v3/connectors/google", "").1["data"],
            body["data"]
        );
        assert_eq!(service.ask("GET", "/v3/connectors/%67oogle", "").0, 200);
    }

    #[test]
    fn a_connector_without_settings_has_no_credential() {
        let mut service = Service::new(None);
        let body = r#"{"provider":"ews","name":"n","scopes":"ews.messages"}"#;
        let (_, answer) = service.ask("POST", "/v3/connectors", body);
        assert_eq!(
            answer["data"],
            json!({"provider": "ews", "name": "n", "scopes": "ews.messages"}),
        );
    }

    #[test]
    fn bodies_that_can_not_be_right_are_refused_and_store_nothing() {
        let mut service = Service::new(None);
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
            let (status, answer) = service.ask("POST", "/v3/connectors", body);
            assert_eq!(status, 400, "{body}");
            assert_eq!(answer["error"]["type"], "invalid_request_error", "{body}");
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
        assert_eq!(
            service.ask("GET", "/v3/connectors", "").1["data"],
            json!([])
        );
    }

    #[test]
    fn settings_are_asked_for_an_app_where_the_typed_ones_are() {
        for provider in Provider::ALL {
            let body = format!(r#"{{"provider":"{provider}","settings":{{}}}}"#);
            let draft: ConnectorDraft = serde_json::from_str(&body).unwrap();
            let problems = draft.check().err();
            let missing: Vec<&str> = problems
                .iter()
                .flatten()
                .filter(|problem| problem.rule == "missing_key")
                .filter_map(|problem| problem.path.strip_prefix("settings."))
                .collect();
            let has_app = APP_KEYS.iter().all(|key| missing.contains(key));
            let listed = APP_PROVIDERS.contains(&provider.as_str());
            assert_eq!(listed, has_app, "{provider}: {missing:?}");
        }
    }

    #[test]
    fn a_second_connector_of_a_provider_is_a_conflict() {
        let mut service = service_with(GOOGLE);
        let (status, body) = service.ask("POST", "/v3/connectors", GOOGLE);
        assert_eq!(
            (status, &body["error"]["type"]),
            (409, &Value::from("conflict_error"))
        );
    }

    #[test]
    fn a_provider_becomes_known_when_the_test_says_so() {
        let mut service = Service::new(None);
        service.also_knows("brand-new".to_owned());
        assert_eq!(
            service
                .ask("POST", "/v3/connectors", r#"{"provider":"brand-new"}"#)
                .0,
            201
        );
    }

    #[test]
    fn a_list_echoes_the_window_only_if_it_was_asked_for() {
        let mut service = service_with(GOOGLE);
        service.ask("POST", "/v3/connectors", r#"{"provider":"imap"}"#);
        let (_, all) = service.ask("GET", "/v3/connectors", "");
        assert_eq!(all["data"].as_array().map(Vec::len), Some(2));
        assert!(all.get("limit").is_none() && all.get("offset").is_none());

        let (_, page) = service.ask("GET", "/v3/connectors?limit=1&offset=1", "");
        assert_eq!(page["data"], json!([{"name": "imap", "provider": "imap"}]));
        assert_eq!((&page["limit"], &page["offset"]), (&json!(1), &json!(1)));
        assert_eq!(service.ask("GET", "/v3/connectors?limit=x", "").0, 400);
    }

    #[test]
    fn an_update_replaces_the_settings_whole_and_keeps_the_rest() {
        let mut service = service_with(GOOGLE);
        let body = r#"{"settings":{"client_id":"j"},"name":"n"}"#;
        let (status, answer) = service.ask("PATCH", "/v3/connectors/google", body);
        assert_eq!(status, 200);
        assert_eq!(
            answer["data"],
            json!({"name": "n", "provider": "google", "settings": {"client_id": "j"},
                "scope": ["openid"], "active_credential_id": "cred-1"}),
        );
    }

    #[test]
    fn the_first_settings_make_the_primary_credential_and_later_ones_none() {
        let mut service = service_with(r#"{"provider":"google"}"#);
        let settings = r#"{"settings":{"client_id":"i","client_secret":"s"}}"#;
        for _ in 0..2 {
            let (_, answer) = service.ask("PATCH", "/v3/connectors/google", settings);
            assert_eq!(answer["data"]["active_credential_id"], "cred-1");
        }
        let (_, list) = service.ask("GET", "/v3/connectors/google/creds", "");
        assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn a_refused_update_changes_nothing() {
        let mut service = service_with(GOOGLE);
        for body in [
            "{}",
            "nonsense",
            r#"{"name":"n","scope":7}"#,
            r#"{"name":"n","active_credential_id":"cred-9"}"#,
        ] {
            assert_eq!(
                service.ask("PATCH", "/v3/connectors/google", body).0,
                400,
                "{body}"
            );
        }
        assert_eq!(
            service.ask("GET", "/v3/connectors/google", "").1["data"]["name"],
            "google"
        );
        assert_eq!(
            service
                .ask("PATCH", "/v3/connectors/imap", r#"{"name":"n"}"#)
                .0,
            404
        );
    }

    #[test]
    fn a_deleted_connector_takes_its_credentials_along() {
        let mut service = service_with(GOOGLE);
        let (status, body) = service.ask("DELETE", "/v3/connectors/google", "");
        assert_eq!((status, body), (200, json!({"request_id": "req-2"})));
        assert_eq!(service.ask("GET", "/v3/connectors/google/creds", "").0, 404);
        assert_eq!(service.ask("DELETE", "/v3/connectors/google", "").0, 404);

        service.ask("POST", "/v3/connectors", r#"{"provider":"google"}"#);
        assert_eq!(
            service.ask("GET", "/v3/connectors/google/creds", "").1["data"],
            json!([])
        );
    }
}
