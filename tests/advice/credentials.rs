//! Advice on credentials.

use nylas_connectors::{
    AdminConsent, ConnectorCredential, CredentialData, NewCredential, ServiceAccount,
    UpdateCredential, advice,
};

use crate::{CLIENT_ID, NOTHING, said};

const GUID: &str = "8f2d5c1e-0000-4000-8000-000000000000";
const PEM: &str =
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASC\n-----END PRIVATE KEY-----\n";
const ADDRESS: &str = "sync@acme.iam.gserviceaccount.com";

fn credential(data: impl Into<CredentialData>) -> NewCredential {
    NewCredential::builder()
        .name("Acme")
        .credential_data(data.into())
        .build()
        .unwrap()
}

fn account(private_key: &str, client_email: &str) -> NewCredential {
    let account = ServiceAccount::builder()
        .private_key_id("1")
        .private_key(private_key)
        .client_email(client_email);
    credential(account)
}

fn app(client_id: &str, client_secret: &str, tenant: Option<&str>) -> NewCredential {
    let app = ConnectorCredential::builder()
        .client_id(client_id)
        .client_secret(client_secret)
        .maybe_tenant(tenant);
    credential(app)
}

fn consent(client_secret: &str) -> NewCredential {
    let consent = AdminConsent::builder()
        .client_id(GUID)
        .client_secret(client_secret)
        .tenant("common");
    credential(consent)
}

#[test]
fn a_private_key_without_its_two_lines_is_noticed() {
    let rsa = PEM.replace("PRIVATE", "RSA PRIVATE");
    let windows = PEM.replace('\n', "\r\n");
    let indented = PEM.replace('\n', "\n    ");
    let dumped = format!("Bag Attributes\n    friendlyName: privatekey\n{PEM}");
    for key in [PEM, PEM.trim(), &rsa, &windows, &indented, &dumped] {
        assert_eq!(said(&account(key, ADDRESS)), NOTHING, "{key}");
    }

    let only_base64 = PEM.lines().nth(1).unwrap();
    let one_line = PEM.replace('\n', "");
    let spaces = PEM.replace('\n', " ");
    let begin = PEM.lines().next().unwrap();
    let cut = PEM.split_once("-----END").unwrap().0;
    let certificate = PEM.replace("PRIVATE KEY", "CERTIFICATE");
    let public = PEM.replace("PRIVATE", "PUBLIC");
    let other_end = PEM.replace("END PRIVATE", "END RSA PRIVATE");
    let end_first = "-----END PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----";
    for key in [
        only_base64,
        &one_line,
        &spaces,
        begin,
        cut,
        &certificate,
        &public,
        &other_end,
        end_first,
    ] {
        assert_eq!(
            said(&account(key, ADDRESS)),
            ["credential_data.private_key private_key_frame"],
            "{key}"
        );
    }
}

#[test]
fn an_address_that_is_no_service_accounts_is_noticed() {
    for address in [
        ADDRESS,
        "acme@appspot.gserviceaccount.com",
        "1234-compute@developer.gserviceaccount.com",
        "Sync@Acme.IAM.gserviceaccount.com",
    ] {
        assert_eq!(said(&account(PEM, address)), NOTHING, "{address}");
    }
    for address in [
        "me@gmail.com",
        "admin@example.com",
        "sync@acme.iam.gserviceaccount.com.evil",
    ] {
        assert_eq!(
            said(&account(PEM, address)),
            ["credential_data.client_email client_email_domain"],
            "{address}"
        );
    }
}

#[test]
fn a_microsoft_secret_that_is_an_id_is_noticed() {
    let noticed = ["credential_data.client_secret secret_id"];
    assert_eq!(said(&consent(GUID)), noticed);
    assert_eq!(said(&app("1234", GUID, Some("common"))), noticed);
    assert_eq!(said(&app(GUID, GUID, None)), noticed);
    for right in [
        consent("abc8Q~1234.-_"),
        app(GUID, "abc8Q~1234.-_", Some("common")),
        // Another provider's secret may be a GUID.
        app("dj0y", GUID, None),
    ] {
        assert_eq!(said(&right), NOTHING, "{right:?}");
    }
}

#[test]
fn a_google_client_id_without_its_ending_is_noticed() {
    assert_eq!(
        said(&app("1234", "GOCSPX-1234", None)),
        ["credential_data.client_id client_id_suffix"]
    );
    assert_eq!(said(&app(CLIENT_ID, "GOCSPX-1234", None)), NOTHING);
    assert_eq!(said(&app("zoom-id", "zoom-secret", None)), NOTHING);
}

#[test]
fn a_placeholder_is_the_only_advice_about_its_place() {
    let data = AdminConsent::builder()
        .client_id("<AZURE_CLIENT_ID>")
        .client_secret("${SECRET}");
    let credential = NewCredential::builder()
        .name("<NAME>")
        .credential_data(data)
        .build()
        .unwrap();
    assert_eq!(
        said(&credential),
        [
            "credential_data.client_id",
            "credential_data.client_secret",
            "name"
        ]
        .map(|path| format!("{path} placeholder"))
    );
    assert_eq!(
        said(&account(
            "<PRIVATE_KEY>",
            "<NAME>@<PROJECT>.iam.gserviceaccount.com"
        )),
        [
            "credential_data.client_email",
            "credential_data.private_key"
        ]
        .map(|path| format!("{path} placeholder"))
    );
}

#[test]
fn an_update_gets_the_same_advice() {
    let account = ServiceAccount::builder()
        .private_key_id("1")
        .private_key("MIIE")
        .client_email(ADDRESS);
    let update = UpdateCredential::builder()
        .credential_data(account)
        .build()
        .unwrap();
    assert_eq!(
        said(&update),
        ["credential_data.private_key private_key_frame"]
    );
    let update = UpdateCredential::builder().name("<NAME>").build().unwrap();
    assert_eq!(said(&update), ["name placeholder"]);
    let update = UpdateCredential::builder().name("Acme").build().unwrap();
    assert_eq!(said(&update), NOTHING);
}

#[test]
fn advice_shows_nothing_of_the_credential() {
    for (credential, guide) in [
        (
            account("S3CRET", "s3cret@example.com"),
            "provider-guides/google/",
        ),
        (consent(GUID), "provider-guides/microsoft/"),
        (app("S3CRET", "GOCSPX-S3CRET", None), "provider-guides/"),
    ] {
        let found = advice(&credential);
        assert_ne!(found, []);
        for advice in found {
            let shown = format!("{advice} {advice:?}").to_lowercase();
            assert!(
                !shown.contains("s3cret") && !shown.contains(GUID),
                "{shown}"
            );
            assert!(advice.link.ends_with(guide), "{shown}");
        }
    }
}
