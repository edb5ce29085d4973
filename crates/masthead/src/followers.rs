//! Every follower whose work is in the database, in one place: `serve` runs
//! them, commands bring them to the end of the log.

use std::sync::Arc;

use masthead_log::Follower;

use crate::audit::AuditFollower;
use crate::counts::CountsFollower;
use crate::notification::NotificationFollower;

#[must_use]
pub fn stored() -> Vec<Arc<dyn Follower>> {
    vec![
        Arc::new(CountsFollower),
        Arc::new(AuditFollower),
        Arc::new(NotificationFollower),
    ]
}
