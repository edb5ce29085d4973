//! The tables of docs/performance.md.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::figures::{percent, short, times, whole};
use super::lines::{GrowthLine, LoadLine, PressureLine, SideRounds, TargetLine};
use super::results::{Entry, Findings, Results};
use super::rows;

/// The rows that have been measured, in the order of the table of rows.
fn entries(results: &Results) -> impl Iterator<Item = &Entry> {
    let names = rows::ALL.iter().map(|row| row.name);
    names.filter_map(|name| results.rows.get(name))
}

fn findings(results: &Results) -> impl Iterator<Item = &Findings> {
    entries(results).map(|entry| &entry.findings)
}

pub(crate) fn machine(results: &Results) -> String {
    let machine = &results.machine;
    let mut text = format!(
        "{} cores of {}, {} GiB, Linux {}.\n",
        machine.cores, machine.cpu, machine.memory_gib, machine.kernel
    );
    let mut said = BTreeSet::new();
    for Entry { source, .. } in entries(results) {
        let versions = source.versions.iter();
        let versions: Vec<_> = versions
            .map(|(name, version)| format!("{name} {version}"))
            .collect();
        if said.insert((&source.command, &source.at)) {
            let (command, commit, at) = (&source.command, &source.commit, &source.at);
            let versions = versions.join(", ");
            // Writing to a String cannot fail.
            let _ = write!(text, "\n- `{command}` at {at}, commit {commit}; {versions}");
        }
    }
    text
}

pub(crate) fn targets(results: &Results) -> String {
    let mut text = "| | Target | Measured | |\n|---|---|---|---|\n".to_owned();
    for line in findings(results).flat_map(|found| &found.targets) {
        let TargetLine {
            what,
            target,
            measured,
            met,
        } = line;
        let mark = match met {
            Some(true) => "reached",
            Some(false) => "**missed**",
            None => "not tested",
        };
        let _ = writeln!(text, "| {what} | {target} | {measured} | {mark} |");
    }
    text
}

pub(crate) fn load(results: &Results) -> String {
    let mut text =
        "| Requests | Answered by | Requests/s | Spread | CPU a request | p50 | p99 | Errors |\n\
                    |---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for line in findings(results).flat_map(|found| &found.load) {
        for (place, side) in line.sides.iter().enumerate() {
            text.push_str(&load_line(line, place, side));
        }
    }
    text
}

/// The first side's figures with their ratio to nginx's in brackets.
fn load_line(line: &LoadLine, place: usize, side: &SideRounds) -> String {
    let first = place == 0;
    let ratio = |ratio: Option<f64>| {
        let shown = ratio.filter(|_| first).map(times);
        shown.map_or(String::new(), |ratio| format!(" ({ratio} nginx)"))
    };
    let rate = side.summary(|round| round.requests_per_s);
    let cpu = side.summary(|round| round.cpu_us_per_request);
    let ms = |us: f64| short(us / 1e3);
    let errors: u64 = side
        .rounds
        .iter()
        .map(|round| round.failed + round.refused)
        .sum();
    format!(
        "| {} | {} | {}{} | {}–{}, {} | {} ms{} | {} ms | {} ms | {errors} |\n",
        if first { &line.what } else { "" },
        side.name,
        whole(rate.median),
        ratio(line.ratio("nginx", |round| round.requests_per_s)),
        whole(rate.min),
        whole(rate.max),
        percent(rate.spread),
        short(cpu.median / 1e3),
        ratio(line.ratio("nginx", |round| round.cpu_us_per_request)),
        ms(side.summary(|round| round.p50_us).median),
        ms(side.summary(|round| round.p99_us).median),
    )
}

pub(crate) fn growth(results: &Results) -> String {
    let lines: Vec<&GrowthLine> = findings(results).flat_map(|found| &found.growth).collect();
    let sizes: BTreeSet<u64> = lines
        .iter()
        .flat_map(|line| line.points.keys().copied())
        .collect();
    let mut text = "| Articles |".to_owned();
    for size in &sizes {
        let _ = write!(text, " {} |", whole(*size as f64));
    }
    text.push_str(" Largest to smallest |\n|---|");
    text.push_str(&"---|".repeat(sizes.len() + 1));
    text.push('\n');
    for line in lines {
        let _ = write!(text, "| {}, {} |", line.what, line.unit);
        for size in &sizes {
            let _ = write!(text, " {} |", cell(line, *size));
        }
        let growth = line.growth().map(times).unwrap_or_default();
        let _ = writeln!(text, " {growth} |");
    }
    text
}

/// Nothing where none of its rows has run: a head alone is no table.
pub(crate) fn pressure(results: &Results) -> String {
    let mut text = String::new();
    for PressureLine { what, measured } in findings(results).flat_map(|found| &found.pressure) {
        if text.is_empty() {
            text.push_str("| | Measured |\n|---|---|\n");
        }
        let _ = writeln!(text, "| {what} | {measured} |");
    }
    text
}

fn cell(line: &GrowthLine, size: u64) -> String {
    match line.at(size) {
        None => "–".to_owned(),
        Some(point) => match point.p99 {
            None => short(point.usual),
            Some(p99) => format!("{} / {}", short(point.usual), short(p99)),
        },
    }
}
