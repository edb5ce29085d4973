//! Many connections from one thread, for rows about pressure: as much of HTTP
//! as tells an answer's status, its end, and whether to come again.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::http;
use crate::Failed;

/// Addresses of this machine that connections come from: each has some 28,000
/// ports.
const ADDRESSES: usize = 8;
const PATIENCE: Duration = Duration::from_secs(10);
const HEAD_BYTES: usize = 16 * 1024;

/// As many open files as the system gives; children get as many.
pub(crate) fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        ..limit
    };
    // Refused, it stays as it is, and the rows ask how much that is.
    let _ = setrlimit(Resource::Nofile, most);
}

/// How many files a process may have open.
pub(crate) fn open_files() -> usize {
    let limit = getrlimit(Resource::Nofile).current;
    limit.map_or(usize::MAX, |limit| {
        usize::try_from(limit).unwrap_or(usize::MAX)
    })
}

/// Runs the crowd on one thread: it leaves as much of two cores as it can to
/// the server.
pub(crate) fn run<T>(crowd: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("starting a crowd: {error}"))?
        .block_on(crowd)
}

/// `http://host:port` as an address.
pub(crate) fn address(url: &str) -> Result<SocketAddr, Failed> {
    let address = url.trim_start_matches("http://").parse();
    address.map_err(|error| format!("{url}: {error}"))
}

/// Connects as the one of this number. With `window_bytes` it takes no more at
/// a time.
pub(crate) async fn connect(
    to: SocketAddr,
    number: usize,
    window_bytes: Option<u32>,
) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if let Some(bytes) = window_bytes {
        socket.set_recv_buffer_size(bytes)?;
    }
    // 127.0.0.1 is left to others.
    let host = u8::try_from(number % ADDRESSES).unwrap_or_default() + 2;
    let from = SocketAddrV4::new(Ipv4Addr::new(127, 0, 0, host), 0);
    // The system chooses among more ports when it knows both ends.
    socket.bind(from.into())?;
    timeout(PATIENCE, socket.connect(to)).await?
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Short {
    pub(crate) status: u16,
    /// `Retry-After`, in seconds.
    pub(crate) retry_after_s: Option<u64>,
}

/// Sends `request` and reads the answer to its end; `Err` where the
/// connection broke or was closed.
pub(crate) async fn ask(stream: &mut TcpStream, request: &[u8]) -> io::Result<Short> {
    timeout(PATIENCE, async {
        stream.write_all(request).await?;
        read(stream).await
    })
    .await?
}

async fn read(stream: &mut TcpStream) -> io::Result<Short> {
    let mut buffer = Vec::with_capacity(4096);
    let head_bytes = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if buffer.len() > HEAD_BYTES || stream.read_buf(&mut buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    };
    let answer = http::head(&mut &buffer[..head_bytes])?;
    let mut left = http::length(&answer)?.saturating_sub((buffer.len() - head_bytes) as u64);
    while left > 0 {
        buffer.clear();
        match stream.read_buf(&mut buffer).await? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            size => left = left.saturating_sub(size as u64),
        }
    }
    let retry_after = answer.header("retry-after");
    Ok(Short {
        status: answer.status,
        retry_after_s: retry_after.and_then(|seconds| seconds.parse().ok()),
    })
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn an_answer_is_read_to_its_end_however_it_is_cut() {
        let answer = b"HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 4\r\n\r\nbusy";
        let asked = run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let to = listener.local_addr().expect("an address");
            let mut stream = connect(to, 3, None).await.expect("connected");
            let (mut server, peer) = listener.accept().await.expect("accepted");
            assert_eq!(peer.ip(), Ipv4Addr::new(127, 0, 0, 5));
            let answering = async {
                for byte in answer {
                    server.write_all(&[*byte]).await.expect("written");
                }
            };
            let (asked, ()) = tokio::join!(ask(&mut stream, b"GET / HTTP/1.1\r\n\r\n"), answering);
            asked.map_err(|error| error.to_string())
        });
        let expected = Short {
            status: 503,
            retry_after_s: Some(1),
        };
        assert_eq!(asked, Ok(expected));
    }
}
