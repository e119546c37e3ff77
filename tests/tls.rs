//! TLS as programs meet it: certificates that are trusted, refused and presented, and sessions that are resumed. The
//! same tests run with each TLS library; the words are rustls' alone.

#[path = "tls/options.rs"]
mod options_refused;

use std::time::Duration;

use nylas_connectors::UreqTransport;
use nylas_connectors::testing::{FakeNylas, Fault};
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors::{
    Client, ClientBuilder, Error, ICloud, Provider, RetryPolicy, Secret, TransportErrorKind,
};
use nylas_connectors_tests::certificates::{Authority, Leaf, Time};
use nylas_connectors_tests::options;
use nylas_connectors_tests::own_process::is_own;
use nylas_connectors_tests::secure::{Exchange, ONLY_1_2, ONLY_1_3, Secure, Settings};
use nylas_connectors_tests::server::{CREATED, Next};

/// Whether the library speaks TLS with rustls here.
const RUSTLS: bool = cfg!(feature = "rustls");

fn trusting(authority: &Authority) -> UreqTransportBuilder {
    UreqTransport::builder()
        .no_proxy()
        .only_root_certificates(authority.pem())
}

fn with(transport: UreqTransportBuilder, base_url: &str) -> ClientBuilder {
    options(base_url)
        .transport(transport.build().unwrap())
        .retry(RetryPolicy::default().base_delay(Duration::ZERO))
}

fn client(transport: UreqTransportBuilder, base_url: &str) -> Client {
    with(transport, base_url).build().unwrap()
}

fn create(client: &Client) -> Result<(), Error> {
    let icloud = ICloud::builder().build()?;
    client.connectors().create(&icloud).map(drop)
}

/// What a create and a delete fail with, which is the same for both, and that nothing was done or tried again.
fn refusal(client: &Client) -> Error {
    let errors = [
        create(client).unwrap_err(),
        client.connectors().delete(Provider::ICloud).unwrap_err(),
    ];
    for error in &errors {
        assert!(
            matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Tls),
            "{error:?}"
        );
        assert!(!error.may_have_been_applied(), "{error:?}");
        assert!(!error.is_retryable(), "{error:?}");
        assert_eq!(error.attempts(), 1, "{error:?}");
        assert!(std::error::Error::source(error).is_some(), "{error:?}");
    }
    let [error, other] = errors;
    assert_eq!(error.to_string(), other.to_string());
    error
}

