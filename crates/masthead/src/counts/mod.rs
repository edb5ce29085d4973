//! Counts that pages show: articles of creators and channels, followers,
//! comments. Kept by a follower of the log, so that no page ever counts rows.

mod follower;
pub(crate) mod store;
mod sums;

pub use follower::CountsFollower;
