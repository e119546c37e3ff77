//! Bringing one fault about under one call, and what the caller is left with.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nylas_connectors::{Error, ICloud, RetryPolicy, TransportErrorKind};

use crate::call::{Call, answer};
use crate::list::{Fault, Way, success};
use crate::scene::Scene;
use crate::tls::Proxy;
use nylas_connectors_tests::full_queue::FullQueue;
use nylas_connectors_tests::server::{Exchange, Next, Server};

/// The timeout of the calls that can't end otherwise, and of all others.
const SHORT: Duration = Duration::from_secs(1);
const LONG: Duration = Duration::from_secs(20);

/// What a caller is left with.
pub(crate) struct Row {
    pub(crate) call: Call,
    pub(crate) result: Result<Option<String>, Error>,
    /// How many requests came to the server, whole but for the one that it refused in the middle.
    pub(crate) reached: usize,
    /// How many came to where a redirect led.
    pub(crate) strayed: usize,
    pub(crate) took: Duration,
    /// What `took` must not exceed.
    pub(crate) at_most: Duration,
}

impl Row {
    pub(crate) fn of(fault: &Fault, call: Call) -> Self {
        let elsewhere = Server::start(move |exchange| {
            exchange.write(&success(call));
            Next::Keep
        })
        .unwrap();
        let mut scene = scene(fault.way, call, &elsewhere.base_url()).unwrap();
        let endless = matches!(
            fault.way,
            Way::Drip(_)
                | Way::Unanswered
                | Way::TlsStall
                | Way::Proxy(Proxy::Stalls)
                | Way::Answer(_, Next::Stall)
        );
        let client = scene
            .options()
            .timeout(if endless { SHORT } else { LONG })
            .retry(RetryPolicy::default().base_delay(Duration::ZERO))
            .build()
            .unwrap();
        if let Way::Stale = fault.way {
            client.connectors().list().unwrap();
        }
        let icloud = connector(fault.way);
        let before = scene.requests();
        let start = Instant::now();
        let result = call.run(&client, &icloud);
        Self {
            call,
            result,
            took: start.elapsed(),
            at_most: at_most(fault.way),
            reached: scene.requests() - before,
            strayed: elsewhere.requests(),
        }
    }

    pub(crate) fn attempts(&self) -> Option<u32> {
        self.result.as_ref().err().map(Error::attempts)
    }
}

/// Generous, for machines that have much else to do.
fn at_most(way: Way) -> Duration {
    match way {
        // The body is checked letter by letter.
        Way::EarlyRefusal => LONG,
        _ => LONG / 4,
    }
}

/// A connector, or one so large that no socket's buffers hold it.
fn connector(way: Way) -> ICloud {
    let length = if matches!(way, Way::EarlyRefusal) {
        16 * 1024 * 1024
    } else {
        1
    };
    ICloud::builder().name("a".repeat(length)).build().unwrap()
}

fn scene(way: Way, call: Call, elsewhere: &str) -> io::Result<Scene> {
    let server = match way {
        Way::Nowhere(base_url) => return Ok(Scene::new(base_url, (), |()| 0)),
        Way::Unanswered => {
            let queue = FullQueue::new();
            let base_url = format!("http://{}", queue.address());
            return Ok(Scene::new(base_url, queue, |_| 0));
        }
        Way::Tls(tls) => return Ok(tls.scene(call)),
        Way::Proxy(proxy) => return Ok(proxy.scene()),
        _ => server(way, call, elsewhere)?,
    };
    let base_url = match way {
        Way::PlainPort | Way::TlsReset | Way::TlsClose | Way::TlsStall => {
            server.base_url().replace("http://", "https://")
        }
        _ => server.base_url(),
    };
    Ok(Scene::at(base_url, server))
}

