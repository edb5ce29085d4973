//! Counts that pages show: articles of creators and channels, followers,
//! comments. Kept by a follower of the log, so that no page ever counts rows.
//! The columns are written by the stores of their tables.

mod follower;
mod sums;

use std::sync::Arc;

use crate::portal::Feature;

pub use follower::CountsFollower;

pub const FEATURE: Feature = Feature {
    followers: || vec![Arc::new(CountsFollower)],
    ..Feature::named("counts")
};
