//! How an answer is read: the one place that knows the service's envelopes.

use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer_headers;
use crate::error::DecodeError;
use crate::fields::{self, Data, Fields, Raw, WrongField};
use crate::json_text::{self, Members};
use crate::operation::sealed::Answer;
use crate::refusal::refusal;
use crate::{Error, Page, Provider, Response};

type HttpResponse = http::Response<Vec<u8>>;

/// A successful answer: `{request_id?, data?, limit?, offset?}`.
struct Envelope {
    /// As the service wrote it.
    data: Option<Box<RawValue>>,
    /// Everything else.
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
        let Members(members) = serde_json::from_str(&text)
            .map_err(|error| DecodeError::not_the_envelope(response, &error))?;
        let (mut data, mut fields) = (None, Fields::new());
        for (key, member) in members {
            if key == "data" {
                data = Some(member);
            } else if let Some(value) = json_text::value(member.get()) {
                fields.insert(key, value);
            }
        }
        let has_data = data.as_ref().is_some_and(|data| data.get() != "null");
        if !has_data && (reports(fields.get("error")) || reports(fields.get("errors"))) {
            return Err(refusal(response).into());
        }
        let request_id = fields::not_empty(&fields, "request_id")
            .or_else(|| answer_headers::request_id(response.headers()));
        Ok(Self {
            data,
            fields,
            request_id,
        })
    }

    fn error(&self, response: &HttpResponse, reason: String) -> Error {
        DecodeError::new(response, self.request_id.clone(), reason).into()
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
fn reports(member: Option<&Value>) -> bool {
    match member {
        Some(Value::Object(_)) => true,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::String(text)) => !text.trim().is_empty(),
        _ => false,
    }
}

/// Reads one object, whose path in the answer is given for the error.
fn read_object<T: Data>(text: &str, path: &str) -> Result<T, String> {
    let fields = json_text::object(text).ok_or_else(|| format!("`{path}` isn't an object"))?;
    T::from_fields(&fields, Raw::new(text))
        .map_err(|WrongField { key, problem }| format!("`{path}.{key}` {problem}"))
}

impl<T: Data> Answer for Response<T> {
    fn read(response: &HttpResponse) -> Result<Self, Error> {
        let envelope = Envelope::read(response)?;
        let error = |reason| envelope.error(response, reason);
        let data = match envelope.data.as_deref().map(RawValue::get) {
            None | Some("null") => return Err(error("`data` is missing".to_owned())),
            Some(data) => read_object(data, "data").map_err(error)?,
        };
        Ok(Self::new(data, response, envelope.request_id))
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
        let error = |reason: &str| envelope.error(response, reason.to_owned());
        let items: Option<Vec<Box<RawValue>>> = match &envelope.data {
            None => return Err(error("`data` is missing")),
            Some(data) => {
                serde_json::from_str(data.get()).map_err(|_| error("`data` isn't a list"))?
            }
        };
        let [limit, offset] = ["limit", "offset"].map(|key| fields::count(&envelope.fields, key));
        let mut page = Self::new(response, envelope.request_id, limit, offset);
        for item in items.unwrap_or_default() {
            match read_object(item.get(), "data[]") {
                Ok(item) => page.data.push(item),
                Err(_) => page.unreadable.push(item.get().to_owned()),
            }
        }
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
        Ok(Self::new((), response, request_id))
    }

    facts!();
}