fn server(way: Way, call: Call, elsewhere: &str) -> io::Result<Server> {
    match way {
        Way::PlainPort => Server::start_raw(|stream, _| refuse_unread(stream)),
        Way::TlsReset => Server::start_raw(|stream, _| drop(stream.peek(&mut [0]))),
        Way::TlsClose => Server::start_raw(|mut stream, _| {
            // The head of a record of 512 bytes, and none of them.
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&[22, 3, 3, 2, 0]);
        }),
        Way::TlsStall => Server::start_raw(|mut stream, _| {
            let _ = io::copy(&mut stream, &mut io::sink());
        }),
        Way::EarlyRefusal => Server::start_raw(refuse_early),
        Way::UnreadRefusal => Server::start(|exchange| {
            exchange.write(&answer("413 Content Too Large", &[], ""));
            Next::Reset
        }),
        Way::Stale => Server::start(move |exchange| stale(exchange, call)),
        Way::Answer(bytes, next) => {
            let bytes = bytes(call);
            Server::start(move |exchange| {
                exchange.write(&bytes);
                next
            })
        }
        Way::Drip(parts) => {
            let (at_once, slowly) = parts(call);
            Server::start(move |exchange| {
                exchange.write(&at_once);
                drip(exchange, &slowly)
            })
        }
        Way::RedirectAway(status) => {
            redirecting(status, format!("location: {elsewhere}/v3/connectors"), call)
        }
        Way::RedirectHere(status) => redirecting(status, "location: /elsewhere".to_owned(), call),
        Way::Nowhere(_) | Way::Unanswered | Way::Tls(_) | Way::Proxy(_) => {
            Server::start(|_| Next::Close)
        }
    }
}

fn redirecting(status: &'static str, location: String, call: Call) -> io::Result<Server> {
    Server::start(move |exchange| {
        if exchange.head.contains(" /elsewhere ") {
            exchange.write(&success(call));
        } else {
            exchange.write(&answer(status, &[&location], ""));
        }
        Next::Keep
    })
}

/// The list that comes first is answered, and the connection breaks when it is used again; other connections work.
fn stale(exchange: &Exchange, call: Call) -> Next {
    if exchange.head.starts_with("GET /v3/connectors HTTP") {
        exchange.write(&answer("200 OK", &[], r#"{"data":[]}"#));
        return Next::ResetLater;
    }
    exchange.write(&success(call));
    Next::Keep
}

fn drip(exchange: &Exchange, bytes: &[u8]) -> Next {
    let mut stream = exchange.stream;
    for byte in bytes {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        thread::sleep(Duration::from_secs(1));
    }
    Next::Close
}

/// Answers the first bytes, whatever they are, and closes.
fn refuse_unread(mut stream: TcpStream) {
    let _ = stream.peek(&mut [0]);
    let _ = stream.write_all(&answer("400 Bad Request", &[], ""));
}

/// Reads the head, answers, and drops the rest of the request.
fn refuse_early(mut stream: TcpStream, requests: &AtomicUsize) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read_exact(&mut byte).is_err() {
            return;
        }
        head.push(byte[0]);
    }
    requests.fetch_add(1, Ordering::SeqCst);
    let _ = stream.write_all(&answer("413 Content Too Large", &[], ""));
}

impl fmt::Display for Row {
    /// A line of the table without the fault's name.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = || "–".to_owned();
        let yes = |yes| if yes { "yes" } else { "no" };
        let error = self.result.as_ref().err();
        let request_id = match &self.result {
            Ok(request_id) => request_id.as_deref(),
            Err(error) => error.request_id(),
        };
        write!(
            formatter,
            "{} | {} | {} | {} | {} | {} | {} | {} | ≤ {} s |",
            self.call.name(),
            self.outcome(),
            error
                .and_then(Error::status)
                .map_or_else(none, |status| status.to_string()),
            request_id.map_or_else(none, ToOwned::to_owned),
            error.map_or("–", |error| yes(error.is_retryable())),
            error.map_or("–", |error| yes(error.may_have_been_applied())),
            self.attempts()
                .map_or_else(none, |attempts| attempts.to_string()),
            self.reached,
            self.at_most.as_secs(),
        )
    }
}

impl Row {
    /// Whether the library has no better name for it than "other".
    pub(crate) fn is_unknown(&self) -> bool {
        match &self.result {
            Ok(_) | Err(Error::Api(_) | Error::Decode(_)) => false,
            Err(Error::Transport(error)) => error.kind() == TransportErrorKind::Other,
            Err(_) => true,
        }
    }

    fn outcome(&self) -> String {
        match &self.result {
            Ok(_) => "**ok**".to_owned(),
            Err(Error::Transport(error)) => match error.proxy_status() {
                Some(status) => format!("`Transport`: {:?}, `proxy_status` {status}", error.kind()),
                None => format!("`Transport`: {:?}", error.kind()),
            },
            Err(Error::Decode(error)) => format!("`Decode`: {}", error.reason),
            Err(Error::Api(_)) => "`Api`".to_owned(),
            Err(error) => format!("unknown: {error:?}"),
        }
    }
}
