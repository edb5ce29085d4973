//! Connections that only cost room: 10,000 idle ones, then slow senders and
//! slow readers as well, and a reader beside them all.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::super::Bench;
use super::super::cpu::Memory;
use super::super::crowd;
use super::super::figures::{short, whole};
use super::super::http::Client;
use super::super::lines::{Point, PressureLine};
use super::super::paced::{Answered, ask, refused};
use super::super::results::Findings;
use super::super::stand::Stand;
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "idle",
    about: "10,000 idle connections, 200 slow senders and 200 slow readers",
    run,
};

const IDLE: usize = 10_000;
const SLOW: usize = 200;
/// A quarter of the files that a server may open it keeps for others.
const KEPT: usize = 1_024;

/// A byte of a head, or some bytes of an answer, at a time.
const DRIP: Duration = Duration::from_millis(250);
/// A slow reader takes no more at a time, and asks for so many pages at once
/// that the answers fit no buffer.
const WINDOW_BYTES: u32 = 4_096;
const AT_ONCE: usize = 64;

/// The reader beside them.
const EVERY: Duration = Duration::from_millis(5);
const ASKED: usize = 800;

/// Memory that does not change for so long has settled: a server gives the
/// buffers of an idle connection back after a second.
const SETTLED: Duration = Duration::from_millis(1_500);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(6);
/// Longer than a server waits for a head.
const DRIPPING: Duration = Duration::from_secs(15);

/// What was seen, step by step.
struct Seen {
    idle: usize,
    alone: Memory,
    with_idle: Memory,
    with_slow: Memory,
    after: Memory,
    /// Of the slow senders, how many the server sent away, and the last when.
    sent_away: usize,
    last_s: f64,
    beside: Vec<Answered>,
}

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let stand = bench.stand(10_000, None)?;
    let (to, page) = (
        crowd::address(&stand.server.url)?,
        stand.articles[0].clone(),
    );
    // Ready, before memory is looked at.
    stand.server.client().page(&page, &[])?;
    let seen = crowd::run(watch(&stand, to, &page))?;
    if refused(&seen.beside) > 0 {
        return Err("the reader beside them was not answered".to_owned());
    }
    Ok(Findings {
        pressure: lines(&seen),
        ..Findings::default()
    })
}

async fn watch(stand: &Stand, to: SocketAddr, page: &str) -> Result<Seen, Failed> {
    let pid = stand.server.running.pid;
    let alone = settled(pid).await?;
    let room = crowd::open_files().saturating_sub(KEPT + 3 * SLOW);
    let mut idle = Vec::new();
    for number in 0..IDLE.min(room) {
        let one = rests(to, number, page).await;
        idle.push(one.map_err(|error| format!("idle connection {number}: {error}"))?);
    }
    let with_idle = settled(pid).await?;
    let (mut senders, mut readers) = (JoinSet::new(), JoinSet::new());
    for number in 0..SLOW {
        senders.spawn(sends_slowly(to, number));
        readers.spawn(reads_slowly(to, number, page.to_owned()));
    }
    let beside = beside(&stand.server.url, page).await?;
    let with_slow = Memory::of(pid)?;
    let (mut sent_away, mut last_s) = (0, 0.0_f64);
    while let Some(sender) = senders.join_next().await {
        if let Some(lasted) = sender.map_err(|error| format!("a slow sender: {error}"))? {
            sent_away += 1;
            last_s = last_s.max(lasted.as_secs_f64());
        }
    }
    readers.shutdown().await;
    let count = idle.len();
    drop(idle);
    Ok(Seen {
        idle: count,
        alone,
        with_idle,
        with_slow,
        after: settled(pid).await?,
        sent_away,
        last_s,
        beside,
    })
}

/// Memory when it has stopped to change, or after a while.
async fn settled(pid: u32) -> Result<Memory, Failed> {
    let begun = Instant::now();
    let mut memory = Memory::of(pid)?;
    let mut since = Instant::now();
    while since.elapsed() < SETTLED && begun.elapsed() < PATIENCE {
        sleep(LOOK_AGAIN).await;
        let now = Memory::of(pid)?;
        if now != memory {
            (memory, since) = (now, Instant::now());
        }
    }
    Ok(memory)
}

