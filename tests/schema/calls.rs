//! The calls as this library makes them: what goes into path, query and body, and what is read of an answer.

use std::collections::BTreeSet;

use nylas_connectors::operations::*;
use nylas_connectors::testing::RecordedRequest;
use nylas_connectors::*;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::{Value, json};

use crate::bodies::{self, Body};
use crate::fake;
use crate::names::names;
use crate::paths::paths;

type Answer = http::Response<Vec<u8>>;

/// One call.
pub(crate) struct Call {
    /// Its method and path, in the schema's form.
    pub(crate) name: String,
    /// The queries that it can have, from the one with the fewest parameters.
    pub(crate) queries: Vec<Vec<(String, String)>>,
    /// What it can send.
    pub(crate) bodies: Vec<Body>,
    /// The statuses with which `FakeNylas` answers.
    pub(crate) answered: BTreeSet<u16>,
    /// How an answer is read.
    pub(crate) read: fn(Answer) -> Result<Read, Error>,
}

/// What a program gets of an answer.
pub(crate) struct Read {
    /// The values, in the form of the answer.
    pub(crate) values: Value,
    /// The paths of everything that could be among them.
    pub(crate) names: BTreeSet<String>,
}

impl Call {
    fn new<O: Operation>(
        requests: impl IntoIterator<Item = O>,
        bodies: Vec<Body>,
        read: fn(Answer) -> Result<Read, Error>,
    ) -> Self {
        let requests: Vec<RecordedRequest> =
            requests.into_iter().map(|call| request(&call)).collect();
        let name = name(&requests[0]);
        Self {
            answered: fake::answered().get(&name).cloned().unwrap_or_default(),
            name,
            queries: requests.iter().map(query).collect(),
            bodies,
            read,
        }
    }
}

pub(crate) fn request(call: &impl Operation) -> RecordedRequest {
    call.request("https://api.us.nylas.com", "key")
        .unwrap()
        .into()
}

/// The method and the path, as the schema names a call.
pub(crate) fn name(request: &RecordedRequest) -> String {
    let path = request.path().split('?').next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().unwrap();
    format!("{} {path}", request.method())
}

fn query(request: &RecordedRequest) -> Vec<(String, String)> {
    let pairs = request.query().unwrap_or_default().split('&');
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn one<O: Operation<Output = Response<T>>, T: Serialize>(answer: Answer) -> Result<Read, Error> {
    let response = O::parse(answer)?;
    let data = serde_json::to_value(&response.data).unwrap();
    Ok(Read {
        values: json!({"request_id": response.request_id, "data": data}),
        names: envelope(&["request_id", "data"], "data", &response.data),
    })
}

fn page<O: Operation<Output = Page<T>>, T: Serialize>(answer: Answer) -> Result<Read, Error> {
    let page = O::parse(answer)?;
    let data = serde_json::to_value(&page.data).unwrap();
    let names = page.data.first().map(|item| {
        envelope(
            &["request_id", "data", "data[]", "limit", "offset"],
            "data[]",
            item,
        )
    });
    Ok(Read {
        values: json!({"request_id": page.request_id, "data": data, "limit": page.limit, "offset": page.offset}),
        names: names.unwrap_or_default(),
    })
}

fn nothing<O: Operation<Output = Response<()>>>(answer: Answer) -> Result<Read, Error> {
    let response = O::parse(answer)?;
    Ok(Read {
        values: json!({"request_id": response.request_id}),
        names: BTreeSet::from(["request_id".to_owned()]),
    })
}

fn envelope(names_of_envelope: &[&str], prefix: &str, data: &impl Serialize) -> BTreeSet<String> {
    let inner = names(data)
        .into_iter()
        .map(|name| format!("{prefix}.{name}"));
    names_of_envelope
        .iter()
        .map(ToString::to_string)
        .chain(inner)
        .collect()
}

/// What a program gets of a refusal; nothing of another error.
pub(crate) fn read_refusal(error: &Error) -> Option<Read> {
    let Error::Api(error) = error else {
        return None;
    };
    let inner = json!({
        "type": error.kind,
        "message": error.message,
        "provider_error": error.provider_error,
        "validation_errors": error.validation_errors,
    });
    let values = json!({"request_id": error.request_id, "error": inner});
    let names = paths(&values).into_keys().filter(|path| !path.is_empty());
    Some(Read {
        names: names
            .filter(|path| !path.starts_with("error.provider_error."))
            .collect(),
        values,
    })
}

/// All calls.
pub(crate) fn calls() -> Vec<Call> {
    let provider = || Provider::other("{provider}");
    let imap = Imap::builder().build().unwrap();
    let update = UpdateOther::builder()
        .provider(provider())
        .name("n")
        .build()
        .unwrap();
    let credential = NewCredential::builder()
        .name("n")
        .credential_data(AdminConsent::builder())
        .build()
        .unwrap();
    let renamed = nylas_connectors::UpdateCredential::builder()
        .name("n")
        .build()
        .unwrap();
    let list = || ListCredentials::new(provider());
    let sorted = [CredentialSort::CreatedAt, CredentialSort::UpdatedAt]
        .into_iter()
        .flat_map(|by| {
            [Order::Ascending, Order::Descending]
                .map(|order| list().limit(1).offset(2).sort(by, order))
        });
    let detect = || DetectProvider::new("text");
    vec![
        Call::new(
            [CreateConnector::new(&imap)],
            bodies::new_connectors(),
            one::<CreateConnector<Imap>, _>,
        ),
        Call::new(
            [
                ListConnectors::new(),
                ListConnectors::new().limit(1).offset(2),
            ],
            vec![],
            page::<ListConnectors, _>,
        ),
        Call::new(
            [GetConnector::new(provider())],
            vec![],
            one::<GetConnector, _>,
        ),
        Call::new(
            [UpdateConnector::new(&update)],
            bodies::connector_updates(),
            one::<UpdateConnector<UpdateOther>, _>,
        ),
        Call::new(
            [DeleteConnector::new(provider())],
            vec![],
            nothing::<DeleteConnector>,
        ),
        Call::new(
            [detect(), detect().all_provider_types()],
            vec![],
            one::<DetectProvider, _>,
        ),
        Call::new(
            [CreateCredential::new(provider(), &credential)],
            bodies::new_credentials(),
            one::<CreateCredential, _>,
        ),
        Call::new(
            [list()].into_iter().chain(sorted),
            vec![],
            page::<ListCredentials, _>,
        ),
        Call::new(
            [GetCredential::new(provider(), "{id}")],
            vec![],
            one::<GetCredential, _>,
        ),
        Call::new(
            [operations::UpdateCredential::new(
                provider(),
                "{id}",
                &renamed,
            )],
            bodies::credential_updates(),
            one::<operations::UpdateCredential, _>,
        ),
        Call::new(
            [DeleteCredential::new(provider(), "{id}")],
            vec![],
            nothing::<DeleteCredential>,
        ),
    ]
}
