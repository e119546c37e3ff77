//! Proxies that the environment or the program names: they are used or refused, and never skipped.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};

use nylas_connectors::UreqTransport;
use nylas_connectors::testing::FakeNylas;
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors::{Client, Error, ICloud, RetryPolicy, Transport, TransportErrorKind, http};
use nylas_connectors_tests::certificates::Authority;
use nylas_connectors_tests::options;
use nylas_connectors_tests::own_process::is_own;
use nylas_connectors_tests::proxy_server::{ProxyServer, join};
use nylas_connectors_tests::secure::{Secure, Settings};
use nylas_connectors_tests::server::{CREATED, Next, Server};

const SERVICE: &str = "api.example";

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build()?;
    client.connectors().create(&icloud).map(drop)
}

/// A service that only a proxy finds.
fn service() -> (Secure, UreqTransportBuilder) {
    let authority = Authority::new();
    let server = Secure::start(&Settings::new(authority.issue(&[SERVICE])));
    (
        server,
        UreqTransport::builder().only_root_certificates(authority.pem()),
    )
}

fn client(server: &Secure, transport: UreqTransportBuilder) -> Client {
    let options = options(server.url(SERVICE)).retry(RetryPolicy::none());
    options
        .transport(transport.build().unwrap())
        .build()
        .unwrap()
}

fn proxy_error(result: Result<(), Error>) -> Error {
    let error = result.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Proxy),
        "{error:?}"
    );
    assert!(
        !error.is_retryable() && !error.may_have_been_applied(),
        "{error:?}"
    );
    error
}

#[test]
fn the_login_goes_to_the_proxy_and_the_key_to_the_service_alone() {
    let (server, transport) = service();
    let proxy = ProxyServer::to(server.address());
    let url = format!("http://Aladdin:open%20sesame@{}", proxy.address());
    create(&client(&server, transport.proxy(url))).unwrap();
    let service = &server.url(SERVICE)["https://".len()..];
    assert_eq!(
        proxy.heads(),
        [format!(
            "CONNECT {service} HTTP/1.1\r\nHost: {service}\r\n\
             Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n"
        )]
    );
    let heads = server.heads();
    assert_eq!(heads.len(), 1);
    assert!(heads[0].contains("authorization: Bearer "), "{heads:?}");
    assert!(!heads[0].to_lowercase().contains("proxy-"), "{heads:?}");
}

#[test]
fn sessions_are_resumed_through_a_proxy() {
    if cfg!(not(feature = "rustls")) {
        return;
    }
    let (server, transport) = service();
    let proxy = ProxyServer::to(server.address());
    let client = client(&server, transport.proxy(proxy.address().to_string()));
    for _ in 0..5 {
        create(&client).unwrap();
    }
    assert_eq!(server.sessions(), (1, 4));
    assert_eq!(proxy.heads().len(), 5);
}

#[test]
fn a_refusal_has_the_proxys_status_and_what_to_do() {
    for (status, advice) in [
        (
            407,
            "give it a user and a password that it knows, http://user:password@…",
        ),
        (
            403,
            "it doesn't let this program reach that host; ask whoever runs it",
        ),
        (
            502,
            "it couldn't reach that host; check the base URL, or ask whoever runs the proxy",
        ),
    ] {
        let answer = format!("HTTP/1.1 {status} No\r\ncontent-length: 2\r\n\r\nno");
        let proxy = ProxyServer::answering(answer);
        let (server, transport) = service();
        let url = format!("http://user:hush@{}", proxy.address());
        let error = proxy_error(create(&client(&server, transport.proxy(url))));
        assert_eq!(
            error.to_string(),
            format!(
                "no connection through the proxy {}: it answered {status} when asked for {}: {advice}",
                proxy.address(),
                &server.url(SERVICE)["https://".len()..],
            )
        );
        let Error::Transport(transport_error) = &error else {
            unreachable!("see above");
        };
        assert_eq!(transport_error.proxy_status(), Some(status));
        assert!(!format!("{error:?}").contains("hush"), "{error:?}");
        assert_eq!(server.connections(), 0);
    }
}

#[test]
fn what_happens_to_the_proxy_is_said_of_the_proxy() {
    let (server, transport) = service();
    let name = format!("{}.invalid", "a".repeat(64));
    let error = proxy_error(create(&client(&server, transport.proxy(&name))));
    assert!(
        error.to_string().starts_with(&format!(
            "no connection to the proxy {name}:80: its name was not found"
        )),
        "{error}"
    );
    let (server, transport) = service();
    let error = proxy_error(create(&client(&server, transport.proxy("127.0.0.1:1"))));
    assert!(
        error
            .to_string()
            .starts_with("no connection to the proxy 127.0.0.1:1: the connection was refused"),
        "{error}"
    );
}

#[test]
fn a_proxy_that_is_spoken_to_in_tls_must_be_trusted() {
    let (authority, others) = (Authority::new(), Authority::new());
    let server = Secure::start(&Settings::new(authority.issue(&[SERVICE])));
    let target = server.address();
    for (issuer, trusted) in [(&authority, true), (&others, false)] {
        let settings = Settings::new(issuer.issue(&["localhost"]));
        let proxy = Secure::start_tunnel(&settings, target).unwrap();
        let transport = UreqTransport::builder()
            .only_root_certificates(authority.pem())
            .proxy(proxy.url("localhost"));
        let result = create(&client(&server, transport));
        if trusted {
            result.unwrap();
        } else {
            let error = proxy_error(result);
            assert!(
                error
                    .to_string()
                    .contains("session with the proxy localhost"),
                "{error}"
            );
        }
    }
}

