//! Articles that are not in the cache: each is asked for once, and nothing is
//! kept.

use super::super::figures::{short, whole};
use super::super::pages::Pages;
use super::super::results::{Findings, LoadLine, SideRounds, TargetLine};
use super::super::wrk::{Load, Side};
use super::super::{Bench, THREADS, traffic};
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
/// is that of the queue. So the slowest are looked for among fewer as well.
const FEW: usize = 16;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let size = bench.size_up_to(ARTICLES);
    let data = bench.portal.data(size)?;
    let server = bench.portal.serve(&data, Some(0))?;
    let articles = Pages::of(&mut server.client())?.articles;
    let lines: Vec<String> = articles.iter().map(|path| traffic::request(path)).collect();
    let lists = traffic::write_walk(bench.work(), "miss", THREADS, &lines)?;
    let server = [Side::server(&server, lists)];
    let what = format!("{} articles in turn, none in the cache", whole(size as f64));
    let all = bench.play(&server, bench.load())?;
    let few = Load {
        connections: FEW,
        ..bench.load()
    };
    let some = bench.play(&server, few)?;
    Ok(Findings {
        targets: targets(&all[0], &some[0]),
        load: vec![
            LoadLine {
                what: what.clone(),
                sides: all,
            },
            LoadLine {
                what: format!("{what}, {FEW} connections"),
                sides: some,
            },
        ],
        ..Findings::default()
    })
}

fn targets(side: &SideRounds, few: &SideRounds) -> Vec<TargetLine> {
    let rate = side.summary(|round| round.requests_per_s).median;
    let p99_ms = |side: &SideRounds| side.summary(|round| round.p99_us).median / 1e3;
    let cpu_ms = side.summary(|round| round.cpu_us_per_request).median / 1e3;
    let line = |what: &str, target: &str, measured: String, met| TargetLine {
        what: format!("article not in the cache, {what}"),
        target: target.to_owned(),
        measured,
        met: Some(met),
    };
    vec![
        line("requests/s", "≥ 3,000", whole(rate), rate >= 3_000.0),
        line(
            "p99 with 64 connections",
            "≤ 10 ms",
            format!("{} ms", short(p99_ms(side))),
            p99_ms(side) <= 10.0,
        ),
        line(
            "p99 with 16 connections",
            "≤ 10 ms",
            format!("{} ms", short(p99_ms(few))),
            p99_ms(few) <= 10.0,
        ),
        line(
            "CPU a request",
            "≤ 0.3 ms",
            format!("{} ms", short(cpu_ms)),
            cpu_ms <= 0.3,
        ),
    ]
}
