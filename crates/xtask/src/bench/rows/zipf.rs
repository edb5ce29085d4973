//! Ready articles, read by Zipf's law: the first row of the targets.

use super::super::figures::{short, times, whole};
use super::super::lines::{LoadLine, TargetLine};
use super::super::results::Findings;
use super::super::{Bench, traffic};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "zipf",
    about: "ready articles by Zipf's law, beside nginx",
    run,
};

fn run(bench: &mut Bench) -> Result<Findings, Failed> {
    let arena = bench.arena()?;
    let lists = traffic::write_zipf(bench.work(), "zipf", &arena.requests())?;
    let sides = bench.play(&arena.both(lists), bench.load())?;
    let articles = whole(arena.articles.len() as f64);
    let line = LoadLine {
        what: format!("{articles} articles by Zipf, all ready"),
        sides,
    };
    Ok(Findings {
        targets: targets(&line),
        load: vec![line],
        ..Findings::default()
    })
}

fn targets(line: &LoadLine) -> Vec<TargetLine> {
    let rate = line.sides[0].summary(|round| round.requests_per_s).median;
    let cpu = line.sides[0]
        .summary(|round| round.cpu_us_per_request)
        .median;
    let rates = line
        .ratio("nginx", |round| round.requests_per_s)
        .unwrap_or(0.0);
    let cpus = line.ratio("nginx", |round| round.cpu_us_per_request);
    let cpus = cpus.unwrap_or(f64::INFINITY);
    vec![
        TargetLine {
            what: "article in the cache, requests/s".to_owned(),
            target: "≥ nginx".to_owned(),
            measured: format!("{} ({} nginx)", whole(rate), times(rates)),
            met: Some(rates >= 1.0),
        },
        TargetLine {
            what: "article in the cache, CPU a request".to_owned(),
            target: "≤ nginx".to_owned(),
            measured: format!("{} ms ({} nginx)", short(cpu / 1e3), times(cpus)),
            met: Some(cpus <= 1.0),
        },
    ]
}
