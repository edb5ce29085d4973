//! What changes without an event: ranks that move by counting, and times that
//! come or are over.

use std::sync::Arc;
use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_log::{Actor, Trouble};
use tokio::task::JoinSet;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};

use crate::article::{in_lists, store as articles};
use crate::credential;
use crate::media::strays::clear_strays;
use crate::media::sweep::sweep;
use crate::notification;
use crate::pen::Pen;
use crate::portal::{AppError, News, Portal, Thing};
use crate::publishing::acts::{self, ActFault};
use crate::publishing::store::piece;
use crate::upload;

/// Often enough that a rank shows within a second of its event.
const EVERY: Duration = Duration::from_millis(400);
/// Of a day, for each of the 256 parts of the store.
const PART_SECONDS: u64 = 86_400 / 256;

impl Portal {
    /// Brings out what is due, ranks anew, and tells pages of a front that is
    /// no longer as they show it, and of articles whose time has come since
    /// `last`. Gives the time up to which it looked.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tick(&self, last: Millis) -> Result<Millis, Fault> {
        let now = self.clock.now();
        self.publish_due(now).await?;
        self.renew_ranks(now).await?;
        self.tell_of_due(last, now).await?;
        Ok(now)
    }

    async fn renew_ranks(&self, now: Millis) -> Result<(), Fault> {
        if let Some(doubted_at) = self.front.renew(&self.db, now).await? {
            self.touch(Thing::Front, News::Counted, doubted_at);
        }
        Ok(())
    }

    async fn tell_of_due(&self, last: Millis, now: Millis) -> Result<(), Fault> {
        let due = move |tx: &mut Tx<'_>| articles::list_due(tx, last, now);
        for (article, standing) in self.db.read(due).await? {
            let mut things = in_lists(&standing, News::Grew);
            things.insert(0, Thing::Front.has(News::Grew));
            things.push(Thing::Article(article).has(News::Changed));
            for touch in things {
                self.tell_pages(touch, now);
            }
        }
        Ok(())
    }

    /// Writes the letters that are due.
    ///
    /// # Errors
    /// What keeps them waiting.
    pub async fn write_letters(&self) -> Result<(), AppError> {
        notification::round(self, self.clock.now()).await
    }

    /// Clears from the store what has run out. It may take as long as the store does: nothing waits for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn tidy(&self) -> Result<(), Fault> {
        // One that fails keeps nothing from the other.
        let cleared = upload::clear_due(self).await;
        sweep(self).await.and(cleared)
    }

    /// Ends credentials whose last day is over.
    ///
    /// # Errors
    /// What keeps them from being looked at.
    pub async fn end_credentials(&self) -> Result<(), AppError> {
        credential::turn(self).await
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
    all.spawn(write(Arc::clone(&portal)));
    all.spawn(strays(Arc::clone(&portal)));
    all.spawn(async move {
        let (mut every, mut trouble) = (pace(EVERY), Trouble::with("clearing the store"));
        loop {
            every.tick().await;
            sleep(trouble.after(portal.tidy().await)).await;
        }
    });
    all
}

/// One that fails keeps nothing from the others: each is looked for again at
/// the next tick.
async fn publish(portal: Arc<Portal>) {
    let mut last = portal.clock.now();
    let mut every = pace(EVERY);
    let mut due = Trouble::with("publishing what is due");
    let mut ranks = Trouble::with("ranking anew");
    let mut pages = Trouble::with("looking for what is due");
    loop {
        every.tick().await;
        let now = portal.clock.now();
        let pauses = [
            due.after(portal.publish_due(now).await),
            ranks.after(portal.renew_ranks(now).await),
            pages.after(portal.tell_of_due(last, now).await),
        ];
        if pauses[2].is_zero() {
            last = now;
        }
        sleep(pauses.into_iter().max().unwrap_or_default()).await;
    }
}

async fn write(portal: Arc<Portal>) {
    let mut every = pace(EVERY);
    let mut credentials = Trouble::with("looking at credentials");
    let mut letters = Trouble::with("writing letters");
    loop {
        every.tick().await;
        let ended = credentials.after(portal.end_credentials().await);
        let written = letters.after(portal.write_letters().await);
        sleep(ended.max(written)).await;
    }
}

/// All of the store once a day, a part at a time. The hour says which: a process that is started anew each night comes
/// to all of it as well.
async fn strays(portal: Arc<Portal>) {
    let mut every = pace(Duration::from_secs(PART_SECONDS));
    let mut trouble = Trouble::with("looking for files without a row");
    let parts_since_1970 = portal.clock.now().0.unsigned_abs() / 1_000 / PART_SECONDS;
    let first = usize::try_from(parts_since_1970 % 256).unwrap_or_default();
    for bucket in (0..=u8::MAX).cycle().skip(first) {
        every.tick().await;
        sleep(trouble.after(clear_strays(&portal, bucket).await)).await;
    }
}

fn pace(each: Duration) -> Interval {
    let mut every = interval(each);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    every
}
