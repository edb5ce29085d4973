//! How soon a publication shows in the process that publishes: from the click
//! to home, channel, creator and feed, while 200 pages a second are read.

use std::collections::BTreeMap;

use super::super::figures::{short, whole};
use super::super::results::{Findings, GrowthLine, Point, TargetLine};
use super::super::{Bench, cargo};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "within",
    about: "from a publication by the server itself to the pages",
    run,
};

/// Publications of a round.
const COUNT: &str = "100";
const TARGET_MS: f64 = 50.0;

#[derive(serde::Deserialize)]
struct Took {
    p50_ms: f64,
    p99_ms: f64,
}

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let mut points: BTreeMap<u64, Vec<Point>> = BTreeMap::new();
    for _ in 0..bench.rounds {
        for size in &bench.sizes {
            let data = bench.portal.data(*size)?;
            let data = data.to_string_lossy();
            let printed = cargo::output(&[
                "bench",
                "--quiet",
                "--package",
                "masthead",
                "--bench",
                "paths",
                "--",
                "publish",
                COUNT,
                &data,
            ])?;
            let took: Took = serde_json::from_str(printed.trim())
                .map_err(|error| format!("{printed:?}: {error}"))?;
            points.entry(*size).or_default().push(Point {
                usual: took.p50_ms,
                p99: Some(took.p99_ms),
            });
        }
    }
    let line = GrowthLine {
        what: "published by the server itself".to_owned(),
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
    Some(TargetLine {
        what: format!(
            "published on one node, {} articles, p99",
            whole(largest as f64)
        ),
        target: "≤ 50 ms".to_owned(),
        measured: format!("{} ms", short(took_ms)),
        met: Some(took_ms <= TARGET_MS),
    })
}
