//! Memory of a server that many read, with the default settings.

use super::super::cpu::Memory;
use super::super::figures::whole;
use super::super::lines::{GrowthLine, Point, Points, TargetLine};
use super::super::results::Findings;
use super::super::wrk::{self, Side};
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "memory",
    about: "memory after load over all articles by Zipf's law",
    run,
};

const AT: [(u64, f64); 2] = [(10_000, 150.0), (1_000_000, 1_000.0)];

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    bench.clear_arena();
    let (mut resident, mut peak) = (Points::new(), Points::new());
    for size in &bench.sizes {
        let memory = after_load(bench, *size)?;
        resident.insert(*size, vec![Point::of(memory.resident_mb())]);
        peak.insert(*size, vec![Point::of(memory.peak_mb())]);
    }
    let line = |what: &str, points| GrowthLine {
        unit: "MB".to_owned(),
        plotted: false,
        ..GrowthLine::ms(what, points)
    };
    let peak = line("memory at its peak", peak);
    let target = |(size, most_mb): (u64, f64)| {
        let what = format!("memory at its peak, {} articles", whole(size as f64));
        Some(TargetLine::at_most(
            what,
            most_mb,
            " MB",
            peak.slow_at(size)?,
        ))
    };
    Ok(Findings {
        targets: AT.into_iter().filter_map(target).collect(),
        growth: vec![line("memory after load", resident), peak],
        ..Findings::default()
    })
}

fn after_load(bench: &Bench, size: u64) -> Result<Memory, Failed> {
    let stand = bench.stand(size, None)?;
    let lines: Vec<String> = stand
        .articles
        .iter()
        .map(|path| traffic::request(path))
        .collect();
    let lists = traffic::write_zipf(bench.work(), &format!("memory-{size}"), &lines)?;
    let side = Side::server(&stand.server, lists);
    for _ in 0..2 {
        wrk::run(bench.work(), &side, bench.load(), "memory")?;
    }
    Memory::of(stand.server.running.pid)
}
