//! A page that stands ready, read at a steady rate, while a crowd asks for
//! what is never kept: searches, addresses that do not exist, the account.

use std::net::SocketAddr;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::super::Bench;
use super::super::crowd::{self, Short};
use super::super::figures::{short, whole};
use super::super::lines::PressureLine;
use super::super::paced::{self, Offer};
use super::super::results::Findings;
use super::super::traffic::{BROWSER, GZIP};
use super::super::wrk::{Round, Side};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "beside",
    about: "a ready page while 200 connections ask for what is never kept",
    run,
};

const CONNECTIONS: usize = 200;
const ARTICLES: u64 = 10_000;
const READERS: Offer = Offer {
    connections: 8,
    per_s: 500,
    requests: 5_000,
};
/// Who is turned away comes again after so long.
const IMPATIENCE: Duration = Duration::from_millis(100);

/// What the crowd got, and when it is to go home.
#[derive(Default)]
struct Crowd {
    over: AtomicBool,
    answered: AtomicUsize,
    turned_away: AtomicUsize,
    broken: AtomicUsize,
}

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let stand = bench.stand(ARTICLES, None)?;
    let to = crowd::address(&stand.server.url)?;
    let side = Side::server(&stand.server, bench.work().join("none"));
    let hot = &stand.articles[..1];
    let alone = paced::run(&side, hot, READERS)?;
    let met = Arc::new(Crowd::default());
    let beside = thread::scope(|scope| {
        let asking = scope.spawn(|| crowd::run(ask_all(to, Arc::clone(&met))));
        let beside = paced::run(&side, hot, READERS);
        met.over.store(true, Ordering::Relaxed);
        asking.join().map_err(|_| "the crowd panicked")??;
        beside
    })?;
    Ok(Findings {
        pressure: lines(&alone, &beside, &met),
        ..Findings::default()
    })
}

async fn ask_all(to: SocketAddr, met: Arc<Crowd>) -> Result<(), Failed> {
    let mut crowd = JoinSet::new();
    for number in 0..CONNECTIONS {
        let stream = crowd::connect(to, number, None).await;
        let stream = stream.map_err(|error| format!("connecting: {error}"))?;
        crowd.spawn(one(to, stream, number, Arc::clone(&met)));
    }
    while let Some(ended) = crowd.join_next().await {
        ended.map_err(|error| format!("one of the crowd: {error}"))?;
    }
    Ok(())
}

/// Asks for one thing after the other, none of them twice, until it is told to
/// go; where its connection ends, it comes back on another.
async fn one(to: SocketAddr, mut stream: TcpStream, number: usize, met: Arc<Crowd>) {
    for at in (number..).step_by(CONNECTIONS) {
        if met.over.load(Ordering::Relaxed) {
            return;
        }
        let path = match at / CONNECTIONS % 3 {
            0 => format!("/search?q=masthead+{at}"),
            1 => format!("/no-such-page-{at}"),
            _ => "/account".to_owned(),
        };
        let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\n{GZIP}\r\n{BROWSER}\r\n\r\n");
        let kind = match crowd::ask(&mut stream, request.as_bytes()).await {
            Ok(Short { status: 503, .. }) => &met.turned_away,
            Ok(_) => &met.answered,
            Err(_) => &met.broken,
        };
        kind.fetch_add(1, Ordering::Relaxed);
        if ptr::eq(kind, &met.answered) {
            continue;
        }
        sleep(IMPATIENCE).await;
        if ptr::eq(kind, &met.broken) {
            let Ok(another) = crowd::connect(to, number, None).await else {
                return;
            };
            stream = another;
        }
    }
}

fn lines(alone: &Round, beside: &Round, met: &Crowd) -> Vec<PressureLine> {
    let line = |what: String, measured| PressureLine { what, measured };
    let times = |round: &Round| {
        let (p50, p99) = (short(round.p50_us / 1e3), short(round.p99_us / 1e3));
        format!("{p50} / {p99} ms, {} not answered with it", round.refused)
    };
    let rate = whole(f64::from(READERS.per_s));
    let count = |of: &AtomicUsize| whole(of.load(Ordering::Relaxed) as f64);
    let rivals = format!(
        "{} connections ask for searches, what does not exist, and the account",
        whole(CONNECTIONS as f64)
    );
    vec![
        line(
            format!("a ready page, {rate} a second, nothing beside it: p50 / p99"),
            times(alone),
        ),
        line(format!("the same while {rivals}: p50 / p99"), times(beside)),
        line(
            "of those others answered; turned away with 503; broken".to_owned(),
            format!(
                "{}; {}; {}",
                count(&met.answered),
                count(&met.turned_away),
                count(&met.broken)
            ),
        ),
    ]
}
