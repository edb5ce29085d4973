//! Articles that are not in the cache: each is asked for once, and nothing is
//! kept.

use super::super::duel::alone;
use super::super::figures::whole;
use super::super::lines::{LoadLine, SideRounds, TargetLine};
use super::super::paced::{self, Offer};
use super::super::results::Findings;
use super::super::stand::Stand;
use super::super::wrk::{Load, Side};
use super::super::{Bench, CONNECTIONS, THREADS, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "miss",
    about: "articles that are not in the cache",
    run,
};

/// Enough that a round does not meet an article twice.
const ARTICLES: u64 = 100_000;
/// With 64 connections that never rest, each waits for the 63 others: the time
/// is that of the queue. Fewer show how much of it.
const FEW: usize = 16;
/// What the target asks for; how long it takes is measured at this rate.
const OFFERED: u32 = 3_000;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let stand = bench.stand(ARTICLES, Some(0))?;
    let lines: Vec<String> = stand
        .articles
        .iter()
        .map(|path| traffic::request(path))
        .collect();
    let lists = traffic::write_walk(bench.work(), "miss", THREADS, &lines)?;
    let server = [Side::server(&stand.server, lists)];
    let restless = bench.play(&server, bench.load())?;
    let few = Load {
        connections: FEW,
        ..bench.load()
    };
    let few = bench.play(&server, few)?;
    let steady = steady(bench, &server[0], &stand)?;
    let what = format!(
        "{} articles in turn, none in the cache",
        whole(stand.size as f64)
    );
    let offered = whole(f64::from(OFFERED));
    Ok(Findings {
        targets: targets(&restless[0], &steady[0]),
        load: [
            (what.clone(), restless),
            (format!("{what}, {FEW} connections"), few),
            (format!("{what}, {offered} a second offered"), steady),
        ]
        .map(|(what, sides)| LoadLine { what, sides })
        .into(),
        ..Findings::default()
    })
}

/// Over 64 connections, whatever the server does.
fn steady(bench: &Bench, server: &Side, stand: &Stand) -> Result<Vec<SideRounds>, Failed> {
    let offer = Offer {
        connections: CONNECTIONS,
        per_s: OFFERED,
        requests: OFFERED as usize * bench.seconds as usize,
    };
    alone(bench.rounds, || paced::run(server, &stand.articles, offer))
}

fn targets(restless: &SideRounds, steady: &SideRounds) -> Vec<TargetLine> {
    let rate = restless.summary(|round| round.requests_per_s).median;
    let cpu_ms = restless.summary(|round| round.cpu_us_per_request).median / 1e3;
    let p99_ms = steady.summary(|round| round.p99_us).median / 1e3;
    let what = |what: &str| format!("article not in the cache, {what}");
    let p99 = what(&format!(
        "p99 at {} a second offered",
        whole(f64::from(OFFERED))
    ));
    vec![
        TargetLine::at_least(what("requests/s"), f64::from(OFFERED), rate),
        TargetLine::at_most(p99, 10.0, " ms", p99_ms),
        TargetLine::at_most(what("CPU a request"), 0.3, " ms", cpu_ms),
    ]
}
