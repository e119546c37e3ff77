//! Sends calls through another HTTP client than ureq: minreq here, and an asynchronous one works the same.
//!
//! `cargo run -p nylas-connectors --example bring_your_own_http --features testing`

use std::error::Error;

use nylas_connectors::operations::{CreateConnector, GetConnector};
use nylas_connectors::testing::FakeNylas;
use nylas_connectors::{Imap, Operation, Provider, http};

/// All that an HTTP client has to do: send the request, and give back the answer whatever its status.
fn send(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, Box<dyn Error>> {
    let (head, body) = request.into_parts();
    let method = minreq::Method::Custom(head.method.to_string());
    let mut call = minreq::Request::new(method, head.uri.to_string())
        .with_body(body)
        .with_timeout(90)
        .with_follow_redirects(false);
    for (name, value) in &head.headers {
        call = call.with_header(name.as_str(), value.to_str()?);
    }
    let answer = call.send()?;
    let mut response = http::Response::builder().status(answer.status_code);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    Ok(response.body(answer.into_bytes())?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let fake = FakeNylas::start()?;

    let imap = Imap::builder().name("Other mail").build()?;
    let request = CreateConnector::new(&imap).request(fake.base_url(), fake.api_key())?;
    let created = CreateConnector::<Imap>::parse(send(request)?)?;
    println!("created {:?}", created.data);

    let request = GetConnector::new(Provider::Zoom).request(fake.base_url(), fake.api_key())?;
    match GetConnector::parse(send(request)?) {
        Ok(found) => println!("found {:?}", found.data),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
