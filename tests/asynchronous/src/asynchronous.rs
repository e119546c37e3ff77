//! Drives the calls of `nylas-connectors` with tokio and reqwest.

use std::time::{Duration, Instant};

use nylas_connectors::transport::Limits;
use nylas_connectors::{Call, Error, Step, TransportError, TransportErrorKind, http};
use reqwest::redirect::Policy;

/// Two HTTP clients, since a create needs a new connection: if a kept one broke under it, nobody could tell whether the
/// create was applied, and it couldn't be sent again.
#[derive(Clone, Debug)]
pub struct Http {
    keeps_connections: reqwest::Client,
    opens_connections: reqwest::Client,
}

impl Http {
    /// Creates both. They follow no redirect, which could lead a secret to another host.
    ///
    /// # Errors
    ///
    /// When reqwest can't create a client.
    pub fn new() -> reqwest::Result<Self> {
        let options = || {
            let options = reqwest::Client::builder().redirect(Policy::none());
            // reqwest has one value for all requests, so this is in place of `Limits::connect`.
            options.connect_timeout(Duration::from_secs(10))
        };
        Ok(Self {
            keeps_connections: options().build()?,
            opens_connections: options().pool_max_idle_per_host(0).build()?,
        })
    }

    fn client_for(&self, limits: Option<&Limits>) -> &reqwest::Client {
        match limits {
            Some(limits) if !limits.fresh_connection => &self.keeps_connections,
            _ => &self.opens_connections,
        }
    }
}

/// Drives a call to its end.
///
/// # Errors
///
/// The call's own.
pub async fn drive<T>(http: &Http, mut call: Call<T>) -> Result<T, Error> {
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

/// Sends one request. An answer is returned whatever its status.
async fn send(
    http: &Http,
    request: http::Request<Vec<u8>>,
) -> Result<http::Response<Vec<u8>>, TransportError> {
    let limits = request.extensions().get::<Limits>().copied();
    let mut request = reqwest::Request::try_from(request).map_err(failure)?;
    *request.timeout_mut() = limits.map(|limits| limits.remaining());
    let client = http.client_for(limits.as_ref());
    let mut response = client.execute(request).await.map_err(failure)?;

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

/// A create is sent again after `Connect`, so it must be certain that nothing was sent. With reqwest it is: `is_connect` is
/// true only when no connection was established.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Disconnected
    };
    // Without the URL: an error may be shown to people who needn't know the IDs in it.
    TransportError::new(kind, error.without_url())
}
