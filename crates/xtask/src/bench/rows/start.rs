//! From the start of the process to the first page.

use super::super::Bench;
use super::super::figures::whole;
use super::super::lines::{GrowthLine, Point, TargetLine};
use super::super::results::Findings;
use super::{Row, by_size};
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "start",
    about: "from the start of the server to its first page",
    run,
};

const FULL: u64 = 1_000_000;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let points = by_size(bench, bench.rounds, |size| {
        let data = bench.portal.data(size)?;
        let server = bench.portal.serve(&data, None)?;
        Ok(Point::of(server.started_in.as_secs_f64() * 1e3))
    })?;
    let line = GrowthLine::ms("start to the first page", points);
    let targets = line.slow_at_largest().map(|(articles, took_ms)| {
        let what = format!(
            "start to the first page, {} articles",
            whole(articles as f64)
        );
        let target = TargetLine {
            target: "≤ 1 s at 1,000,000".to_owned(),
            ..TargetLine::at_most(what, 1_000.0, " ms", took_ms)
        };
        target.of_full(articles, FULL)
    });
    Ok(Findings {
        targets: targets.into_iter().collect(),
        growth: vec![line],
        ..Findings::default()
    })
}
