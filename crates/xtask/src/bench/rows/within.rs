//! How soon a publication shows in the process that publishes: from the click
//! to home, channel, creator and feed, while 200 pages a second are read.

use std::path::Path;

use super::super::figures::whole;
use super::super::lines::{GrowthLine, Point, TargetLine};
use super::super::results::Findings;
use super::super::{Bench, cargo};
use super::{Row, by_size};
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
    let copies = bench.copies()?;
    let points = by_size(bench, bench.rounds, |size| publish(copies.of(size)))?;
    let line = GrowthLine::ms("published by the server itself", points);
    let targets = line.slow_at_largest().map(|(articles, took_ms)| {
        let articles = whole(articles as f64);
        let what = format!("published on one node, {articles} articles, p99");
        TargetLine::at_most(what, TARGET_MS, " ms", took_ms)
    });
    Ok(Findings {
        targets: targets.into_iter().collect(),
        growth: vec![line],
        ..Findings::default()
    })
}

fn publish(data: &Path) -> Result<Point, Failed> {
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
    let took: Took =
        serde_json::from_str(printed.trim()).map_err(|error| format!("{printed:?}: {error}"))?;
    Ok(Point {
        p99: Some(took.p99_ms),
        ..Point::of(took.p50_ms)
    })
}
