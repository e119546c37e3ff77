//! A server that closes a kept connection under the second request that comes over it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use asynchronous::{Http, drive};
use nylas_connectors::operations::{CreateConnector, GetConnector};
use nylas_connectors::{Client, ICloud, Provider, RetryPolicy};

/// Reads a whole request; `false` at the end of the connection.
fn read_request(stream: &mut impl BufRead) -> bool {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or_default() == 0 {
            return false;
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    stream.read_exact(&mut vec![0; length]).is_ok()
}

/// Answers one request, and closes the connection when the second has come whole.
fn serve(stream: TcpStream) {
    let mut stream = BufReader::new(stream);
    if read_request(&mut stream) {
        let body = r#"{"request_id":"r-1","data":{"provider":"icloud"}}"#;
        let length = body.len();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.get_mut().write_all(answer.as_bytes()).unwrap();
        read_request(&mut stream);
    }
}

/// The server's base URL, and how many connections it has accepted.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&accepted);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    (base_url, accepted)
}

#[tokio::test]
async fn no_create_goes_over_a_kept_connection_and_what_only_reads_does() {
    let (base_url, accepted) = server();
    let client = Client::builder().api_key("key").base_url(base_url).build();
    let retry = RetryPolicy::default().base_delay(Duration::ZERO);
    let client = client.unwrap().with_retry(retry);
    let http = Http::new().unwrap();
    let get = || client.start(&GetConnector::new(Provider::ICloud)).unwrap();
    let icloud = ICloud::builder().build().unwrap();

    drive(&http, get()).await.unwrap();
    for _ in 0..3 {
        let create = client.start(&CreateConnector::new(&icloud)).unwrap();
        assert_eq!(drive(&http, create).await.unwrap().attempts, 1);
    }
    assert_eq!(accepted.load(Ordering::SeqCst), 4);

    // It goes over the first connection, which breaks, and is sent again.
    assert_eq!(drive(&http, get()).await.unwrap().attempts, 2);
    assert_eq!(accepted.load(Ordering::SeqCst), 5);
}
