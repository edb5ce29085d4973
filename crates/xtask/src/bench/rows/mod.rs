//! The rows of the benchmark, in the order in which they run and stand in the
//! tables. A new one is a file here and a line in [`ALL`].

mod beside;
mod counting;
mod growth;
mod hot;
mod idle;
mod memory;
mod miss;
mod mixed;
mod not_modified;
mod overload;
mod publish;
mod start;
mod visitors;
mod weight;
mod within;
mod zipf;

use super::Bench;
use super::lines::{Point, Points};
use super::results::Findings;
use crate::Failed;

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) run: fn(&mut Bench) -> Result<Findings, Failed>,
}

/// Rows that share the arena come first, and of them the one that changes
/// pages last.
pub(crate) static ALL: [Row; 16] = [
    zipf::ROW,
    hot::ROW,
    not_modified::ROW,
    mixed::ROW,
    visitors::ROW,
    miss::ROW,
    overload::ROW,
    beside::ROW,
    idle::ROW,
    growth::ROW,
    publish::ROW,
    within::ROW,
    counting::ROW,
    start::ROW,
    memory::ROW,
    weight::ROW,
];

/// Those of the names, or all where there is none.
pub(crate) fn chosen(names: &[String]) -> Result<Vec<&'static Row>, Failed> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !ALL.iter().any(|row| row.name == **name))
    {
        return Err(format!("no row {unknown:?}; see cargo xtask bench --list"));
    }
    let wanted = |row: &&Row| names.is_empty() || names.iter().any(|name| name == row.name);
    Ok(ALL.iter().filter(wanted).collect())
}

/// What `measure` finds at each size, so many times, the sizes in turn.
fn by_size(
    bench: &Bench,
    rounds: u32,
    mut measure: impl FnMut(u64) -> Result<Point, Failed>,
) -> Result<Points, Failed> {
    let mut points = Points::new();
    for _ in 0..rounds {
        for size in &bench.sizes {
            points.entry(*size).or_default().push(measure(*size)?);
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_chosen_by_name_and_keep_their_order() {
        let names = |wanted: &[&str]| {
            let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
            chosen(&wanted).map(|rows| rows.iter().map(|row| row.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&["start", "zipf"]), Ok(vec!["zipf", "start"]));
        assert_eq!(names(&[]).map(|rows| rows.len()), Ok(ALL.len()));
        assert!(names(&["zipff"]).is_err());
    }
}
