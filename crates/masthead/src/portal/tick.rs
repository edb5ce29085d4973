//! What changes without an event: ranks that move by counting, and times that
//! come.

use std::sync::Arc;
use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::Fault;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

use super::things::{News, lists};
use super::{Portal, Thing};
use crate::article::store as articles;

/// Often enough that a rank shows within a second of its event.
const EVERY: Duration = Duration::from_millis(400);

impl Portal {
    /// Tells pages of a front that is no longer as they show it, and of
    /// articles whose time has come since `last`. Gives the time up to which
    /// it looked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tick(&self, last: Millis) -> Result<Millis, Fault> {
        let now = self.clock.now();
        if let Some(doubted_at) = self.front.renew(&self.db, now).await? {
            self.touch(Thing::Front, News::Counted, doubted_at);
        }
        let due = move |tx: &mut masthead_db::Tx<'_>| articles::list_due(tx, last, now);
        for (article, standing) in self.db.read(due).await? {
            let mut things = lists(&standing, News::Grew);
            things.insert(0, (Thing::Front, News::Grew));
            things.push((Thing::Article(article), News::Changed));
            for news in things {
                self.tell_pages(news, now);
            }
        }
        Ok(now)
    }
}

/// Ticks until it is dropped or aborted.
#[must_use]
pub fn start(portal: Arc<Portal>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut last = portal.clock.now();
        let mut every = interval(EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            match portal.tick(last).await {
                Ok(now) => last = now,
                Err(fault) => tracing::warn!("looking for what is due: {fault}"),
            }
        }
    })
}
