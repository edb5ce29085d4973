//! What the parts of a connection tell the one who watches it.
//!
//! All parts run on one thread. The cells are atomic only because a request's
//! body must be `Send` for services that demand it; relaxed loads and stores
//! cost what plain ones do.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

#[derive(Default)]
pub(crate) struct Signs {
    moved: AtomicU64,
    head_begun: AtomicBool,
    running: AtomicBool,
    served: AtomicBool,
    body_awaited: AtomicBool,
    body_unread: AtomicBool,
    write_stuck: AtomicBool,
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

impl Signs {
    pub(crate) fn phase(&self) -> Phase {
        if self.write_stuck.load(Relaxed) {
            Phase::Write
        } else if self.running.load(Relaxed) {
            if self.body_awaited.load(Relaxed) {
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

    pub(crate) fn body_awaited(&self, awaited: bool) {
        self.body_awaited.store(awaited, Relaxed);
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
