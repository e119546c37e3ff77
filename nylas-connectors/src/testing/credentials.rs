//! Calls about the credentials of a connector.

use super::answers::{Outcome, Refusal, Reply};
use super::connector::{APP_KEYS, Connector};
use super::credential::Credential;
use super::fields;
use super::query::{Query, Window};
use super::request::RecordedRequest;
use super::service::Service;

/// The kinds of credentials, each with what its data must hold.
const TYPES: &[(&str, &[&str])] = &[
    ("connector", APP_KEYS),
    (
        "serviceaccount",
        &["private_key_id", "private_key", "client_email"],
    ),
    ("adminconsent", &[]),
];

impl Service {
    /// The same parameters again give the credential that exists already.
    pub(super) fn create_credential(
        &mut self,
        provider: &str,
        request: &RecordedRequest,
    ) -> Outcome {
        let (connector, counters) = self.connector(provider)?;
        let body = fields::body(request)?;
        let name = fields::text(&body, "name")?;
        let (kind, keys) = kind_of(fields::text(&body, "credential_type")?)?;
        let data = fields::object(&body, "credential_data")?;
        fields::require(&data, keys, "credential_data")?;

        if let Some(held) = connector.credentials.iter().find(|held| held.name == name) {
            let same = held.kind == kind && held.data == data;
            return same
                .then(|| Reply::one(held.shown()))
                .ok_or_else(|| taken(name));
        }
        let credential = Credential::new(name.to_owned(), kind, data, counters);
        let reply = Reply::one(credential.shown());
        connector.credentials.push(credential);
        Ok(reply)
    }

    pub(super) fn list_credentials(&mut self, provider: &str, query: &Query) -> Outcome {
        let (connector, _) = self.connector(provider)?;
        let window = Window::of(query)?;
        let sort_by = query.choice("sort_by", ["created_at", "updated_at"])?;
        let order_by = query.choice("order_by", ["asc", "desc"])?;

        let mut sorted: Vec<&Credential> = connector.credentials.iter().collect();
        sorted.sort_by_key(|held| match sort_by {
            "updated_at" => held.updated_at,
            _ => held.created_at,
        });
        if order_by == "desc" {
            sorted.reverse();
        }
        let limit = window.limit.unwrap_or(10);
        let offset = window.offset.unwrap_or(0);
        let window = Window {
            limit: Some(limit),
            offset: Some(offset),
        };
        let page = window.cut(sorted.into_iter().map(Credential::shown));
        Ok(Reply::list(page)
            .with("limit", limit)
            .with("offset", offset))
    }

    pub(super) fn get_credential(&mut self, provider: &str, id: &str) -> Outcome {
        let (connector, _) = self.connector(provider)?;
        Ok(Reply::one(find(connector, id)?.shown()))
    }

    /// The data is replaced whole.
    pub(super) fn update_credential(
        &mut self,
        provider: &str,
        id: &str,
        request: &RecordedRequest,
    ) -> Outcome {
        let (connector, counters) = self.connector(provider)?;
        find(connector, id)?;
        let body = fields::change(request)?;
        let name = fields::optional_text(&body, "name")?;
        let data = fields::optional_object(&body, "credential_data")?;
        if let Some(name) = name
            && connector
                .credentials
                .iter()
                .any(|held| held.name == name && held.id() != id)
        {
            return Err(taken(name));
        }
        let credential = find(connector, id)?;
        if let Some(name) = name {
            name.clone_into(&mut credential.name);
        }
        if let Some(data) = data {
            credential.data = data;
        }
        credential.updated_at = counters.now();
        Ok(Reply::one(credential.shown()))
    }

    pub(super) fn delete_credential(&mut self, provider: &str, id: &str) -> Outcome {
        let (connector, _) = self.connector(provider)?;
        find(connector, id)?;
        if connector.active.as_deref() == Some(id) {
            return Err(Refusal::invalid("the active credential can't be deleted"));
        }
        connector.credentials.retain(|held| held.id() != id);
        Ok(Reply::empty())
    }
}

fn kind_of(given: &str) -> Result<(&'static str, &'static [&'static str]), Refusal> {
    let found = TYPES.iter().find(|(kind, _)| *kind == given).copied();
    found.ok_or_else(|| Refusal::invalid(format!("credential_type {given:?} isn't known")))
}

fn taken(name: &str) -> Refusal {
    Refusal::invalid(format!(
        "a credential with the name {name:?} exists already"
    ))
}

fn find<'a>(connector: &'a mut Connector, id: &str) -> Result<&'a mut Credential, Refusal> {
    let found = connector
        .credentials
        .iter_mut()
        .find(|held| held.id() == id);
    found.ok_or_else(|| Refusal::not_found(format!("there is no credential {id:?}")))
}

#[cfg(test)]
mod tests {
    use super::Service;
    use serde_json::{Value, json};

