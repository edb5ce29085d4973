//! The audit trail: what happened, by whom and to what, for people who have to
//! answer for it. Kept by a follower of the log.

mod follower;
pub(crate) mod store;

use std::sync::Arc;

use crate::portal::{Feature, Table};

pub use follower::AuditFollower;

pub const FEATURE: Feature = Feature {
    tables: &[Table::keyed("audit")],
    followers: || vec![Arc::new(AuditFollower)],
    ..Feature::named("audit")
};
