//! Time and ids: the one seam through which both come in.
//!
//! Nothing else in the house asks the operating system what time it is, so a
//! test, a screenshot or a reproducible page sets the clock in one place.

mod clock;
mod ids;
mod millis;

pub use clock::{BadClock, Clock};
pub use ids::Ids;
pub use millis::Millis;
