//! Requests at a steady rate, whatever the server does. The time of each counts
//! from when it was due, not from when there was a connection to send it on: a
//! server that falls behind cannot hide it by slowing down who measures
//! ("coordinated omission"; wrk2 corrects it in the same way).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::cpu::CpuTime;
use super::http::Client;
use super::statistics::{quantile, sorted};
use super::traffic::{BROWSER, GZIP};
use super::wrk::{Round, Side};
use crate::Failed;

/// So long before the first request is due the connections are opened.
const OPENING: Duration = Duration::from_millis(500);

/// What is offered.
#[derive(Clone, Copy)]
pub(crate) struct Offer {
    pub(crate) connections: usize,
    pub(crate) per_s: u32,
    pub(crate) requests: usize,
}

/// Times are to the last byte.
pub(crate) struct Answered {
    pub(crate) since_due: Duration,
    /// From when it was sent, which is after it was due for as long as it takes
    /// to be woken. One that the answer before it held up counts from its due.
    pub(crate) since_sent: Duration,
    pub(crate) bytes: usize,
    ok: bool,
}

/// Asks for `paths` in turn, each request by the first connection that is free
/// when it is due: a thread for each connection.
pub(crate) fn run(side: &Side, paths: &[String], offer: Offer) -> Result<Round, Failed> {
    let between = Duration::from_secs(1) / offer.per_s;
    let begin = Instant::now() + OPENING;
    let turn = AtomicUsize::new(0);
    let next = || {
        let number = turn.fetch_add(1, Ordering::Relaxed);
        let due = begin + between * u32::try_from(number).unwrap_or(u32::MAX);
        (number < offer.requests).then(|| (&paths[number % paths.len()], due))
    };
    let connection = || {
        let mut client = Client::new(&side.url);
        client.page("/robots.txt", &[])?;
        Ok(ask(&mut client, next))
    };
    thread::scope(|scope| {
        let open: Vec<_> = (0..offer.connections)
            .map(|_| scope.spawn(connection))
            .collect();
        thread::sleep(begin.saturating_duration_since(Instant::now()));
        let before = CpuTime::of(&side.pids)?;
        let mut all = Vec::with_capacity(offer.requests);
        for thread in open {
            let answered: Result<Vec<Answered>, Failed> =
                thread.join().map_err(|_| "a connection panicked")?;
            all.extend(answered?);
        }
        let spent_ns = CpuTime::of(&side.pids)?.since(&before);
        Ok(round(&all, begin.elapsed(), spent_ns))
    })
}

/// Sends what `next` gives when it is due, one after the other.
pub(crate) fn ask<'a>(
    client: &mut Client,
    mut next: impl FnMut() -> Option<(&'a String, Instant)>,
) -> Vec<Answered> {
    let mut answered = Vec::new();
    while let Some((path, due)) = next() {
        let early = due.saturating_duration_since(Instant::now());
        thread::sleep(early);
        let sent = if early.is_zero() { due } else { Instant::now() };
        let answer = client.get(path, &[GZIP, BROWSER]);
        answered.push(Answered {
            since_due: due.elapsed(),
            since_sent: sent.elapsed(),
            bytes: answer.as_ref().map_or(0, |answer| answer.body.len()),
            ok: answer.is_ok_and(|answer| answer.status == 200),
        });
    }
    answered
}

/// How many were not answered with a page.
pub(crate) fn refused(answered: &[Answered]) -> usize {
    answered.iter().filter(|one| !one.ok).count()
}

/// At least one answer.
fn round(answered: &[Answered], took: Duration, spent_ns: u64) -> Round {
    let requests = answered.len() as f64;
    let micros = sorted(answered.iter().map(|one| one.since_due.as_secs_f64() * 1e6));
    Round {
        requests_per_s: requests / took.as_secs_f64(),
        p50_us: quantile(&micros, 0.5),
        p99_us: quantile(&micros, 0.99),
        max_us: quantile(&micros, 1.0),
        refused: refused(answered) as u64,
        failed: 0,
        cpu_us_per_request: spent_ns as f64 / 1e3 / requests,
        bytes_per_request: answered.iter().map(|one| one.bytes as f64).sum::<f64>() / requests,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    /// A server that answers `count` requests on one connection, the first
    /// of them only when it is told to.
    fn server(count: usize, until: std::sync::mpsc::Receiver<()>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream);
            for number in 0..count {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    reader.read_line(&mut line).expect("a request");
                }
                if number == 0 {
                    until.recv().expect("told");
                }
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
                reader.get_mut().write_all(answer).expect("answered");
            }
        });
        url
    }

    #[test]
    fn a_request_that_had_to_wait_for_another_counts_from_when_it_was_due() {
        let (tell, told) = std::sync::mpsc::channel();
        let mut client = Client::new(&server(2, told));
        let path = "/".to_owned();
        let begin = Instant::now();
        let asked = Cell::new(0);
        let held_up = Duration::from_millis(20);
        let next = || {
            asked.set(asked.get() + 1);
            (asked.get() <= 2).then_some((&path, begin))
        };
        thread::scope(|scope| {
            scope.spawn(|| {
                while begin.elapsed() < held_up {
                    thread::yield_now();
                }
                tell.send(()).expect("a server");
            });
            let answered = ask(&mut client, next);
            assert_eq!((answered.len(), refused(&answered)), (2, 0));
            assert!(answered.iter().all(|one| one.since_sent >= held_up));
        });
    }
}
