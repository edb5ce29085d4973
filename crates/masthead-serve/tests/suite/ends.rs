//! How things end: the server's stop, a client who leaves, a panic.

use std::time::Duration;

use masthead_serve::Stopped;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::site::{PATIENCE, Site, limits, log_lines, rings};

const WAIT: &str = "GET /wait HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn a_stop_closes_what_is_idle_and_finishes_what_runs() {
    let mut limits = limits();
    // One worker: that it has closed one connection tells that it knows.
    limits.workers = 1;
    let site = Site::with(limits).await;
    let (address, bell) = (site.address, site.bell.clone());
    let (mut idle, mut runs) = (site.client().await, site.client().await);
    let mut silent = site.client().await;
    assert!(idle.get("/").await.ends_with("hello"));
    runs.send(WAIT).await;
    rings(&bell.begun).await;
    let end = site.stop();
    assert!(idle.is_closed().await);
    assert!(silent.is_closed().await);
    // The listener went before the idle ones did.
    assert!(TcpStream::connect(address).await.is_err());
    bell.go_on.notify_one();
    let answer = runs.rest().await.expect("a regular end");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\nwaited"), "{answer}");
    let stopped = end.await.expect("no panic").expect("served");
    assert_eq!(stopped.cut_off, 0);
}

#[tokio::test]
async fn what_outlasts_the_grace_is_cut_off() {
    let mut limits = limits();
    limits.grace = Duration::from_millis(100);
    let site = Site::with(limits).await;
    let bell = site.bell.clone();
    let mut runs = site.client().await;
    runs.send(WAIT).await;
    rings(&bell.begun).await;
    let stopped = site.stopped().await;
    assert_eq!((stopped.finished, stopped.cut_off), (0, 1));
    rings(&bell.dropped).await;
    assert!(runs.is_closed().await);
}

#[tokio::test]
async fn a_server_without_visitors_stops_at_once() {
    let site = Site::with(limits()).await;
    assert_eq!(site.stopped().await, Stopped::default());
}

#[tokio::test]
async fn a_client_who_leaves_stops_costing() {
    let site = Site::with(limits()).await;
    let mut client = site.client().await;
    client.send(WAIT).await;
    rings(&site.bell.begun).await;
    drop(client);
    rings(&site.bell.dropped).await;
}

#[tokio::test]
async fn a_panic_ends_its_own_connection_and_is_logged() {
    let mut lines = log_lines();
    let mut limits = limits();
    limits.workers = 1;
    let site = Site::with(limits).await;
    let (mut other, mut unlucky) = (site.client().await, site.client().await);
    assert!(other.get("/").await.ends_with("hello"));
    unlucky.send("GET /panic HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(unlucky.is_closed().await);
    assert!(other.get("/").await.ends_with("hello"));
    // Tests that run beside this one write into the same log.
    let begun = Instant::now();
    let line = loop {
        let line = timeout(PATIENCE, lines.recv()).await;
        let line = line.expect("in time").expect("a line");
        assert!(begun.elapsed() < PATIENCE, "others write, and it does not");
        if line.contains("as asked") {
            break line;
        }
    };
    assert!(line.contains("ERROR"), "{line}");
}
