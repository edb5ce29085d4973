//! Counts that pages show: articles of creators and channels, followers,
//! comments. Kept by a follower of the log, so that no page ever counts rows.

mod follower;
mod sums;
pub(crate) mod store;

pub use follower::CountsFollower;
