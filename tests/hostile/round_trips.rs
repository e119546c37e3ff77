//! What goes in comes out again.

use nylas_connectors::{AnyConnector, Connector, Google, GoogleSettings, Provider, Scope};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{config, text};

fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn every_provider_goes_through_text_and_json(name in text()) {
        let provider = Provider::from(name.as_str());
        prop_assert_eq!(provider.as_str(), &name);
        prop_assert_eq!(provider.to_string(), name.clone());
        prop_assert_eq!(name.parse::<Provider>().is_ok(), Provider::ALL.contains(&provider));
        prop_assert_eq!(through_json(&provider), provider);
    }

    #[test]
    fn every_scope_goes_through_text_and_json(name in text()) {
        let scope = Scope::from(name.as_str());
        prop_assert_eq!(scope.as_str(), &name);
        prop_assert_eq!(Scope::from(scope.to_string()), scope.clone());
        prop_assert_eq!(through_json(&scope), scope);
    }

    #[test]
    fn every_connector_of_the_service_goes_through_json(
        provider in text().prop_filter("a connector has one", |name| !name.trim().is_empty()),
        name in prop::option::of(text()),
        keys in prop::option::of(prop::collection::vec((text(), text()), 0..4)),
        scope in prop::option::of(prop::collection::vec(text(), 0..4)),
        scopes in prop::option::of(text()),
        id in prop::option::of(text()),
    ) {
        let mut written = json!({ "provider": provider });
        let settings = keys.map(|keys| keys.into_iter().map(|(key, value)| (key, Value::from(value))).collect::<Value>());
        for (key, value) in [
            ("name", name.map(Value::from)),
            ("settings", settings),
            ("scope", scope.map(Value::from)),
            ("scopes", scopes.map(Value::from)),
            ("active_credential_id", id.map(Value::from)),
        ] {
            if let Some(value) = value {
                written[key] = value;
            }
        }
        let connector: Connector = serde_json::from_value(written.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&connector).unwrap(), written);
        prop_assert_eq!(through_json(&connector), connector);
    }

    #[test]
    fn every_connector_of_a_caller_goes_through_json(
        name in prop::option::of(text()),
        client_id in text(),
        client_secret in text(),
        scope in prop::option::of(prop::collection::vec(text(), 1..4)),
    ) {
        let settings = GoogleSettings::builder().client_id(client_id).client_secret(client_secret);
        let built = Google::builder().maybe_name(name).settings(settings).maybe_scope(scope).build();
        if let Ok(google) = built {
            prop_assert_eq!(through_json(&google), google.clone());
            let any = AnyConnector::from(google);
            prop_assert_eq!(through_json(&any), any);
        }
    }
}
