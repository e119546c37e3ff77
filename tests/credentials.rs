//! What is wrong with a credential is reported by its path on the wire, all at once.

use nylas_connectors::{AdminConsent, ConnectorCredential, CredentialData, Invalid, NewCredential};
use serde_json::json;

fn problems(name: &str, data: impl Into<CredentialData>) -> Vec<String> {
    let built: Result<NewCredential, Invalid> = NewCredential::builder()
        .name(name)
        .credential_data(data)
        .build();
    let invalid = built.unwrap_err();
    let line =
        |problem: &nylas_connectors::Problem| format!("{} {}", problem.path(), problem.rule());
    invalid.iter().map(line).collect()
}

#[test]
fn a_problem_of_the_data_has_its_wire_path() {
    let data = ConnectorCredential::builder()
        .client_id("a")
        .client_secret(" b");
    assert_eq!(
        problems("", data),
        [
            "credential_data.client_secret surrounding_space",
            "name blank"
        ]
    );
}

#[test]
fn a_key_with_a_setter_is_refused_among_the_extra_keys() {
    let extra = json!({ "client_id": "", "client_secret": "b", "tenant": 1, "more": "" });
    let consent = AdminConsent::builder()
        .client_id(" a")
        .extra(extra.as_object().unwrap().clone());
    assert_eq!(
        problems("n", consent),
        [
            "credential_data.client_id reserved_key",
            "credential_data.client_id surrounding_space",
            "credential_data.client_secret reserved_key",
            "credential_data.tenant reserved_key",
        ]
    );
}
