use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Memory for pages in all encodings together, in bytes.
    pub size_bytes: usize,
    /// A page that is asked for so often since it was made gets its best
    /// compression, on a thread of the press's own.
    pub finish_at: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            size_bytes: 36 * 1024 * 1024,
            finish_at: 16,
        }
    }
}

/// How soon a change has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// The pages are dropped before [`crate::Press::touch`] returns.
    AtOnce,
    /// After `renew` the first who asks makes the page anew, and the others
    /// get the last one meanwhile; after `drop` nobody gets it any more.
    Within { renew: Duration, drop: Duration },
}

impl Haste {
    /// The page is made anew when it is next asked for, and in `time` at the
    /// latest nobody gets the last one.
    #[must_use]
    pub fn within(time: Duration) -> Self {
        Self::Within {
            renew: Duration::ZERO,
            drop: time,
        }
    }
}
