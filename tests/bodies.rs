//! Shared by the tests that pin request bodies: what really reaches a server over a socket.

use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{Connector, ConnectorSpec, Response};
use nylas_connectors_tests::client;

/// Creates the connector at a server of its own and gives the body as the server received it, and the answer.
pub(crate) fn create(connector: &impl ConnectorSpec) -> (String, Response<Connector>) {
    let fake = FakeNylas::start().unwrap();
    let created = client(&fake).connectors().create(connector).unwrap();
    let requests = fake.requests();
    assert_eq!(requests.len(), 1, "one call is one request");
    (
        String::from_utf8(requests[0].body().to_vec()).unwrap(),
        created,
    )
}

/// The body as the server received it.
#[allow(dead_code, reason = "not every test file looks at the body alone")]
pub(crate) fn body_of(connector: &impl ConnectorSpec) -> String {
    create(connector).0
}

/// Pins the bytes that reach the server and checks that the answer is about the same provider.
///
/// A snapshot takes line ends and trailing spaces as equal, so the bytes are shown not to have any: the body is
/// one line that ends with its brace.
macro_rules! assert_body {
    ($name:expr, $description:expr, $connector:expr) => {{
        let (body, created) = $crate::bodies::create(&$connector);
        assert!(body.starts_with('{') && body.ends_with('}') && !body.contains('\n'), "{body:?}");
        assert_eq!(created.data.provider, nylas_connectors::ConnectorSpec::provider(&$connector));
        assert!(created.request_id.is_some());
        insta::with_settings!({ description => $description, omit_expression => true }, {
            insta::assert_snapshot!($name, body);
        });
    }};
}
pub(crate) use assert_body;
