//! Work that grows with its input. What it takes for one item should stay the same.

use std::hint::black_box;

use nylas_connectors::{Client, Google, Scope, TransportError};

use crate::Error;

/// One piece of work, whose input is ready.
pub(crate) type Work = Box<dyn Fn() -> Result<(), Error>>;

/// Work of some size.
pub(crate) struct Workload {
    /// What there is a growing number of.
    pub(crate) what: &'static str,
    pub(crate) sizes: &'static [usize],
    /// Makes the input of this size ready.
    pub(crate) prepare: fn(usize) -> Result<Work, Error>,
}

const UP_TO_10_000: &[usize] = &[1, 10, 100, 1_000, 10_000];
const UP_TO_100_000: &[usize] = &[1, 10, 100, 1_000, 10_000, 100_000];

pub(crate) const ALL: [Workload; 5] = [
    Workload {
        what: "scopes of a connector that is built, checked and written as JSON",
        sizes: UP_TO_10_000,
        prepare: |size| Ok(scopes((0..size).map(|index| format!("scope-{index}")))),
    },
    Workload {
        what: "scopes that are each wrong, and the message about them",
        sizes: UP_TO_10_000,
        prepare: |size| Ok(scopes((0..size).map(|index| format!("scope {index}")))),
    },
    Workload {
        what: "scopes that are equal, and the message about them",
        sizes: UP_TO_10_000,
        prepare: |size| Ok(scopes((0..size).map(|_| "openid".to_owned()))),
    },
    Workload {
        what: "connectors of a list, fetched in pages of 50",
        sizes: UP_TO_100_000,
        prepare: list,
    },
    Workload {
        what: "bytes of what a provider says in a refusal",
        sizes: UP_TO_100_000,
        prepare: refusal,
    },
];

fn scopes(names: impl Iterator<Item = String>) -> Work {
    let list: Vec<Scope> = names.map(Scope::from).collect();
    Box::new(move || {
        match Google::builder().without_settings().scope(&list).build() {
            Ok(google) => drop(black_box(serde_json::to_vec(&google)?)),
            Err(invalid) => drop(black_box(invalid.to_string())),
        }
        Ok(())
    })
}

/// The service's side answers with full pages and, last, with what is left. No two pages start alike.
fn list(size: usize) -> Result<Work, Error> {
    let connector = serde_json::to_string(&crate::variants::google()?)?;
    let rest = move |count: usize| format!(",{connector}").repeat(count.saturating_sub(1));
    let (full, last) = (rest(50), rest(size % 50));
    let client = client(move |request| {
        let query = request.uri().query().unwrap_or_default();
        let offset = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("offset="));
        let offset: usize = offset.and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let data = match size.saturating_sub(offset) {
            0 => String::new(),
            left => {
                let rest = if left < 50 { &last } else { &full };
                format!(r#"{{"name":"{offset}","provider":"google"}}{rest}"#)
            }
        };
        let body = format!(r#"{{"request_id":"r","data":[{data}],"limit":50}}"#);
        http::Response::new(body.into_bytes())
    })?;
    Ok(Box::new(move || {
        let mut count = 0;
        for connector in client.connectors().list_all() {
            black_box(connector?);
            count += 1;
        }
        if count == size {
            Ok(())
        } else {
            Err(format!("{count} connectors came").into())
        }
    }))
}

fn refusal(size: usize) -> Result<Work, Error> {
    let said = "x".repeat(size);
    let body =
        format!(r#"{{"error":{{"type":"provider_error","provider_error":{{"said":"{said}"}}}}}}"#);
    let client = client(move |_| {
        let mut answer = http::Response::new(body.clone().into_bytes());
        *answer.status_mut() = http::StatusCode::BAD_REQUEST;
        answer
    })?;
    let google = crate::variants::google()?;
    Ok(Box::new(move || {
        match client.connectors().create(&google) {
            Ok(_) => Err("a refusal was taken for a success".into()),
            Err(error) => {
                drop(black_box((error.to_string(), error)));
                Ok(())
            }
        }
    }))
}

/// A client whose requests are answered without a network.
fn client(
    answer: impl Fn(http::Request<Vec<u8>>) -> http::Response<Vec<u8>> + Send + Sync + 'static,
) -> Result<Client, Error> {
    let transport = move |request| Ok::<_, TransportError>(answer(request));
    Ok(Client::builder()
        .api_key("key")
        .transport(transport)
        .build()?)
}
