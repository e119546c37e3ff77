//! How an answer is read: the one place that knows the service's envelopes.

use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer_headers;
use crate::error::DecodeError;
use crate::fields::{self, Fields, FromFields, Raw, WrongField};
use crate::json_text::{self, Members};
use crate::operation::sealed::{Answer, Data};
use crate::refusal::refusal;
use crate::{Connector, Credential, DetectedProvider, Error, Page, Provider, Response};

type HttpResponse = http::Response<Vec<u8>>;

/// A successful answer: `{request_id?, data?, limit?, offset?}`.
struct Envelope {
    members: Members,
    /// The members whose values can be values.
    fields: Fields,
    request_id: Option<String>,
}

impl Envelope {
    /// Reads the answer, or the refusal that it is.
    fn read(response: &HttpResponse) -> Result<Self, Error> {
        if !response.status().is_success() {
            return Err(refusal(response).into());
        }
        let text = json_text::clean(response.body());
        let members: Members = serde_json::from_str(&text)
            .map_err(|error| DecodeError::not_the_envelope(response, &error))?;
        let has_data = members.get("data").is_some_and(|data| data.get() != "null");
        if !has_data
            && ["error", "errors"]
                .iter()
                .any(|key| reports(members.get(key)))
        {
            return Err(refusal(response).into());
        }
        let envelope = ["request_id", "limit", "offset"]
            .into_iter()
            .filter_map(|key| {
                let value = json_text::value(members.get(key)?.get())?;
                Some((key.to_owned(), value))
            });
        let fields: Fields = envelope.collect();
        let request_id = fields::not_empty(&fields, "request_id")
            .or_else(|| answer_headers::request_id(response.headers()));
        Ok(Self {
            members,
            fields,
            request_id,
        })
    }

    fn data(&self) -> Option<&str> {
        let data = self.members.get("data")?.get();
        (data != "null").then_some(data)
    }

    fn error(&self, response: &HttpResponse, reason: String) -> Error {
        DecodeError::new(response, reason)
            .with_request_id(self.request_id.clone())
            .into()
    }
}

/// The methods by which a call reads and writes what every answer has.
macro_rules! facts {
    () => {
        fn set_facts(&mut self, attempts: u32, elapsed: Duration) {
            (self.attempts, self.elapsed) = (attempts, elapsed);
        }

        fn status(&self) -> u16 {
            self.status
        }

        fn request_id(&self) -> Option<&str> {
            self.request_id.as_deref()
        }
    };
}

/// Whether a member reports an error: an object, or a text or a list that isn't empty.
fn reports(member: Option<&RawValue>) -> bool {
    match member.and_then(|raw| json_text::value(raw.get())) {
        Some(Value::Object(_)) => true,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::String(text)) => !text.trim().is_empty(),
        _ => false,
    }
}

/// Reads one object, whose path in the answer is given for the error.
fn read_object<T: FromFields>(text: &str, path: &str) -> Result<T, String> {
    let fields = json_text::object(text).ok_or_else(|| format!("`{path}` isn't an object"))?;
    let read = T::from_fields(&fields);
    let mut object =
        read.map_err(|WrongField { key, problem }| format!("`{path}.{key}` {problem}"))?;
    object.set_raw(Raw::new(text));
    Ok(object)
}

impl Data for Connector {
    fn provider(&self) -> Option<&Provider> {
        Some(&self.provider)
    }
}

impl Data for Credential {}
impl Data for DetectedProvider {}

impl<T: Data> Answer for Response<T> {
    fn read(response: &HttpResponse) -> Result<Self, Error> {
        let envelope = Envelope::read(response)?;
        let Some(data) = envelope.data() else {
            return Err(envelope.error(response, "`data` is missing".to_owned()));
        };
        let data = read_object(data, "data").map_err(|reason| envelope.error(response, reason))?;
        Ok(Self::new(
            data,
            response.status().as_u16(),
            envelope.request_id,
            response.headers().clone(),
        ))
    }

    facts!();

    fn provider(&self) -> Option<&Provider> {
        self.data.provider()
    }
}

impl<T: Data> Answer for Page<T> {
    /// A list that is empty may be `null`: services in Go write it so.
    fn read(response: &HttpResponse) -> Result<Self, Error> {
        let envelope = Envelope::read(response)?;
        if envelope.members.get("data").is_none() {
            return Err(envelope.error(response, "`data` is missing".to_owned()));
        }
        let items: Vec<Box<RawValue>> = serde_json::from_str(envelope.data().unwrap_or("[]"))
            .map_err(|_| envelope.error(response, "`data` isn't a list".to_owned()))?;
        let mut page = Self::new(
            Vec::with_capacity(items.len()),
            response.status().as_u16(),
            envelope.request_id,
            response.headers().clone(),
        );
        for item in items {
            match read_object(item.get(), "data[]") {
                Ok(item) => page.data.push(item),
                Err(_) => page.unreadable.push(item.get().to_owned()),
            }
        }
        page.limit = fields::count(&envelope.fields, "limit");
        page.offset = fields::count(&envelope.fields, "offset");
        Ok(page)
    }

    facts!();
}

impl Answer for Response<()> {
    /// A deletion may be answered with a request ID, with `null` or with nothing at all.
    fn read(response: &HttpResponse) -> Result<Self, Error> {
        let text = json_text::clean(response.body());
        let nothing = matches!(text.trim(), "" | "null") && response.status().is_success();
        let request_id = if nothing {
            answer_headers::request_id(response.headers())
        } else {
            Envelope::read(response)?.request_id
        };
        Ok(Self::new(
            (),
            response.status().as_u16(),
            request_id,
            response.headers().clone(),
        ))
    }

    facts!();
}
