use std::sync::Arc;
use std::time::Duration;

use masthead_db::{Db, Fault};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::read::Settled;
use crate::{Failure, Follower, Keeping, Log, Step, Trouble, read_after, settled, standing, step};

/// Another process (an import) cannot wake us: we look by ourselves so often.
/// Readers are promised ordinary changes within a second.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
const BATCH: i64 = 1_000;

/// Followers at work; they end when this is dropped.
pub struct Running {
    tasks: JoinSet<()>,
}

impl Running {
    /// Ends the followers between two batches, never within one.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Starts each follower on a task of its own, so that a slow one keeps none
/// of the others waiting.
///
/// # Errors
/// Where the end of the log cannot be read.
pub async fn run(db: &Db, log: &Log, followers: &[Arc<dyn Follower>]) -> Result<Running, Fault> {
    let mut tasks = JoinSet::new();
    for follower in followers.iter().cloned() {
        let (db, log, woken) = (db.clone(), log.clone(), log.woken());
        match follower.keeping() {
            Keeping::Stored => tasks.spawn(follow_stored(db, log, woken, follower)),
            Keeping::Volatile => {
                let cursor = end(&db, follower.as_ref()).await?.cursor();
                tasks.spawn(follow_volatile(db, woken, follower, cursor))
            }
        };
    }
    Ok(Running { tasks })
}

async fn follow_stored(
    db: Db,
    log: Log,
    mut woken: watch::Receiver<u64>,
    follower: Arc<dyn Follower>,
) {
    let mut trouble = Trouble::with(format!("follower {}", follower.name()));
    loop {
        woken.mark_unchanged();
        let step = step(&db, log.clock(), Arc::clone(&follower)).await;
        if step.is_ok() {
            trouble.over();
        }
        match step {
            // Others may wait for what it has done.
            Ok(Step::Advanced(_)) => log.wake(),
            Ok(Step::Idle) => wait(&mut woken, LOOK_AGAIN).await,
            Ok(Step::Paused { until, reason }) => {
                let left_ms = (until.0 - log.clock().now().0).max(1).unsigned_abs();
                tracing::warn!(
                    follower = follower.name(),
                    left_ms,
                    "follower {} waits {left_ms} ms: {reason}",
                    follower.name()
                );
                sleep(Duration::from_millis(left_ms)).await;
            }
            Err(fault) => sleep(trouble.failed(&fault)).await,
        }
    }
}

async fn follow_volatile(
    db: Db,
    mut woken: watch::Receiver<u64>,
    follower: Arc<dyn Follower>,
    mut cursor: i64,
) {
    let mut trouble = Trouble::with(format!("follower {}", follower.name()));
    loop {
        woken.mark_unchanged();
        let step = step_volatile(&db, Arc::clone(&follower), cursor).await;
        if step.is_ok() {
            trouble.over();
        }
        match step {
            Ok(next) if next > cursor => cursor = next,
            Ok(_) => wait(&mut woken, LOOK_AGAIN).await,
            Err(failure) => sleep(trouble.failed(&failure)).await,
        }
    }
}

async fn step_volatile(db: &Db, follower: Arc<dyn Follower>, cursor: i64) -> Result<i64, Failure> {
    let end = end(db, follower.as_ref()).await?;
    db.read(move |tx| {
        let events = read_after(tx, cursor, end, BATCH)?;
        let Some(last) = events.last() else {
            return Ok(cursor);
        };
        follower.follow(tx, &events)?;
        Ok(last.seq)
    })
    .await
}

/// How far a follower may read: what is settled, and where it comes after
/// another, what that one has taken.
async fn end(db: &Db, follower: &dyn Follower) -> Result<Settled, Fault> {
    let end = settled(db).await?;
    let Some(name) = follower.after() else {
        return Ok(end);
    };
    let before = db.read(move |tx| standing::cursor(tx, name)).await?;
    Ok(end.but_not_past(before.cursor))
}

async fn wait(woken: &mut watch::Receiver<u64>, longest: Duration) {
    // Time running out is as good as being woken.
    let _ = timeout(longest, woken.changed()).await;
}
