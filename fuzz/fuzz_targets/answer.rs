//! The parser of answers, under any status, headers and body: it must not panic, and what it makes must be fit to be
//! printed.

#![no_main]

use http::{HeaderValue, Response, StatusCode};
use libfuzzer_sys::fuzz_target;
use nylas_connectors::operations::{
    CreateConnector, DeleteConnector, DetectProvider, GetCredential, ListConnectors,
    ListCredentials,
};
use nylas_connectors::{Error, ICloud, Operation};

fuzz_target!(|data: &[u8]| {
    // Two bytes of status, one for the length of a header's value, the value, and the rest is the body.
    let [high, low, length, rest @ ..] = data else {
        return;
    };
    let status = 100 + u16::from_be_bytes([*high, *low]) % 900;
    let (header, body) = rest.split_at(rest.len().min(usize::from(*length)));
    let answer = || response(status, header, body);
    check(CreateConnector::<ICloud>::parse(answer()));
    check(ListConnectors::parse(answer()));
    check(DeleteConnector::parse(answer()));
    check(GetCredential::parse(answer()));
    check(ListCredentials::parse(answer()));
    check(DetectProvider::parse(answer()));
});

fn response(status: u16, header: &[u8], body: &[u8]) -> Response<Vec<u8>> {
    let mut response = Response::new(body.to_vec());
    *response.status_mut() = StatusCode::from_u16(status).expect("it is from 100 to 999");
    if let Ok(value) = HeaderValue::from_bytes(header) {
        for name in ["x-request-id", "retry-after", "date"] {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn check<T: std::fmt::Debug>(result: Result<T, Error>) {
    match result {
        Ok(answer) => drop(format!("{answer:?}")),
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains(char::is_control), "{line:?}");
            assert!(line.chars().count() < 1500, "{line}");
            drop(format!("{error:?}"));
        }
    }
}
