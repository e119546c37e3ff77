//! The head of an HTTP/1 request, and what it says about the rest.

use super::reader::{BODY_LIMIT, HEAD_LIMIT};

const HEADERS_LIMIT: usize = 128;

/// The head of one request.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    /// The path with its query.
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) length: Length,
    /// Whether the client takes another answer on this connection.
    pub(super) keep_alive: bool,
    /// Whether the client waits for a go-ahead before it sends the body.
    pub(super) expects_continue: bool,
}

/// How the end of a body is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Exactly(usize),
    Chunked,
}

impl Head {
    /// Reads the head at the start of the bytes, and says how many it takes;
    /// `None` if more bytes are needed.
    ///
    /// # Errors
    ///
    /// The status to refuse the request with.
    pub(super) fn parse(bytes: &[u8]) -> Result<Option<(usize, Self)>, u16> {
        let mut slots = [httparse::EMPTY_HEADER; HEADERS_LIMIT];
        let mut request = httparse::Request::new(&mut slots);
        let parsed = request.parse(bytes).map_err(|error| match error {
            httparse::Error::TooManyHeaders => 431,
            _ => 400_u16,
        })?;
        match parsed {
            httparse::Status::Complete(size) if size <= HEAD_LIMIT => {
                Ok(Some((size, Self::of(&request)?)))
            }
            httparse::Status::Partial if bytes.len() <= HEAD_LIMIT => Ok(None),
            _ => Err(431),
        }
    }

    fn of(request: &httparse::Request<'_, '_>) -> Result<Self, u16> {
        let headers: Vec<(String, String)> = request
            .headers
            .iter()
            .map(|header| {
                let value = String::from_utf8_lossy(header.value).into_owned();
                (header.name.to_owned(), value)
            })
            .collect();
        let old = request.version == Some(0);
        let close = has_word(&headers, "connection", "close");
        let stay = has_word(&headers, "connection", "keep-alive");
        Ok(Self {
            method: request.method.unwrap_or_default().to_owned(),
            path: path_of(request.path.unwrap_or_default()),
            length: length_of(&headers)?,
            keep_alive: !close && (stay || !old),
            expects_continue: !old && has_word(&headers, "expect", "100-continue"),
            headers,
        })
    }
}

/// A client that believes in a proxy sends the whole address as its target.
fn path_of(target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    let uri = target.parse::<http::Uri>().ok();
    let path = uri.as_ref().and_then(http::Uri::path_and_query);
    path.map_or(target, http::uri::PathAndQuery::as_str)
        .to_owned()
}

/// A request that tells its length in two ways is refused: guessing would let
/// one request be taken for two.
fn length_of(headers: &[(String, String)]) -> Result<Length, u16> {
    let mut lengths = values(headers, "content-length");
    let length = lengths.next();
    if lengths.any(|other| Some(other) != length) {
        return Err(400);
    }
    let codings: Vec<&str> = values(headers, "transfer-encoding").collect();
    match (codings.as_slice(), length) {
        ([], None) => Ok(Length::Exactly(0)),
        ([], Some(length)) => exact(length),
        ([coding], None) if coding.eq_ignore_ascii_case("chunked") => Ok(Length::Chunked),
        (_, None) => Err(501),
        (_, Some(_)) => Err(400),
    }
}

fn exact(length: &str) -> Result<Length, u16> {
    if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(400);
    }
    match length.parse() {
        Ok(length) if length <= BODY_LIMIT => Ok(Length::Exactly(length)),
        _ => Err(413),
    }
}

fn values<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .iter()
        .filter(move |(held, _)| held.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn has_word(headers: &[(String, String)], name: &str, word: &str) -> bool {
    values(headers, name)
        .flat_map(|value| value.split(','))
        .any(|held| held.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{Head, Length};

    fn parse(lines: &str) -> Result<Head, u16> {
        let text = format!("POST /v3/x?y=1 HTTP/1.1\r\n{lines}\r\n");
        Head::parse(text.as_bytes()).map(|parsed| parsed.unwrap().1)
    }

    #[test]
    fn a_head_in_parts_waits_for_the_rest() {
        let whole = b"GET /a HTTP/1.1\r\nHost: b\r\n\r\n";
        for end in 0..whole.len() {
            assert!(Head::parse(&whole[..end]).unwrap().is_none(), "{end}");
        }
        assert_eq!(Head::parse(whole).unwrap().unwrap().0, whole.len());
    }

    #[test]
    fn the_length_is_told_in_one_way_only() {
        assert_eq!(parse("").unwrap().length, Length::Exactly(0));
        assert_eq!(
            parse("Content-Length: 5\r\n").unwrap().length,
            Length::Exactly(5)
        );
        assert_eq!(
            parse("Transfer-Encoding: Chunked\r\n").unwrap().length,
            Length::Chunked
        );
        for (lines, status) in [
            ("Content-Length: 5\r\nContent-Length: 6\r\n", 400),
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400),
            ("Content-Length: +5\r\n", 400),
            ("Content-Length: 16777217\r\n", 413),
            ("Content-Length: 99999999999999999999999\r\n", 413),
            ("Transfer-Encoding: gzip, chunked\r\n", 501),
        ] {
            assert_eq!(parse(lines).unwrap_err(), status, "{lines}");
        }
    }

    #[test]
    fn a_connection_stays_unless_one_side_is_old_or_says_close() {
        assert!(parse("").unwrap().keep_alive);
        assert!(!parse("Connection: x, Close\r\n").unwrap().keep_alive);
        let old = |line: &str| {
            let text = format!("GET / HTTP/1.0\r\n{line}\r\n");
            Head::parse(text.as_bytes()).unwrap().unwrap().1.keep_alive
        };
        assert!(!old(""));
        assert!(old("Connection: keep-alive\r\n"));
    }

    #[test]
    fn an_absolute_target_is_cut_to_its_path() {
        let text = b"GET http://127.0.0.1:1/v3/x?y HTTP/1.1\r\n\r\n";
        assert_eq!(Head::parse(text).unwrap().unwrap().1.path, "/v3/x?y");
    }

    #[test]
    fn a_head_that_is_too_large_or_broken_is_refused() {
        let line = format!("X: {}\r\n", "a".repeat(70_000));
        assert_eq!(parse(&line).unwrap_err(), 431);
        let unfinished = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(70_000));
        assert_eq!(Head::parse(unfinished.as_bytes()).unwrap_err(), 431);
        assert_eq!(parse(&"A: b\r\n".repeat(200)).unwrap_err(), 431);
        assert_eq!(parse("no colon\r\n").unwrap_err(), 400);
    }
}
