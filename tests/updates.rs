//! An update of every provider's connector, as the whole request that reaches the service.

use nylas_connectors::testing::Recorder;
use nylas_connectors::*;
use nylas_connectors_tests::{apps, recorded};

/// The method, the path and, byte for byte, the body.
fn sent(update: &impl UpdateSpec) -> String {
    let recorder = Recorder::new();
    let answer = format!(r#"{{"data":{{"provider":"{}"}}}}"#, update.provider());
    recorder.reply(200, answer);
    recorded(&recorder).connectors().update(update).unwrap();
    let request = recorder.last();
    let body = str::from_utf8(request.body()).unwrap();
    // A snapshot takes line ends and trailing spaces as equal.
    assert!(body.starts_with('{') && body.ends_with('}') && !body.contains('\n'));
    format!("{} {}\n{body}", request.method(), request.path())
}

/// Pins the update with everything set, and that one of the name alone sends nothing else to the same place.
fn assert_update(provider: &Provider, update: &impl UpdateSpec, name_only: &impl UpdateSpec) {
    let description = format!("Update of {provider} with everything that it can change.");
    insta::with_settings!({ description => description, omit_expression => true }, {
        insta::assert_snapshot!(provider.as_str().replace('-', "_"), sent(update));
    });
    let renamed = format!("PATCH /v3/connectors/{provider}\n{{\"name\":\"New\"}}");
    assert_eq!(sent(name_only), renamed);
}

#[test]
fn google() {
    let full = UpdateGoogle::builder()
        .name("Acme Google")
        .settings(apps::google())
        .scope([scope::google::OPENID, scope::google::GMAIL_MODIFY])
        .active_credential_id("cred-2")
        .build()
        .unwrap();
    let name_only = UpdateGoogle::builder().name("New").build().unwrap();
    assert_update(&Provider::Google, &full, &name_only);
}

#[test]
fn microsoft() {
    let full = UpdateMicrosoft::builder()
        .name("Acme Microsoft")
        .settings(apps::microsoft())
        .scope([scope::microsoft::MAIL_READ])
        .active_credential_id("cred-2")
        .build()
        .unwrap();
    let name_only = UpdateMicrosoft::builder().name("New").build().unwrap();
    assert_update(&Provider::Microsoft, &full, &name_only);
}

#[test]
fn yahoo() {
    let full = UpdateYahoo::builder()
        .name("Acme Yahoo")
        .settings(apps::yahoo())
        .scope([scope::yahoo::EMAIL, scope::yahoo::MAIL_READ])
        .active_credential_id("cred-2")
        .build()
        .unwrap();
    let name_only = UpdateYahoo::builder().name("New").build().unwrap();
    assert_update(&Provider::Yahoo, &full, &name_only);
}

#[test]
fn zoom() {
    let full = UpdateZoom::builder()
        .name("Acme Zoom")
        .settings(apps::zoom())
        .active_credential_id("cred-2")
        .build()
        .unwrap();
    let name_only = UpdateZoom::builder().name("New").build().unwrap();
    assert_update(&Provider::Zoom, &full, &name_only);
}

#[test]
fn every_other_provider() {
    use Provider::{Google, Microsoft, Yahoo, Zoom};
    let mut others: Vec<Provider> = Provider::ALL.to_vec();
    // Those that have an update of their own are above; a new one is added here too.
    others.retain(|provider| !matches!(provider, Google | Microsoft | Yahoo | Zoom));
    others.push(Provider::from("hologram"));
    for provider in others {
        let json = serde_json::json!({ "provider": provider, "settings": null });
        assert!(
            serde_json::from_value::<AnyConnector>(json).is_err(),
            "connectors of {provider} have settings, so updates.rs needs an update for it, and this file a test of that"
        );
        let full = UpdateOther::builder()
            .provider(&provider)
            .name("Acme")
            .active_credential_id("cred-2")
            .build()
            .unwrap();
        let name_only = UpdateOther::builder()
            .provider(&provider)
            .name("New")
            .build()
            .unwrap();
        assert_update(&provider, &full, &name_only);
    }
}
