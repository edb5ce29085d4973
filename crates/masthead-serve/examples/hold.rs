//! A server to measure by hand: 12 KB from memory with ten ready headers.
//! Prints its address; ends at the end of its input.

use std::convert::Infallible;
use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response};
use masthead_serve::{Body, Limits, serve};
use tokio::net::TcpListener;

const HEADERS: [(&str, &str); 10] = [
    ("content-type", "text/html; charset=utf-8"),
    ("content-encoding", "br"),
    ("cache-control", "public, max-age=0, must-revalidate"),
    ("vary", "accept-encoding, accept-language, cookie"),
    ("etag", "\"5f1d7c0a9b3e4d21\""),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "content-security-policy",
        "default-src 'self'; object-src 'none'",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=()",
    ),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?);
    let body = Bytes::from(vec![b'x'; 12 * 1024]);
    let headers = HEADERS
        .iter()
        .map(|(name, value)| {
            let name = HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        })
        .collect::<HeaderMap>();
    let ready = Arc::new((body, headers));
    let make = move |_| {
        let ready = Arc::clone(&ready);
        service_fn(move |_: Request<Body>| {
            let mut response = Response::new(Full::new(ready.0.clone()));
            *response.headers_mut() = ready.1.clone();
            async { Ok::<_, Infallible>(response) }
        })
    };
    let mut limits = Limits::default();
    // For a crowd that takes its time to arrive on a busy machine.
    limits.head_timeout = limits.idle_timeout;
    let stop = tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new()));
    let stopped = serve(listener, make, limits, async {
        let _ = stop.await;
    })
    .await?;
    println!("{stopped:?}");
    Ok(())
}
