//! Any call of `nylas-connectors` in an asynchronous program, with attempts, delays, timeout and masking.

use std::time::Instant;

use nylas_connectors::transport::Limits;
use nylas_connectors::{Call, Error, Step, TransportError, TransportErrorKind, http};

/// Drives a call to its end.
///
/// # Errors
///
/// The call's own.
pub async fn drive<T>(http: &reqwest::Client, mut call: Call<T>) -> Result<T, Error> {
    loop {
        match call.next(Instant::now()) {
            Step::Send(request) => match send(http, request).await {
                Ok(response) => call.received(response),
                Err(error) => call.failed(error),
            },
            Step::Wait(duration) => tokio::time::sleep(duration).await,
            Step::Done(result) => break result,
        }
    }
}

/// An HTTP client that does what is asked of it and no more.
///
/// Redirects aren't followed. No connection is used twice, since a create that is lost on an old one can't be sent again;
/// a program with many calls has a second client for those whose [`Limits`] don't ask for a fresh connection.
///
/// # Errors
///
/// When reqwest can't make it.
pub fn http_client() -> reqwest::Result<reqwest::Client> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.pool_max_idle_per_host(0).build()
}

async fn send(
    http_client: &reqwest::Client,
    request: http::Request<Vec<u8>>,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    let limits = request.extensions().get::<Limits>().copied();
    let mut request = reqwest::Request::try_from(request).map_err(failure)?;
    *request.timeout_mut() = limits.map(|limits| limits.remaining());
    let mut response = http_client.execute(request).await.map_err(failure)?;

    let mut head = http::Response::new(());
    *head.status_mut() = response.status();
    *head.headers_mut() = std::mem::take(response.headers_mut());
    let (head, ()) = head.into_parts();
    match response.bytes().await {
        Ok(body) => Ok(http::Response::from_parts(head, body.to_vec())),
        // The status is known, and with it what the service did.
        Err(error) => Err(failure(error).with_head(head)),
    }
}

fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Disconnected
    };
    TransportError::new(kind, error.without_url())
}
