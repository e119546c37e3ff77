//! Connections: name lookup, addresses, proxies and TLS, up to a stream that a request can be written to. Nothing in
//! here knows an HTTP client.

mod dial;
mod lookup;
mod origin;
mod pool;
mod proxy;
mod stream;
mod tls;

use std::net::SocketAddr;
use std::time::Instant;

pub(super) use self::dial::{Dial, Family};
pub(super) use self::origin::Origin;
pub(super) use self::pool::Pool;
pub(super) use self::proxy::Proxies;
pub(super) use self::stream::{BoxStream, known};
pub(super) use self::tls::{Library as TlsLibrary, Options as TlsOptions, library as tls_library};
use super::{TransportError, TransportErrorKind};

/// Everything that a new connection needs. Whoever shares it shares what it has learned: addresses that answer, and
/// TLS sessions that can be resumed.
pub(super) struct Network {
    pub(super) dial: Dial,
    pub(super) proxies: Proxies,
    pub(super) tls: Box<dyn TlsLibrary>,
}

impl Network {
    /// A new connection to the service, through a proxy and with TLS where that belongs. Nothing of the request has
    /// been sent when it fails.
    pub(super) fn connect(
        &self,
        service: &Origin,
        deadline: Instant,
    ) -> Result<BoxStream, TransportError> {
        let of_service = |error: TransportError| error.about(service);
        let stream = match self.proxies.for_origin(service) {
            None => {
                let addresses = self.dial.addresses(service, deadline).map_err(of_service)?;
                let addresses = allowed(service, addresses)?;
                let stream = self.dial.connect(service, addresses, deadline);
                stream.map_err(of_service)?
            }
            Some(proxy) => {
                let target = proxy.target(service, &self.dial, deadline);
                let target = target.map_err(of_service)?;
                self.dial
                    .addresses(&proxy.origin, deadline)
                    .and_then(|addresses| self.dial.connect(&proxy.origin, addresses, deadline))
                    .and_then(|stream| self.secure(&proxy.origin, stream))
                    .and_then(|stream| proxy.open(stream, &target))
                    .map_err(|error| error.about_proxy(self.proxies.shown(proxy)))?
            }
        };
        self.secure(service, stream).map_err(of_service)
    }

    /// With TLS over it, where that is spoken.
    fn secure(&self, origin: &Origin, stream: BoxStream) -> Result<BoxStream, TransportError> {
        if origin.https {
            self.tls.handshake(stream, &origin.host)
        } else {
            Ok(stream)
        }
    }
}

/// The addresses that a request may go to: a service without https must be this machine itself.
fn allowed(
    service: &Origin,
    mut addresses: Vec<SocketAddr>,
) -> Result<Vec<SocketAddr>, TransportError> {
    addresses.retain(|address| service.https || address.ip().to_canonical().is_loopback());
    if addresses.is_empty() {
        let why = format!(
            "{service} leads to another machine, and plain http is for loopback addresses only: use https, or look at \
             this machine's hosts file"
        );
        return Err(TransportError::new(TransportErrorKind::Refused, why));
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn plain_http_goes_to_addresses_that_are_loopback_and_to_no_others() {
        let elsewhere = SocketAddr::from(([192, 0, 2, 1], 8080));
        let here = SocketAddr::from(([127, 0, 0, 1], 8080));
        let network = Network {
            dial: Dial::resolving(move |_| Ok(vec![elsewhere])),
            proxies: Proxies::None,
            tls: tls_library(&TlsOptions::default()).unwrap(),
        };
        let origin = |url: &str| Origin::of(&url.parse().unwrap()).unwrap();
        let plain = origin("http://localhost:8080");
        let soon = Instant::now() + Duration::from_secs(20);
        let error = network.connect(&plain, soon).map(drop).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Refused);
        assert_eq!(
            error.to_string(),
            "the request was not sent: localhost:8080 leads to another machine, and plain http is for loopback \
             addresses only: use https, or look at this machine's hosts file"
        );
        assert_eq!(allowed(&plain, vec![elsewhere, here]).unwrap(), [here]);
        let https = origin("https://localhost:8080");
        let both = vec![elsewhere, here];
        assert_eq!(allowed(&https, both.clone()).unwrap(), both);
    }
}
