//! One of each call, for the tests of what holds for all of them.

use std::fmt::Debug;

use nylas_connectors::operations::{
    CreateConnector, CreateCredential, DeleteConnector, DeleteCredential, DetectProvider,
    GetConnector, GetCredential, ListConnectors, ListCredentials, UpdateConnector,
    UpdateCredential,
};
use nylas_connectors::{
    AdminConsent, Google, GoogleSettings, NewCredential, Operation, Provider, UpdateOther,
};

/// The client secret of the connector and of the credential that are created, with letters that JSON, HTML and URLs
/// write in other ways.
pub const SECRET: &str = "GOCSPX-<secret>&/";

/// What a test does with each call.
pub trait Visit {
    /// Does it.
    fn visit<O: Operation<Output: Debug>>(&mut self, call: &O);
}

/// Visits one of each call, which has this provider and this ID in its path if it has any.
///
/// # Panics
///
/// When a body is refused.
pub fn visit_every_call(provider: &str, id: &str, visitor: &mut impl Visit) {
    let app = GoogleSettings::builder()
        .client_id("id")
        .client_secret(SECRET);
    let google = Google::builder().settings(app).scope(["openid"]);
    let update = UpdateOther::builder().provider(Provider::from(provider));
    let consent = AdminConsent::builder()
        .client_id("id")
        .client_secret(SECRET);
    let credential = NewCredential::builder().name("n").credential_data(consent);
    let renamed = nylas_connectors::UpdateCredential::builder().name("n");

    visitor.visit(&CreateConnector::new(&google.build().unwrap()));
    visitor.visit(&ListConnectors::new());
    visitor.visit(&GetConnector::new(provider));
    visitor.visit(&UpdateConnector::new(&update.name("n").build().unwrap()));
    visitor.visit(&DeleteConnector::new(provider));
    visitor.visit(&CreateCredential::new(
        provider,
        &credential.build().unwrap(),
    ));
    visitor.visit(&ListCredentials::new(provider));
    visitor.visit(&GetCredential::new(provider, id));
    visitor.visit(&UpdateCredential::new(
        provider,
        id,
        &renamed.build().unwrap(),
    ));
    visitor.visit(&DeleteCredential::new(provider, id));
    visitor.visit(&DetectProvider::new("a@b.c"));
}
