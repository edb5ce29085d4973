//! Time, ids and randomness: the one seam through which they come in.
//!
//! Nothing else in the house asks the operating system what time it is, so a
//! test, a screenshot or a reproducible page sets the clock in one place.

mod clock;
mod ids;
mod millis;
mod random;

pub use clock::{BadClock, Clock, Steady};
pub use ids::Ids;
pub use millis::Millis;
pub use random::Random;
