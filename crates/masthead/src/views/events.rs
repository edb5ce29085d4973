use std::time::Duration;

use crate::id::ArticleId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// Readers saw these articles: their counts of views are higher than before.
///
/// Kept for [`KEPT`] only. There is one of these each second, and it is of
/// use only to those who hold pages in memory, who begin at the end of the log.
#[derive(Debug, Serialize, Deserialize)]
pub struct ViewsCounted {
    pub articles: Vec<ArticleId>,
}

impl Fact for ViewsCounted {
    const KIND: &'static str = "views.counted";
    const VERSION: i64 = 1;
}

/// How long the log keeps these events. A follower waits five minutes at most
/// between two tries.
pub const KEPT: Duration = Duration::from_secs(15 * 60);
/// How often older ones are cleared away.
pub(super) const CLEARED_EACH_MS: i64 = 60_000;