/// The reason in the line of the error, which with native-tls is in its source.
fn assert_says(error: &Error, words: &str) {
    if RUSTLS {
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_ca_that_was_given_is_trusted() {
    let authority = Authority::new();
    let server = Secure::start(&Settings::new(authority.issue(&["localhost"])));
    let url = server.url("localhost");
    let text = authority.pem().to_owned();
    let bytes = authority.pem().as_bytes().to_vec();
    let both = format!("{}\n{}", Authority::new().pem(), authority.pem());
    for transport in [
        trusting(&authority),
        UreqTransport::builder().root_certificates(authority.pem()),
        UreqTransport::builder().only_root_certificates(both.as_bytes()),
        UreqTransport::builder()
            .root_certificates(Authority::new().pem().as_bytes())
            .root_certificates(bytes),
        trusting(&Authority::new()).root_certificates(text),
    ] {
        create(&client(transport, &url)).unwrap();
    }
    assert_eq!(server.requests(), 5);
}

#[test]
fn a_ca_that_was_not_given_is_not_trusted_and_the_line_says_what_to_do() {
    let authority = Authority::new();
    let server = Secure::start(&Settings::new(authority.issue(&["localhost"])));
    let url = server.url("localhost");
    let none_given = ": if that is your company's CA, or a proxy's that inspects TLS, add it with `root_certificates`";
    let others_given = ", and none of the roots that this client was given issued it: add the certificate of the CA that did \
                        with `root_certificates`";
    for (transport, advice) in [
        (UreqTransport::builder(), none_given),
        (trusting(&Authority::new()), others_given),
        (
            UreqTransport::builder().root_certificates(Authority::new().pem()),
            others_given,
        ),
    ] {
        let error = refusal(&client(transport, &url));
        let untrusted = "its certificate is from an issuer that isn't trusted";
        assert_says(&error, &format!("{untrusted}{advice}"));
        assert_says(&error, &url["https://".len()..]);
    }
    assert_eq!(server.requests(), 0);
}

#[test]
fn a_certificate_that_is_not_valid_is_refused_with_the_reason() {
    let authority = Authority::new();
    for (leaf, words) in [
        (
            authority.issue_at(&["localhost"], Time::Past),
            "its certificate has expired: renew it, or check this machine's clock",
        ),
        (
            authority.issue_at(&["localhost"], Time::Future),
            "its certificate isn't valid yet: check this machine's clock",
        ),
        (
            authority.issue(&["a.example", "b.example"]),
            "its certificate isn't valid for this name, but for a.example, b.example: check the base URL",
        ),
    ] {
        let server = Secure::start(&Settings::new(leaf));
        let error = refusal(&client(trusting(&authority), &server.url("localhost")));
        assert_says(&error, words);
        assert_eq!(server.requests(), 0);
    }
}

#[test]
fn an_address_is_valid_when_the_certificate_names_it() {
    let authority = Authority::new();
    for (host, listen) in [("127.0.0.1", "127.0.0.1"), ("[::1]", "::1")] {
        let named = Settings::new(authority.issue(&[listen]));
        let behave = |exchange: &mut Exchange| {
            exchange.write(CREATED);
            Next::Keep
        };
        let Ok(server) = Secure::start_at(listen, &named, behave) else {
            println!("{listen} isn't an address of this machine");
            continue;
        };
        create(&client(trusting(&authority), &server.url(host))).unwrap();
        let other = Settings::new(authority.issue(&["localhost"]));
        let server = Secure::start_at(listen, &other, behave).unwrap();
        refusal(&client(trusting(&authority), &server.url(host)));
    }
}

#[test]
fn a_client_certificate_is_presented_where_it_is_asked_for() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let leaf = clients.issue(&["client.example"]);
    for versions in [ONLY_1_2, ONLY_1_3] {
        let server = Secure::start(&Settings {
            versions,
            clients: Some(clients.pem().to_owned()),
            ..Settings::new(authority.issue(&["localhost"]))
        });
        let url = server.url("localhost");
        let given = trusting(&authority).client_certificate(&leaf.chain, &leaf.key);
        create(&client(given, &url)).unwrap();
        let secret = Secret::from(&leaf.key);
        let given = trusting(&authority).client_certificate(leaf.chain.as_bytes(), secret);
        create(&client(given, &url)).unwrap();
        assert_eq!(server.requests(), 2);
    }
}

#[test]
fn a_server_that_misses_a_client_certificate_has_done_nothing() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let other = Authority::new().issue(&["client.example"]);
    for versions in [ONLY_1_2, ONLY_1_3] {
        let server = Secure::start(&Settings {
            versions,
            clients: Some(clients.pem().to_owned()),
            ..Settings::new(authority.issue(&["localhost"]))
        });
        let url = server.url("localhost");
        if RUSTLS {
            let error = refusal(&client(trusting(&authority), &url));
            assert_says(&error, "a certificate of this client");
            let given = trusting(&authority).client_certificate(&other.chain, &other.key);
            let error = refusal(&client(given, &url));
            assert_says(&error, "it doesn't take this client's certificate");
        } else {
            // The platform's library says it after the handshake, and not in a type of its own.
            create(&client(trusting(&authority), &url)).unwrap_err();
        }
        assert_eq!(server.requests(), 0);
    }
}

const CREATES: usize = 20;

#[test]
fn sessions_are_resumed_by_every_connection_of_a_transport_and_its_clones() {
    if !RUSTLS {
        return;
    }
    let authority = Authority::new();
    for versions in [ONLY_1_2, ONLY_1_3] {
        let server = Secure::start(&Settings {
            versions,
            ..Settings::new(authority.issue(&["localhost"]))
        });
        let transport = trusting(&authority).build().unwrap();
        let url = server.url("localhost");
        let clients = [(); 2].map(|()| {
            let options = options(&url).transport(transport.clone());
            options.build().unwrap()
        });
        for client in clients.iter().cycle().take(CREATES) {
            create(&client.clone()).unwrap();
        }
        assert_eq!(server.connections(), CREATES);
        assert_eq!(server.sessions(), (1, CREATES - 1));
        clients[0].connectors().list().unwrap_err();
        assert_eq!(server.sessions(), (1, CREATES));
    }
}

