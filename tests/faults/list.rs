//! The faults of the table, in its order.

use crate::call::{Call, answer, framed};
use crate::tls::{self, Proxy, Tls};
use nylas_connectors_tests::server::Next;

/// One way in which a call can go wrong.
pub(crate) struct Fault {
    pub(crate) chapter: &'static str,
    pub(crate) name: &'static str,
    pub(crate) way: Way,
}

impl Fault {
    /// Only a create has a body that can be refused in the middle.
    pub(crate) fn calls(&self) -> &'static [Call] {
        match self.way {
            Way::EarlyRefusal => &[Call::Create],
            _ => &[Call::Create, Call::Get, Call::Delete],
        }
    }
}

/// How a fault is brought about.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    /// There is no server at this base URL.
    Nowhere(&'static str),
    /// The server has no TLS, and the client begins with it: it is answered in plain HTTP.
    PlainPort,
    /// The same, and the server resets the connection.
    TlsReset,
    /// The same, and the server closes it in the middle of its first message.
    TlsClose,
    /// The same, and the server says nothing.
    TlsStall,
    /// Nobody accepts the connection.
    Unanswered,
    /// The server speaks TLS.
    Tls(Tls),
    /// The service is behind a proxy.
    Proxy(Proxy),
    /// The connection that an earlier call left in the pool breaks under this one.
    Stale,
    /// The server writes this, and then the connection goes on or ends.
    Answer(fn(Call) -> Vec<u8>, Next),
    /// The server writes the first part at once and the second at one byte a second.
    Drip(fn(Call) -> (Vec<u8>, Vec<u8>)),
    /// The server answers 413 when it has read the head, and closes.
    EarlyRefusal,
    /// The server answers 413 when everything has come, and closes without having read it.
    UnreadRefusal,
    /// The server redirects to another one, with this status.
    RedirectAway(&'static str),
    /// The server redirects to another path of its own, with this status.
    RedirectHere(&'static str),
}

const REFUSAL: &str = r#"{"request_id":"r-9","error":{"type":"some_error","message":"it is so","provider_error":{}}}"#;

const TWENTY_MB: usize = 20 * 1024 * 1024;

pub(crate) fn all() -> Vec<Fault> {
    let chapters = [
        ("The connection", connection()),
        ("TLS", tls::handshakes()),
        ("Proxies", tls::proxies()),
        ("The form of the answer", form()),
        ("The content of the answer", content()),
        ("Statuses", statuses()),
    ];
    chapters
        .into_iter()
        .flat_map(|(chapter, faults)| {
            faults
                .into_iter()
                .map(move |(name, way)| Fault { chapter, name, way })
        })
        .collect()
}

pub(crate) type Named = Vec<(&'static str, Way)>;

fn connection() -> Named {
    vec![
        // No server has listened on port 1 for decades.
        ("connection refused", Way::Nowhere("http://127.0.0.1:1")),
        // A label of 64 letters is refused before any server of names is asked.
        (
            "DNS failure",
            Way::Nowhere(
                "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.invalid",
            ),
        ),
        ("nobody accepts the connection", Way::Unanswered),
        (
            "closed before the answer",
            Way::Answer(|_| vec![], Next::Close),
        ),
        (
            "reset before the answer",
            Way::Answer(|_| vec![], Next::Reset),
        ),
        (
            "reset in the middle of the head",
            Way::Answer(|call| half(&success(call), b"\r\n"), Next::Reset),
        ),
        (
            "reset in the middle of the body",
            Way::Answer(|call| half(&success(call), b"{"), Next::Reset),
        ),
        ("a pooled connection gone stale", Way::Stale),
        ("no answer", Way::Answer(|_| vec![], Next::Stall)),
        (
            "the head at one byte a second",
            Way::Drip(|call| (vec![], success(call))),
        ),
        (
            "the body at one byte a second",
            Way::Drip(|call| {
                let whole = success(call);
                let body = whole.len() - call.body().len();
                (whole[..body].to_vec(), whole[body..].to_vec())
            }),
        ),
        ("413 while a body of 16 MB is being sent", Way::EarlyRefusal),
        ("413 before a small body was read", Way::UnreadRefusal),
    ]
}

fn form() -> Named {
    let once = |bytes| Way::Answer(bytes, Next::Close);
    vec![
        (
            "shorter than its Content-Length",
            once(|call| framed(call, "content-length: 500", call.body().as_bytes())),
        ),
        (
            "longer than its Content-Length",
            once(|call| {
                let mut long = success(call);
                long.extend_from_slice(b"HTTP/1.1 200 OK\r\n\r\nand more");
                long
            }),
        ),
        (
            "two Content-Lengths that differ",
            once(|call| {
                framed(
                    call,
                    "content-length: 5\r\ncontent-length: 50",
                    call.body().as_bytes(),
                )
            }),
        ),
        (
            "a bad chunk",
            once(|call| framed(call, "transfer-encoding: chunked", b"zz\r\n{}\r\n0\r\n\r\n")),
        ),
        (
            "chunks that end too early",
            once(|call| framed(call, "transfer-encoding: chunked", b"ff\r\n{")),
        ),
        (
            "a body of 20 MB",
            once(|call| answer(call.status(), &[], &" ".repeat(TWENTY_MB))),
        ),
        (
            "without a length, and closed in the middle",
            once(|call| {
                framed(
                    call,
                    "connection: close",
                    &call.body().as_bytes()[..30.min(call.body().len() - 2)],
                )
            }),
        ),
        (
            "a body of 20 MB without a length",
            once(|call| framed(call, "connection: close", &vec![b' '; TWENTY_MB])),
        ),
        (
            "gzip that nobody asked for, of 20 MB in 20 KB",
            once(|call| {
                let bomb = include_bytes!("bomb.gz");
                let headers = format!("content-encoding: gzip\r\ncontent-length: {}", bomb.len());
                framed(call, &headers, bomb)
            }),
        ),
        (
            "200 headers",
            once(|call| answer(call.status(), &["x-a: b"; 200], call.body())),
        ),
        (
            "a header of 100 KB",
            once(|call| {
                let header = format!("x-a: {}", "b".repeat(100 * 1024));
                answer(call.status(), &[&header], call.body())
            }),
        ),
        ("not HTTP", once(|_| b"220 mail.example ESMTP\r\n".to_vec())),
        (
            "103, and then the answer",
            once(|call| after("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", call)),
        ),
        (
            "100, and then the answer",
            once(|call| after("HTTP/1.1 100 Continue\r\n\r\n", call)),
        ),
    ]
}

fn content() -> Named {
    fn with(call: Call, body: &str) -> Vec<u8> {
        answer(call.status(), &["content-type: application/json"], body)
    }
    let keep = |bytes| Way::Answer(bytes, Next::Keep);
    vec![
        ("empty, with 200 or 201", keep(|call| with(call, ""))),
        ("204", keep(|_| b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())),
        (
            "HTML, with 200 or 201",
            keep(|call| with(call, "<html>hello</html>")),
        ),
        (
            "JSON of the wrong shape",
            keep(|call| with(call, r#"{"data":[7],"request_id":7}"#)),
        ),
        (
            "JSON cut off",
            keep(|call| with(call, &call.body()[..call.body().len() - 1])),
        ),
        (
            "not UTF-8",
            keep(|call| {
                let body = b"{\"request_id\":\"\xff\xfe\",\"data\":{\"provider\":\"icloud\"}}";
                framed(call, &format!("content-length: {}", body.len()), body)
            }),
        ),
        (
            "JSON 100,000 levels deep",
            keep(|call| with(call, &format!("{{\"data\":{}", "[".repeat(100_000)))),
        ),
    ]
}

fn statuses() -> Named {
    let keep = |bytes| Way::Answer(bytes, Next::Keep);
    vec![
        ("302 to another host", Way::RedirectAway("302 Found")),
        (
            "307 to another host",
            Way::RedirectAway("307 Temporary Redirect"),
        ),
        ("302 to the same host", Way::RedirectHere("302 Found")),
        (
            "308 to the same host",
            Way::RedirectHere("308 Permanent Redirect"),
        ),
        (
            "400 with JSON",
            keep(|_| answer("400 Bad Request", &[], REFUSAL)),
        ),
        (
            "400 with nothing",
            keep(|_| answer("400 Bad Request", &[], "")),
        ),
        (
            "401 with JSON",
            keep(|_| answer("401 Unauthorized", &[], REFUSAL)),
        ),
        (
            "404 with HTML",
            keep(|_| answer("404 Not Found", &[], "<html>")),
        ),
        (
            "409 with JSON",
            keep(|_| answer("409 Conflict", &[], REFUSAL)),
        ),
        (
            "429 with JSON",
            keep(|_| answer("429 Too Many Requests", &[], REFUSAL)),
        ),
        (
            "429 that asks to wait an hour",
            keep(|_| answer("429 Too Many Requests", &["retry-after: 3600"], REFUSAL)),
        ),
        (
            "500 with JSON",
            keep(|_| answer("500 Internal Server Error", &[], REFUSAL)),
        ),
        (
            "500 with text",
            keep(|_| answer("500 Internal Server Error", &[], "oh")),
        ),
        (
            "502 with HTML",
            keep(|_| answer("502 Bad Gateway", &[], "<html>Bad Gateway</html>")),
        ),
        (
            "503 with JSON",
            keep(|_| answer("503 Service Unavailable", &[], REFUSAL)),
        ),
        (
            "504 with nothing",
            keep(|_| answer("504 Gateway Timeout", &[], "")),
        ),
    ]
}

/// What the service would answer.
pub(crate) fn success(call: Call) -> Vec<u8> {
    answer(
        call.status(),
        &["content-type: application/json"],
        call.body(),
    )
}

fn after(first: &str, call: Call) -> Vec<u8> {
    let mut both = first.as_bytes().to_vec();
    both.extend(success(call));
    both
}

/// The answer up to a few bytes after these, which it holds.
pub(crate) fn half(answer: &[u8], mark: &[u8]) -> Vec<u8> {
    let at = answer
        .windows(mark.len())
        .position(|window| window == mark)
        .unwrap();
    answer[..at + mark.len() + 3].to_vec()
}
