//! What changes without an event: ranks that move by counting, and times that
//! come or are over.

use std::sync::Arc;
use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_log::Actor;
use tokio::task::JoinSet;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::things::{News, lists};
use super::{Portal, Thing};
use crate::article::store as articles;
use crate::credential;
use crate::media::sweep::sweep;
use crate::notification;
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault};
use crate::publishing::store::piece;
use crate::upload;

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
        // One that fails keeps nothing from the others: each is looked for again at the next tick.
        if let Err(fault) = self.publish_due(now).await {
            tracing::warn!("publishing what is due: {fault}");
        }
        match self.front.renew(&self.db, now).await {
            Ok(Some(doubted_at)) => self.touch(Thing::Front, News::Counted, doubted_at),
            Ok(None) => {}
            Err(fault) => tracing::warn!("ranking anew: {fault}"),
        }
        let due = move |tx: &mut Tx<'_>| articles::list_due(tx, last, now);
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

    /// Writes the letters that are due.
    pub async fn write_letters(&self) {
        if let Err(stop) = notification::round(self, self.clock.now()).await {
            tracing::warn!("letters wait: {stop}");
        }
    }

    /// Clears from the store what has run out. It may take as long as the store does: nothing waits for it.
    pub async fn tidy(&self) {
        if let Err(fault) = upload::clear_due(self).await {
            tracing::warn!("clearing uploads: {fault}");
        }
        if let Err(fault) = sweep(self).await {
            tracing::warn!("sweeping the store: {fault}");
        }
    }

    /// Ends credentials whose last day is over.
    pub async fn end_credentials(&self) {
        if let Err(stop) = credential::turn(self).await {
            tracing::warn!("credentials are not looked at: {stop}");
        }
    }

    /// Brings out the scheduled articles whose time has come: one look at an
    /// index while there are none.
    async fn publish_due(&self, now: Millis) -> Result<(), Fault> {
        let is_due = move |tx: &mut Tx<'_>| piece::list_due(tx, now, 1);
        while !self.db.read(is_due).await?.is_empty() {
            let pen = Pen {
                log: self.log.clone(),
                ids: self.ids.clone(),
                clock: self.clock.clone(),
                actor: Actor::Platform,
            };
            match self.db.write(move |tx| acts::come_out(tx, &pen)).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(ActFault::Fault(fault)) => return Err(fault),
                // Another process moved one of them: the next tick looks again.
                Err(_) => break,
            }
        }
        Ok(())
    }
}

/// Ticks until it is dropped. What publishes waits neither for letters nor for files, nor these for each other.
#[must_use]
pub fn start(portal: Arc<Portal>) -> JoinSet<()> {
    let mut all = JoinSet::new();
    all.spawn(publish(Arc::clone(&portal)));
    let letters = Arc::clone(&portal);
    all.spawn(async move {
        let mut every = pace();
        loop {
            every.tick().await;
            letters.end_credentials().await;
            letters.write_letters().await;
        }
    });
    all.spawn(async move {
        let mut every = pace();
        loop {
            every.tick().await;
            portal.tidy().await;
        }
    });
    all
}

async fn publish(portal: Arc<Portal>) {
    let mut last = portal.clock.now();
    let mut every = pace();
    loop {
        every.tick().await;
        match portal.tick(last).await {
            Ok(now) => last = now,
            Err(fault) => tracing::warn!("looking for what is due: {fault}"),
        }
    }
}

fn pace() -> Interval {
    let mut every = interval(EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    every
}
