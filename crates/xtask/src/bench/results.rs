//! What the rows find, as it is kept in results.json.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::statistics::{Summary, median};
use super::wrk::Round;
use crate::Failed;

#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    /// By the name of the row.
    pub(crate) rows: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) memory_gib: u64,
    pub(crate) kernel: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) findings: Findings,
}

/// What was measured, when, and how.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Source {
    pub(crate) at: String,
    pub(crate) commit: String,
    pub(crate) command: String,
    pub(crate) versions: BTreeMap<String, String>,
}

/// One row may have lines for each table.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Findings {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) load: Vec<LoadLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) growth: Vec<GrowthLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) targets: Vec<TargetLine>,
}

/// Several sides under the same load; the last but the floor is what the
/// first is compared with.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct LoadLine {
    pub(crate) what: String,
    pub(crate) sides: Vec<SideRounds>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct SideRounds {
    pub(crate) name: String,
    pub(crate) rounds: Vec<Round>,
}

/// A figure against the number of articles.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct GrowthLine {
    pub(crate) what: String,
    /// `ms` or `MB`.
    pub(crate) unit: String,
    /// Whether it is a line of the plot.
    pub(crate) plotted: bool,
    pub(crate) points: BTreeMap<u64, Vec<Point>>,
}

/// One round's usual value and, where there is one, its 99th percentile.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Point {
    pub(crate) usual: f64,
    pub(crate) p99: Option<f64>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct TargetLine {
    pub(crate) what: String,
    pub(crate) target: String,
    pub(crate) measured: String,
    /// Nothing where this run cannot tell.
    pub(crate) met: Option<bool>,
}

impl SideRounds {
    /// Of one figure of the rounds. There is at least one round.
    pub(crate) fn summary(&self, figure: impl Fn(&Round) -> f64) -> Summary {
        Summary::of(self.rounds.iter().map(figure)).expect("bench plays one round at least")
    }
}

impl LoadLine {
    /// Each round of the first side against the same round of side `other`:
    /// the median of the ratios.
    pub(crate) fn ratio(&self, other: &str, figure: impl Fn(&Round) -> f64) -> Option<f64> {
        let other = self.sides.iter().find(|side| side.name == other)?;
        let pairs = self.sides.first()?.rounds.iter().zip(&other.rounds);
        median(pairs.map(|(one, other)| figure(one) / figure(other)))
    }
}

impl GrowthLine {
    /// Median of the usual values and of the 99th percentiles at one size.
    pub(crate) fn at(&self, size: u64) -> Option<Point> {
        let points = self.points.get(&size)?;
        Some(Point {
            usual: median(points.iter().map(|point| point.usual))?,
            p99: median(points.iter().filter_map(|point| point.p99)),
        })
    }

    /// The slower figure: the 99th percentile where there is one.
    pub(crate) fn slow_at(&self, size: u64) -> Option<f64> {
        let point = self.at(size)?;
        Some(point.p99.unwrap_or(point.usual))
    }

    /// How many times the figure of the smallest size that of the largest is.
    pub(crate) fn growth(&self) -> Option<f64> {
        let (smallest, largest) = (self.points.keys().next()?, self.points.keys().last()?);
        Some(self.slow_at(*largest)? / self.slow_at(*smallest)?)
    }
}

impl Results {
    /// What earlier runs left below `out`, as far as it is of this machine.
    pub(crate) fn load(out: &Path, machine: &Machine) -> Result<Self, Failed> {
        let path = out.join("performance/results.json");
        let empty = Self {
            machine: machine.clone(),
            rows: BTreeMap::new(),
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(empty),
            Err(error) => return Err(format!("reading results.json: {error}")),
        };
        let found: Self = serde_json::from_str(&text)
            .map_err(|error| format!("results.json: {error}; remove it to begin anew"))?;
        Ok(if found.machine == *machine {
            found
        } else {
            empty
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_compares_the_largest_with_the_smallest() {
        let point = |usual, p99| vec![Point { usual, p99 }];
        let line = GrowthLine {
            what: "home".to_owned(),
            unit: "ms".to_owned(),
            plotted: true,
            points: BTreeMap::from([
                (1_000, point(1.0, Some(2.0))),
                (10_000, point(9.0, Some(90.0))),
                (100_000, point(1.0, Some(3.0))),
            ]),
        };
        assert_eq!(line.growth(), Some(1.5));
        assert_eq!(line.slow_at(10_000), Some(90.0));
        assert_eq!(line.slow_at(5), None);
    }

    #[test]
    fn results_of_another_machine_are_left_behind() {
        let out = std::env::temp_dir().join(format!("xtask-results-{}", std::process::id()));
        fs::create_dir_all(out.join("performance")).expect("a folder");
        let ours = Machine {
            cores: 2,
            ..Machine::default()
        };
        let results = Results {
            machine: ours.clone(),
            rows: BTreeMap::from([("hot".to_owned(), entry())]),
        };
        let text = serde_json::to_string(&results).expect("json");
        fs::write(out.join("performance/results.json"), text).expect("written");
        assert_eq!(Results::load(&out, &ours).expect("read").rows.len(), 1);
        let other = Results::load(&out, &Machine::default()).expect("read");
        assert!(other.rows.is_empty());
        fs::remove_dir_all(&out).expect("removed");
    }

    fn entry() -> Entry {
        Entry {
            source: Source {
                at: String::new(),
                commit: String::new(),
                command: String::new(),
                versions: BTreeMap::new(),
            },
            findings: Findings::default(),
        }
    }
}
