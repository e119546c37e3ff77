//! Sends calls through another HTTP client than ureq: minreq here. The `Client` still retries, keeps the timeout and
//! masks secrets. `tests/asynchronous` does the same with an asynchronous client, reqwest.
//!
//! `cargo run -p nylas-connectors --example bring_your_own_http --features testing`

use nylas_connectors::testing::FakeNylas;
use nylas_connectors::transport::Limits;
use nylas_connectors::{Client, Imap, Provider, TransportError, TransportErrorKind, http};

/// All that a transport has to do: send the request, and return the answer whatever its status. It doesn't follow
/// redirects and doesn't retry.
fn send(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, TransportError> {
    let failed = |error| TransportError::new(kind(&error), error);
    let unusable = |error| TransportError::new(TransportErrorKind::Protocol, error);
    let (head, body) = request.into_parts();
    let mut call = minreq::Request::new(
        minreq::Method::Custom(head.method.to_string()),
        head.uri.to_string(),
    )
    .with_body(body)
    .with_follow_redirects(false);
    if let Some(limits) = head.extensions.get::<Limits>() {
        // Whole seconds are all that minreq takes, and 0 would be none.
        call = call.with_timeout(limits.remaining().as_secs().max(1));
    }
    for (name, value) in &head.headers {
        call = call.with_header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
    }
    let answer = call.send().map_err(failed)?;
    let mut response = http::Response::builder().status(answer.status_code);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response.body(answer.into_bytes()).map_err(unusable)
}

/// A kind that says that nothing was sent must be certain, since a create is then sent again.
fn kind(error: &minreq::Error) -> TransportErrorKind {
    match error {
        minreq::Error::AddressNotFound => TransportErrorKind::Connect,
        minreq::Error::IoError(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            TransportErrorKind::Connect
        }
        minreq::Error::IoError(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            TransportErrorKind::Timeout
        }
        _ => TransportErrorKind::Disconnected,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fake = FakeNylas::start()?;
    let client = Client::builder()
        .api_key(fake.api_key())
        .base_url(fake.base_url())
        .transport(send)
        .build()?;

    let imap = Imap::builder().name("Other mail").build()?;
    println!("created {:?}", client.connectors().create(&imap)?.data);
    match client.connectors().get(Provider::Zoom) {
        Ok(found) => println!("found {:?}", found.data),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
