//! More connections than there is room for.

use std::io;

use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::site::{Client, PATIENCE, Site, limits};

const GET: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

impl Client {
    /// Whether it is served: `false` when turned away.
    pub(crate) async fn try_get(&mut self) -> bool {
        let _ = self.0.try_write(GET.as_bytes());
        let answer = self.answer().await;
        !answer.starts_with("HTTP/1.1 503 ")
    }
}

#[tokio::test]
async fn the_one_too_many_is_told_at_once_and_the_others_go_on() {
    let mut limits = limits();
    limits.connections = 2;
    let site = Site::with(limits).await;
    let (mut first, mut second) = (site.client().await, site.client().await);
    assert!(first.get("/").await.ends_with("hello"));
    assert!(second.get("/").await.ends_with("hello"));
    let mut third = site.client().await;
    // It need not even ask.
    let answer = third.rest().await.expect("a regular end");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("\r\nretry-after: 1\r\n"), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert!(first.get("/").await.ends_with("hello"));
    assert!(second.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn a_place_that_gets_free_is_given_again() {
    let mut limits = limits();
    limits.connections = 1;
    let site = Site::with(limits).await;
    let mut first = site.client().await;
    assert!(first.get("/").await.ends_with("hello"));
    drop(first);
    let begun = Instant::now();
    while !site.client().await.try_get().await {
        assert!(begun.elapsed() < PATIENCE);
    }
}

#[tokio::test]
async fn a_crowd_is_turned_away_without_a_reset_and_without_a_queue() {
    let mut limits = limits();
    limits.connections = 1;
    let site = Site::with(limits).await;
    let mut inside = site.client().await;
    assert!(inside.get("/").await.ends_with("hello"));
    let begun = Instant::now();
    for _ in 0..1000 {
        let answer = ask(&site).await.expect("no reset");
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    }
    // Far below the half second for which one of them may linger.
    assert!(begun.elapsed() < PATIENCE, "{:?}", begun.elapsed());
    assert!(inside.get("/").await.ends_with("hello"));
}

async fn ask(site: &Site) -> io::Result<String> {
    let mut client = Client(TcpStream::connect(site.address).await?);
    client.send(GET).await;
    client.rest().await
}
