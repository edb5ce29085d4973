//! The lines of the tables, as they are kept in results.json.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::figures::{short, whole};
use super::statistics::{Summary, median, quantile, sorted};
use super::wrk::Round;

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
    pub(crate) points: Points,
}

/// By the number of articles; of each round one, or one of all.
pub(crate) type Points = BTreeMap<u64, Vec<Point>>;

/// A usual value and, where there is one, the 99th percentile.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Point {
    pub(crate) usual: f64,
    pub(crate) p99: Option<f64>,
    /// Of so many values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) samples: Option<usize>,
    /// Mean size of the answers, compressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bytes: Option<f64>,
}

/// What the server did under pressure.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct PressureLine {
    pub(crate) what: String,
    pub(crate) measured: String,
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

impl Point {
    pub(crate) fn of(usual: f64) -> Self {
        Self {
            usual,
            ..Self::default()
        }
    }

    /// Of all values of all rounds together, at least one.
    pub(crate) fn pooled(values: impl IntoIterator<Item = f64>) -> Self {
        let values = sorted(values);
        Self {
            usual: quantile(&values, 0.5),
            p99: Some(quantile(&values, 0.99)),
            samples: Some(values.len()),
            bytes: None,
        }
    }
}

impl GrowthLine {
    /// Milliseconds, a line of the plot.
    pub(crate) fn ms(what: &str, points: Points) -> Self {
        Self {
            what: what.to_owned(),
            unit: "ms".to_owned(),
            plotted: true,
            points,
        }
    }

    /// Median of the usual values and of the 99th percentiles at one size.
    pub(crate) fn at(&self, size: u64) -> Option<Point> {
        let points = self.points.get(&size)?;
        Some(Point {
            p99: median(points.iter().filter_map(|point| point.p99)),
            ..Point::of(median(points.iter().map(|point| point.usual))?)
        })
    }

    /// The slower figure: the 99th percentile where there is one.
    pub(crate) fn slow_at(&self, size: u64) -> Option<f64> {
        let point = self.at(size)?;
        Some(point.p99.unwrap_or(point.usual))
    }

    /// The slower figure at the largest size, and that size.
    pub(crate) fn slow_at_largest(&self) -> Option<(u64, f64)> {
        let largest = *self.points.keys().last()?;
        Some((largest, self.slow_at(largest)?))
    }

    /// How many times the figure of the smallest size that of the largest is.
    pub(crate) fn growth(&self) -> Option<f64> {
        let smallest = *self.points.keys().next()?;
        Some(self.slow_at_largest()?.1 / self.slow_at(smallest)?)
    }
}

impl TargetLine {
    /// `unit` as it stands behind a figure: ` ms`, or nothing.
    pub(crate) fn at_most(what: String, most: f64, unit: &str, measured: f64) -> Self {
        Self {
            what,
            target: format!("≤ {}{unit}", limit(most)),
            measured: format!("{}{unit}", short(measured)),
            met: Some(measured <= most),
        }
    }

    pub(crate) fn at_least(what: String, least: f64, measured: f64) -> Self {
        Self {
            what,
            target: format!("≥ {}", limit(least)),
            measured: short(measured),
            met: Some(measured >= least),
        }
    }

    /// For a target that speaks of `full` articles: a portal of fewer can show
    /// that it is missed, not that it is reached.
    pub(crate) fn of_full(mut self, articles: u64, full: u64) -> Self {
        self.met = self.met.filter(|met| !met || articles >= full);
        self
    }
}

/// As the target was written: 0.3, 14, 3,000.
fn limit(value: f64) -> String {
    if value < 1_000.0 {
        value.to_string()
    } else {
        whole(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_compares_the_largest_with_the_smallest() {
        let point = |usual, p99| {
            let usual = Point::of(usual);
            vec![Point { p99, ..usual }]
        };
        let line = GrowthLine::ms(
            "home",
            BTreeMap::from([
                (1_000, point(1.0, Some(2.0))),
                (10_000, point(9.0, Some(90.0))),
                (100_000, point(1.0, Some(3.0))),
            ]),
        );
        assert_eq!(line.growth(), Some(1.5));
        assert_eq!(line.slow_at(10_000), Some(90.0));
        assert_eq!(line.slow_at(5), None);
        assert_eq!(line.slow_at_largest(), Some((100_000, 3.0)));
    }

    #[test]
    fn a_target_is_met_at_its_very_figure() {
        let line = TargetLine::at_most("x".to_owned(), 0.3, " ms", 0.3);
        assert_eq!((&line.target[..], line.met), ("≤ 0.3 ms", Some(true)));
        let line = TargetLine::at_least("x".to_owned(), 3_000.0, 2_999.0);
        assert_eq!((&line.target[..], line.met), ("≥ 3,000", Some(false)));
    }

    #[test]
    fn a_small_portal_misses_a_target_but_does_not_reach_it() {
        let line = |measured| TargetLine::at_most("x".to_owned(), 1.0, "", measured);
        assert_eq!(line(0.5).of_full(10, 1_000).met, None);
        assert_eq!(line(2.0).of_full(10, 1_000).met, Some(false));
        assert_eq!(line(0.5).of_full(1_000, 1_000).met, Some(true));
    }

    #[test]
    fn all_rounds_are_one_pool() {
        let point = Point::pooled((1..=101).rev().map(f64::from));
        assert_eq!((point.usual, point.p99), (51.0, Some(100.0)));
        assert_eq!(point.samples, Some(101));
    }
}
