//! [`Scene`]: what is there when a call is made.

use nylas_connectors::ClientBuilder;
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors_tests::options;
use nylas_connectors_tests::server::Server;

/// Servers that last as long as the call, and how a client finds them.
pub(crate) struct Scene {
    base_url: String,
    transport: Option<UreqTransportBuilder>,
    requests: Box<dyn Fn() -> usize>,
}

impl Scene {
    /// `requests` counts those that came whole.
    pub(crate) fn new<S: 'static>(
        base_url: impl Into<String>,
        servers: S,
        requests: fn(&S) -> usize,
    ) -> Self {
        Self {
            base_url: base_url.into(),
            transport: None,
            requests: Box::new(move || requests(&servers)),
        }
    }

    /// At a server's own base URL, or another one.
    pub(crate) fn at(base_url: impl Into<String>, server: Server) -> Self {
        Self::new(base_url, server, Server::requests)
    }

    pub(crate) fn with(self, transport: UreqTransportBuilder) -> Self {
        Self {
            transport: Some(transport),
            ..self
        }
    }

    /// The options of a client for the scene, once.
    pub(crate) fn options(&mut self) -> ClientBuilder {
        let options = options(&self.base_url);
        match self.transport.take() {
            Some(transport) => options.transport(transport.build().unwrap()),
            None => options,
        }
    }

    pub(crate) fn requests(&self) -> usize {
        (self.requests)()
    }
}
