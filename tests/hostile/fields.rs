//! Any text in any field is `Invalid`, or it reaches the service as it is.

use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{
    Client, ConnectorCredential, Error, Ews, Google, GoogleSettings, Invalid, Microsoft,
    MicrosoftSettings, NewCredential, Provider, RetryPolicy,
};
use nylas_connectors_tests::options;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{config, mostly_harmless, text};

fn client(fake: &FakeNylas) -> Client {
    options(fake.base_url())
        .reuse_connections_for_creates(true)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

/// The body that reached the server, or `None` when the value was refused before.
fn sent<T>(
    built: Result<T, Invalid>,
    call: impl FnOnce(&Client, &T) -> Result<(), Error>,
) -> Result<Option<Value>, TestCaseError> {
    FAKE.with(|fake| {
        let value = match built {
            Ok(value) => value,
            Err(invalid) => {
                prop_assert!(!invalid.problems().is_empty());
                return Ok(None);
            }
        };
        let before = fake.requests_seen();
        let result = call(&client(&fake.0), &value);
        if let Err(error @ (Error::Invalid(_) | Error::Config(_) | Error::Transport(_))) = result {
            return Err(TestCaseError::fail(format!("it was built, but {error}")));
        }
        prop_assert_eq!(fake.requests_seen(), before + 1);
        Ok(fake
            .0
            .requests()
            .last()
            .map(nylas_connectors::testing::RecordedRequest::body_json))
    })
}

/// One server for all cases of a test.
struct Fake(FakeNylas);

impl Fake {
    fn requests_seen(&self) -> usize {
        self.0.requests().len()
    }
}

thread_local! {
    static FAKE: Fake = Fake(FakeNylas::start().unwrap());
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn any_text_in_a_google_connector_is_invalid_or_arrives_unchanged(
        name in prop::option::of(mostly_harmless()),
        client_id in mostly_harmless(),
        client_secret in mostly_harmless(),
        topic_name in prop::option::of(mostly_harmless()),
        scope in prop::option::of(prop::collection::vec(prop_oneof![3 => "[a-z]{1,9}", 1 => text()], 0..4)),
    ) {
        let settings = GoogleSettings::builder()
            .client_id(client_id.clone())
            .client_secret(client_secret.clone())
            .maybe_topic_name(topic_name.clone());
        let built = Google::builder()
            .maybe_name(name.clone())
            .settings(settings)
            .maybe_scope(scope.clone())
            .build();
        let body = sent(built, |client, google| client.connectors().create(google).map(drop))?;
        if let Some(body) = body {
            let mut expected = json!({
                "provider": "google",
                "settings": { "client_id": client_id, "client_secret": client_secret },
            });
            set(&mut expected, "name", name);
            set(&mut expected["settings"], "topic_name", topic_name);
            set(&mut expected, "scope", scope);
            prop_assert_eq!(body, expected);
        }
    }

    #[test]
    fn any_text_in_a_microsoft_connector_is_invalid_or_arrives_unchanged(
        client_id in mostly_harmless(),
        client_secret in mostly_harmless(),
        tenant in prop::option::of(mostly_harmless()),
    ) {
        let settings = MicrosoftSettings::builder()
            .client_id(client_id.clone())
            .client_secret(client_secret.clone())
            .maybe_tenant(tenant.clone());
        let built = Microsoft::builder().settings(settings).build();
        let body = sent(built, |client, it| client.connectors().create(it).map(drop))?;
        if let Some(body) = body {
            let mut settings = json!({ "client_id": client_id, "client_secret": client_secret });
            set(&mut settings, "tenant", tenant);
            prop_assert_eq!(&body["settings"], &settings);
        }
    }

    #[test]
    fn any_text_as_ews_scopes_is_invalid_or_arrives_unchanged(scopes in text()) {
        let built = Ews::builder().scopes(scopes.clone()).build();
        let body = sent(built, |client, ews| client.connectors().create(ews).map(drop))?;
        if let Some(body) = body {
            prop_assert_eq!(&body["scopes"], &json!(scopes));
        }
    }

    #[test]
    fn any_text_in_a_credential_is_invalid_or_arrives_unchanged(
        name in mostly_harmless(),
        client_id in mostly_harmless(),
        client_secret in mostly_harmless(),
    ) {
        let data = ConnectorCredential::builder()
            .client_id(client_id.clone())
            .client_secret(client_secret.clone())
            .build();
        let built = NewCredential::builder().name(name.clone()).credential_data(data).build();
        let body = sent(built, |client, credential| {
            client.credentials(Provider::Google).create(credential).map(drop)
        })?;
        if let Some(body) = body {
            prop_assert_eq!(&body["name"], &json!(name));
            let data = json!({ "client_id": client_id, "client_secret": client_secret });
            prop_assert_eq!(&body["credential_data"], &data);
        }
    }

    #[test]
    fn any_text_as_a_provider_or_an_id_is_invalid_or_one_segment_of_the_path(
        provider in text(),
        id in text(),
    ) {
        FAKE.with(|fake| {
            let result = client(&fake.0).credentials(provider.as_str()).get(id.clone());
            if let Err(Error::Invalid(_)) = result {
                prop_assert!(["", ".", ".."].contains(&provider.as_str()) || ["", ".", ".."].contains(&id.as_str()));
                return Ok(());
            }
            let request = fake.0.last();
            let segments: Vec<_> = request
                .path()
                .split('/')
                .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
                .collect();
            prop_assert_eq!(segments, ["", "v3", "connectors", &provider, "creds", &id]);
            Ok(())
        })?;
    }

    #[test]
    fn any_text_as_an_address_to_detect_is_invalid_or_one_value_of_the_query(email in text()) {
        FAKE.with(|fake| {
            if let Err(Error::Invalid(_)) = client(&fake.0).detect_provider(email.clone()) {
                return Ok(());
            }
            let request = fake.0.last();
            let query = request.query().unwrap_or_default().to_owned();
            let values: Vec<_> = query.split('&').filter_map(|pair| pair.strip_prefix("email=")).collect();
            prop_assert_eq!(values.len(), 1);
            prop_assert_eq!(percent_decode_str(values[0]).decode_utf8_lossy(), email);
            Ok(())
        })?;
    }
}

fn set(object: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}
