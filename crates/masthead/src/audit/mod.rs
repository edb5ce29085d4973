//! The audit trail: what happened, by whom and to what, for people who have to
//! answer for it. Kept by a follower of the log.

mod follower;
pub(crate) mod store;

pub use follower::AuditFollower;
