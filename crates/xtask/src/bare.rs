//! The floor: hyper and axum answering ready bytes from memory, on as many
//! threads as the machine has cores. No router, no cache, no log.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response};
use tokio::net::TcpListener;

use crate::Failed;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The body of every answer.
    #[arg(long)]
    body: PathBuf,
    /// The headers of every answer, a `name: value` on each line.
    #[arg(long)]
    head: PathBuf,
}

struct Answer {
    head: HeaderMap,
    body: Bytes,
}

/// Serves at a free port, which it prints, until it is ended.
pub(crate) fn run(args: &Args) -> Result<(), Failed> {
    let read = |path: &PathBuf| {
        fs::read(path).map_err(|error| format!("reading {}: {error}", path.display()))
    };
    let head = String::from_utf8(read(&args.head)?).map_err(|_| "the headers are no text")?;
    let answer = Arc::new(Answer {
        head: parse(&head)?,
        body: read(&args.body)?.into(),
    });
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("starting threads: {error}"))?
        .block_on(serve(answer))
        .map_err(|error| format!("serving: {error}"))
}

fn parse(head: &str) -> Result<HeaderMap, Failed> {
    let mut headers = HeaderMap::new();
    for line in head.lines() {
        let bad = || format!("no header: {line:?}");
        let (name, value) = line.split_once(": ").ok_or_else(bad)?;
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        headers.append(name, HeaderValue::from_str(value).map_err(|_| bad())?);
    }
    Ok(headers)
}

async fn serve(answer: Arc<Answer>) -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let router = Router::new().fallback(move || {
        let answer = Arc::clone(&answer);
        async move {
            let mut response = Response::new(Body::from(answer.body.clone()));
            *response.headers_mut() = answer.head.clone();
            response
        }
    });
    axum::serve(listener, router).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_line_by_line() {
        let headers = parse("vary: cookie\netag: \"a: b\"\n").expect("headers");
        assert_eq!(headers["etag"], "\"a: b\"");
        assert_eq!(headers["vary"], "cookie");
        assert!(parse("no header").is_err());
    }
}
