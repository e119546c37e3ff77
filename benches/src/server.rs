//! The service's side of a measurement: answers every request with the same created connector, as fast as a socket
//! allows. It runs in a process of its own, so that its time isn't counted as a client's.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;

use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::{Error, result};

/// What the service answers to a create.
const ANSWER: &str = concat!(
    r#"{"request_id":"5fa64c92-e840-4357-86b9-2aa364d35b88","data":{"name":"Acme's calendar","provider":"google","#,
    r#""settings":{"client_id":"1234.apps.googleusercontent.com","#,
    r#""topic_name":"projects/acme/topics/nylas-gmail-realtime"},"#,
    r#""scope":["openid","https://www.googleapis.com/auth/userinfo.email","#,
    r#""https://www.googleapis.com/auth/gmail.modify","https://www.googleapis.com/auth/calendar","#,
    r#""https://www.googleapis.com/auth/contacts"]}}"#,
);

/// A server in another process; it ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    target: Target,
}

/// Where a client finds a server.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) url: String,
    /// The file with the certificate that is trusted, if the server speaks TLS.
    pub(crate) root: Option<PathBuf>,
}

impl Target {
    /// From the arguments of a client process; the file is empty without TLS.
    pub(crate) fn new(url: &str, root: &str) -> Self {
        Self {
            url: url.to_owned(),
            root: (!root.is_empty()).then(|| root.into()),
        }
    }

    /// What is trusted, as PEM.
    pub(crate) fn root(&self) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.root.as_ref().map(fs::read).transpose()?)
    }

    pub(crate) fn root_file(&self) -> &str {
        let file = self.root.as_ref().and_then(|file| file.to_str());
        file.unwrap_or_default()
    }
}

impl Server {
    pub(crate) fn start() -> Result<Self, Error> {
        Self::start_as("serve")
    }

    /// The same with TLS, and with a certificate that is made now.
    pub(crate) fn start_tls() -> Result<Self, Error> {
        Self::start_as("serve-tls")
    }

    fn start_as(how: &str) -> Result<Self, Error> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(how)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = process.stdout.as_mut().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let (url, root) = line
            .trim_end_matches('\n')
            .split_once(' ')
            .ok_or("no server started")?;
        let target = Target::new(url, root);
        Ok(Self { process, target })
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until the process is killed. Prints where it listens, and the file with the certificate to be trusted.
pub(crate) fn serve() -> Result<(), Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{} ", listener.local_addr()?);
    each_connection(&listener, answer_all)
}

pub(crate) fn serve_tls() -> Result<(), Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let certificate = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let root = result::target().join(format!("root-{}.pem", std::process::id()));
    fs::create_dir_all(result::target())?;
    fs::write(&root, certificate.cert.pem())?;
    let key = PrivatePkcs8KeyDer::from(certificate.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.cert.der().clone()], key.into())?;
    let config = Arc::new(config);
    println!(
        "https://localhost:{} {}",
        listener.local_addr()?.port(),
        root.display()
    );
    each_connection(&listener, move |stream| {
        let session = ServerConnection::new(Arc::clone(&config))?;
        answer_all(StreamOwned::new(session, stream))
    })
}

fn each_connection(
    listener: &TcpListener,
    answer: impl Fn(TcpStream) -> Result<(), Error> + Send + Sync + 'static,
) -> Result<(), Error> {
    let answer = Arc::new(answer);
    for stream in listener.incoming() {
        let (stream, answer) = (stream?, Arc::clone(&answer));
        stream.set_nodelay(true)?;
        // A client that goes away ends its thread and nothing else.
        thread::spawn(move || answer(stream));
    }
    Ok(())
}

fn answer_all(mut stream: impl Read + Write) -> Result<(), Error> {
    let answer = answer();
    let mut received = Vec::with_capacity(4096);
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        received.extend_from_slice(&buffer[..length]);
        while let Some(end) = end_of_request(&received) {
            received.drain(..end);
            stream.write_all(&answer)?;
        }
    }
}

fn answer() -> Vec<u8> {
    format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    )
    .into_bytes()
}

/// Where the first request ends, if all of it is there. Every client here says how long its body is.
fn end_of_request(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|four| four == b"\r\n\r\n")?;
    let mut lines = received[..head].split(|byte| *byte == b'\n');
    let length = lines.find_map(content_length).unwrap_or(0);
    let end = head + 4 + length;
    (received.len() >= end).then_some(end)
}

fn content_length(line: &[u8]) -> Option<usize> {
    let (name, value) = line.split_at_checked(b"content-length:".len())?;
    let named = name.eq_ignore_ascii_case(b"content-length:");
    let value = str::from_utf8(value).ok().filter(|_| named)?;
    value.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_ends_with_its_body() {
        let request = b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(end_of_request(request), Some(request.len()));
        assert_eq!(end_of_request(&request[..request.len() - 1]), None);
    }
}
