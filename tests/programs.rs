//! Programs that nobody here wrote: nginx in front of `FakeNylas`, tinyproxy and microsocks between, and the official
//! clients beside this one. `.ci/run tls` installs them and runs this.

#[path = "programs/daemon.rs"]
mod daemon;

use std::path::Path;
use std::process::Command;

use daemon::{Daemon, Folder, free_port};
use nylas_connectors::UreqTransport;
use nylas_connectors::testing::FakeNylas;
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors::{Action, Client, Error, Imap, Provider, TransportErrorKind};
use nylas_connectors_tests::certificates::{Authority, Leaf};

/// nginx, which speaks TLS to clients and plain HTTP to the fake service.
struct Nginx {
    nylas: FakeNylas,
    authority: Authority,
    clients: Authority,
    /// One for TLS 1.2, one for TLS 1.3, and one that wants a certificate of the client.
    ports: [u16; 3],
    daemon: Daemon,
}

impl Nginx {
    fn start(name: &str) -> Self {
        let nylas = FakeNylas::start().unwrap();
        let (authority, clients) = (Authority::new(), Authority::new());
        let folder = Folder::new(name);
        let Leaf { chain, key } = authority.issue(&["localhost"]);
        folder.write("chain.pem", &chain);
        folder.write("key.pem", &key);
        folder.write("clients.pem", clients.pem());
        let ports = [(); 3].map(|()| free_port());
        let upstream = &nylas.base_url()["http://".len()..];
        let [tls_1_2, tls_1_3, with_client] = ports;
        let here = folder.path().to_str().unwrap();
        let configuration = format!(
            "
            worker_processes 1; daemon off; pid {here}/pid; error_log {here}/error.log;
            events {{ worker_connections 256; }}
            http {{
                log_format sessions '$ssl_protocol $ssl_session_reused $connection_requests $status';
                access_log {here}/access.log sessions;
                client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
                uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
                ssl_certificate {here}/chain.pem; ssl_certificate_key {here}/key.pem;
                ssl_session_cache shared:sessions:1m; keepalive_timeout 60;
                upstream nylas {{ server {upstream}; keepalive 8; }}
                proxy_http_version 1.1; proxy_set_header Connection '';
                server {{
                    listen 127.0.0.1:{tls_1_2} ssl; ssl_protocols TLSv1.2;
                    location / {{ proxy_pass http://nylas; }}
                }}
                server {{
                    listen 127.0.0.1:{tls_1_3} ssl; ssl_protocols TLSv1.3;
                    location / {{ proxy_pass http://nylas; }}
                }}
                server {{
                    listen 127.0.0.1:{with_client} ssl; ssl_verify_client on;
                    ssl_client_certificate {here}/clients.pem;
                    location / {{ proxy_pass http://nylas; }}
                }}
            }}"
        );
        let configuration = folder.write("nginx.conf", &configuration);
        let mut command = Command::new("nginx");
        command.args(["-e", "stderr", "-c", &configuration]);
        let daemon = Daemon::start(command, folder, &ports);
        Self {
            nylas,
            authority,
            clients,
            ports,
            daemon,
        }
    }

    fn transport(&self) -> UreqTransportBuilder {
        let transport = UreqTransport::builder().no_proxy();
        transport.only_root_certificates(self.authority.pem())
    }

    fn url(port: u16) -> String {
        format!("https://localhost:{port}")
    }

    fn client(&self, port: u16, transport: UreqTransportBuilder) -> Client {
        let options = Client::builder().base_url(Self::url(port));
        let options = options.api_key(self.nylas.api_key());
        options
            .transport(transport.build().unwrap())
            .build()
            .unwrap()
    }

    /// What nginx says of each request: the version of TLS, whether the session was resumed (`r`), the number of the
    /// request on its connection, and the status.
    fn log(&self) -> Vec<String> {
        let log = self.daemon.read("access.log");
        log.lines().map(ToOwned::to_owned).collect()
    }
}

/// A connector from its creation to its end: six requests, of which one is a create.
fn lifecycle(client: &Client) -> Result<(), Error> {
    let connectors = client.connectors();
    connectors.create(&Imap::builder().name("a").build()?)?;
    assert_eq!(connectors.list()?.data.len(), 1);
    let renamed = connectors.ensure(&Imap::builder().name("b").build()?)?;
    assert_eq!(renamed.action, Action::Updated);
    let found = connectors.get(Provider::Imap)?;
    assert_eq!(found.data.name.as_deref(), Some("b"));
    connectors.delete(Provider::Imap)?;
    Ok(())
}

#[test]
#[ignore = "needs nginx: .ci/run tls"]
fn nginx_sees_sessions_resumed_and_connections_kept() {
    let nginx = Nginx::start("sessions");
    for (port, version) in nginx.ports.into_iter().zip(["TLSv1.2", "TLSv1.3"]) {
        let before = nginx.log().len();
        let client = nginx.client(port, nginx.transport());
        lifecycle(&client).unwrap();
        lifecycle(&client).unwrap();
        let log = &nginx.log()[before..];
        assert_eq!(log.len(), 12, "{log:#?}");
        // The creates, and the first of the others, have connections of their own.
        let connections: Vec<&str> = log
            .iter()
            .filter_map(|line| {
                line.strip_prefix(version)?
                    .split(" 1 ")
                    .next()
                    .filter(|_| line.contains(" 1 "))
            })
            .collect();
        assert_eq!(connections, [" .", " r", " r"], "{log:#?}");
    }
}

#[test]
#[ignore = "needs nginx: .ci/run tls"]
fn nginx_asks_for_a_certificate_and_refuses_who_has_none() {
    let nginx = Nginx::start("client-certificate");
    let port = nginx.ports[2];
    let Leaf { chain, key } = nginx.clients.issue(&["client.example"]);
    let transport = nginx.transport().client_certificate(chain, key);
    lifecycle(&nginx.client(port, transport)).unwrap();
    // It answers instead of ending the session.
    let error = lifecycle(&nginx.client(port, nginx.transport())).unwrap_err();
    assert_eq!(error.status(), Some(400), "{error:?}");
}

fn tinyproxy(configuration: &str) -> (Daemon, u16) {
    let port = free_port();
    let folder = Folder::new(&format!("tinyproxy-{port}"));
    let configuration = format!("Port {port}\nListen 127.0.0.1\nMaxClients 20\n{configuration}\n");
    let configuration = folder.write("tinyproxy.conf", &configuration);
    let mut command = Command::new("tinyproxy");
    command.args(["-d", "-c", &configuration]);
    (Daemon::start(command, folder, &[port]), port)
}

fn status(result: Result<(), Error>) -> Option<u16> {
    let Err(Error::Transport(error)) = result else {
        panic!("no connection was expected, and there was one");
    };
    assert_eq!(error.kind(), TransportErrorKind::Proxy, "{error:?}");
    error.proxy_status()
}

#[test]
#[ignore = "needs nginx and tinyproxy: .ci/run tls"]
fn tinyproxy_connects_whom_it_lets_and_sessions_are_resumed_through_it() {
    let nginx = Nginx::start("tinyproxy");
    let port = nginx.ports[1];
    let through = |url: String| nginx.client(port, nginx.transport().proxy(url));

    let (_open, open) = tinyproxy("");
    let client = through(format!("http://127.0.0.1:{open}"));
    lifecycle(&client).unwrap();
    lifecycle(&client).unwrap();
    let log = nginx.log();
    let resumed = log.iter().filter(|line| line.contains(" r 1 ")).count();
    assert_eq!(resumed, 2, "{log:#?}");

    let (_closed, closed) = tinyproxy("BasicAuth user pass\nConnectPort 1");
    let refused = |login: &str| {
        status(lifecycle(&through(format!(
            "http://{login}127.0.0.1:{closed}"
        ))))
    };
    assert_eq!(refused(""), Some(407));
    assert_eq!(refused("user:wrong@"), Some(401));
    // The right login, but not this port of the service's.
    assert_eq!(refused("user:pass@"), Some(403));
}

#[test]
#[ignore = "needs nginx and microsocks: .ci/run tls"]
fn microsocks_connects_whom_it_lets() {
    let nginx = Nginx::start("microsocks");
    let port = free_port();
    let mut command = Command::new("microsocks");
    let login = ["-u", "user", "-P", "p@ss"];
    command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
    command.args(login);
    let _daemon = Daemon::start(command, Folder::new("socks"), &[port]);
    for scheme in ["socks5", "socks5h"] {
        let through = |login: &str| {
            let url = format!("{scheme}://{login}127.0.0.1:{port}");
            lifecycle(&nginx.client(nginx.ports[1], nginx.transport().proxy(url)))
        };
        through("user:p%40ss@").unwrap();
        assert_eq!(status(through("user:wrong@")), None);
        assert_eq!(status(through("")), None);
    }
}

/// Where `benches/official/install.sh` puts them.
const OFFICIAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/official");
const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs");

#[test]
#[ignore = "needs nginx and the official clients: .ci/run tls"]
fn the_official_clients_find_the_same_service_behind_nginx() {
    let nginx = Nginx::start("official");
    let folder = Folder::new("official-ca");
    let root = folder.write("ca.pem", nginx.authority.pem());
    let node = Path::new(OFFICIAL).join("node_modules");
    let python = Path::new(OFFICIAL).join("venv/bin/python");
    let clients = [
        ("node".into(), "lifecycle.cjs", node.join("nylas").exists()),
        (python.clone(), "lifecycle.py", python.exists()),
    ];
    for (program, script, installed) in clients {
        if !installed {
            println!("skipped: {script}, since its client isn't installed");
            continue;
        }
        for port in &nginx.ports[..2] {
            let mut command = Command::new(&program);
            command
                .arg(Path::new(SCRIPTS).join(script))
                .args([&Nginx::url(*port), nginx.nylas.api_key()])
                .env("NODE_PATH", &node)
                .env("NODE_EXTRA_CA_CERTS", &root)
                .env("REQUESTS_CA_BUNDLE", &root);
            let output = command.output().unwrap();
            let printed = String::from_utf8_lossy(&output.stdout);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert_eq!(printed.trim(), "imap imap 1", "{script}: {errors}");
            lifecycle(&nginx.client(*port, nginx.transport())).unwrap();
        }
    }
}
