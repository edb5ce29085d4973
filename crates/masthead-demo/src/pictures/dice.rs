//! The seed's dice: the same throws on every machine and in every version of every dependency,
//! because a picture's name promises its bytes.

use std::cell::Cell;

/// `SplitMix64` (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
#[derive(Clone, Debug)]
pub(super) struct Dice(Cell<u64>);

impl Dice {
    /// One sequence per name and seed; the name goes in by FNV-1a.
    pub(super) fn new(name: &str, seed: u64) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(Cell::new(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    pub(super) fn throw(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` up to, not including, `high`.
    pub(super) fn range(&self, low: f32, high: f32) -> f32 {
        low + (high - low) * ((self.throw() >> 40) as f32 / (1_u64 << 24) as f32)
    }

    /// From 0 up to, not including, `n`.
    pub(super) fn below(&self, n: usize) -> usize {
        (self.throw() % n.max(1) as u64) as usize
    }

    pub(super) fn chance(&self, p: f32) -> bool {
        self.range(0.0, 1.0) < p
    }

    pub(super) fn pick<T: Copy>(&self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Smooth value noise over one dimension, 0 to 1; `key` chooses the curve.
pub(super) fn noise(x: f32, key: u64) -> f32 {
    let cell = x.floor();
    let at = |i: f32| {
        Dice::new("noise", key ^ ((i as i64) as u64).wrapping_mul(0x2545_f491)).range(0.0, 1.0)
    };
    let t = x - cell;
    let t = t * t * (3.0 - 2.0 * t);
    at(cell) + (at(cell + 1.0) - at(cell)) * t
}

/// Four octaves of [`noise`], 0 to 1; `rough` (0 to 1) is the weight that each finer octave keeps.
pub(super) fn fractal(x: f32, key: u64, rough: f32) -> f32 {
    let (mut sum, mut weight, mut total, mut step) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..4 {
        sum += noise(x * step, key.wrapping_add(octave)) * weight;
        total += weight;
        weight *= rough;
        step *= 2.1;
    }
    sum / total
}