/// Has read a page and stays.
async fn rests(to: SocketAddr, number: usize, page: &str) -> std::io::Result<TcpStream> {
    let mut stream = crowd::connect(to, number, None).await?;
    let request = format!("GET {page} HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n");
    crowd::ask(&mut stream, request.as_bytes()).await?;
    Ok(stream)
}

/// How long it took until the server sent the sender away; nothing where it
/// did not.
async fn sends_slowly(to: SocketAddr, number: usize) -> Option<Duration> {
    let mut stream = crowd::connect(to, number, None).await.ok()?;
    let begun = Instant::now();
    let mut rest = b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: "
        .iter()
        .chain(b"-".iter().cycle());
    while begun.elapsed() < DRIPPING {
        let byte = [*rest.next()?];
        let mut answer = [0; 64];
        if stream.write_all(&byte).await.is_err() {
            return Some(begun.elapsed());
        }
        // Its answer, or its end: either is the last that it has to say.
        if timeout(DRIP, stream.read(&mut answer)).await.is_ok() {
            return Some(begun.elapsed());
        }
    }
    None
}

/// Until it is dropped, or sent away.
async fn reads_slowly(to: SocketAddr, number: usize, page: String) -> Option<()> {
    let mut stream = crowd::connect(to, number, Some(WINDOW_BYTES)).await.ok()?;
    let request = format!("GET {page} HTTP/1.1\r\nhost: a\r\n\r\n");
    stream
        .write_all(request.repeat(AT_ONCE).as_bytes())
        .await
        .ok()?;
    let mut some = [0; 16];
    while stream.read(&mut some).await.ok()? > 0 {
        sleep(DRIP).await;
    }
    None
}

/// A reader of its own thread, while the others drip.
async fn beside(url: &str, page: &str) -> Result<Vec<Answered>, Failed> {
    let mut client = Client::new(url);
    let page = page.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        let begin = Instant::now() + EVERY;
        let asked = Cell::new(0);
        let next = || {
            let number = asked.replace(asked.get() + 1);
            (number < ASKED).then(|| (&page, begin + EVERY * number as u32))
        };
        ask(&mut client, next)
    });
    reading
        .await
        .map_err(|error| format!("the reader: {error}"))
}

fn lines(seen: &Seen) -> Vec<PressureLine> {
    let line = |what: String, measured| PressureLine { what, measured };
    let idle = seen.idle as f64;
    let grown_kb = (seen.with_idle.resident as f64 - seen.alone.resident as f64) / 1e3 / idle;
    let took = seen
        .beside
        .iter()
        .map(|one| one.since_sent.as_secs_f64() * 1e3);
    let beside = Point::pooled(took);
    let mb = |memory: Memory| short(memory.resident_mb());
    vec![
        line(
            format!("{} idle connections: memory before, with them", whole(idle)),
            format!("{}, {} MB", mb(seen.alone), mb(seen.with_idle)),
        ),
        line(
            "of it for each".to_owned(),
            format!("{} KB", short(grown_kb)),
        ),
        line(
            format!("{SLOW} slow senders and {SLOW} slow readers beside them: memory"),
            format!("{} MB", mb(seen.with_slow)),
        ),
        line(
            "a ready page beside them all, p50 / p99".to_owned(),
            format!(
                "{} / {} ms",
                short(beside.usual),
                short(beside.p99.unwrap_or_default())
            ),
        ),
        line(
            "slow senders sent away, the last after".to_owned(),
            format!("{} of {SLOW}, {} s", seen.sent_away, short(seen.last_s)),
        ),
        line(
            "memory when all are gone, at its peak".to_owned(),
            format!("{}, {} MB", mb(seen.after), short(seen.after.peak_mb())),
        ),
    ]
}
