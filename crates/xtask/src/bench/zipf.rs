//! Which article the next reader opens: Zipf's law with exponent 1, where the
//! article of rank k is read in proportion to 1/k.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

pub(crate) struct Zipf {
    /// The sum of the weights up to and with each rank.
    upto: Vec<f64>,
    random: StdRng,
}

impl Zipf {
    /// Ranks from 0 to `ranks` - 1, at least one; the same seed draws the same.
    pub(crate) fn new(ranks: usize, seed: u64) -> Self {
        let weights = (1..=ranks.max(1)).map(|rank| 1.0 / rank as f64);
        let upto = weights.scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self {
            upto: upto.collect(),
            random: StdRng::seed_from_u64(seed),
        }
    }

    pub(crate) fn draw(&mut self) -> usize {
        let last = self.upto.len() - 1;
        let at = self.random.random::<f64>() * self.upto[last];
        self.upto.partition_point(|upto| *upto <= at).min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_read_twice_as_often_as_the_second() {
        let mut drawn = [0_u32; 1_000];
        let mut zipf = Zipf::new(1_000, 7);
        for _ in 0..200_000 {
            drawn[zipf.draw()] += 1;
        }
        // 1 / H(1000) = 0.1336 of all.
        assert!((26_000..27_500).contains(&drawn[0]), "{}", drawn[0]);
        assert!((13_000..13_800).contains(&drawn[1]), "{}", drawn[1]);
        assert!(drawn[900..].iter().sum::<u32>() > 0);
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut zipf = Zipf::new(50, seed);
            (0..20).map(|_| zipf.draw()).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn a_single_rank_is_always_drawn() {
        assert_eq!(Zipf::new(1, 3).draw(), 0);
    }
}
