//! The default transport. Nothing else in the library knows ureq.

mod builder;
mod connector;

use std::fmt;
use std::io;
use std::sync::Arc;

use http::{Method, Request, Response};
use log::{Level, log_enabled};
use ureq::config::{AutoHeaderValue, Config};
use ureq::{Agent, Body, Error};
use zeroize::Zeroizing;

pub use self::builder::{ClientKey, UreqTransportBuilder};
use self::connector::{Call, NoLookup, Shared};
use super::TransportErrorKind::{
    Connect, Disconnected, Other, Protocol, Refused, Timeout, TooLarge,
};
use super::connect::known;
use super::interface::Transport;
use super::{Limits, TransportError};
use crate::ConfigError;

/// Sends with [ureq](https://docs.rs/ureq), one pool of connections for all threads and clones.
///
/// - It follows no redirect, so that the API key goes nowhere else, and returns every status as an answer.
/// - It respects the request's [`Limits`]. A request without any, which isn't the client's, has the client's defaults:
///   90 s until the whole answer has come, and 10 s of them to establish the connection.
/// - It takes an answer of up to 10 MiB, asks for no compression, and sends no cookies. When another crate turns on the
///   features `gzip` or `brotli` of ureq, an answer that is compressed anyway is unpacked, up to 10 MiB.
/// - It speaks plain HTTP to this machine only: the host must be `localhost` or a loopback address, and so must the
///   address that the name leads to.
/// - It goes through the proxy that `HTTPS_PROXY` or `ALL_PROXY` names, in capital or small letters and in this order,
///   but not to `localhost`, to loopback addresses and to the hosts in `NO_PROXY`. A variable that can't be used is an
///   error. Proxies are spoken to in HTTP (`CONNECT`, also over TLS) and in SOCKS 4, 4a, 5 and 5h.
/// - It resumes the TLS sessions of earlier connections.
/// - It keeps up to 8 idle connections, each for up to 15 s, and the addresses of a host for 10 s. When a host has
///   several addresses, the next is tried after 250 ms, or longer on a slow network, and the one that answered is tried
///   first from then on.
/// - It refuses to send while a logger would write the API key down: see
///   [`ClientBuilder::allow_trace_logging`](crate::ClientBuilder::allow_trace_logging).
///
/// [`builder`](Self::builder) has the options: certificates that are trusted or presented, and the proxy.
#[derive(Clone)]
pub struct UreqTransport {
    shared: Result<Arc<Shared>, ConfigError>,
}

/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: u64 = 10 * 1024 * 1024;

/// Where ureq's protocol library writes the bytes of every request and answer, in hex and as text. All else that
/// ureq logs leaves the values of such headers out.
const LOG_TARGET: &str = "ureq_proto::util";

const LOG_ADVICE: &str = "a logger takes the target `ureq_proto::util` at TRACE, and the API key would be written to it: \
                          filter it, with `RUST_LOG=trace,ureq_proto=debug` for env_logger, or call \
                          `allow_trace_logging(true)` on the client's builder";

impl Transport for UreqTransport {
    fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, TransportError> {
        let refused = |error| TransportError::new(Refused, error);
        let limits = limits_of(&request);
        if !limits.allow_trace_logging && log_enabled!(target: LOG_TARGET, Level::Trace) {
            return Err(TransportError::new(Refused, LOG_ADVICE));
        }
        let shared = self.shared.clone().map_err(refused)?;
        let agent_config = shared.config.clone();
        let call = Call::new(shared, request.uri(), limits)?;
        let agent = Agent::with_parts(agent_config, call.clone(), NoLookup);
        let failed = |error| of_ureq(error, &call);
        let (head, mut body) = answer(&agent, request).map_err(failed)?.into_parts();
        match body.with_config().limit(LARGEST_ANSWER).read_to_vec() {
            Ok(body) => Ok(Response::from_parts(head, body)),
            Err(error) => Err(failed(error).with_head(head)),
        }
    }
}

/// Sends in an agent that lasts as long as the call: a cookie that an answer sets goes with it. The body is wiped when
/// it has been sent.
fn answer(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<Body>, Error> {
    let (head, body) = request.into_parts();
    let body = Zeroizing::new(body);
    let has_body =
        !body.is_empty() || matches!(head.method, Method::POST | Method::PUT | Method::PATCH);
    if has_body {
        agent.run(Request::from_parts(head, body.as_slice()))
    } else {
        // With a body of length 0 a GET would have a length.
        agent.run(Request::from_parts(head, ()))
    }
}

/// The limits of a request that the client makes, or the client's defaults for one that comes from elsewhere.
fn limits_of(request: &Request<Vec<u8>>) -> Limits {
    let asked_for = request.extensions().get().copied();
    asked_for.unwrap_or_else(Limits::defaults)
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransport")
            .finish_non_exhaustive()
    }
}

/// What would otherwise depend on the environment, or on the features that another crate turns on, is set.
fn config() -> Config {
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // The client has set these headers already, or left them out on purpose.
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        // Connections, proxies and timeouts are the connector's.
        .proxy(None)
        .max_idle_connections(0)
        .build()
}

/// Says what happened in words that hold no value of the request's: ureq's own may show the URL.
fn of_ureq(error: Error, call: &Call) -> TransportError {
    match error {
        // The connector's own errors.
        Error::Other(error) => match error.downcast() {
            Ok(error) => *error,
            Err(error) => TransportError::new(Other, error),
        },
        Error::Io(error) => match known(&error) {
            Some(known) => known.clone().about(&call.origin),
            None => of_io(error, call),
        },
        // What ureq has against the request itself.
        _ if !call.has_sent() => TransportError::new(Refused, "it can't be written as HTTP"),
        Error::BodyExceedsLimit(_) => {
            TransportError::new(TooLarge, "the answer is longer than 10 MiB")
        }
        Error::LargeResponseHeader(..) => {
            TransportError::new(TooLarge, "the head of the answer is too long")
        }
        Error::Protocol(error) => TransportError::new(Protocol, error),
        Error::Http(_) => TransportError::new(Protocol, "the answer has a header that isn't HTTP"),
        _ => TransportError::new(Other, "ureq gave an error that this library doesn't know"),
    }
}

fn of_io(error: io::Error, call: &Call) -> TransportError {
    let kind = match error.kind() {
        _ if !call.has_sent() => Connect,
        io::ErrorKind::TimedOut => Timeout,
        _ => Disconnected,
    };
    TransportError::new(kind, error)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

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
    fn a_request_that_ureq_cannot_write_is_refused_and_was_not_sent() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let request = Request::builder()
            .uri(url)
            .version(http::Version::HTTP_2)
            .body(Vec::new());
        let error = UreqTransport::new().send(request.unwrap()).unwrap_err();
        assert_eq!(error.kind(), Refused, "{error}");
        assert!(!error.may_have_reached_the_service());
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
