//! An answer as bytes of HTTP/1.1.

use serde_json::json;

/// An answer before it is written.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// What the server says when it can't even read a request.
    pub(super) fn refusal(status: u16) -> Self {
        let message = format!(
            "the test server can't read this request: {}",
            reason(status)
        );
        let body = json!({"error": {"type": "invalid_request_error", "message": message}});
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into_bytes(),
        }
    }

    /// The whole answer, so that it can be written at once. `close` says that
    /// the connection ends after it. Only the head is there for the method
    /// HEAD and for a status that has no body.
    pub(super) fn to_bytes(&self, method: &str, close: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        let mut add = |name: &str, value: &str| head.extend([name, ": ", value, "\r\n"]);
        for (name, value) in &self.headers {
            add(name, value);
        }
        if self.has_body() && self.header("content-length").is_none() {
            add("content-length", &self.body.len().to_string());
        }
        if close && self.header("connection").is_none() {
            add("connection", "close");
        }
        head.push_str("\r\n");

        let mut bytes = head.into_bytes();
        if method != "HEAD" && self.has_body() {
            bytes.extend(&self.body);
        }
        bytes
    }

    /// Whether the answer itself says that the connection ends.
    pub(super) fn closes(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(held, _)| held.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn has_body(&self) -> bool {
        self.status >= 200 && self.status != 204 && self.status != 304
    }
}

impl From<http::Response<Vec<u8>>> for Answer {
    fn from(response: http::Response<Vec<u8>>) -> Self {
        let (head, body) = response.into_parts();
        let headers = head.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), value.into_owned())
        });
        Self {
            status: head.status.as_u16(),
            headers: headers.collect(),
            body,
        }
    }
}

fn reason(status: u16) -> &'static str {
    let status = http::StatusCode::from_u16(status).ok();
    status
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Answer;

    fn text(status: u16, headers: &[(&str, &str)], method: &str, close: bool) -> String {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        let answer = Answer {
            status,
            headers: headers.collect(),
            body: b"hello".to_vec(),
        };
        String::from_utf8(answer.to_bytes(method, close)).unwrap()
    }

    #[test]
    fn an_answer_has_the_length_of_its_body() {
        let expected = "HTTP/1.1 200 OK\r\na: b\r\ncontent-length: 5\r\n\r\nhello";
        assert_eq!(text(200, &[("a", "b")], "GET", false), expected);
    }

    #[test]
    fn a_length_of_its_own_and_a_closing_are_kept() {
        let expected =
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 9\r\nconnection: close\r\n\r\nhello";
        assert_eq!(text(502, &[("Content-Length", "9")], "GET", true), expected);
    }

    #[test]
    fn an_answer_that_has_no_body_sends_none() {
        assert_eq!(
            text(204, &[], "DELETE", false),
            "HTTP/1.1 204 No Content\r\n\r\n"
        );
        assert_eq!(
            text(200, &[], "HEAD", false),
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"
        );
    }
}
