//! From the start of the process to the first page.

use std::collections::BTreeMap;

use super::super::Bench;
use super::super::figures::{short, whole};
use super::super::results::{Findings, GrowthLine, Point, TargetLine};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "start",
    about: "from the start of the server to its first page",
    run,
};

const FULL: u64 = 1_000_000;

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let mut points: BTreeMap<u64, Vec<Point>> = BTreeMap::new();
    for _ in 0..bench.rounds {
        for size in &bench.sizes {
            let data = bench.portal.data(*size)?;
            let server = bench.portal.serve(&data, None)?;
            let usual = server.started_in.as_secs_f64() * 1e3;
            points
                .entry(*size)
                .or_default()
                .push(Point { usual, p99: None });
        }
    }
    let line = GrowthLine {
        what: "start to the first page".to_owned(),
        unit: "ms".to_owned(),
        plotted: true,
        points,
    };
    Ok(Findings {
        targets: target(&line).into_iter().collect(),
        growth: vec![line],
        ..Findings::default()
    })
}

fn target(line: &GrowthLine) -> Option<TargetLine> {
    let largest = *line.points.keys().last()?;
    let took_ms = line.slow_at(largest)?;
    let met = took_ms <= 1_000.0;
    Some(TargetLine {
        what: format!(
            "start to the first page, {} articles",
            whole(largest as f64)
        ),
        target: "≤ 1 s at 1,000,000".to_owned(),
        measured: format!("{} ms", short(took_ms)),
        met: (!met || largest >= FULL).then_some(met),
    })
}
