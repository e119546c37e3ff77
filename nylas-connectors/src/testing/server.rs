//! A listener on the loopback interface with a thread for each connection.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long the listener may take to notice that it is woken.
const WAKE: Duration = Duration::from_secs(1);

type Handler = dyn Fn(&TcpStream) + Send + Sync;

struct Shared {
    handle: Box<Handler>,
    accepted: AtomicUsize,
    stopping: AtomicBool,
    /// A second handle of each open connection, to close it from another thread.
    open: Mutex<HashMap<usize, TcpStream>>,
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, HashMap<usize, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A listening server. Dropping it closes all its connections and ends its threads.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

impl Server {
    /// Listens on a free port, and handles each connection in a thread of its own.
    pub(super) fn start(handle: impl Fn(&TcpStream) + Send + Sync + 'static) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            handle: Box::new(handle),
            accepted: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let theirs = Arc::clone(&shared);
        let thread = thread::Builder::new().name("fake-nylas".to_owned());
        let listener = thread.spawn(move || listen(&listener, &theirs))?;
        Ok(Self {
            address,
            shared,
            listener: Some(listener),
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections there were so far.
    pub(super) fn accepted(&self) -> usize {
        self.shared.accepted.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The listener sleeps until a connection comes. If none can be made, its thread is left behind, which is better
        // than a test that hangs.
        let woken = TcpStream::connect_timeout(&self.address, WAKE).is_ok();
        let Some(listener) = self.listener.take().filter(|_| woken) else {
            return;
        };
        // No connection is added once the listener has ended.
        let connections = listener.join().unwrap_or_default();
        for stream in self.shared.open().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for connection in connections {
            let _ = connection.join();
        }
    }
}

/// Accepts connections until the server stops, and returns their threads.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    for incoming in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            break;
        }
        match incoming {
            Ok(stream) => {
                threads.retain(|thread| !thread.is_finished());
                threads.extend(start_thread(stream, shared));
            }
            // This may be a lack of file handles, which others will return.
            Err(_) => thread::yield_now(),
        }
    }
    threads
}

/// Starts the thread of a connection. If the system refuses one, the connection is closed.
fn start_thread(stream: TcpStream, shared: &Arc<Shared>) -> Option<JoinHandle<()>> {
    let number = shared.accepted.fetch_add(1, Ordering::SeqCst);
    // Small answers must not wait for each other; without this they are only slow.
    let _ = stream.set_nodelay(true);
    shared.open().insert(number, stream.try_clone().ok()?);
    let theirs = Arc::clone(shared);
    let thread = thread::Builder::new().name(format!("fake-nylas-{number}"));
    let started = thread.spawn(move || {
        (theirs.handle)(&stream);
        // The client learns of the end even while the other handle is open.
        let _ = stream.shutdown(Shutdown::Both);
        theirs.open().remove(&number);
    });
    if started.is_err() {
        shared.open().remove(&number);
    }
    started.ok()
}
