use std::sync::{Arc, Mutex, PoisonError};

/// Where randomness comes from: the machine, or numbers that a test repeats.
#[derive(Clone, Debug)]
pub struct Random(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    /// SplitMix64 (Steele, Lea, Flood 2014): no secret, and the same every time.
    Seeded(Arc<Mutex<u64>>),
}

impl Random {
    #[must_use]
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// The same bytes for the same seed: for tests, and for nothing secret.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(seed))))
    }

    /// # Panics
    /// Where the system has no randomness: nothing secret could be made.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::Machine => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Source::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(8) {
                    let next = split_mix(&mut state).to_le_bytes();
                    chunk.copy_from_slice(&next[..chunk.len()]);
                }
            }
        }
        bytes
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_the_machine_does_not() {
        let of = |random: Random| (random.bytes::<16>(), random.bytes::<5>());
        assert_eq!(of(Random::seeded(7)), of(Random::seeded(7)));
        assert_ne!(of(Random::seeded(7)), of(Random::seeded(8)));
        assert_ne!(Random::machine().bytes::<16>(), Random::machine().bytes());
    }
}
