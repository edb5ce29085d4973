//! Room for everything that is being read or answered just now: what one address brings cannot take it all.
//!
//! Bodies take room as they come, since nobody is believed who announces a length. So several that each have a part
//! could wait for each other for ever: the first that finds no room goes on beyond it, to its end, and leaves room then.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::super::AppError;
use super::super::gate::{Place, Places, Whose};
use crate::visitor::household;

/// Bytes of all bodies at one time, and of those from one network: two of the largest pictures, three of the longest
/// texts. One body of each network, and one of all, may go beyond it. What a body becomes (fields, a document, a page)
/// takes some four times as much.
const ALL: usize = 160 * 1024 * 1024;
const OF_ONE: usize = 48 * 1024 * 1024;
/// Bodies that may be read at one time, and those from one network: what no account is kept of is 128 MiB at most, and
/// 16 MiB from one.
const BODIES: usize = 2_048;
pub(in crate::portal) const BODIES_OF_ONE: usize = 256;
/// Of each body no account is kept: no usual form waits for room.
const FREE: usize = 64 * 1024;
/// A body waits so long until others are done: for its place, and for room.
const WAIT: Duration = Duration::from_secs(60);

/// The bytes of bodies that are held in memory.
pub struct Stock {
    inner: Arc<Inner>,
    /// A place for each body that is being read or answered.
    places: Places,
}

struct Inner {
    taken: Mutex<Taken>,
    freed: Notify,
    all: usize,
    of_one: usize,
    wait: Duration,
    bodies: AtomicU64,
}

#[derive(Default)]
struct Taken {
    all: Share,
    by: HashMap<Option<IpAddr>, Share>,
}

#[derive(Default)]
struct Share {
    bytes: usize,
    /// The body that goes beyond the room there is, until it is dropped.
    first: Option<u64>,
}

impl Share {
    fn lets(&mut self, body: u64, more: usize, most: usize) -> bool {
        self.bytes + more <= most || *self.first.get_or_insert(body) == body
    }

    fn give_back(&mut self, body: u64, bytes: usize) {
        self.bytes -= bytes;
        self.first.take_if(|first| *first == body);
    }

    fn is_empty(&self) -> bool {
        self.bytes == 0 && self.first.is_none()
    }
}

impl Default for Stock {
    fn default() -> Self {
        Self::new(ALL, OF_ONE, WAIT)
    }
}

impl Stock {
    pub(super) fn new(all: usize, of_one: usize, wait: Duration) -> Self {
        Self {
            inner: Arc::new(Inner {
                taken: Mutex::default(),
                freed: Notify::new(),
                all,
                of_one,
                wait,
                bodies: AtomicU64::new(0),
            }),
            places: Places::of(BODIES, BODIES_OF_ONE),
        }
    }

    /// A place and no room yet, of one who may take. Whom no proxy names share the room of one.
    ///
    /// # Errors
    /// [`AppError::Busy`] where no place got free.
    pub(super) async fn held(&self, whose: Whose) -> Result<Held, AppError> {
        let place = self.places.take(whose, self.inner.wait).await;
        let Whose(from) = whose;
        Ok(Held {
            _place: place.ok_or(AppError::Busy)?,
            inner: Arc::clone(&self.inner),
            from: from.map(household),
            body: self.inner.bodies.fetch_add(1, Ordering::Relaxed),
            bytes: AtomicUsize::new(0),
            counted: AtomicUsize::new(0),
        })
    }
}

/// The place and the room that one body takes, until it is dropped.
pub(super) struct Held {
    _place: Place,
    inner: Arc<Inner>,
    from: Option<IpAddr>,
    /// Its number among all bodies.
    body: u64,
    bytes: AtomicUsize,
    counted: AtomicUsize,
}

impl Held {
    /// Takes room for more bytes, and says how long that had to be waited for.
    ///
    /// # Errors
    /// [`AppError::Busy`].
    pub(super) async fn take(&self, more: usize) -> Result<Duration, AppError> {
        let before = self.bytes.fetch_add(more, Ordering::Relaxed);
        let more = (before + more).saturating_sub(FREE.max(before));
        if more == 0 || self.try_take(more) {
            return Ok(Duration::ZERO);
        }
        let begun = Instant::now();
        let until = begun + self.inner.wait;
        loop {
            let mut freed = std::pin::pin!(self.inner.freed.notified());
            // From here on no freeing is missed.
            freed.as_mut().enable();
            if self.try_take(more) {
                return Ok(begun.elapsed());
            }
            timeout_at(until, freed).await.map_err(|_| AppError::Busy)?;
        }
    }

