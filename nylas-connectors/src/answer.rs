//! How an answer is read: the one place that knows the service's envelopes.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, Response as HttpResponse};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::error::{ApiError, DecodeError};
use crate::operation::sealed::Answer;
use crate::{Connector, Credential, DetectedProvider, Error, Page, Response};

/// What the service returns under `data`.
trait Data: DeserializeOwned {}

impl Data for Connector {}
impl Data for Credential {}
impl Data for DetectedProvider {}

/// `{request_id?, data}`
#[derive(Deserialize)]
struct Envelope<T> {
    request_id: Option<String>,
    data: T,
}

impl<T: Data> Answer for Response<T> {
    fn read(response: &HttpResponse<Vec<u8>>) -> Result<Self, Error> {
        let envelope: Envelope<T> = decode(response)?;
        Ok(Self {
            data: envelope.data,
            request_id: envelope
                .request_id
                .or_else(|| request_id(response.headers())),
        })
    }
}

/// `{request_id?, data, limit?, offset?}`
#[derive(Deserialize)]
struct PageEnvelope<T> {
    request_id: Option<String>,
    data: Vec<T>,
    limit: Option<u64>,
    offset: Option<u64>,
}

impl<T: Data> Answer for Page<T> {
    fn read(response: &HttpResponse<Vec<u8>>) -> Result<Self, Error> {
        let envelope: PageEnvelope<T> = decode(response)?;
        Ok(Self {
            data: envelope.data,
            limit: envelope.limit,
            offset: envelope.offset,
            request_id: envelope
                .request_id
                .or_else(|| request_id(response.headers())),
        })
    }
}

/// `{request_id?}`
#[derive(Default, Deserialize)]
struct Receipt {
    request_id: Option<String>,
}

/// A deletion, which may also be answered with nothing at all.
impl Answer for Response<()> {
    fn read(response: &HttpResponse<Vec<u8>>) -> Result<Self, Error> {
        let empty = response.status().is_success() && response.body().is_empty();
        let receipt = if empty {
            Receipt::default()
        } else {
            decode(response)?
        };
        Ok(Self {
            data: (),
            request_id: receipt
                .request_id
                .or_else(|| request_id(response.headers())),
        })
    }
}

/// Reads JSON, if the status is a success.
fn decode<T: DeserializeOwned>(response: &HttpResponse<Vec<u8>>) -> Result<T, Error> {
    if !response.status().is_success() {
        return Err(refusal(response).into());
    }
    serde_json::from_slice(response.body()).map_err(|error| {
        let status = response.status().as_u16();
        DecodeError::new(status, request_id(response.headers()), reason(&error)).into()
    })
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("x-request-id")?;
    value.to_str().ok().map(ToOwned::to_owned)
}

/// Where the decoder stopped. Its own message shows values of the answer, except where it only names a missing key.
fn reason(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        Category::Io | Category::Syntax => "not JSON",
        Category::Eof => "JSON that ends too early",
        Category::Data => "JSON of another shape",
    };
    let message = error.to_string();
    let missing = ["data", "provider", "id", "name"]
        .into_iter()
        .find(|key| message.starts_with(&format!("missing field `{key}`")));
    let missing = missing.map_or_else(String::new, |key| format!(", `{key}` is missing"));
    format!(
        "{what}{missing}, line {} column {}",
        error.line(),
        error.column()
    )
}

/// Reads what there is of `{request_id, error: {type, message, provider_error}}`: a gateway may answer with HTML or
/// nothing.
fn refusal(response: &HttpResponse<Vec<u8>>) -> ApiError {
    let mut refusal = ApiError::new(response.status().as_u16());
    refusal.retry_after = retry_after(response.headers());
    if let Ok(Value::Object(mut body)) = serde_json::from_slice(response.body()) {
        refusal.request_id = text(body.remove("request_id"));
        match body.remove("error") {
            Some(Value::Object(mut error)) => {
                refusal.kind = text(error.remove("type"));
                refusal.message = text(error.remove("message"));
                refusal.provider_error = error
                    .remove("provider_error")
                    .filter(|value| !value.is_null());
            }
            Some(Value::Null) | None => refusal.message = text(body.remove("message")),
            Some(Value::String(message)) => refusal.message = Some(message),
            Some(other) => refusal.message = Some(other.to_string()),
        }
    }
    refusal.request_id = refusal
        .request_id
        .or_else(|| request_id(response.headers()));
    refusal
}

fn text(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// `Retry-After`, in seconds or as a date; a past date asks for no wait.
///
/// The date is compared with the answer's own `Date`, in case this machine's clock is wrong.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let now = sent_at(headers).unwrap_or_else(SystemTime::now);
    Some(then.duration_since(now).unwrap_or_default())
}

fn sent_at(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use http::header::HeaderName;

    use super::*;

    fn wait(headers: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), http::HeaderValue::from_static(value)));
        retry_after(&headers.collect())
    }

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date() {
        let date = (DATE, "Tue, 24 Nov 2026 10:00:00 GMT");
        for (value, seconds) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("Tue, 24 Nov 2026 10:00:30 GMT", Some(30)),
            ("Tuesday, 24-Nov-26 10:01:00 GMT", Some(60)),
            ("Tue Nov 24 10:00:05 2026", Some(5)),
            ("Tue, 24 Nov 2026 09:00:00 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            let found = wait(&[date.clone(), (RETRY_AFTER, value)]);
            assert_eq!(found, seconds.map(Duration::from_secs), "{value:?}");
        }
        assert_eq!(wait(&[date]), None);
    }

    #[test]
    fn a_past_date_asks_for_no_wait_when_the_answer_has_no_date() {
        let past = (RETRY_AFTER, "Fri, 01 Jan 1999 00:00:00 GMT");
        assert_eq!(wait(&[past]), Some(Duration::ZERO));
    }
}
