//! Memory of a server that many read, with the default settings.

use std::collections::BTreeMap;

use super::super::cpu::Memory;
use super::super::figures::{short, whole};
use super::super::pages::Pages;
use super::super::results::{Findings, GrowthLine, Point, TargetLine};
use super::super::wrk::{self, Side};
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "memory",
    about: "memory after load over all articles by Zipf's law",
    run,
};

/// A million bytes: the larger claim of the two units.
const MB: f64 = 1e6;
const AT: [(u64, f64); 2] = [(10_000, 150.0), (1_000_000, 1_000.0)];

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let (mut resident, mut peak) = (BTreeMap::new(), BTreeMap::new());
    for size in &bench.sizes {
        let memory = after_load(bench, *size)?;
        for (points, bytes) in [(&mut resident, memory.resident), (&mut peak, memory.peak)] {
            let usual = bytes as f64 / MB;
            points.insert(*size, vec![Point { usual, p99: None }]);
        }
    }
    let line = |what: &str, points| GrowthLine {
        what: what.to_owned(),
        unit: "MB".to_owned(),
        plotted: false,
        points,
    };
    let peak = line("memory at its peak", peak);
    Ok(Findings {
        targets: AT
            .iter()
            .filter_map(|(size, most)| target(&peak, *size, *most))
            .collect(),
        growth: vec![line("memory after load", resident), peak],
        ..Findings::default()
    })
}

fn after_load(bench: &Bench, size: u64) -> Result<Memory, Failed> {
    let data = bench.portal.data(size)?;
    let server = bench.portal.serve(&data, None)?;
    let articles = Pages::of(&mut server.client())?.articles;
    let lines: Vec<String> = articles.iter().map(|path| traffic::request(path)).collect();
    let lists = traffic::write_zipf(bench.work(), &format!("memory-{size}"), &lines)?;
    let side = Side::server(&server, lists);
    wrk::run(bench.work(), &side, bench.load(), "memory")?;
    wrk::run(bench.work(), &side, bench.load(), "memory")?;
    Memory::of(server.running.pid)
}

fn target(peak: &GrowthLine, size: u64, most_mb: f64) -> Option<TargetLine> {
    let measured = peak.slow_at(size)?;
    Some(TargetLine {
        what: format!("memory at {} articles", whole(size as f64)),
        target: format!("≤ {} MB", whole(most_mb)),
        measured: format!("{} MB at its peak", short(measured)),
        met: Some(measured <= most_mb),
    })
}
