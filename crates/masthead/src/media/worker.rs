//! Makes the smaller copies of stored pictures, one picture at a time, beside everything else.
//!
//! A picture is marked only after its copies stand: a crash in the middle repeats it, and the same copies come out.

use std::sync::Arc;
use std::time::Duration;

use masthead_clock::Clock;
use masthead_db::{Db, Fault};
use masthead_log::{Actor, Log};
use masthead_media::{Format, Hash, Limits, Object, Rendition, Store, StoreError, renditions};
use tokio::sync::{Notify, watch};
use tokio::task::{JoinError, JoinHandle};
use tokio::time::sleep;

use super::events::MediaScaled;
use super::pool::{For, Pool, Unplaced};
use super::serve::chain;
use super::store::{Waiting, find_waiting, put_failure, put_scaled};

/// Another process (an import) cannot wake us: we look by ourselves so often.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// After failures of the disk or the database the pause doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// The worker could not go on. No picture is to blame, and none is marked.
#[derive(Debug, thiserror::Error)]
pub enum WorkFault {
    #[error("the list of waiting pictures: {0}")]
    Database(#[from] Fault),
    #[error("the store: {}", chain(.0))]
    Store(#[from] StoreError),
    #[error("the process is ending")]
    Ending,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    pub scaled: u64,
    /// Marked with the reason; their masters go on serving.
    pub failed: u64,
}

/// A worker in the background; it ends after the picture at hand when this is dropped.
pub struct Worker {
    going_on: watch::Sender<()>,
    bell: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Has it look now instead of within a second.
    pub fn look(&self) {
        self.bell.notify_one();
    }

    /// Answers when the picture at hand is done and nothing more will be written.
    pub async fn stop(self) {
        drop(self.going_on);
        if let Err(error) = self.task.await {
            tracing::error!("the picture worker: {error}");
        }
    }
}

/// Starts a worker on the current runtime.
#[must_use]
pub fn start(db: Db, store: Store, pool: Pool, log: Log, clock: Clock) -> Worker {
    let (going_on, ending) = watch::channel(());
    let bell = Arc::new(Notify::new());
    let bench = Bench {
        pool,
        ..Bench::new(db, store, log, clock)
    };
    let task = tokio::spawn(attend(bench, ending, Arc::clone(&bell)));
    Worker {
        going_on,
        bell,
        task,
    }
}

/// Works in the foreground until no picture waits.
///
/// # Errors
/// [`WorkFault`]; what is done stays done.
pub async fn work_off(db: &Db, store: &Store, log: &Log, clock: &Clock) -> Result<Done, WorkFault> {
    let bench = Bench::new(db.clone(), store.clone(), log.clone(), clock.clone());
    let mut done = Done::default();
    while let Some(outcome) = bench.scale_next().await? {
        match outcome {
            Ok(()) => done.scaled += 1,
            Err(_) => done.failed += 1,
        }
    }
    Ok(done)
}

async fn attend(bench: Bench, mut ending: watch::Receiver<()>, bell: Arc<Notify>) {
    let mut pause = LOOK_AGAIN;
    // The sender only ever goes away: that is the sign.
    while ending.has_changed().is_ok() {
        pause = match bench.scale_next().await {
            Ok(Some(_)) => continue,
            Ok(None) => LOOK_AGAIN,
            Err(fault) => {
                let wait_ms = pause.as_millis();
                tracing::warn!(wait_ms, "pictures are not scaled for {wait_ms} ms: {fault}");
                sleep_or(pause, &mut ending, &bell).await;
                pause = LONGEST_PAUSE.min(pause * 2);
                continue;
            }
        };
        sleep_or(pause, &mut ending, &bell).await;
    }
}

async fn sleep_or(pause: Duration, ending: &mut watch::Receiver<()>, bell: &Notify) {
    tokio::select! {
        _ = ending.changed() => {}
        () = bell.notified() => {}
        () = sleep(pause) => {}
    }
}

/// Why a picture has no copies: for the operator.
type Reason = String;

struct Bench {
    db: Db,
    store: Store,
    pool: Pool,
    log: Log,
    clock: Clock,
    limits: Limits,
}

impl Bench {
    fn new(db: Db, store: Store, log: Log, clock: Clock) -> Self {
        Self {
            db,
            store,
            pool: Pool::default(),
            log,
            clock,
            limits: Limits::default(),
        }
    }

    /// `None` where no picture waits.
    async fn scale_next(&self) -> Result<Option<Result<(), Reason>>, WorkFault> {
        let Some(waiting) = self.db.read(find_waiting).await? else {
            return Ok(None);
        };
        let outcome = self.scale(&waiting).await?;
        if let Err(reason) = &outcome {
            let hash = &waiting.hash;
            tracing::warn!(%hash, "picture {hash} gets no smaller copies: {reason}");
        }
        self.mark(waiting.hash, outcome.clone()).await?;
        Ok(Some(outcome))
    }

    async fn scale(&self, waiting: &Waiting) -> Result<Result<(), Reason>, WorkFault> {
        let format = Format::from_extension(&waiting.master_format);
        let (Ok(hash), Some(format)) = (waiting.hash.parse::<Hash>(), format) else {
            return Ok(Err("the row names no picture of ours".to_owned()));
        };
        let Some(master) = self.store.get(hash, Object::Master(format)).await? else {
            return Ok(Err("its master is not in the store".to_owned()));
        };
        let place = match self
            .pool
            .place(For::Portal, "", &master, &self.limits)
            .await
        {
            Ok(place) => place,
            Err(Unplaced::Refused(refusal)) => return Ok(Err(refusal.to_string())),
            Err(Unplaced::Ended(error)) => return failed(&error).map(Err),
            Err(Unplaced::Busy) => return Err(WorkFault::Ending), // the portal itself waits without end
        };
        let limits = self.limits.clone();
        let made = place
            .run(move || renditions(&master, format, &limits))
            .await;
        match made {
            Ok(Ok(made)) => self.keep(hash, made).await.map(Ok),
            Ok(Err(refusal)) => Ok(Err(refusal.to_string())),
            Err(error) => failed(&error).map(Err),
        }
    }

    async fn keep(&self, hash: Hash, made: Vec<Rendition>) -> Result<(), WorkFault> {
        for Rendition {
            width,
            format,
            bytes,
            ..
        } in made
        {
            let object = Object::Rendition { width, format };
            self.store.put(hash, object, bytes.into()).await?;
        }
        Ok(())
    }

    async fn mark(&self, hash: String, outcome: Result<(), Reason>) -> Result<(), Fault> {
        let (log, at) = (self.log.clone(), self.clock.now());
        let marked = self.db.write(move |tx| {
            let changed = match outcome {
                Ok(()) => put_scaled(tx, &hash, at)?,
                Err(reason) => put_failure(tx, &hash, &reason)?,
            };
            if changed {
                log.append(tx, Actor::Platform, &MediaScaled { hash })?;
            }
            Ok(())
        });
        marked.await
    }
}

/// A decoder's defect stays with its picture: the others still get their copies.
fn failed(error: &JoinError) -> Result<Reason, WorkFault> {
    match error.is_panic() {
        true => Ok("scaling it failed by a defect".to_owned()),
        false => Err(WorkFault::Ending),
    }
}
