//! Peers that take their time.

use std::collections::HashSet;
use std::time::Duration;

use socket2::{Domain, Socket, Type};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::site::{Client, LONG_BYTES, PATIENCE, READING, Site, limits, rings};

const SHORT: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_connection_that_sends_nothing_is_closed() {
    let mut limits = limits();
    limits.head_timeout = SHORT;
    let site = Site::with(limits).await;
    assert!(site.client().await.is_closed().await);
}

#[tokio::test]
async fn a_slow_sender_of_a_head_is_cut_off_however_steady() {
    let mut limits = limits();
    limits.head_timeout = SHORT;
    let site = Site::with(limits).await;
    let (mut reads, writes) = site.client().await.0.into_split();
    let begun = Instant::now();
    let drip = tokio::spawn(async move {
        let mut beat = tokio::time::interval(SHORT / 10);
        while writes.writable().await.is_ok() && writes.try_write(b"G").is_ok() {
            beat.tick().await;
        }
    });
    let end = timeout(PATIENCE, reads.read(&mut [0; 64])).await;
    let end = end.expect("in time");
    assert!(!matches!(end, Ok(1..)), "{end:?}");
    assert!(begun.elapsed() >= SHORT);
    drip.await.expect("no panic");
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_time_and_not_before() {
    let mut limits = limits();
    limits.idle_timeout = 2 * SHORT;
    limits.park_after = SHORT / 2;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    assert!(client.get("/").await.ends_with("hello"));
    let begun = Instant::now();
    assert!(client.is_closed().await);
    assert!(begun.elapsed() >= SHORT, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_parked_connection_serves_again() {
    let mut limits = limits();
    limits.park_after = Duration::ZERO;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    for _ in 0..100 {
        assert!(client.get("/").await.ends_with("hello"));
    }
}

#[tokio::test]
async fn half_a_head_survives_parking() {
    let mut limits = limits();
    limits.park_after = Duration::ZERO;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    let one_and_a_half = "GET / HTTP/1.1\r\nhost: x\r\n\r\nGET /body HT";
    client.send(one_and_a_half).await;
    assert!(client.answer().await.ends_with("hello"));
    client.send("TP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(client.answer().await.ends_with("\r\n\r\n0"));
}

#[tokio::test]
async fn a_body_that_stops_coming_ends_the_request() {
    let mut limits = limits();
    limits.body_timeout = SHORT;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    let head = "POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n";
    client.send(format!("{head}ab")).await;
    assert!(client.is_closed().await);
    rings(&site.bell.dropped).await;
}

/// The connection slept: nobody had told it that a body was waited for.
#[tokio::test]
async fn a_body_that_never_comes_ends_the_request_where_another_thread_reads_it() {
    let mut limits = limits();
    limits.body_timeout = SHORT;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    let head = "POST /elsewhere HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\n";
    client.send(head).await;
    rings(&site.bell.begun).await;
    site.bell.go_on.notify_one();
    assert!(client.is_closed().await);
    rings(&site.bell.dropped).await;
}

#[tokio::test]
async fn a_body_that_drips_ends_the_request_however_steady() {
    let mut limits = limits();
    limits.body_timeout = SHORT;
    limits.least_body_rate = 100_000;
    let site = Site::with(limits).await;
    let (mut reads, writes) = site.client().await.0.into_split();
    let head = b"POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n";
    assert_eq!(writes.try_write(head).expect("sent"), head.len());
    let drip = tokio::spawn(async move {
        let mut beat = tokio::time::interval(SHORT / 10);
        while writes.writable().await.is_ok() && writes.try_write(b"a").is_ok() {
            beat.tick().await;
        }
    });
    let end = timeout(PATIENCE, reads.read(&mut [0; 64])).await;
    assert!(!matches!(end.expect("in time"), Ok(1..)));
    rings(&site.bell.dropped).await;
    drip.await.expect("no panic");
}

#[tokio::test]
async fn a_service_may_take_longer_than_any_limit_on_peers() {
    let mut limits = limits();
    limits.head_timeout = SHORT;
    limits.idle_timeout = SHORT;
    limits.body_timeout = SHORT;
    limits.write_timeout = SHORT;
    let site = Site::with(limits).await;
    let mut client = site.client().await;
    let mut idle = site.client().await;
    client.send("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await;
    rings(&site.bell.begun).await;
    // The end of one who came later shows that the time is over.
    assert!(idle.is_closed().await);
    site.bell.go_on.notify_one();
    assert!(client.answer().await.ends_with("waited"));
}

/// A reader whose own buffer holds little.
async fn narrow_reader(site: &Site, buffer_bytes: usize) -> Client {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_recv_buffer_size(buffer_bytes).expect("set");
    socket.connect(&site.address.into()).expect("accepted");
    socket.set_nonblocking(true).expect("set");
    let mut client = Client(TcpStream::from_std(socket.into()).expect("watched"));
    client.send("GET /long HTTP/1.1\r\nhost: x\r\n\r\n").await;
    client
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_cut_off() {
    let mut limits = limits();
    limits.write_timeout = SHORT;
    limits.connections = 1;
    let site = Site::with(limits).await;
    let mut reader = narrow_reader(&site, 16 * 1024).await;
    reader.0.readable().await.expect("an answer begins");
    // Its place is free again although it never read a byte.
    let begun = Instant::now();
    while !site.client().await.try_get().await {
        assert!(begun.elapsed() < PATIENCE);
    }
    assert!(begun.elapsed() >= SHORT / 2);
    let rest = reader.rest().await;
    assert!(
        rest.is_err(),
        "reset, so that the kernel frees its bytes too"
    );
}

/// Takes 64 KiB in 50 ms: too slow to empty a send buffer of usual size within
/// the limit, so that this fails unless the kernel is told to keep less.
#[tokio::test]
async fn a_slow_but_steady_reader_is_served_to_the_end() {
    let mut limits = limits();
    limits.write_timeout = 5 * SHORT;
    let site = Site::with(limits).await;
    let mut reader = narrow_reader(&site, 128 * 1024).await;
    let begun = Instant::now();
    let mut beat = tokio::time::interval(SHORT / 2);
    let mut taken = 0;
    let mut part = vec![0; 64 * 1024];
    // Slow for four times the limit, then as fast as it goes.
    while taken < LONG_BYTES {
        if begun.elapsed() < 20 * SHORT {
            beat.tick().await;
        }
        let size = timeout(PATIENCE, reader.0.read(&mut part)).await;
        taken += match size.expect("in time").expect("not cut off") {
            0 => panic!("ended after {taken} bytes"),
            size => size,
        };
    }
    assert!(begun.elapsed() >= 20 * SHORT);
}

/// Each of two hundred readers of pictures had a thread, and the allocator kept memory for all of them.
#[tokio::test]
async fn files_are_read_for_many_readers_by_few_threads() {
    let mut limits = limits();
    limits.workers = 1;
    limits.connections = 200;
    let site = Site::with(limits).await;
    let mut readers = Vec::new();
    for _ in 0..3 * READING {
        let mut reader = site.client().await;
        reader.send("GET /disk HTTP/1.1\r\nhost: x\r\n\r\n").await;
        readers.push(reader);
    }
    let mut threads = HashSet::new();
    for reader in &mut readers {
        let answer = reader.answer().await;
        let thread = answer.lines().last().expect("a thread").to_owned();
        assert!(thread.starts_with("ThreadId("), "{answer}");
        threads.insert(thread);
    }
    assert_eq!(threads.len(), READING);
}
