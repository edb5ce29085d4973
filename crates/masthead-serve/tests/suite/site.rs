//! A server for a test, and a client that speaks bytes.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::service::service_fn;
use hyper::{Request, Response};
use masthead_serve::{Body, Limits, Stopped, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Only a failing test takes this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
pub(crate) const LONG_BYTES: usize = 64 * 1024 * 1024;

/// So many reads go on at the same time.
pub(crate) const READING: usize = 16;
static TOGETHER: Barrier = Barrier::new(READING);

/// What the service tells the test, and waits for.
#[derive(Default)]
pub(crate) struct Bell {
    pub(crate) begun: Notify,
    pub(crate) dropped: Notify,
    pub(crate) go_on: Notify,
}

pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) bell: Arc<Bell>,
    stop: oneshot::Sender<()>,
    end: JoinHandle<io::Result<Stopped>>,
}

/// Short times, except for what the test is not about.
pub(crate) fn limits() -> Limits {
    Limits {
        workers: 2,
        connections: 50,
        grace: PATIENCE,
        ..Limits::default()
    }
}

impl Site {
    pub(crate) async fn with(limits: Limits) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("bound");
        let bell = Arc::new(Bell::default());
        let (stop, stopped) = oneshot::channel::<()>();
        let rings = Arc::clone(&bell);
        let kitchen = Handle::current();
        let make = move |_| {
            let (bell, kitchen) = (Arc::clone(&rings), kitchen.clone());
            service_fn(move |request| answer(request, Arc::clone(&bell), kitchen.clone()))
        };
        let end = tokio::spawn(serve(listener, make, limits, async {
            let _ = stopped.await;
        }));
        Self {
            address,
            bell,
            stop,
            end,
        }
    }

    pub(crate) async fn client(&self) -> Client {
        Client(TcpStream::connect(self.address).await.expect("accepted"))
    }

    /// As [`Site::client`], from another address of this machine.
    pub(crate) async fn client_from(&self, address: Ipv4Addr) -> Client {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket
            .bind((address, 0).into())
            .expect("an address of ours");
        Client(socket.connect(self.address).await.expect("accepted"))
    }

    /// Tells the server to stop; the handle resolves when it has.
    pub(crate) fn stop(self) -> JoinHandle<io::Result<Stopped>> {
        self.stop.send(()).expect("still serving");
        self.end
    }

    pub(crate) async fn stopped(self) -> Stopped {
        let end = timeout(PATIENCE, self.stop()).await.expect("in time");
        end.expect("no panic").expect("served")
    }
}

struct Leaves(Arc<Bell>);

impl Drop for Leaves {
    fn drop(&mut self) {
        self.0.dropped.notify_one();
    }
}

async fn answer(
    request: Request<Body>,
    bell: Arc<Bell>,
    kitchen: Handle,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let leaves = Leaves(Arc::clone(&bell));
    let bytes = match request.uri().path() {
        "/wait" => {
            bell.begun.notify_one();
            bell.go_on.notified().await;
            Bytes::from_static(b"waited")
        }
        // The thread that reads for this reader, at the same time as others do.
        "/disk" => {
            let reading = tokio::task::spawn_blocking(|| {
                TOGETHER.wait();
                format!("{:?}", std::thread::current().id())
            });
            Bytes::from(reading.await.expect("no panic"))
        }
        "/panic" => panic!("as asked"),
        "/long" => Bytes::from(vec![b'x'; LONG_BYTES]),
        "/body" => match request.into_body().collect().await {
            Ok(body) => Bytes::from(body.to_bytes().len().to_string()),
            Err(error) => Bytes::from(error.to_string()),
        },
        // As the portal does: on another thread than the one that serves.
        "/elsewhere" => {
            let body = request.into_body();
            let reading = kitchen.spawn(async move {
                bell.begun.notify_one();
                bell.go_on.notified().await;
                body.collect().await.map(|body| body.to_bytes().len())
            });
            let read = reading.await.expect("no panic");
            Bytes::from(read.map_or_else(|error| error.to_string(), |size| size.to_string()))
        }
        _ => Bytes::from_static(b"hello"),
    };
    drop(leaves);
    Ok(Response::new(Full::new(bytes)))
}

pub(crate) struct Client(pub(crate) TcpStream);

impl Client {
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.expect("sent");
    }

    pub(crate) async fn get(&mut self, path: &str) -> String {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n"))
            .await;
        self.answer().await
    }

    /// One answer, head and body, by its content-length.
    pub(crate) async fn answer(&mut self) -> String {
        self.try_answer().await.expect("a whole answer")
    }

    /// The same of a connection that may be cut.
    pub(crate) async fn try_answer(&mut self) -> io::Result<String> {
        let mut text = self.until("\r\n\r\n").await?;
        let size = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |size| size.parse().expect("a number"));
        let mut body = vec![0; size];
        let read = timeout(PATIENCE, self.0.read_exact(&mut body)).await;
        read.expect("in time")?;
        text.push_str(&String::from_utf8_lossy(&body));
        Ok(text)
    }

    async fn until(&mut self, end: &str) -> io::Result<String> {
        let mut text = String::new();
        while !text.ends_with(end) {
            assert!(text.len() < LONG_BYTES, "{end:?} never comes");
            let byte = timeout(PATIENCE, self.0.read_u8()).await;
            text.push(byte.expect("in time")?.into());
        }
        Ok(text)
    }

    /// Everything up to a regular end.
    pub(crate) async fn rest(&mut self) -> io::Result<String> {
        let mut bytes = Vec::new();
        let read = timeout(PATIENCE, self.0.read_to_end(&mut bytes)).await;
        read.expect("in time")?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Waits for the end, regular or not, which comes without another byte.
    pub(crate) async fn is_closed(&mut self) -> bool {
        self.rest().await.map_or(true, |rest| rest.is_empty())
    }
}

pub(crate) async fn rings(bell: &Notify) {
    timeout(PATIENCE, bell.notified()).await.expect("in time");
}

/// Lines that the server logs, for tests that run it in this thread's reach.
pub(crate) fn log_lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    let writer = move || Lines(sender.clone());
    let _ = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .try_init();
    lines
}

struct Lines(mpsc::UnboundedSender<String>);

impl io::Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = self.0.send(String::from_utf8_lossy(line).into_owned());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
