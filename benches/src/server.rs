//! The service's side of a measurement: answers every request with the same created connector, as fast as a socket
//! allows. It runs in a process of its own, so that its time isn't counted as a client's.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::Error;

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
    address: SocketAddr,
}

impl Server {
    pub(crate) fn start() -> Result<Self, Error> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let output = process.stdout.as_mut().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().parse()?;
        Ok(Self { process, address })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until the process is killed. Prints where it listens.
pub(crate) fn serve() -> Result<(), Error> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        // A client that goes away ends its thread and nothing else.
        thread::spawn(move || answer_all(stream));
    }
    Ok(())
}

fn answer_all(mut stream: TcpStream) -> Result<(), Error> {
    stream.set_nodelay(true)?;
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
