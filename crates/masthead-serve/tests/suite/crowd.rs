//! More connections than there is room for.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use bytes::Bytes;
use masthead_serve::{Limits, Refusals, Whose};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::site::{Client, PATIENCE, Site, limits};

/// This machine has many addresses.
const OTHER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const GET: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

impl Client {
    /// Whether it is served: `false` when turned away. Of many who are, each waits a moment to be seen off and no more:
    /// a request that comes later meets a closed connection.
    pub(crate) async fn try_get(&mut self) -> bool {
        let _ = self.0.try_write(GET.as_bytes());
        let answer = self.try_answer().await;
        answer.is_ok_and(|answer| !answer.starts_with("HTTP/1.1 503 "))
    }
}

#[tokio::test]
async fn the_one_too_many_is_told_at_once_and_the_others_go_on() {
    let mut limits = limits();
    limits.connections = 2;
    limits.refusals.crowded = Bytes::from_static(b"too many");
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
    assert!(answer.contains("\r\ncontent-length: 8\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\ntoo many"), "{answer}");
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
    // One that is parked would make room.
    limits.park_after = limits.idle_timeout;
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

/// Room for two of each network.
fn few_of_one() -> Limits {
    Limits {
        connections: 8,
        connections_of_one: 2,
        ..limits()
    }
}

#[tokio::test]
async fn one_address_does_not_take_all_the_room_there_is() {
    let site = Site::with(few_of_one()).await;
    let (mut first, mut second) = (site.client().await, site.client().await);
    assert!(first.get("/").await.ends_with("hello"));
    assert!(second.get("/").await.ends_with("hello"));
    let answer = ask(&site).await.expect("a regular end");
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let other = site.client_from(OTHER).await;
    assert!(Client(other.0).get("/").await.ends_with("hello"));
    assert!(first.get("/").await.ends_with("hello"));
}

#[tokio::test]
async fn an_address_that_many_share_is_not_counted_as_one() {
    let site = Site::with(Limits {
        whose: Whose::by(|_, _| None),
        ..few_of_one()
    })
    .await;
    let mut clients = Vec::new();
    for _ in 0..6 {
        let mut client = site.client().await;
        assert!(client.get("/").await.ends_with("hello"));
        clients.push(client);
    }
}

#[tokio::test]
async fn connections_that_are_kept_for_nothing_make_room_for_who_comes() {
    let site = Site::with(Limits {
        connections: 4,
        park_after: Duration::ZERO,
        whose: Whose::by(|_, _| None),
        ..limits()
    })
    .await;
    let mut kept = Vec::new();
    for _ in 0..40 {
        let mut client = site.client().await;
        let begun = Instant::now();
        // Who comes while the oldest is still leaving tries once more.
        while !client.try_get().await {
            assert!(begun.elapsed() < PATIENCE);
            client = site.client().await;
        }
        kept.push(client);
    }
    assert!(kept.remove(0).is_closed().await, "the oldest left first");
    assert!(
        kept.pop()
            .expect("the last")
            .get("/")
            .await
            .ends_with("hello")
    );
}

#[tokio::test]
async fn who_does_not_take_what_was_asked_for_gets_no_more_of_it() {
    let site = Site::with(Limits {
        unsent_bytes_of_one: 1024,
        refusals: Refusals {
            unsent: Bytes::from_static(b"not taken yet"),
            ..Refusals::default()
        },
        ..limits()
    })
    .await;
    let mut slow = site.client().await;
    slow.send("GET /long HTTP/1.1\r\nhost: x\r\n\r\n").await;
    slow.0.readable().await.expect("an answer begins");
    let mut same = site.client().await;
    let refused = same.get("/").await;
    assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
    assert!(refused.contains("\r\nretry-after: 1\r\n"), "{refused}");
    assert!(refused.ends_with("\r\n\r\nnot taken yet"), "{refused}");
    assert!(site.client_from(OTHER).await.try_get().await);
    drop(slow);
    let begun = Instant::now();
    // The connection of the refused one goes on.
    while !same.try_get().await {
        assert!(begun.elapsed() < PATIENCE);
    }
}

async fn ask(site: &Site) -> io::Result<String> {
    let mut client = Client(TcpStream::connect(site.address).await?);
    client.send(GET).await;
    client.rest().await
}
