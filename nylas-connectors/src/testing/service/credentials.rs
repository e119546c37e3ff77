//! A connector's credentials, and the calls about them.

use serde_json::{Value, json};

use super::body::{Body, Object, check, object, text};
use super::query::Query;
use super::reply::{Outcome, Reply};
use super::schema;

/// IDs and times, counted so that every run gives the same answers.
#[derive(Default)]
pub(super) struct Counters {
    credentials: u64,
    writes: u64,
}

impl Counters {
    fn next_id(&mut self) -> String {
        self.credentials += 1;
        format!("cred-{}", self.credentials)
    }

    /// The time of a write, one second after that of the write before.
    fn now(&mut self) -> u64 {
        self.writes += 1;
        1_700_000_000 + self.writes - 1
    }
}

struct Credential {
    /// What the service shows: no type and no data.
    shown: Value,
    kind: &'static str,
    data: Object,
}

impl Credential {
    fn id(&self) -> &Value {
        &self.shown["id"]
    }

    fn name(&self) -> &Value {
        &self.shown["name"]
    }
}

/// The credentials of one connector.
#[derive(Default)]
pub(super) struct Credentials {
    held: Vec<Credential>,
    /// The one that the connector uses, which can't be deleted.
    active: Option<String>,
}

impl Credentials {
    pub(super) fn active(&self) -> Option<&str> {
        self.active.as_deref()
    }

    /// Makes the connector use this credential.
    pub(super) fn activate(&mut self, id: String) -> Result<(), Reply> {
        if !self.held.iter().any(|held| *held.id() == id) {
            return Err(Reply::invalid(&format!("there is no credential {id:?}")));
        }
        self.active = Some(id);
        Ok(())
    }

    /// A connector's first settings make its primary credential.
    pub(super) fn make_primary(&mut self, settings: &Object, counters: &mut Counters) {
        if self.active.is_none() {
            let shown = self.add(&"primary".into(), "connector", settings.clone(), counters);
            self.active = shown["id"].as_str().map(str::to_owned);
        }
    }

    fn add(
        &mut self,
        name: &Value,
        kind: &'static str,
        data: Object,
        counters: &mut Counters,
    ) -> Value {
        let (id, now) = (counters.next_id(), counters.now());
        let shown = json!({ "id": id, "name": name, "created_at": now, "updated_at": now });
        self.held.push(Credential {
            shown: shown.clone(),
            kind,
            data,
        });
        shown
    }

    /// The same credential again gives the existing one.
    pub(super) fn create(&mut self, body: &Body, counters: &mut Counters) -> Outcome {
        let mut new = body.read(&[schema::NEW_CREDENTIAL])?;
        let known = schema::CREDENTIALS
            .iter()
            .find(|(kind, _)| text(&new, "credential_type") == Some(kind));
        let unknown = || Reply::invalid("this credential_type isn't known");
        let (kind, keys) = known.ok_or_else(unknown)?;
        check(&new, keys)?;
        let name = new.remove("name").unwrap_or_default();
        let data = object(&mut new, "credential_data").unwrap_or_default();
        match self.held.iter().find(|held| *held.name() == name) {
            Some(held) if held.kind == *kind && held.data == data => {
                Ok(Reply::created(held.shown.clone()))
            }
            Some(_) => Err(taken(&name)),
            None => Ok(Reply::created(self.add(&name, kind, data, counters))),
        }
    }

    /// Unless another order is asked for, the newest is the first.
    pub(super) fn list(&self, query: &Query) -> Outcome {
        let (limit, offset) = query.window()?;
        let sort_by = query.choice("sort_by", ["created_at", "updated_at"])?;
        let order_by = query.choice("order_by", ["desc", "asc"])?;
        let mut shown: Vec<&Value> = self.held.iter().map(|held| &held.shown).collect();
        shown.sort_by_key(|shown| shown[sort_by].as_u64());
        if order_by == "desc" {
            shown.reverse();
        }
        let (limit, offset) = (limit.or(Some(10)), offset.or(Some(0)));
        Ok(Reply::page(shown.into_iter().cloned(), limit, offset))
    }