#[test]
fn a_kept_connection_is_used_again_and_a_closed_one_is_not() {
    let authority = Authority::new();
    let server = Secure::start(&Settings::new(authority.issue(&["localhost"])));
    let options = with(trusting(&authority), &server.url("localhost"));
    let kept = options.reuse_connections_for_creates(true).build().unwrap();
    for _ in 0..5 {
        create(&kept).unwrap();
    }
    assert_eq!((server.requests(), server.connections()), (5, 1));

    let closing = |exchange: &mut Exchange| {
        exchange.write(CREATED);
        Next::Close
    };
    let settings = Settings::new(authority.issue(&["localhost"]));
    let server = Secure::start_at("127.0.0.1", &settings, closing).unwrap();
    let options = with(trusting(&authority), &server.url("localhost"));
    let kept = options.reuse_connections_for_creates(true).build().unwrap();
    for _ in 0..5 {
        create(&kept).unwrap();
        // The end of TLS, or of the connection, has come by then.
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!((server.requests(), server.connections()), (5, 5));
}

#[test]
fn fake_nylas_speaks_tls_and_fails_as_it_is_told() {
    let nylas = FakeNylas::start_tls().unwrap();
    let root = nylas.root_certificate().unwrap();
    let client = client(
        UreqTransport::builder().root_certificates(root),
        nylas.base_url(),
    );
    create(&client).unwrap();
    assert_eq!(nylas.client().connectors().list().unwrap().data.len(), 1);
    nylas.fail_next(Fault::ApplyThenReset);
    let deleted = client.connectors().delete(Provider::ICloud);
    // It was, by the attempt that was cut off.
    assert_eq!(deleted.unwrap_err().status(), Some(404));
    let untrusting = options(nylas.base_url()).build().unwrap();
    refusal(&untrusting);
}

#[test]
fn a_ca_that_has_a_new_key_is_refused_with_what_to_give() {
    let (nylas, before) = (
        FakeNylas::start_tls().unwrap(),
        FakeNylas::start_tls().unwrap(),
    );
    let transport =
        UreqTransport::builder().only_root_certificates(before.root_certificate().unwrap());
    let error = refusal(&client(transport, nylas.base_url()));
    assert_says(
        &error,
        "may have a new certificate, which goes to `root_certificates`",
    );
}

/// What the system trusts is in a file of its own here, which both libraries read.
#[test]
fn what_the_system_trusts_is_trusted_with_the_features_for_that_and_with_no_others() {
    let authority = Authority::new();
    let file = std::env::temp_dir().join(format!("nylas-connectors-{}.pem", std::process::id()));
    let trusts_the_system = cfg!(feature = "platform-verifier") || !RUSTLS;
    let prepare = |command: &mut std::process::Command| {
        let leaf = authority.issue(&["localhost"]);
        std::fs::write(&file, authority.pem()).unwrap();
        command
            .env("SSL_CERT_FILE", &file)
            .env_remove("SSL_CERT_DIR")
            .env("LEAF_CHAIN", leaf.chain)
            .env("LEAF_KEY", leaf.key);
    };
    if !is_own(
        "what_the_system_trusts_is_trusted_with_the_features_for_that_and_with_no_others",
        prepare,
    ) {
        std::fs::remove_file(&file).unwrap();
        return;
    }
    let [chain, key] = ["LEAF_CHAIN", "LEAF_KEY"].map(|name| std::env::var(name).unwrap());
    let server = Secure::start(&Settings::new(Leaf { chain, key }));
    let url = server.url("localhost");
    let default = options(&url).build().unwrap();
    if trusts_the_system {
        create(&default).unwrap();
        // Roots that are added leave the system's in place, and others don't.
        let more = UreqTransport::builder().root_certificates(Authority::new().pem());
        create(&client(more, &url)).unwrap();
        refusal(&client(trusting(&Authority::new()), &url));
    } else {
        refusal(&default);
    }
}

#[cfg(all(feature = "rustls", feature = "native-tls"))]
#[test]
fn rustls_is_used_unless_the_other_one_was_asked_for() {
    let authority = Authority::new();
    let server = Secure::start(&Settings::new(authority.issue(&["a.example"])));
    let url = server.url("localhost");
    let source = |transport| {
        let error = refusal(&client(transport, &url));
        format!("{:?}", std::error::Error::source(&error).unwrap())
    };
    assert!(source(trusting(&authority)).contains("NotValidForName"));
    assert!(!source(trusting(&authority).native_tls()).contains("NotValidForName"));
}
