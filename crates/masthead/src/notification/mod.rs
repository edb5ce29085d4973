//! What people are told of: decisions on what they handed in, who follows
//! their creator, and what creators publish whom they follow.
//!
//! A decision or a new follower concerns a few people: a follower of the log
//! writes a row for each. What a creator publishes may concern a million: that
//! has no rows. Whoever looks reads the articles of those whom they follow, by
//! one walk along an index for each, so that publishing costs the same however
//! many follow, and nothing that was taken down is left in anybody's list.

mod clerk;
mod follower;
mod letters;
mod list;
mod mark;
mod now;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;
mod words;

pub use clerk::round;
pub use follower::NotificationFollower;
pub use now::me;
pub use routes::routes;
