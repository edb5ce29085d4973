use std::sync::Arc;

use masthead_clock::{Clock, Millis};
use masthead_db::{Db, Fault, Tx, params};

use crate::{Event, read_after, settled, standing::cursor};

/// Events that a follower gets at once, and that share one commit.
const BATCH: i64 = 1_000;
/// The first pause after a failure, in milliseconds; it doubles up to the last.
const FIRST_PAUSE_MS: i64 = 200;
const LAST_PAUSE_MS: i64 = 300_000;

/// Where a follower's work lives, and so where its cursor does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In the database: the cursor moves in the same transaction.
    Stored,
    /// In this process's memory: each start begins at the end of the log.
    Volatile,
}

/// What happens when events arrive.
pub trait Follower: Send + Sync {
    /// Its name in the database and in `check`: never changes.
    fn name(&self) -> &'static str;

    fn keeping(&self) -> Keeping {
        Keeping::Stored
    }

    /// The stored follower whose work this one shows: it gets an event only
    /// once that one has taken it. For volatile followers.
    fn after(&self) -> Option<&'static str> {
        None
    }

    /// Called before the very first event: clears what an earlier run left, so
    /// that starting from zero is all that rebuilding takes.
    ///
    /// # Errors
    /// As [`Follower::follow`].
    fn begin(&self, _: &mut Tx<'_>) -> Result<(), Failure> {
        Ok(())
    }

    /// Takes the next events, in order, each once.
    ///
    /// # Errors
    /// Where it cannot go on: nothing of this batch is kept, and the batch
    /// comes again after a pause.
    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure>;
}

/// Why a follower could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("event {seq}: {reason}")]
    Event { seq: i64, reason: String },
}

/// What one step of a follower came to.
#[derive(Debug)]
pub enum Step {
    /// It read up to here; there may be more.
    Advanced(i64),
    /// There is nothing to read.
    Idle,
    /// It failed, or failed before, and waits until then.
    Paused { until: Millis, reason: String },
}

/// Lets a stored follower take its next batch of events.
///
/// # Errors
/// A fault of the database outside the follower's own work.
pub async fn step(db: &Db, clock: &Clock, follower: Arc<dyn Follower>) -> Result<Step, Fault> {
    let name = follower.name();
    let now = clock.now();
    let settled = settled(db).await?;
    let (mark, events) = db
        .read(move |tx| -> Result<_, Fault> {
            let mark = cursor(tx, name)?;
            let events = read_after(tx, mark.cursor, settled, BATCH)?;
            Ok((mark, events))
        })
        .await?;
    // One that would wait longer failed while the clock stood ahead.
    let longest = Millis(now.0 + LAST_PAUSE_MS);
    if mark.retry_at > now
        && mark.retry_at <= longest
        && let Some(reason) = mark.reason
    {
        let until = mark.retry_at;
        return Ok(Step::Paused { until, reason });
    }
    let Some(last) = events.last().map(|event| event.seq) else {
        return Ok(Step::Idle);
    };
    let from = mark.cursor;
    let taken = db
        .write(move |tx| take(tx, follower.as_ref(), from, last, &events))
        .await;
    match taken {
        Ok(()) => Ok(Step::Advanced(last)),
        Err(failure) => pause(db, name, now, mark.failures + 1, &failure).await,
    }
}

const ADVANCE: &str = "INSERT INTO follower (name, cursor, failures, retry_at, reason)
    VALUES ($1, $3, 0, 0, NULL)
    ON CONFLICT (name) DO UPDATE
    SET cursor = excluded.cursor, failures = 0, retry_at = 0, reason = NULL
    WHERE follower.cursor = $2
    RETURNING cursor";

/// The cursor moves first: its row is the lock that keeps a second process
/// from taking the same events. No row back: the other one was faster, and
/// there is nothing left to do.
fn take(
    tx: &mut Tx<'_>,
    follower: &dyn Follower,
    from: i64,
    last: i64,
    events: &[Event],
) -> Result<(), Failure> {
    let moved = tx.find(ADVANCE, params![follower.name(), from, last], |row| {
        row.get::<i64>(0)
    })?;
    match moved {
        Some(_) if from == 0 => {
            follower.begin(tx)?;
            follower.follow(tx, events)
        }
        Some(_) => follower.follow(tx, events),
        None => Ok(()),
    }
}

const PAUSE: &str = "INSERT INTO follower (name, cursor, failures, retry_at, reason)
    VALUES ($1, 0, $2, $3, $4)
    ON CONFLICT (name) DO UPDATE
    SET failures = excluded.failures, retry_at = excluded.retry_at, reason = excluded.reason";

async fn pause(
    db: &Db,
    name: &'static str,
    now: Millis,
    failures: i64,
    failure: &Failure,
) -> Result<Step, Fault> {
    let doublings = u32::try_from(failures - 1).unwrap_or(0).min(20);
    let pause_ms = (FIRST_PAUSE_MS << doublings).min(LAST_PAUSE_MS);
    let until = Millis(now.0 + pause_ms);
    let reason = failure.to_string();
    let stored = reason.clone();
    db.write(move |tx| tx.execute(PAUSE, params![name, failures, until, &stored]))
        .await?;
    Ok(Step::Paused { until, reason })
}

/// Runs stored followers to the end of the log.
///
/// # Errors
/// The first failure, with the follower's name: a command has no time to wait
/// for a better moment.
pub async fn catch_up(
    db: &Db,
    clock: &Clock,
    followers: &[Arc<dyn Follower>],
) -> Result<(), Failure> {
    for follower in followers {
        loop {
            match step(db, clock, Arc::clone(follower)).await? {
                Step::Advanced(_) => {}
                Step::Idle => break,
                Step::Paused { reason, .. } => {
                    let reason = format!("follower {}: {reason}", follower.name());
                    return Err(Failure::Event { seq: 0, reason });
                }
            }
        }
    }
    Ok(())
}
