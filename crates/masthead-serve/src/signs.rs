//! What the parts of a connection tell the one who watches it.
//!
//! All parts run on one thread but a request's body, which a service may read
//! on another. Relaxed loads and stores cost what plain ones do; whoever asks
//! for more of a body wakes its connection, which then looks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::task::Waker;
use std::time::Duration;

use tokio::time::Instant;

pub(crate) struct Signs {
    began: Instant,
    moved: AtomicU64,
    head_begun: AtomicBool,
    running: AtomicBool,
    served: AtomicBool,
    /// Until when more of a body is waited for, in microseconds from `began`;
    /// 0 where nobody waits.
    body_due: AtomicU64,
    body_unread: AtomicBool,
    write_stuck: AtomicBool,
    /// Of the connection's task, which is one from its accept to its end.
    waker: OnceLock<Waker>,
}

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Accepted, and no byte yet.
    Fresh,
    /// The rest of a request's head.
    Head,
    /// More of the body: the service has asked for it.
    Body,
    /// The service.
    Work,
    /// The reader, who takes nothing at present.
    Write,
    /// The next request.
    Idle,
}

impl Phase {
    /// Whether a request is being answered.
    pub(crate) fn is_under_way(self) -> bool {
        matches!(self, Self::Body | Self::Work | Self::Write)
    }
}

impl Default for Signs {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            moved: AtomicU64::default(),
            head_begun: AtomicBool::default(),
            running: AtomicBool::default(),
            served: AtomicBool::default(),
            body_due: AtomicU64::default(),
            body_unread: AtomicBool::default(),
            write_stuck: AtomicBool::default(),
            waker: OnceLock::new(),
        }
    }
}

impl Signs {
    pub(crate) fn phase(&self) -> Phase {
        if self.write_stuck.load(Relaxed) {
            Phase::Write
        } else if self.running.load(Relaxed) {
            if self.body_due.load(Relaxed) > 0 {
                Phase::Body
            } else {
                Phase::Work
            }
        } else if self.head_begun.load(Relaxed) {
            Phase::Head
        } else if self.served.load(Relaxed) {
            Phase::Idle
        } else {
            Phase::Fresh
        }
    }

    /// Grows with everything that goes in or out.
    pub(crate) fn moved(&self) -> u64 {
        self.moved.load(Relaxed)
    }

    pub(crate) fn read(&self) {
        self.step();
        if !self.running.load(Relaxed) {
            self.head_begun.store(true, Relaxed);
        }
    }

    pub(crate) fn wrote(&self) {
        self.step();
        self.write_stuck.store(false, Relaxed);
    }

    pub(crate) fn write_stuck(&self) {
        self.write_stuck.store(true, Relaxed);
    }

    /// The service wants more of a body, which may take until `due`. Gives
    /// whether that is news to the connection.
    pub(crate) fn body_awaited(&self, due: Instant) -> bool {
        let after = due.saturating_duration_since(self.began).as_micros();
        let after = u64::try_from(after).unwrap_or(u64::MAX).max(1);
        self.body_due.swap(after, Relaxed) != after
    }

    pub(crate) fn woken_by(&self, waker: &Waker) {
        self.waker.get_or_init(|| waker.clone());
    }

    /// Has the connection look, from whatever thread.
    pub(crate) fn wake(&self) {
        if let Some(waker) = self.waker.get() {
            waker.wake_by_ref();
        }
    }

    pub(crate) fn body_taken(&self) {
        self.body_due.store(0, Relaxed);
    }

    pub(crate) fn body_due(&self) -> Option<Instant> {
        let after = self.body_due.load(Relaxed);
        (after > 0).then(|| self.began + Duration::from_micros(after))
    }

    /// The service let go of a body before its end.
    pub(crate) fn body_left(&self) {
        self.body_unread.store(true, Relaxed);
    }

    /// Whether the peer may still be sending a body that nobody reads.
    pub(crate) fn body_unread(&self) -> bool {
        self.body_unread.load(Relaxed)
    }

    // One thread writes, so a load and a store do; a locked addition costs more.
    fn step(&self) {
        self.moved.store(self.moved() + 1, Relaxed);
    }
}

/// A request from the service's call to the end of the answer's body.
pub(crate) struct Running(Arc<Signs>);

impl Running {
    pub(crate) fn begin(signs: &Arc<Signs>) -> Self {
        signs.head_begun.store(false, Relaxed);
        signs.running.store(true, Relaxed);
        Self(Arc::clone(signs))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.store(false, Relaxed);
        self.0.served.store(true, Relaxed);
    }
}
