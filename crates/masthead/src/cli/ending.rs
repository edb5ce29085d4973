//! The end of `serve`: within ten seconds, and with nothing left to do.

use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{sleep, timeout};

use crate::followers;
use crate::mail::Walking;
use crate::media::worker::Worker;
use crate::portal::Portal;
use crate::views::flusher::Flusher;
use masthead_log::Running;

/// In these of the ten seconds what runs is answered, ...
pub(super) const ANSWERING: Duration = Duration::from_secs(6);
/// ... after these of them whoever waits still gets back what was sent, ...
const WAITING: Duration = Duration::from_secs(5);
/// ... and in these what was counted is written.
const WRITING: Duration = Duration::from_secs(3);

/// Waits until the process is told to end, and has the last answers given
/// before their connections are cut.
pub(super) async fn begun(portal: Arc<Portal>) {
    told_to_end().await;
    tokio::spawn(async move {
        sleep(WAITING).await;
        portal.closing.call();
    });
}

async fn told_to_end() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// What runs beside the answering.
pub(super) struct AtWork {
    pub(super) ticks: JoinSet<()>,
    pub(super) walking: Option<Walking>,
    pub(super) flusher: Flusher,
    pub(super) worker: Worker,
    pub(super) running: Running,
}

impl AtWork {
    /// Ends it within its time, whether the database answers or not.
    pub(super) async fn end(self, portal: &Portal) {
        if timeout(WRITING, self.leave_nothing(portal)).await.is_err() {
            tracing::warn!("not everything was written at the end: the database does not answer");
        }
    }

    /// Counts are written, followers have read them, and the file of the
    /// database is whole without its WAL.
    async fn leave_nothing(mut self, portal: &Portal) {
        self.ticks.shutdown().await;
        if let Some(walking) = self.walking {
            walking.stop().await;
        }
        self.flusher.stop().await;
        self.worker.stop().await;
        self.running.stop().await;
        let followers = followers::stored();
        let caught_up = masthead_log::catch_up(&portal.db, &portal.clock, &followers).await;
        if let Err(failure) = caught_up {
            tracing::warn!("followers go on at the next start: {failure}");
        }
        let db = portal.db.clone();
        let settled = spawn_blocking(move || db.settle(WRITING)).await;
        if let Ok(Err(fault)) = settled {
            tracing::warn!("the WAL stays beside the database: {fault}");
        }
    }
}
