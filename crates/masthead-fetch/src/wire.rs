//! One request over one connection to an address that was checked.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::error::Reason;
use crate::limits::Limits;

/// More than these of one name are not tried.
const TRIED: usize = 4;

/// A stream of bytes, with TLS or without.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

pub(crate) async fn connect(addresses: &[IpAddr], port: u16) -> Result<TcpStream, Reason> {
    let mut failed = Reason::NoHost;
    for address in addresses.iter().take(TRIED) {
        match TcpStream::connect(SocketAddr::new(*address, port)).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = Reason::Connect(error),
        }
    }
    Err(failed)
}

pub(crate) async fn secure(
    tls: &Arc<ClientConfig>,
    host: &str,
    stream: TcpStream,
) -> Result<Box<dyn Stream>, Reason> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Reason::NoHost)?;
    let connector = TlsConnector::from(Arc::clone(tls));
    let stream = connector.connect(name, stream).await;
    Ok(Box::new(stream.map_err(Reason::Connect)?))
}

/// The answer: its head, and all of its body.
pub(crate) async fn ask(
    stream: Box<dyn Stream>,
    request: Request<Full<Bytes>>,
    limits: &Limits,
) -> Result<(Response<()>, Bytes), Reason> {
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(limits.header_bytes.max(8 << 10))
        .handshake(TokioIo::new(stream))
        .await
        .map_err(Reason::Answer)?;
    // Ends with this request: its guard goes out of scope.
    let _driven = Driven(tokio::spawn(async move {
        // What goes wrong is told to the sender, or to the body.
        let _ = connection.await;
    }));
    let answer = sender.send_request(request).await.map_err(|error| {
        if error.is_parse_too_large() {
            Reason::Headers {
                limit_bytes: limits.header_bytes,
            }
        } else {
            Reason::Answer(error)
        }
    })?;
    let (head, body) = answer.into_parts();
    let head = Response::from_parts(head, ());
    if head.status().is_redirection() {
        return Ok((head, Bytes::new()));
    }
    let bytes = read(head.headers(), body, limits.body_bytes).await?;
    Ok((head, bytes))
}

async fn read(
    headers: &HeaderMap,
    mut body: Incoming,
    limit_bytes: usize,
) -> Result<Bytes, Reason> {
    let too_large = Reason::Body { limit_bytes };
    if announced(headers).is_some_and(|length| length > limit_bytes) {
        return Err(too_large);
    }
    let coding = headers.get(CONTENT_ENCODING);
    if coding.is_some_and(|coding| coding != "identity") {
        return Err(Reason::Compressed);
    }
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(part) = frame.map_err(Reason::Answer)?.into_data() else {
            continue;
        };
        if bytes.len() + part.len() > limit_bytes {
            return Err(too_large);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes.freeze())
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

struct Driven(tokio::task::JoinHandle<()>);

impl Drop for Driven {
    fn drop(&mut self) {
        self.0.abort();
    }
}