    pub(super) fn get(&mut self, id: &str) -> Outcome {
        Ok(Reply::data(self.find(id)?.shown.clone()))
    }

    /// The data is replaced as a whole.
    pub(super) fn update(&mut self, id: &str, body: &Body, counters: &mut Counters) -> Outcome {
        self.find(id)?;
        let mut update = body.read_update(&[schema::CREDENTIAL_UPDATE])?;
        let name = update.remove("name");
        let mut others = self.held.iter().filter(|held| held.id() != id);
        if let Some(name) = &name
            && others.any(|held| held.name() == name)
        {
            return Err(taken(name));
        }
        let credential = self.find(id)?;
        if let Some(name) = name {
            credential.shown["name"] = name;
        }
        if let Some(data) = object(&mut update, "credential_data") {
            credential.data = data;
        }
        credential.shown["updated_at"] = counters.now().into();
        Ok(Reply::data(credential.shown.clone()))
    }

    pub(super) fn delete(&mut self, id: &str) -> Outcome {
        self.find(id)?;
        if self.active() == Some(id) {
            return Err(Reply::invalid("the active credential can't be deleted"));
        }
        self.held.retain(|held| held.id() != id);
        Ok(Reply::empty())
    }

    fn find(&mut self, id: &str) -> Result<&mut Credential, Reply> {
        let found = self.held.iter_mut().find(|held| held.id() == id);
        found.ok_or_else(|| Reply::not_found(&format!("there is no credential {id:?}")))
    }
}

