//! Chance that stays the same for ever: a library's generators may change with its version.

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most - least + 1)
    }

    /// From 0 up to, but not, 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(super) fn one_of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len() as u64) as usize]
    }

    /// Near enough to the normal distribution: twelve even draws added up, less their mean.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A heavy tail (Pareto): half are under twice `least`, one in a thousand over a thousand times.
    pub(super) fn heavy(&mut self, least: f64, most: f64) -> u64 {
        (least / self.unit().max(1e-12)).min(most) as u64
    }
}

/// Draws of a rank by Zipf's law, in two looks (Vose's alias method, 1991).
#[derive(Debug)]
pub(super) struct Zipf {
    /// The part of each cell that is its own, of 2^32, and the rank that has the rest.
    cells: Vec<(u32, u32)>,
}

impl Zipf {
    /// Rank `r` of `count` weighs `1 / (r + shift)`; Mandelbrot's shift flattens the head.
    pub(super) fn new(count: usize, shift: f64) -> Self {
        let weights: Vec<f64> = (1..=count)
            .map(|rank| 1.0 / (rank as f64 + shift))
            .collect();
        let total: f64 = weights.iter().sum();
        let mut shares: Vec<f64> = weights.iter().map(|w| w / total * count as f64).collect();
        let mut cells: Vec<(u32, u32)> = (0..count).map(|rank| (u32::MAX, rank as u32)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..count).partition(|rank| shares[*rank] < 1.0);
        while let (Some(poor), Some(rich)) = (small.pop(), large.last().copied()) {
            cells[poor] = ((shares[poor] * f64::from(u32::MAX)) as u32, rich as u32);
            shares[rich] -= 1.0 - shares[poor];
            if shares[rich] < 1.0 {
                large.pop();
                small.push(rich);
            }
        }
        Zipf { cells }
    }

    pub(super) fn draw(&self, dice: &mut Dice) -> usize {
        let number = dice.next();
        let cell = ((u128::from(number >> 32) * self.cells.len() as u128) >> 32) as usize;
        let (own, other) = self.cells[cell];
        if number as u32 <= own {
            cell
        } else {
            other as usize
        }
    }
}