/// A server of SOCKS 5 with a login, and of SOCKS 4a; it leads to one server whatever it is asked for.
fn socks_server(target: SocketAddr) -> Server {
    fn serve(client: &TcpStream, target: SocketAddr) -> io::Result<()> {
        let (mut from, mut to) = (client, client);
        let mut read = |length: usize| {
            let mut bytes = vec![0; length];
            from.read_exact(&mut bytes).map(|()| bytes)
        };
        let mut answer = |bytes: &[u8]| to.write_all(bytes);
        let first = read(2)?;
        if first[0] == 4 {
            assert_eq!(read(6)?[2..], [0, 0, 0, 1]);
            let rest = read("user\0api.example\0".len())?;
            assert_eq!(rest, b"user\0api.example\0");
            answer(&[0, 90, 0, 0, 0, 0, 0, 0])?;
        } else {
            assert_eq!(read(usize::from(first[1]))?, [0, 2]);
            answer(&[5, 2])?;
            assert_eq!(read(1 + 5 + 5)?, b"\x01\x04user\x04hush");
            answer(&[1, 0])?;
            assert_eq!(read(4)?, [5, 1, 0, 3]);
            assert_eq!(read(1 + 11 + 2)?[1..12], *b"api.example");
            answer(&[5, 0, 0, 3, 2, b'a', b'b', 0, 0])?;
        }
        join(client.try_clone()?, TcpStream::connect(target)?);
        Ok(())
    }
    Server::start_raw(move |client, _| serve(&client, target).unwrap()).unwrap()
}

#[test]
fn socks_proxies_are_asked_for_the_name() {
    for scheme in ["socks5h", "socks4a"] {
        let (server, transport) = service();
        let proxy = socks_server(server.address());
        let url = format!("{scheme}://user:hush@{}", proxy.address());
        create(&client(&server, transport.proxy(url))).unwrap();
    }
}

#[test]
fn a_url_that_is_no_proxys_is_refused() {
    for url in [
        "",
        "ftp://proxy.example",
        "http://",
        "\"http://proxy.example\"",
        "http://u:hush@p:x",
    ] {
        let Err(Error::Config(error)) = UreqTransport::builder().proxy(url).build() else {
            panic!("{url} was taken");
        };
        assert_eq!(error.option(), "proxy");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
}

fn get(url: &str) -> http::Request<Vec<u8>> {
    http::Request::get(url).body(Vec::new()).unwrap()
}

#[test]
fn a_scheme_that_no_proxy_has_is_an_error_that_names_the_variable() {
    let test = "a_scheme_that_no_proxy_has_is_an_error_that_names_the_variable";
    check_refusal(test, "HTTPS_PROXY", "sock5://user:hush@127.0.0.1:1");
}

#[test]
fn a_proxy_in_quotes_is_an_error_that_names_the_variable() {
    let test = "a_proxy_in_quotes_is_an_error_that_names_the_variable";
    check_refusal(test, "all_proxy", "\"http://user:hush@127.0.0.1:1\"");
}

fn check_refusal(test: &str, name: &str, value: &str) {
    if !is_own(test, |command| _ = command.env(name, value)) {
        return;
    }
    let Err(Error::Config(error)) = Client::new("key") else {
        panic!("{name} was taken");
    };
    assert_eq!(error.option(), name);
    let refusal = UreqTransport::new().send(get("https://127.0.0.1:1/"));
    let refusal = refusal.unwrap_err();
    assert_eq!(refusal.kind(), TransportErrorKind::Refused);
    for text in [
        error.to_string(),
        refusal.to_string(),
        format!("{refusal:?}"),
    ] {
        assert!(text.contains(name) && !text.contains("hush"), "{text}");
    }
    let nylas = FakeNylas::start().unwrap();
    nylas.client().connectors().list().unwrap();
    // A program that names its own proxy, or none, doesn't ask the environment.
    UreqTransport::builder().no_proxy().build().unwrap();
    let own = UreqTransport::builder().proxy("http://127.0.0.1:1");
    own.build().unwrap();
}

/// The variables say what the tests of the private items say too; here a whole client reads them.
#[test]
fn the_environments_proxy_is_used_but_for_no_proxy_and_this_machine() {
    const TEST: &str = "the_environments_proxy_is_used_but_for_no_proxy_and_this_machine";
    let proxy = ProxyServer::answering("HTTP/1.1 403 No\r\n\r\n");
    let own = is_own(TEST, |command| {
        command.env("HTTPS_PROXY", proxy.address().to_string());
        command.env("ALL_PROXY", "http://127.0.0.1:1");
        command.env("HTTP_PROXY", "http://127.0.0.1:1");
        command.env("no_proxy", "direct.invalid, 192.0.2.0/24");
    });
    if !own {
        assert_eq!(proxy.heads().len(), 1);
        assert!(proxy.heads()[0].starts_with("CONNECT api.example:443 HTTP/1.1\r\n"));
        return;
    }
    let transport = UreqTransport::new();
    let kind = |url: &str| transport.send(get(url)).unwrap_err().kind();
    assert_eq!(kind("https://api.example/"), TransportErrorKind::Proxy);
    assert_eq!(kind("https://direct.invalid/"), TransportErrorKind::Connect);
    assert_eq!(kind("https://localhost:1/"), TransportErrorKind::Connect);
    let here = Server::start(|exchange| {
        exchange.write(CREATED);
        Next::Keep
    });
    let here = here.unwrap();
    transport.send(get(&here.base_url())).unwrap();
    assert_eq!(here.requests(), 1);
}
