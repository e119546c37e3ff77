//! A socket and nothing else: the floor. It finds the answer's body by the length of its head, which is known.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use super::{API_KEY, Create};
use crate::Error;
use crate::server::Target;

pub(super) fn kept(target: &Target) -> Result<Create, Error> {
    let address: SocketAddr = target.url.trim_start_matches("http://").parse()?;
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let request = request(address)?;
    let mut buffer = vec![0; 16 * 1024];
    Ok(Box::new(move || {
        stream.write_all(&request)?;
        let length = stream.read(&mut buffer)?;
        let head = buffer[..length]
            .windows(4)
            .position(|four| four == b"\r\n\r\n");
        let body = head.ok_or("the answer came in pieces")? + 4;
        super::check(201, &buffer[body..length])
    }))
}

fn request(address: SocketAddr) -> Result<Vec<u8>, Error> {
    let body = super::body()?;
    let head = format!(
        "POST /v3/connectors HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {API_KEY}\r\n\
         accept: application/json\r\ncontent-type: application/json\r\nuser-agent: bench\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    Ok([head.into_bytes(), body].concat())
}
