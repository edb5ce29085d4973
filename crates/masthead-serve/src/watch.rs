//! Since when a connection waits for the same thing, and how long it may.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

use crate::Limits;
use crate::signs::{Phase, Signs};

/// One timer a connection. It is moved only forwards when it fires, or back
/// when a shorter time begins: a busy connection never touches it.
pub(crate) struct Watch {
    phase: Phase,
    since: Instant,
    moved: u64,
    /// When the body that is waited for is late.
    body_due: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

/// What the clock says of a connection.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It has waited too long for this.
    Late(Phase),
    /// It has been idle so long that its buffers are better used elsewhere.
    Quiet,
}

impl Watch {
    pub(crate) fn new(limits: &Limits) -> Self {
        let now = Instant::now();
        Self {
            phase: Phase::Fresh,
            since: now,
            moved: 0,
            body_due: None,
            timer: Box::pin(sleep_until(now + limits.head_timeout)),
        }
    }

    /// To be asked after whatever may have moved the connection. `parked`: it
    /// has no buffers to give back.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        signs: &Signs,
        limits: &Limits,
        parked: bool,
    ) -> Poll<Verdict> {
        let now = Instant::now();
        self.look(signs, now);
        loop {
            let (wait, verdict) = self.next(limits, parked);
            let Some(due) = wait.map_or(self.body_due, |wait| Some(self.since + wait)) else {
                return Poll::Pending;
            };
            if now >= due {
                return Poll::Ready(verdict);
            }
            if self.timer.deadline() > due || self.timer.is_elapsed() {
                self.timer.as_mut().reset(due);
            }
            if self.timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            // It fired for an earlier wait than this one: set it anew.
            if Instant::now() >= due {
                return Poll::Ready(self.next(limits, parked).1);
            }
        }
    }

    /// Begins a new wait when the phase is another, or when bytes have moved
    /// in a phase whose limit is on standing still. A head has one limit as a
    /// whole, so that a byte now and then does not prolong it.
    fn look(&mut self, signs: &Signs, now: Instant) {
        let (phase, moved) = (signs.phase(), signs.moved());
        if phase != self.phase || (moved != self.moved && phase != Phase::Head) {
            self.since = now;
        }
        self.phase = phase;
        self.moved = moved;
        self.body_due = signs.body_due().filter(|_| phase == Phase::Body);
    }

    fn next(&self, limits: &Limits, parked: bool) -> (Option<Duration>, Verdict) {
        let late = Verdict::Late(self.phase);
        match self.phase {
            Phase::Fresh | Phase::Head => (Some(limits.head_timeout), late),
            Phase::Write => (Some(limits.write_timeout), late),
            // A body brings its own time, and the service has none.
            Phase::Body | Phase::Work => (None, late),
            Phase::Idle if parked || limits.park_after >= limits.idle_timeout => {
                (Some(limits.idle_timeout), late)
            }
            Phase::Idle => (Some(limits.park_after), Verdict::Quiet),
        }
    }
}