fn taken(name: &Value) -> Reply {
    Reply::invalid(&format!("a credential with the name {name} exists already"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::recorded_request::RecordedRequest;

    const SECOND: &str = r#"{"name":"second","credential_type":"connector",
        "credential_data":{"client_id":"i2","client_secret":"s2"}}"#;

    struct Fixture {
        credentials: Credentials,
        counters: Counters,
    }

    impl Fixture {
        fn new() -> Self {
            let (mut credentials, mut counters) = (Credentials::default(), Counters::default());
            let settings = json!({ "client_id": "i", "client_secret": "s" });
            credentials.make_primary(settings.as_object().unwrap(), &mut counters);
            Self {
                credentials,
                counters,
            }
        }

        fn create(&mut self, body: &str) -> (u16, Value) {
            let (bytes, strict) = (body.as_bytes(), false);
            outcome(
                self.credentials
                    .create(&Body { bytes, strict }, &mut self.counters),
            )
        }

        fn update(&mut self, id: &str, body: &str) -> (u16, Value) {
            let (bytes, strict) = (body.as_bytes(), false);
            outcome(
                self.credentials
                    .update(id, &Body { bytes, strict }, &mut self.counters),
            )
        }

        fn list(&self, query: &str) -> (u16, Value) {
            let request = RecordedRequest::new("GET", format!("/?{query}"), vec![], vec![]);
            outcome(self.credentials.list(&Query::of(&request)))
        }

        fn ids(&self, query: &str) -> Vec<Value> {
            let (_, body) = self.list(query);
            let items = body["data"].as_array().unwrap();
            items.iter().map(|item| item["id"].clone()).collect()
        }
    }

    fn outcome(outcome: Outcome) -> (u16, Value) {
        let reply = outcome.unwrap_or_else(|refusal| refusal);
        (reply.status.as_u16(), Value::Object(reply.body))
    }

    #[test]
    fn a_created_credential_is_shown_without_its_data() {
        let mut fixture = Fixture::new();
        let (status, body) = fixture.create(SECOND);
        let expected = json!({ "data": {
            "id": "cred-2", "name": "second", "created_at": 1_700_000_001, "updated_at": 1_700_000_001,
        } });
        assert_eq!((status, &body), (201, &expected));
        assert_eq!(outcome(fixture.credentials.get("cred-2")), (200, expected));
        assert_eq!(outcome(fixture.credentials.get("cred-9")).0, 404);
    }

    #[test]
    fn the_same_credential_again_gives_the_existing_one() {
        let mut fixture = Fixture::new();
        let first = fixture.create(SECOND);
        assert_eq!(fixture.create(SECOND), first);
        assert_eq!(fixture.create(&SECOND.replace("s2", "s3")).0, 400);
        assert_eq!(fixture.ids(""), ["cred-2", "cred-1"]);
    }

    #[test]
    fn each_type_requires_its_own_keys() {
        let mut fixture = Fixture::new();
        let full = r#"{"private_key_id":"a","private_key":"b","client_email":"c"}"#;
        for (kind, data, status) in [
            ("connector", r#"{"client_id":"i"}"#, 400),
            (
                "serviceaccount",
                r#"{"private_key_id":"a","private_key":"b"}"#,
                400,
            ),
            ("serviceaccount", full, 201),
            ("adminconsent", r#"{"tenant":"t"}"#, 201),
            ("adminconsent", "[]", 400),
            ("password", "{}", 400),
        ] {
            let body = format!(
                r#"{{"name":"{kind}","credential_type":"{kind}","credential_data":{data}}}"#
            );
            assert_eq!(fixture.create(&body).0, status, "{body}");
        }
        let unnamed = r#"{"credential_type":"adminconsent","credential_data":{}}"#;
        assert_eq!(fixture.create(unnamed).0, 400);
    }

    #[test]
    fn a_list_is_sorted_and_cut() {
        let mut fixture = Fixture::new();
        for name in ["b", "c"] {
            fixture.create(&SECOND.replace("second", name));
        }
        fixture.update("cred-1", r#"{"name":"a"}"#);

        assert_eq!(fixture.ids(""), ["cred-3", "cred-2", "cred-1"]);
        assert_eq!(fixture.ids("order_by=asc&limit=1"), ["cred-1"]);
        assert_eq!(
            fixture.ids("sort_by=updated_at"),
            ["cred-1", "cred-3", "cred-2"]
        );
        assert_eq!(fixture.ids("offset=2"), ["cred-1"]);
        for wrong in ["sort_by=createdAt", "order_by=up", "limit=-1"] {
            assert_eq!(fixture.list(wrong).0, 400, "{wrong}");
        }
        for number in 0..9 {
            fixture.create(&SECOND.replace("second", &number.to_string()));
        }
        let (_, body) = fixture.list("");
        assert_eq!((&body["limit"], &body["offset"]), (&json!(10), &json!(0)));
        assert_eq!(body["data"].as_array().map(Vec::len), Some(10));
        assert_eq!(fixture.ids("limit=50").len(), 12);
    }

    #[test]
    fn an_update_replaces_the_data_and_sets_the_time() {
        let mut fixture = Fixture::new();
        let (status, body) = fixture.update("cred-1", r#"{"credential_data":{"a":"b"}}"#);
        assert_eq!(
            (status, &body["data"]["updated_at"]),
            (200, &json!(1_700_000_001))
        );
        assert_eq!(body["data"]["created_at"], 1_700_000_000);
        assert_eq!(fixture.credentials.held[0].data.len(), 1);

        fixture.create(SECOND);
        assert_eq!(fixture.update("cred-1", r#"{"name":"second"}"#).0, 400);
        assert_eq!(fixture.update("cred-1", "{}").0, 400);
        assert_eq!(fixture.update("cred-9", r#"{"name":"x"}"#).0, 404);
    }

    #[test]
    fn the_active_credential_is_kept_until_another_is_active() {
        let mut fixture = Fixture::new();
        fixture.create(SECOND);
        assert_eq!(outcome(fixture.credentials.delete("cred-1")).0, 400);
        fixture.credentials.activate("cred-2".to_owned()).unwrap();
        assert_eq!(
            outcome(fixture.credentials.delete("cred-1")),
            (200, json!({}))
        );
        assert_eq!(outcome(fixture.credentials.delete("cred-1")).0, 404);
        assert_eq!(fixture.ids(""), ["cred-2"]);
    }
}
