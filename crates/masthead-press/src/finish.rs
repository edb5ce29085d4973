use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};
use std::thread;

use crate::Key;

/// Pages waiting for their best compression: more are refused, and come again
/// when they are asked for again.
const WAITING: usize = 64;

/// What finishes a page.
pub(crate) trait Finish: Send + Sync + 'static {
    fn finish(&self, key: &Key);
}

/// The way to the thread that finishes pages: it ends when this is dropped.
pub(crate) struct Finisher(Option<SyncSender<Arc<Key>>>);

impl Finisher {
    pub(crate) fn start(work: Weak<impl Finish>) -> Self {
        let (sender, queue) = sync_channel(WAITING);
        let run = move || run(&queue, &work);
        let started = thread::Builder::new().name("press".to_owned()).spawn(run);
        match started {
            Ok(_) => Self(Some(sender)),
            Err(error) => {
                // Pages are good as they are, only larger.
                tracing::warn!("no thread for the best compression: {error}");
                Self(None)
            }
        }
    }

    pub(crate) fn ask(&self, key: &Arc<Key>) {
        if let Some(sender) = &self.0 {
            // A full queue: another time.
            let _ = sender.try_send(Arc::clone(key));
        }
    }
}

fn run(queue: &Receiver<Arc<Key>>, work: &Weak<impl Finish>) {
    for key in queue {
        let Some(work) = work.upgrade() else {
            return;
        };
        work.finish(&key);
    }
}
