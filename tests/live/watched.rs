//! A transport that compares every answer with the published schema.

use std::sync::{Arc, Mutex, PoisonError};

use nylas_connectors::{Transport, TransportError, http};
use nylas_connectors_tests::published::Schema;

/// Lines that several write.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    pub(crate) fn add(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

pub(crate) struct Watched<T> {
    pub(crate) inner: T,
    pub(crate) schema: Schema,
    /// Where an answer differs from the schema.
    pub(crate) differences: Lines,
}

impl<T: Transport> Transport for Watched<T> {
    fn send(
        &self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, TransportError> {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.inner.send(request)?;
        // A proxy may have a path of its own before the service's.
        let path = path
            .find("/v3/")
            .map_or(path.as_str(), |start| &path[start..]);
        let status = response.status().as_u16();
        // Being busy is no answer to the call, and the client tries again.
        if status != 429 && status < 500 {
            for difference in self.differences(method.as_str(), path, &response) {
                self.differences
                    .add(format!("{method} {path} answered {status}: {difference}"));
            }
        }
        Ok(response)
    }
}

impl<T> Watched<T> {
    fn differences(
        &self,
        method: &str,
        path: &str,
        response: &http::Response<Vec<u8>>,
    ) -> Vec<String> {
        let Some(operation) = self.schema.call(method, path) else {
            return vec!["the schema has no such call".to_owned()];
        };
        match serde_json::from_slice(response.body()) {
            Ok(body) => operation.differences(response.status().as_u16(), &body),
            Err(_) => vec!["the answer isn't JSON".to_owned()],
        }
    }
}
