//! The sockets: a listener, a thread for each connection, and their end.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::action::State;
use super::connection;

/// How long the listener may take to notice that it is woken.
const WAKE: Duration = Duration::from_secs(1);

/// What the threads share.
pub(super) struct Shared {
    state: Mutex<State>,
    accepted: AtomicUsize,
    stopping: AtomicBool,
    /// A second handle of each open connection, to end it from outside.
    live: Mutex<HashMap<usize, TcpStream>>,
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    #[cfg(test)]
    pub(super) fn open_connections(&self) -> usize {
        self.live().len()
    }

    fn live(&self) -> MutexGuard<'_, HashMap<usize, TcpStream>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A listening server. Dropping it ends all its connections and threads.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

impl Server {
    /// Listens on a free port of the loopback interface.
    pub(super) fn start(state: State) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            accepted: AtomicUsize::new(0),
            stopping: AtomicBool::new(false),
            live: Mutex::new(HashMap::new()),
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

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // The listener sleeps until a connection comes. If none can be made,
        // leaving its thread behind is better than a test that hangs.
        let woken = TcpStream::connect_timeout(&self.address, WAKE).is_ok();
        let Some(listener) = self.listener.take().filter(|_| woken) else {
            return;
        };
        // No connection is added any more once the listener is gone.
        let connections = listener.join().unwrap_or_default();
        for stream in self.shared.live().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for connection in connections {
            let _ = connection.join();
        }
    }
}

/// Takes connections until the server stops, and gives back their threads.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) -> Vec<JoinHandle<()>> {
    let mut threads: Vec<JoinHandle<()>> = Vec::new();
    for incoming in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            break;
        }
        match incoming {
            Ok(stream) => {
                threads.retain(|thread| !thread.is_finished());
                threads.extend(open(stream, shared));
            }
            // This may be a lack of file handles, which others will return.
            Err(_) => thread::yield_now(),
        }
    }
    threads
}

/// Starts the thread of a connection. If the system has no room for it, the
/// connection is closed.
fn open(stream: TcpStream, shared: &Arc<Shared>) -> Option<JoinHandle<()>> {
    let number = shared.accepted.fetch_add(1, Ordering::SeqCst);
    // Small answers must not wait for each other; without this they are only slow.
    let _ = stream.set_nodelay(true);
    shared.live().insert(number, stream.try_clone().ok()?);
    let theirs = Arc::clone(shared);
    let thread = thread::Builder::new().name(format!("fake-nylas-{number}"));
    let started = thread.spawn(move || {
        connection::serve(&stream, &theirs);
        theirs.live().remove(&number);
    });
    if started.is_err() {
        shared.live().remove(&number);
    }
    started.ok()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use crate::testing::dialogue::{Dialogue, LIST};
    use crate::testing::{FakeNylas, Fault};

    /// Fails instead of hanging for ever if the drop does.
    fn drop_in_time(nylas: FakeNylas) {
        let (done, wait) = mpsc::channel();
        thread::spawn(move || {
            drop(nylas);
            done.send(()).unwrap();
        });
        wait.recv_timeout(Duration::from_secs(5))
            .expect("the drop hangs");
    }

    #[test]
    fn a_server_that_nobody_used_stops() {
        drop_in_time(FakeNylas::start().unwrap());
    }

    #[test]
    fn idle_half_sent_and_stalled_requests_do_not_delay_the_end() {
        let nylas = FakeNylas::start().unwrap();
        let mut idle = Dialogue::with(&nylas);
        idle.send(LIST);
        assert_eq!(idle.status(), 200);
        let mut half = Dialogue::with(&nylas);
        half.send("GET / HT");
        let mut stalled = Dialogue::with(&nylas);
        nylas.fail_next(Fault::Stall);
        stalled.send(LIST);
        while nylas.requests().len() < 2 {
            thread::yield_now();
        }
        drop_in_time(nylas);
        for mut client in [idle, half, stalled] {
            assert_eq!(client.rest(), "");
        }
    }

    #[test]
    fn a_client_that_does_not_read_does_not_delay_the_end() {
        let nylas = FakeNylas::start().unwrap();
        nylas.fail_next(Fault::status(200).body("a".repeat(50_000_000)));
        let mut client = Dialogue::with(&nylas);
        client.send(LIST);
        assert!(client.head().starts_with("HTTP/1.1 200 "));
        drop_in_time(nylas);
    }

    #[test]
    fn many_clients_at_once_are_all_answered() {
        let nylas = FakeNylas::start().unwrap();
        thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| {
                    let mut client = Dialogue::with(&nylas);
                    for _ in 0..10 {
                        client.send(LIST);
                        assert_eq!(client.status(), 200);
                    }
                });
            }
        });
        assert_eq!((nylas.connections(), nylas.requests().len()), (20, 200));
        drop_in_time(nylas);
    }

    #[test]
    fn a_closed_connection_is_forgotten() {
        let nylas = FakeNylas::start().unwrap();
        let mut client = Dialogue::with(&nylas);
        client.hang_up();
        assert_eq!(client.rest(), "");
        // The end is seen by the client a moment before the list is shorter.
        let start = std::time::Instant::now();
        while nylas.open_connections() > 0 {
            assert!(
                start.elapsed() < Duration::from_secs(5),
                "the handle is still held"
            );
            thread::yield_now();
        }
    }
}
