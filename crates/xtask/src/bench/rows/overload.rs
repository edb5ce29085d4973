//! More readers than the server can make pages for: who is turned away learns
//! it quickly, the others are served, and memory stays bounded.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::super::Bench;
use super::super::cpu::Memory;
use super::super::crowd::{self, Short};
use super::super::figures::{short, whole};
use super::super::lines::{Point, PressureLine};
use super::super::results::Findings;
use super::super::traffic::{BROWSER, GZIP};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "overload",
    about: "2,000 connections ask for pages that are not ready",
    run,
};

const CONNECTIONS: usize = 2_000;
const ARTICLES: u64 = 100_000;
/// Who is turned away is told to come again after a second, and comes again
/// after a tenth of it.
const IMPATIENCE: Duration = Duration::from_millis(100);
const MOST_SECONDS: u64 = 10;

/// What came of it. Times in milliseconds.
#[derive(Default)]
struct Met {
    served: Vec<f64>,
    turned_away: Vec<f64>,
    /// Of those turned away, who was not told when to come again.
    untold: usize,
    /// Connections that broke, and answers that are neither a page nor 503.
    failed: usize,
}

enum Next {
    Again,
    Later,
    Over,
}

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let stand = bench.stand(ARTICLES, Some(0))?;
    let pid = stand.server.running.pid;
    let to = crowd::address(&stand.server.url)?;
    let before = Memory::of(pid)?;
    let length = Duration::from_secs((2 * bench.seconds).min(MOST_SECONDS));
    let met = crowd::run(rush(to, stand.articles.into(), length))?;
    if met.served.is_empty() || met.turned_away.is_empty() {
        return Err("nobody was served, or nobody turned away".to_owned());
    }
    Ok(Findings {
        pressure: lines(&met, length, before, Memory::of(pid)?),
        ..Findings::default()
    })
}

async fn rush(to: SocketAddr, paths: Arc<[String]>, length: Duration) -> Result<Met, Failed> {
    let mut open = Vec::with_capacity(CONNECTIONS);
    for number in 0..CONNECTIONS {
        let stream = crowd::connect(to, number, None).await;
        open.push(stream.map_err(|error| format!("connecting: {error}"))?);
    }
    let mut crowd = JoinSet::new();
    for (number, stream) in open.into_iter().enumerate() {
        crowd.spawn(reader(stream, number, Arc::clone(&paths), length));
    }
    let mut all = Met::default();
    while let Some(one) = crowd.join_next().await {
        all.add(one.map_err(|error| format!("a reader: {error}"))?);
    }
    Ok(all)
}

/// Asks for one page after the other, others than everybody else.
async fn reader(
    mut stream: TcpStream,
    number: usize,
    paths: Arc<[String]>,
    length: Duration,
) -> Met {
    let begun = Instant::now();
    let mut met = Met::default();
    for at in (number..).step_by(CONNECTIONS) {
        if begun.elapsed() > length {
            break;
        }
        let path = &paths[at % paths.len()];
        let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\n{GZIP}\r\n{BROWSER}\r\n\r\n");
        let asked = Instant::now();
        let answer = crowd::ask(&mut stream, request.as_bytes()).await;
        match met.note(answer, asked.elapsed()) {
            Next::Again => {}
            Next::Later => sleep(IMPATIENCE).await,
            Next::Over => break,
        }
    }
    met
}

impl Met {
    fn note(&mut self, answer: io::Result<Short>, took: Duration) -> Next {
        let took_ms = took.as_secs_f64() * 1e3;
        match answer {
            Ok(Short { status: 200, .. }) => {
                self.served.push(took_ms);
                Next::Again
            }
            Ok(Short {
                status: 503,
                retry_after_s,
            }) => {
                self.turned_away.push(took_ms);
                self.untold += usize::from(retry_after_s.is_none());
                Next::Later
            }
            _ => {
                self.failed += 1;
                Next::Over
            }
        }
    }

    fn add(&mut self, other: Self) {
        self.served.extend(other.served);
        self.turned_away.extend(other.turned_away);
        self.untold += other.untold;
        self.failed += other.failed;
    }
}

fn lines(met: &Met, length: Duration, before: Memory, after: Memory) -> Vec<PressureLine> {
    let group = |times: &[f64]| {
        let a_second = whole(times.len() as f64 / length.as_secs_f64());
        let of = Point::pooled(times.iter().copied());
        let (p50, p99) = (short(of.usual), short(of.p99.unwrap_or_default()));
        format!("{a_second} a second, {p50} / {p99} ms")
    };
    let line = |what: &str, measured| PressureLine {
        what: format!(
            "{} connections ask for pages that are not ready: {what}",
            whole(CONNECTIONS as f64)
        ),
        measured,
    };
    let told = met.turned_away.len() - met.untold;
    let share = format!(
        "{} of {}",
        whole(told as f64),
        whole(met.turned_away.len() as f64)
    );
    vec![
        line("pages served, p50 / p99", group(&met.served)),
        line("turned away with 503, p50 / p99", group(&met.turned_away)),
        line("of them with `Retry-After`", share),
        line(
            "broken connections, other answers",
            whole(met.failed as f64),
        ),
        line(
            "memory before, at its peak",
            format!(
                "{}, {} MB",
                short(before.resident_mb()),
                short(after.peak_mb())
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_turned_away_comes_again_later() {
        let mut met = Met::default();
        let answer = |status, retry_after_s| {
            Ok(Short {
                status,
                retry_after_s,
            })
        };
        let took = Duration::from_millis(2);
        assert!(matches!(met.note(answer(200, None), took), Next::Again));
        assert!(matches!(met.note(answer(503, Some(1)), took), Next::Later));
        assert!(matches!(met.note(answer(503, None), took), Next::Later));
        assert!(matches!(met.note(answer(500, None), took), Next::Over));
        assert_eq!((met.served.len(), met.turned_away.len()), (1, 2));
        assert_eq!((met.untold, met.failed), (1, 1));
    }
}
