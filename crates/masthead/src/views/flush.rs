use std::sync::Arc;
use std::sync::atomic::Ordering;

use masthead_clock::Millis;
use masthead_db::{Db, Fault, Tx};
use masthead_log::{Actor, Log};

use super::counter::{Batch, Tally, Views};
use super::events::{CLEARED_EACH_MS, KEPT, ViewsCounted};
use super::store::{Counted, add_crawls, add_views, clear_events, yield_to_others};

impl Views {
    /// Writes what came together since the last time, in one transaction, and
    /// gives the number of articles that readers saw. Where that fails nothing
    /// is lost: it comes with the next.
    ///
    /// # Errors
    /// What the database says.
    pub async fn flush(&self, db: &Db, log: &Log) -> Result<usize, Fault> {
        let batch = Arc::new(self.take());
        if batch.is_empty() {
            return Ok(0);
        }
        let now = self.clock.now();
        let clearing = now.0 - self.cleared_at.load(Ordering::Relaxed) >= CLEARED_EACH_MS;
        let clear_before = clearing.then(|| now.minus(KEPT));
        let (counts, log) = (Arc::clone(&batch), log.clone());
        let written = db
            .write(move |tx| write(tx, &log, &counts, clear_before))
            .await;
        match &written {
            Ok(_) if clearing => self.cleared_at.store(now.0, Ordering::Relaxed),
            Ok(_) => {}
            Err(_) => self.give_back(&batch),
        }
        written
    }
}

/// In the order of the ids, so that two processes never wait for each other's
/// rows crosswise.
fn write(
    tx: &mut Tx<'_>,
    log: &Log,
    batch: &Batch,
    clear_before: Option<Millis>,
) -> Result<usize, Fault> {
    yield_to_others(tx)?;
    let articles = add_views(tx, &numbers(batch, |tally| tally.views))?;
    add_crawls(tx, &numbers(batch, |tally| tally.crawls))?;
    let seen = articles.len();
    if seen > 0 {
        log.append(tx, Actor::Platform, &ViewsCounted { articles })?;
        // Never without a newer event: the log's last number must not go back.
        if let Some(before) = clear_before {
            clear_events(tx, before)?;
        }
    }
    Ok(seen)
}

/// One number of each article that has it.
fn numbers(batch: &Batch, number: fn(&Tally) -> i64) -> Vec<Counted> {
    let numbers = batch.iter().map(|(article, tally)| Counted {
        article: *article,
        number: number(tally),
    });
    numbers.filter(|counted| counted.number > 0).collect()
}
