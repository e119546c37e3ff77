//! The default transport. Nothing else in the library knows ureq.

mod addresses;
mod body;
mod errors;
mod trace;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};
use ureq::config::{AutoHeaderValue, Config};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, AsSendBody, Body, Error, SendBody};

use self::addresses::Addresses;
use self::body::WatchedBody;
use self::errors::{of_ureq, of_ureq_with_body};
use super::{Limits, Transport, TransportError, TransportErrorKind};
use crate::base_url::is_loopback;

/// Sends with [ureq](https://docs.rs/ureq), one connection pool for all threads.
///
/// - It follows no redirect, so that the API key goes nowhere else, and takes statuses as answers.
/// - It keeps the request's [`Limits`]. A request without any, which isn't the client's, has the client's defaults:
///   90 s until the whole answer is there, and 10 s of them for the connection.
/// - It takes an answer of up to 10 MiB.
/// - It speaks plain HTTP to loopback addresses only.
/// - It goes through the proxy that `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY` name, the first of them that is set,
///   except to loopback addresses and to the hosts in `NO_PROXY`.
/// - It keeps up to 8 idle connections, each for up to 15 s, and the addresses of the last host for 10 s.
/// - It refuses to send while a logger would write the API key down: see
///   [`ClientBuilder::allow_trace_logging`](crate::ClientBuilder::allow_trace_logging).
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

    fn answer(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Body>, TransportError> {
        match *request.method() {
            _ if !request.body().is_empty() => self.answer_to_body(request, limits),
            // Without a body of length 0 these would go out in chunks, and with one a GET would have a length.
            Method::POST | Method::PUT | Method::PATCH => {
                self.run(request, limits).map_err(of_ureq)
            }
            _ => self.run(request.map(drop), limits).map_err(of_ureq),
        }
    }

    fn answer_to_body(
        &self,
        request: Request<Vec<u8>>,
        limits: &Limits,
    ) -> Result<Response<Body>, TransportError> {
        let begun = AtomicBool::new(false);
        let (mut head, bytes) = request.into_parts();
        head.headers
            .insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let mut body = WatchedBody::new(&bytes, &begun);
        let request = Request::from_parts(head, SendBody::from_reader(&mut body));
        self.run(request, limits)
            .map_err(|error| of_ureq_with_body(error, begun.load(Ordering::Relaxed)))
    }

    fn run<S: AsSendBody>(
        &self,
        request: Request<S>,
        limits: &Limits,
    ) -> Result<Response<Body>, Error> {
        let agent = if limits.fresh_connection {
            &self.fresh
        } else {
            &self.pooled
        };
        let loopback = request.uri().host().is_some_and(is_loopback);
        // ureq takes zero for "no time-out at all".
        let remaining = limits.remaining().max(Duration::from_millis(1));
        let mut call = agent
            .configure_request(request)
            .https_only(!loopback)
            .timeout_global(Some(remaining))
            .timeout_connect(Some(limits.connect.min(remaining)));
        if loopback {
            call = call.proxy(None);
        }
        agent.run(call.build())
    }
}

/// The limits of a request that the client makes, or the client's defaults for one that comes from elsewhere.
fn limits_of(request: &Request<Vec<u8>>) -> Limits {
    let asked_for = request.extensions().get().copied();
    asked_for.unwrap_or_else(Limits::defaults)
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
        .max_idle_age(Duration::from_secs(15))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), addresses.clone())
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let limits = limits_of(&request);
        trace::check(&limits)?;
        let answer = self.answer(request, &limits).inspect_err(|error| {
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;
    use crate::transport::{CONNECT_TIMEOUT, TIMEOUT};

    /// The head of the request as it goes over the wire.
    fn head_of(method: &Method) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.extend(byte);
            }
            let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
            String::from_utf8(head).unwrap().to_ascii_lowercase()
        });
        let request = Request::builder().method(method).uri(url).body(Vec::new());
        UreqTransport::new().send(request.unwrap()).unwrap();
        server.join().unwrap()
    }

    #[test]
    fn a_body_of_length_0_is_sent_where_a_body_belongs() {
        for method in [Method::POST, Method::PUT, Method::PATCH] {
            let head = head_of(&method);
            assert!(head.contains("\r\ncontent-length: 0\r\n"), "{head}");
            assert!(!head.contains("transfer-encoding"), "{head}");
        }
        for method in [Method::GET, Method::DELETE] {
            let head = head_of(&method);
            assert!(!head.contains("content-length"), "{head}");
            assert!(!head.contains("transfer-encoding"), "{head}");
        }
    }

    #[test]
    fn a_request_that_is_not_the_clients_has_the_clients_time_outs() {
        let mut request = Request::new(Vec::new());
        let limits = limits_of(&request);
        assert!(limits.remaining() > TIMEOUT / 2 && limits.remaining() <= TIMEOUT);
        assert_eq!(limits.connect, CONNECT_TIMEOUT);
        assert!(!limits.allow_trace_logging);

        let connect = Duration::from_secs(1);
        request
            .extensions_mut()
            .insert(Limits { connect, ..limits });
        assert_eq!(limits_of(&request).connect, connect);
    }
}
