//! How many views can be counted in a second.

use super::super::lines::TargetLine;
use super::super::results::Findings;
use super::super::{Bench, cargo};
use super::Row;
use crate::Failed;

pub(crate) const ROW: Row = Row {
    name: "counting",
    about: "views counted in memory, by two threads, each of a new visitor",
    run,
};

const TARGET: f64 = 100_000.0;
const LINE: &str = "a new visitor, 2 threads: ";
const UNIT: &str = " million a second";

fn run(_: &mut Bench) -> Result<Findings, Failed> {
    let printed = cargo::output(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "masthead",
        "--example",
        "count_views",
    ])?;
    let rate = rate(&printed).ok_or_else(|| format!("no rate in {printed:?}"))?;
    Ok(Findings {
        targets: vec![TargetLine::at_least(
            "views counted, a second".to_owned(),
            TARGET,
            rate,
        )],
        ..Findings::default()
    })
}

fn rate(printed: &str) -> Option<f64> {
    let line = printed.lines().find_map(|line| line.strip_prefix(LINE))?;
    let (_, millions) = line.strip_suffix(UNIT)?.rsplit_once(' ')?;
    Some(millions.parse::<f64>().ok()? * 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_of_two_threads_is_read() {
        let printed = "a new visitor, 1 threads: 410 ns a call, 2.4 million a second\n\
            a new visitor, 2 threads: 465 ns a call, 4.3 million a second\n";
        assert_eq!(rate(printed), Some(4_300_000.0));
        assert_eq!(rate("nothing"), None);
    }
}
