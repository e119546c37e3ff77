//! The default transport. Nothing else in the library knows ureq.

mod addresses;
mod body;
mod errors;
mod trace;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Request, Response};
use ureq::config::{AutoHeaderValue, Config};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, AsSendBody, Body, Error, SendBody};

use self::addresses::Addresses;
use self::body::WatchedBody;
use self::errors::{of_ureq, of_ureq_with_body};
use super::{Limits, Transport, TransportError, TransportErrorKind};

/// Sends with [ureq](https://docs.rs/ureq), one connection pool for all threads.
///
/// It follows no redirect, so that the API key goes nowhere else; takes statuses as answers; takes an answer of up
/// to 10 MiB; speaks plain HTTP to loopback addresses only; and goes through the proxy that `HTTPS_PROXY`,
/// `HTTP_PROXY` or `ALL_PROXY` name, except to loopback addresses. It refuses to send while a logger would write the
/// API key down: see [`ClientBuilder::allow_trace_logging`](crate::ClientBuilder::allow_trace_logging).
#[derive(Clone)]
pub struct UreqTransport {
    pooled: Agent,
    fresh: Agent,
    addresses: Addresses,
}

/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: u64 = 10 * 1024 * 1024;

impl UreqTransport {
    /// A transport with a pool of its own.
    #[must_use]
    pub fn new() -> Self {
        let addresses = Addresses::default();
        Self {
            pooled: agent(8, &addresses),
            fresh: agent(0, &addresses),
            addresses,
        }
    }

    fn agent_for(&self, limits: Option<&Limits>) -> &Agent {
        if limits.is_some_and(|limits| limits.fresh_connection) {
            &self.fresh
        } else {
            &self.pooled
        }
    }

    fn answer(&self, request: Request<Vec<u8>>) -> Result<Response<Body>, TransportError> {
        match request.method() {
            _ if !request.body().is_empty() => self.answer_to_body(request),
            // Without a body of length 0 a POST would go out in chunks, and with one a GET would have a length.
            &http::Method::POST => self.run(request).map_err(of_ureq),
            _ => self.run(request.map(drop)).map_err(of_ureq),
        }
    }

    fn answer_to_body(&self, request: Request<Vec<u8>>) -> Result<Response<Body>, TransportError> {
        let begun = AtomicBool::new(false);
        let (mut head, bytes) = request.into_parts();
        head.headers
            .insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let mut body = WatchedBody::new(&bytes, &begun);
        let request = Request::from_parts(head, SendBody::from_reader(&mut body));
        self.run(request)
            .map_err(|error| of_ureq_with_body(error, begun.load(Ordering::Relaxed)))
    }

    fn run<S: AsSendBody>(&self, request: Request<S>) -> Result<Response<Body>, Error> {
        let limits = request.extensions().get::<Limits>().copied();
        let agent = self.agent_for(limits.as_ref());
        let loopback = request
            .uri()
            .host()
            .is_some_and(crate::operations::is_loopback);
        let mut call = agent.configure_request(request).https_only(!loopback);
        if loopback {
            call = call.proxy(None);
        }
        if let Some(limits) = limits {
            // ureq takes zero for "no time-out at all".
            let remaining = limits.remaining().max(Duration::from_millis(1));
            call = call
                .timeout_global(Some(remaining))
                .timeout_connect(Some(limits.connect.min(remaining)));
        }
        agent.run(call.build())
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransport")
            .finish_non_exhaustive()
    }
}

fn agent(idle_connections: usize, addresses: &Addresses) -> Agent {
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // The client has set these headers already, or left them out on purpose.
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::Default)
        .max_idle_connections(idle_connections)
        .max_idle_connections_per_host(idle_connections)
        .build();
    Agent::with_parts(config, DefaultConnector::default(), addresses.clone())
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        trace::check(request.extensions().get())?;
        let answer = self.answer(request).inspect_err(|error| {
            if error.kind() == TransportErrorKind::Connect {
                self.addresses.forget();
            }
        });
        let (head, mut body) = answer?.into_parts();
        let body = body
            .with_config()
            .limit(LARGEST_ANSWER)
            .read_to_vec()
            .map_err(of_ureq)?;
        Ok(Response::from_parts(head, body))
    }
}