    const CREDS: &str = "/v3/connectors/google/creds";
    const SECOND: &str = r#"{"name":"second","credential_type":"connector",
        "credential_data":{"client_id":"i2","client_secret":"s2"}}"#;

    fn service() -> Service {
        let mut service = Service::new(None);
        let settings = r#"{"client_id":"i","client_secret":"s"}"#;
        let body = format!(r#"{{"provider":"google","settings":{settings}}}"#);
        assert_eq!(service.ask("POST", "/v3/connectors", &body).0, 201);
        service
    }

    fn ids(service: &mut Service, query: &str) -> Vec<Value> {
        let (status, body) = service.ask("GET", &format!("{CREDS}{query}"), "");
        assert_eq!(status, 200, "{query}");
        let items = body["data"].as_array().unwrap();
        items.iter().map(|item| item["id"].clone()).collect()
    }

    #[test]
    fn a_created_credential_is_answered_without_its_data() {
        let mut service = service();
        let (status, body) = service.ask("POST", CREDS, SECOND);
        let data = &body["data"];
        assert_eq!(status, 200);
        assert_eq!(data["id"], "cred-2");
        assert_eq!(data["credential_type"], "connector");
        assert_eq!(data["created_at"], 1_700_000_001);
        assert!(!body.to_string().contains("s2"));
        assert_eq!(
            service.ask("GET", &format!("{CREDS}/cred-2"), "").1["data"],
            *data
        );
    }

    #[test]
    fn the_same_parameters_again_give_the_same_credential() {
        let mut service = service();
        let first = service.ask("POST", CREDS, SECOND);
        let again = service.ask("POST", CREDS, SECOND);
        assert_eq!((again.0, &again.1["data"]), (200, &first.1["data"]));
        let other = SECOND.replace("s2", "s3");
        assert_eq!(service.ask("POST", CREDS, &other).0, 400);
        assert_eq!(ids(&mut service, ""), ["cred-1", "cred-2"]);
    }

    #[test]
    fn each_type_asks_for_its_own_keys() {
        let mut service = service();
        for (kind, data, status) in [
            ("connector", r#"{"client_id":"i"}"#, 400),
            (
                "serviceaccount",
                r#"{"private_key_id":"a","private_key":"b"}"#,
                400,
            ),
            (
                "serviceaccount",
                r#"{"private_key_id":"a","private_key":"b","client_email":"c"}"#,
                200,
            ),
            ("adminconsent", r#"{"tenant":"t"}"#, 200),
            ("adminconsent", "[]", 400),
            ("password", "{}", 400),
        ] {
            let body = format!(
                r#"{{"name":"{kind}","credential_type":"{kind}","credential_data":{data}}}"#
            );
            assert_eq!(service.ask("POST", CREDS, &body).0, status, "{body}");
        }
        let unnamed = r#"{"credential_type":"adminconsent","credential_data":{}}"#;
        assert_eq!(service.ask("POST", CREDS, unnamed).0, 400);
    }

    #[test]
    fn a_list_is_sorted_and_cut_as_asked() {
        let mut service = service();
        for name in ["b", "c"] {
            service.ask("POST", CREDS, &SECOND.replace("second", name));
        }
        service.ask("PATCH", &format!("{CREDS}/cred-1"), r#"{"name":"a"}"#);

        assert_eq!(ids(&mut service, ""), ["cred-1", "cred-2", "cred-3"]);
        assert_eq!(ids(&mut service, "?order_by=desc&limit=1"), ["cred-3"]);
        assert_eq!(
            ids(&mut service, "?sort_by=updated_at"),
            ["cred-2", "cred-3", "cred-1"]
        );
        assert_eq!(ids(&mut service, "?offset=2"), ["cred-3"]);
        for wrong in ["?sort_by=createdAt", "?order_by=up", "?limit=-1"] {
            assert_eq!(
                service.ask("GET", &format!("{CREDS}{wrong}"), "").0,
                400,
                "{wrong}"
            );
        }
        let (_, body) = service.ask("GET", CREDS, "");
        assert_eq!((&body["limit"], &body["offset"]), (&json!(10), &json!(0)));
    }

    #[test]
    fn a_list_holds_ten_unless_asked_for_more() {
        let mut service = service();
        for number in 0..11 {
            service.ask(
                "POST",
                CREDS,
                &SECOND.replace("second", &format!("n{number}")),
            );
        }
        assert_eq!(ids(&mut service, "").len(), 10);
        assert_eq!(ids(&mut service, "?limit=50").len(), 12);
    }

    #[test]
    fn an_update_replaces_the_data_and_moves_the_time() {
        let mut service = service();
        let path = format!("{CREDS}/cred-1");
        let before = service.ask("GET", &path, "").1;
        let (status, after) = service.ask("PATCH", &path, r#"{"credential_data":{"a":"b"}}"#);
        assert_eq!(status, 200);
        assert_ne!(after["data"]["hashed_data"], before["data"]["hashed_data"]);
        assert_eq!(after["data"]["created_at"], before["data"]["created_at"]);
        assert_eq!(after["data"]["updated_at"], 1_700_000_001);

        service.ask("POST", CREDS, SECOND);
        assert_eq!(service.ask("PATCH", &path, r#"{"name":"second"}"#).0, 400);
        assert_eq!(service.ask("PATCH", &path, "{}").0, 400);
        assert_eq!(
            service
                .ask("PATCH", &format!("{CREDS}/cred-9"), r#"{"name":"x"}"#)
                .0,
            404
        );
    }

    #[test]
    fn the_active_credential_stays_until_another_is_active() {
        let mut service = service();
        service.ask("POST", CREDS, SECOND);
        let path = format!("{CREDS}/cred-1");
        assert_eq!(service.ask("DELETE", &path, "").0, 400);

        let switch = r#"{"active_credential_id":"cred-2"}"#;
        let (_, body) = service.ask("PATCH", "/v3/connectors/google", switch);
        assert_eq!(body["data"]["active_credential_id"], "cred-2");
        let (status, body) = service.ask("DELETE", &path, "");
        assert_eq!(
            (status, body.as_object().map(serde_json::Map::len)),
            (200, Some(1))
        );
        assert_eq!(service.ask("DELETE", &path, "").0, 404);
        assert_eq!(ids(&mut service, ""), ["cred-2"]);
    }
}
