//! What the protocol asks for.

use bytes::Bytes;
use hyper::HeaderMap;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use masthead_serve::Refusals;

use crate::site::{Site, limits};

#[tokio::test]
async fn a_connection_serves_one_request_after_another() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    for _ in 0..3 {
        let answer = client.get("/").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("\r\ndate: "), "{answer}");
        assert!(answer.ends_with("\r\n\r\nhello"), "{answer}");
    }
}

#[tokio::test]
async fn http_1_0_gets_an_answer_and_the_end() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    client.send("GET / HTTP/1.0\r\n\r\n").await;
    let answer = client.rest().await.expect("a regular end");
    assert!(answer.starts_with("HTTP/1.0 200 OK\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nhello"), "{answer}");
}

#[tokio::test]
async fn a_request_without_one_host_is_answered_400_and_closed() {
    let site = Site::with(limits()).await;
    for lines in [
        "",
        "host: a\r\nhost: a\r\n",
        "host: a b\r\n",
        "host:\r\n",
        "host: a/b\r\n",
        "host: a,b\r\n",
        "host: user@a\r\n",
    ] {
        let mut client = site.client().await;
        client.send(format!("GET / HTTP/1.1\r\n{lines}\r\n")).await;
        let answer = client.rest().await.expect("a regular end");
        assert!(answer.starts_with("HTTP/1.1 400 "), "{lines:?}: {answer}");
    }
    let mut client = site.client().await;
    client
        .send("GET / HTTP/1.0\r\nhost: a\r\nhost: b\r\n\r\n")
        .await;
    let answer = client.rest().await.expect("a regular end");
    assert!(answer.starts_with("HTTP/1.0 400 "), "{answer}");
}

/// Both were answered 200, while a proxy before us may take the user for the host.
#[tokio::test]
async fn a_target_that_names_a_user_is_answered_400_and_one_that_names_a_host_is_served() {
    let site = Site::with(limits()).await;
    for (target, status) in [
        ("http://user@evil/", 400),
        ("http://user:secret@x/", 400),
        ("http://a,b/", 400),
        ("http://x/", 200),
        ("http://x:8080/", 200),
        ("http://[::1]:80/", 200),
    ] {
        let mut client = site.client().await;
        let close = "connection: close\r\n";
        client
            .send(format!("GET {target} HTTP/1.1\r\nhost: x\r\n{close}\r\n"))
            .await;
        let answer = client.rest().await.expect("a regular end");
        let begin = format!("HTTP/1.1 {status} ");
        assert!(answer.starts_with(&begin), "{target}: {answer}");
    }
}

/// Whoever configures a proxy saw an empty page.
#[tokio::test]
async fn a_request_without_a_host_is_told_what_is_missing() {
    let mut limits = limits();
    let plain = HeaderValue::from_static("text/plain");
    limits.refusals = Refusals {
        host: Bytes::from_static(b"no host"),
        headers: HeaderMap::from_iter([(CONTENT_TYPE, plain)]),
        ..Refusals::default()
    };
    let site = Site::with(limits).await;
    for (method, body) in [("GET", "no host"), ("HEAD", "")] {
        let mut client = site.client().await;
        client.send(format!("{method} / HTTP/1.1\r\n\r\n")).await;
        let answer = client.rest().await.expect("a regular end");
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
        assert!(
            answer.contains("\r\ncontent-type: text/plain\r\n"),
            "{answer}"
        );
        assert!(answer.ends_with(&format!("\r\n\r\n{body}")), "{answer}");
    }
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    let body = "POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc";
    let get = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    client.send(format!("{get}{body}{get}")).await;
    for end in ["\r\nhello", "\r\n3", "\r\nhello"] {
        let answer = client.answer().await;
        assert!(answer.ends_with(end), "{answer}");
    }
}

#[tokio::test]
async fn head_has_no_body() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    let close = "connection: close\r\n\r\n";
    client
        .send(format!("HEAD / HTTP/1.1\r\nhost: x\r\n{close}"))
        .await;
    let answer = client.rest().await.expect("a regular end");
    assert!(answer.contains("\r\ncontent-length: 5\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[tokio::test]
async fn a_head_that_is_too_long_is_told_so_without_a_reset() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    let long = "x".repeat(200_000);
    client
        .send(format!("GET / HTTP/1.1\r\nhost: x\r\nlong: {long}\r\n\r\n"))
        .await;
    let answer = client.answer().await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert_eq!(client.rest().await.expect("a regular end"), "");
}

#[tokio::test]
async fn a_body_longer_than_the_limit_is_an_error_that_can_be_answered() {
    let mut limits = limits();
    limits.body_bytes = 10;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    let post = "POST /body HTTP/1.1\r\nhost: x\r\n";
    let long = "x".repeat(500_000);
    client
        .send(format!("{post}content-length: 500000\r\n\r\n{long}"))
        .await;
    let answer = client.answer().await;
    assert!(answer.ends_with("longer than 10 bytes"), "{answer}");
    assert_eq!(client.rest().await.expect("a regular end"), "");
    let mut client = site.client().await;
    let chunks = "6\r\nabcdef\r\n6\r\nabcdef\r\n0\r\n\r\n";
    client
        .send(format!("{post}transfer-encoding: chunked\r\n\r\n{chunks}"))
        .await;
    let answer = client.answer().await;
    assert!(answer.ends_with("longer than 10 bytes"), "{answer}");
}

#[tokio::test]
async fn what_is_no_http_is_answered_400_and_closed() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    client.send("\u{16}\u{3}\u{1} hello\r\n\r\n").await;
    let answer = client.rest().await.expect("a regular end");
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn a_connection_whose_body_nobody_read_says_that_it_closes() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    let post = "HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n";
    client.send(format!("POST /body {post}hello")).await;
    let answer = client.answer().await;
    assert!(!answer.contains("connection: close"), "{answer}");
    client.send(format!("POST / {post}")).await;
    let answer = client.answer().await;
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert_eq!(client.rest().await.expect("a regular end"), "");
}
