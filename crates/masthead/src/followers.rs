//! Every follower whose work is in the database: `serve` runs them, commands
//! bring them to the end of the log.

use std::sync::Arc;

use masthead_log::Follower;

use crate::FEATURES;

#[must_use]
pub fn stored() -> Vec<Arc<dyn Follower>> {
    let all = FEATURES.iter();
    all.flat_map(|feature| (feature.followers)()).collect()
}
