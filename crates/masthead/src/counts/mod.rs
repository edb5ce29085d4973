//! Counts that pages show: articles of creators and channels, followers,
//! comments. Kept by a follower of the log, so that no page ever counts rows.
//! The columns are written by the stores of their tables.

mod follower;
mod sums;

pub use follower::CountsFollower;
