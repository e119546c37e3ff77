//! The faults of TLS and of proxies, each with the server and the transport that it takes.

use std::net::TcpListener;

use nylas_connectors::UreqTransport;
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors_tests::certificates::{Authority, Leaf, Time};
use nylas_connectors_tests::proxy_server::ProxyServer;
use nylas_connectors_tests::secure::{ONLY_1_2, Secure, Settings};
use nylas_connectors_tests::server::{Next, Server};

use crate::call::{Call, framed};
use crate::list::{Named, Way, half, success};
use crate::scene::Scene;

/// What is special about a server that speaks TLS, and about its client.
#[derive(Clone, Copy)]
pub(crate) enum Tls {
    /// Nothing: its authority is trusted.
    Trusted,
    UnknownAuthority,
    Expired,
    NotYetValid,
    OtherName,
    /// The certificate is for this address, and the client uses it.
    Address(&'static str),
    Version12,
    ClientCertificate {
        given: bool,
    },
    /// The server writes this, and then the connection goes on or ends.
    Answer(fn(Call) -> Vec<u8>, Next),
    /// The same server through a proxy.
    Proxied,
}

/// How a proxy fails.
#[derive(Clone, Copy)]
pub(crate) enum Proxy {
    Refuses,
    IsNotFound,
    Answers(&'static str),
    Stalls,
    /// It speaks SOCKS 5 and answers the request with this code.
    Socks(u8),
}

pub(crate) fn handshakes() -> Named {
    let named = [
        ("the CA is given as an option", Tls::Trusted),
        ("the CA is unknown", Tls::UnknownAuthority),
        ("the certificate has expired", Tls::Expired),
        ("the certificate isn't valid yet", Tls::NotYetValid),
        ("the certificate is for another name", Tls::OtherName),
        (
            "the certificate is for this IPv4 address",
            Tls::Address("127.0.0.1"),
        ),
        (
            "the certificate is for this IPv6 address",
            Tls::Address("::1"),
        ),
        ("TLS 1.2 and nothing newer", Tls::Version12),
        (
            "a client certificate is wanted and given",
            Tls::ClientCertificate { given: true },
        ),
        (
            "a client certificate is wanted and missing",
            Tls::ClientCertificate { given: false },
        ),
        (
            "cut in the middle of the head",
            Tls::Answer(|call| half(&success(call), b"\r\n"), Next::Reset),
        ),
        (
            "cut in the middle of the body",
            Tls::Answer(|call| half(&success(call), b"{"), Next::Reset),
        ),
        (
            "closed after the answer without the end of TLS",
            Tls::Answer(success, Next::Reset),
        ),
        (
            "the same, and the answer has no length",
            Tls::Answer(
                |call| framed(call, "connection: close", call.body().as_bytes()),
                Next::Reset,
            ),
        ),
    ];
    let named = named.map(|(name, tls)| (name, Way::Tls(tls)));
    let handshake = [
        ("plain HTTP on the port", Way::PlainPort),
        ("reset during the handshake", Way::TlsReset),
        ("closed during the handshake", Way::TlsClose),
        ("no answer to the handshake", Way::TlsStall),
    ];
    handshake.into_iter().chain(named).collect()
}

pub(crate) fn proxies() -> Named {
    let named = [
        ("the proxy refuses the connection", Proxy::Refuses),
        ("the proxy's name isn't found", Proxy::IsNotFound),
        (
            "it answers 407",
            Proxy::Answers("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
        ),
        (
            "it answers 403 with a page",
            Proxy::Answers("HTTP/1.1 403 Forbidden\r\ncontent-length: 6\r\n\r\n<html>"),
        ),
        (
            "it answers 503",
            Proxy::Answers("HTTP/1.0 503 Service Unavailable\r\n\r\n"),
        ),
        (
            "it answers something that isn't HTTP",
            Proxy::Answers("220 mail.example ESMTP\r\n"),
        ),
        ("it closes", Proxy::Answers("")),
        ("it doesn't answer", Proxy::Stalls),
        ("SOCKS: not allowed", Proxy::Socks(2)),
        ("SOCKS: host unreachable", Proxy::Socks(4)),
    ];
    let named = named.map(|(name, proxy)| (name, Way::Proxy(proxy)));
    let works = ("through a proxy", Way::Tls(Tls::Proxied));
    std::iter::once(works).chain(named).collect()
}

impl Tls {
    pub(crate) fn scene(self, call: Call) -> Scene {
        let (authority, clients) = (Authority::new(), Authority::new());
        let mut settings = Settings::new(self.leaf(&authority));
        if let Self::Version12 = self {
            settings.versions = ONLY_1_2;
        }
        if let Self::ClientCertificate { .. } = self {
            settings.clients = Some(clients.pem().to_owned());
        }
        let (bytes, next) = match self {
            Self::Answer(bytes, next) => (bytes(call), next),
            _ => (success(call), Next::Keep),
        };
        let address = match self {
            Self::Address(address) => address,
            _ => "127.0.0.1",
        };
        let server = Secure::start_at(address, &settings, move |exchange| {
            exchange.write(&bytes);
            next
        })
        .unwrap();
        let host = match self {
            Self::Address(address) if address.contains(':') => format!("[{address}]"),
            Self::Address(address) => address.to_owned(),
            Self::Proxied => "api.example".to_owned(),
            _ => "localhost".to_owned(),
        };
        let mut transport = UreqTransport::builder().no_proxy();
        if !matches!(self, Self::UnknownAuthority) {
            transport = transport.only_root_certificates(authority.pem());
        }
        if let Self::ClientCertificate { given: true } = self {
            let Leaf { chain, key } = clients.issue(&["client.example"]);
            transport = transport.client_certificate(chain, key);
        }
        let base_url = server.url(&host);
        if let Self::Proxied = self {
            let proxy = ProxyServer::to(server.address());
            transport = transport.proxy(format!("http://{}", proxy.address()));
            return Scene::new(base_url, (server, proxy), |(server, _)| server.requests())
                .with(transport);
        }
        Scene::new(base_url, server, Secure::requests).with(transport)
    }

    fn leaf(self, authority: &Authority) -> Leaf {
        match self {
            Self::Expired => authority.issue_at(&["localhost"], Time::Past),
            Self::NotYetValid => authority.issue_at(&["localhost"], Time::Future),
            Self::OtherName => authority.issue(&["other.example"]),
            Self::Address(address) => authority.issue(&[address]),
            _ => authority.issue(&["localhost", "api.example"]),
        }
    }
}

impl Proxy {
    pub(crate) fn scene(self) -> Scene {
        let base_url = "https://api.example";
        let through = |url: String| -> UreqTransportBuilder { UreqTransport::builder().proxy(url) };
        let http = |proxy: &ProxyServer| through(format!("http://{}", proxy.address()));
        match self {
            Self::Refuses => {
                let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
                let address = nobody.local_addr().unwrap();
                drop(nobody);
                Scene::new(base_url, (), |()| 0).with(through(format!("http://{address}")))
            }
            Self::IsNotFound => {
                let name = "a".repeat(64);
                Scene::new(base_url, (), |()| 0).with(through(format!("http://{name}.invalid")))
            }
            Self::Answers(answer) => {
                let proxy = ProxyServer::answering(answer);
                let transport = http(&proxy);
                Scene::new(base_url, proxy, |_| 0).with(transport)
            }
            Self::Stalls => {
                let proxy = ProxyServer::start(|mut client, _| {
                    let _ = std::io::copy(&mut client, &mut std::io::sink());
                });
                let transport = http(&proxy);
                Scene::new(base_url, proxy, |_| 0).with(transport)
            }
            Self::Socks(code) => {
                let proxy = Server::start_raw(move |stream, _| socks(stream, code)).unwrap();
                let transport = through(format!("socks5h://{}", proxy.address()));
                Scene::new(base_url, proxy, |_| 0).with(transport)
            }
        }
    }
}

/// Takes everyone without a login, and answers the request with this code.
fn socks(mut stream: std::net::TcpStream, code: u8) {
    use std::io::{Read, Write};
    let mut greeting = [0; 3];
    let mut request = [0; 4 + 1 + "api.example".len() + 2];
    let _ = stream
        .read_exact(&mut greeting)
        .and_then(|()| stream.write_all(&[5, 0]))
        .and_then(|()| stream.read_exact(&mut request))
        .and_then(|()| stream.write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
}
