//! What a handful of rounds says: the middle, and how far they lie apart.

/// `values` need no order; all are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
    /// Between the quartiles, as a part of the median.
    pub(crate) spread: f64,
}

impl Summary {
    /// None of no values.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let values = sorted(values);
        let (min, max) = (*values.first()?, *values.last()?);
        let median = quantile(&values, 0.5);
        let between = quantile(&values, 0.75) - quantile(&values, 0.25);
        let spread = if median > 0.0 { between / median } else { 0.0 };
        Some(Self {
            median,
            min,
            max,
            spread,
        })
    }
}

/// In ascending order, as [`quantile`] wants them.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The median of `values`; nothing of nothing.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    Summary::of(values).map(|summary| summary.median)
}

/// Of sorted `values`, at least one; between two neighbours by their distance
/// (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996).
pub(crate) fn quantile(values: &[f64], part: f64) -> f64 {
    let place = part * (values.len() - 1) as f64;
    let (below, above) = (
        values[place.floor() as usize],
        values[place.ceil() as usize],
    );
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_rounds_does_not_follow_an_outlier() {
        let summary = Summary::of([5.0, 1.0, 3.0, 900.0, 2.0]).expect("values");
        assert_eq!(
            (summary.median, summary.min, summary.max),
            (3.0, 1.0, 900.0)
        );
        assert_eq!(summary.spread, 1.0);
    }

    #[test]
    fn an_even_number_of_rounds_has_its_median_between_two() {
        assert_eq!(median([1.0, 2.0, 4.0, 8.0]), Some(3.0));
        assert_eq!(median([]), None);
    }

    #[test]
    fn the_highest_quantile_is_the_last_value() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0], 1.0), 3.0);
        assert_eq!(quantile(&[7.0], 0.99), 7.0);
    }
}
