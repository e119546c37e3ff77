//! The three calls of the table, and what the service would answer.

use nylas_connectors::{Client, Error, ICloud, Provider};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Call {
    Create,
    Get,
    Delete,
}

impl Call {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
            Self::Delete => "delete",
        }
    }

    /// The status line of success, without the version.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::Create => "201 Created",
            Self::Get | Self::Delete => "200 OK",
        }
    }

    /// The body of success.
    pub(crate) fn body(self) -> &'static str {
        match self {
            Self::Create | Self::Get => {
                r#"{"request_id":"r-1","data":{"name":"a","provider":"icloud"}}"#
            }
            Self::Delete => r#"{"request_id":"r-1"}"#,
        }
    }

    /// Makes the call, and gives the request ID of its answer.
    pub(crate) fn run(self, client: &Client, icloud: &ICloud) -> Result<Option<String>, Error> {
        let connectors = client.connectors();
        match self {
            Self::Create => Ok(connectors.create(icloud)?.request_id),
            Self::Get => Ok(connectors.get(Provider::ICloud)?.request_id),
            Self::Delete => Ok(connectors.delete(Provider::ICloud)?.request_id),
        }
    }
}

/// A whole answer of HTTP, with the header `x-request-id: h-1` unless it is a success.
pub(crate) fn answer(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let id = if status.starts_with('2') {
        ""
    } else {
        "x-request-id: h-1\r\n"
    };
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    format!(
        "HTTP/1.1 {status}\r\n{id}{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A success of this call with these headers instead of `Content-Length`, and this body.
pub(crate) fn framed(call: Call, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {}\r\n{headers}\r\n\r\n", call.status()).into_bytes();
    answer.extend_from_slice(body);
    answer
}