    fn try_take(&self, more: usize) -> bool {
        let mut taken = self.inner.taken();
        let Taken { all, by } = &mut *taken;
        let of_one = by.entry(self.from).or_default();
        let (body, inner) = (self.body, &self.inner);
        let goes = of_one.lets(body, more, inner.of_one) && all.lets(body, more, inner.all);
        if goes {
            all.bytes += more;
            of_one.bytes += more;
            self.counted.fetch_add(more, Ordering::Relaxed);
        }
        goes
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A usual form never asked for room.
        if self.bytes.load(Ordering::Relaxed) <= FREE {
            return;
        }
        let counted = self.counted.load(Ordering::Relaxed);
        let mut taken = self.inner.taken();
        taken.all.give_back(self.body, counted);
        if let Entry::Occupied(mut of_one) = taken.by.entry(self.from) {
            of_one.get_mut().give_back(self.body, counted);
            if of_one.get().is_empty() {
                of_one.remove();
            }
        }
        drop(taken);
        self.inner.freed.notify_waiters();
    }
}

impl Inner {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const A: Whose = Whose(Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))));
    const B: Whose = Whose(Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2))));
    const UNNAMED: Whose = Whose(None);

    async fn held(stock: &Stock, whose: Whose) -> Held {
        stock.held(whose).await.expect("a place")
    }

    /// Six thousand forms of 64 KiB, of which no account is kept, took 700 MiB.
    #[tokio::test]
    async fn small_bodies_of_one_address_leave_places_for_others_and_all_have_an_end() {
        let stock = Stock {
            places: Places::of(6, 2),
            ..Stock::new(FREE, FREE, Duration::ZERO)
        };
        let one = held(&stock, A).await;
        let two = held(&stock, A).await;
        assert!(matches!(stock.held(A).await, Err(AppError::Busy)));
        let unnamed = [held(&stock, UNNAMED).await, held(&stock, UNNAMED).await];
        let others = [held(&stock, B).await, held(&stock, B).await];
        assert!(
            matches!(stock.held(UNNAMED).await, Err(AppError::Busy)),
            "all"
        );
        drop((one, others));
        let more = [held(&stock, UNNAMED).await, held(&stock, A).await];
        drop((two, unnamed, more));
        assert_eq!(stock.places.all.available_permits(), 6);
    }

    #[tokio::test]
    async fn a_body_waits_for_its_place_until_another_is_done() {
        let stock = Stock {
            places: Places::of(2, 1),
            ..Stock::new(FREE, FREE, Duration::from_secs(3_600))
        };
        let first = held(&stock, A).await;
        let waiting = tokio::spawn(async move { stock.held(A).await.map(drop) });
        tokio::task::yield_now().await;
        drop(first);
        waiting.await.expect("no panic").expect("a place");
    }

    #[tokio::test]
    async fn one_address_cannot_take_the_room_of_all_and_small_forms_need_none() {
        let stock = Stock::new(FREE * 12, FREE * 4, Duration::ZERO);
        let one = held(&stock, A).await;
        let two = held(&stock, A).await;
        let three = held(&stock, A).await;
        one.take(FREE * 4).await.expect("room");
        two.take(FREE * 3).await.expect("the first beyond it");
        three.take(FREE).await.expect("a usual form");
        assert!(matches!(three.take(FREE).await, Err(AppError::Busy)));
        let other = held(&stock, B).await;
        other.take(FREE * 4).await.expect("another's room");
        drop((one, two));
        let fourth = held(&stock, A).await;
        fourth.take(FREE * 4).await.expect("what was freed");
        drop((fourth, other, three));
        assert!(stock.inner.taken().all.is_empty());
        assert!(stock.inner.taken().by.is_empty());
    }

    /// Sixteen long texts of one address each had a part of its room, and all were refused after a minute.
    #[tokio::test]
    async fn bodies_that_came_halfway_do_not_wait_for_each_other() {
        let stock = Stock::new(FREE * 8, FREE * 4, Duration::from_secs(3_600));
        let mut coming = Vec::new();
        for from in [A, A, A, A, B, B, B, B] {
            let body = held(&stock, from).await;
            coming.push(tokio::spawn(async move {
                for _ in 0..4 {
                    body.take(FREE).await.expect("room, after a while");
                    tokio::task::yield_now().await;
                }
            }));
        }
        for body in coming {
            body.await.expect("no panic");
        }
        assert!(stock.inner.taken().by.is_empty());
    }

    #[tokio::test]
    async fn a_body_waits_until_another_is_done() {
        let stock = Stock::new(FREE * 2, FREE * 2, Duration::from_secs(3_600));
        let first = held(&stock, A).await;
        first.take(FREE * 3).await.expect("room");
        let beyond = held(&stock, A).await;
        beyond.take(FREE * 2).await.expect("the first beyond it");
        let second = held(&stock, A).await;
        let waiting = tokio::spawn(async move { second.take(FREE * 2).await.map(drop) });
        tokio::task::yield_now().await;
        drop(first);
        waiting.await.expect("no panic").expect("room");
    }
}
