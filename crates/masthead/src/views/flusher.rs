//! Writes counted views once a second, beside everything else.

use std::sync::Arc;
use std::time::Duration;

use masthead_db::FaultKind;
use masthead_log::Trouble;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::portal::Portal;

const EACH: Duration = Duration::from_secs(1);
/// At the end the database is asked so often before counts are given up.
const LAST_TRIES: u32 = 5;

/// A flusher in the background. AppError it: dropping it leaves what was counted
/// in the last second unwritten.
pub struct Flusher {
    going_on: watch::Sender<()>,
    task: JoinHandle<()>,
}

impl Flusher {
    /// Answers when everything that was counted is written. To be called once
    /// nothing counts any more.
    pub async fn stop(self) {
        drop(self.going_on);
        if let Err(error) = self.task.await {
            tracing::error!("the counter of views: {error}");
        }
    }
}

/// Starts a flusher on the current runtime.
#[must_use]
pub fn start(portal: Arc<Portal>) -> Flusher {
    let (going_on, ending) = watch::channel(());
    let task = tokio::spawn(attend(portal, ending));
    Flusher { going_on, task }
}

async fn attend(portal: Arc<Portal>, mut ending: watch::Receiver<()>) {
    let mut ticks = interval(EACH);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut trouble = Trouble::with("writing counted views");
    // The sender only ever goes away: that is the sign.
    while ending.has_changed().is_ok() {
        tokio::select! {
            _ = ending.changed() => {}
            _ = ticks.tick() => {
                let pause = flush(&portal, &mut trouble).await.err();
                // The end does not wait for it.
                if let Some(pause) = pause.filter(|pause| *pause > EACH) {
                    ticks.reset_after(pause);
                }
            }
        }
    }
    for _ in 0..LAST_TRIES {
        if flush(&portal, &mut trouble).await.is_ok() {
            return;
        }
        sleep(EACH).await;
    }
    let views = portal.views.waiting();
    tracing::error!(views, "{views} views could not be written and are lost");
}

/// Writes everything.
///
/// # Errors
/// How long to wait until it is tried again.
async fn flush(portal: &Portal, trouble: &mut Trouble) -> Result<(), Duration> {
    match portal.views.flush(&portal.db, &portal.log).await {
        Ok(_) => {
            trouble.over();
            Ok(())
        }
        // An import holds the rows: nothing is wrong.
        Err(fault) if fault.kind() == FaultKind::Busy => {
            tracing::debug!("counted views wait for the next second: {fault}");
            Err(EACH)
        }
        Err(fault) => Err(trouble.failed(&fault)),
    }
}
