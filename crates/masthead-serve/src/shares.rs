//! What one address has of the house: connections, and bytes of answers that
//! it has not taken yet.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use hyper::HeaderMap;

use crate::Limits;

type Says = dyn Fn(IpAddr, &HeaderMap) -> Option<IpAddr> + Send + Sync;

/// Whose a request is, by its peer and its headers: asked with none when a
/// connection comes. `None` where many share the address and none of them is
/// known, as with a proxy: then only what all have together is bounded.
#[derive(Clone)]
pub struct Whose(Arc<Says>);

impl Whose {
    #[must_use]
    pub fn by(says: impl Fn(IpAddr, &HeaderMap) -> Option<IpAddr> + Send + Sync + 'static) -> Self {
        Self(Arc::new(says))
    }
}

/// The peer's own.
impl Default for Whose {
    fn default() -> Self {
        Self::by(|peer, _| Some(peer))
    }
}

impl fmt::Debug for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Whose")
    }
}

/// An address as one is counted. Of IPv6 a /64 is one network, and whoever has
/// it has all of its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Network {
    V4(u32),
    V6(u64),
}

impl Network {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6((address.to_bits() >> 64) as u64),
        }
    }
}

/// When all have this much, one may have only so small a part of what it may
/// otherwise: whoever takes what is sent is served on.
const PART_WHEN_FULL: usize = 64;

/// One network may have so many connections however small the house is.
const SMALL_ROOM: usize = 64;

pub(crate) struct Ledger {
    whose: Whose,
    connections_of_one: usize,
    unsent_of_one: usize,
    unsent_of_all: usize,
    unsent: AtomicUsize,
    shares: Mutex<HashMap<Network, Weak<Share>>>,
}

/// What one network has.
pub(crate) struct Share {
    network: Network,
    connections: AtomicUsize,
    unsent: AtomicUsize,
    ledger: Arc<Ledger>,
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut shares = self.ledger.all();
        // Somebody of the same network may have come meanwhile.
        if shares
            .get(&self.network)
            .is_some_and(|share| share.strong_count() == 0)
        {
            shares.remove(&self.network);
        }
    }
}

impl Ledger {
    /// `room` is what there is for connections in all.
    pub(crate) fn new(limits: &Limits, room: usize) -> Arc<Self> {
        Arc::new(Self {
            whose: limits.whose.clone(),
            connections_of_one: limits.connections_of_one.min((room / 4).max(SMALL_ROOM)),
            unsent_of_one: limits.unsent_bytes_of_one,
            unsent_of_all: limits.unsent_bytes,
            unsent: AtomicUsize::new(0),
            shares: Mutex::default(),
        })
    }

    /// A place for a connection from `peer`, or none where its network has
    /// all that one may have.
    pub(crate) fn enter(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let Some(address) = (self.whose.0)(peer, &HeaderMap::new()) else {
            return Some(Place(None));
        };
        let share = self.share(address);
        // Counted by one thread alone, the acceptor's, and given back by others.
        if share.connections.load(Relaxed) >= self.connections_of_one {
            return None;
        }
        share.connections.fetch_add(1, Relaxed);
        Some(Place(Some(share)))
    }

    fn share(self: &Arc<Self>, address: IpAddr) -> Arc<Share> {
        let network = Network::of(address);
        let fresh = || {
            Arc::new(Share {
                network,
                connections: AtomicUsize::new(0),
                unsent: AtomicUsize::new(0),
                ledger: Arc::clone(self),
            })
        };
        let mut shares = self.all();
        let known = shares.get(&network).and_then(Weak::upgrade);
        known.unwrap_or_else(|| {
            let share = fresh();
            shares.insert(network, Arc::downgrade(&share));
            share
        })
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Network, Weak<Share>>> {
        self.shares.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection's place, given back when it is dropped: with its share, or
/// without one where nobody knows whose it is.
pub(crate) struct Place(Option<Arc<Share>>);

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(share) = &self.0 {
            share.connections.fetch_sub(1, Relaxed);
        }
    }
}

/// What a connection's reader was handed and has not taken yet.
pub(crate) struct Tab {
    ledger: Arc<Ledger>,
    peer: IpAddr,
    place: Place,
    /// Whose answer is under way.
    share: RefCell<Option<Arc<Share>>>,
    unsent: Cell<usize>,
}

impl Tab {
    pub(crate) fn new(ledger: &Arc<Ledger>, peer: IpAddr, place: Place) -> Self {
        Self {
            ledger: Arc::clone(ledger),
            peer,
            share: RefCell::new(place.0.clone()),
            place,
            unsent: Cell::new(0),
        }
    }

    /// Whether there is room for one more answer to whoever sent `headers`.
    pub(crate) fn begin(&self, headers: &HeaderMap) -> bool {
        // A peer that speaks for itself alone was asked when it came.
        if self.place.0.is_none() {
            let whose = (self.ledger.whose.0)(self.peer, headers);
            self.becomes(whose.map(|address| self.ledger.share(address)));
        }
        let full = self.ledger.unsent.load(Relaxed) >= self.ledger.unsent_of_all;
        match (&*self.share.borrow(), full) {
            (None, full) => !full,
            (Some(share), false) => share.unsent.load(Relaxed) < self.ledger.unsent_of_one,
            (Some(share), true) => {
                share.unsent.load(Relaxed) < self.ledger.unsent_of_one / PART_WHEN_FULL
            }
        }
    }

    /// What the last reader of this connection has still to take goes along.
    fn becomes(&self, share: Option<Arc<Share>>) {
        let unsent = self.unsent.get();
        if let Some(share) = &share {
            share.unsent.fetch_add(unsent, Relaxed);
        }
        if let Some(before) = self.share.replace(share) {
            before.unsent.fetch_sub(unsent, Relaxed);
        }
    }

    pub(crate) fn handed(&self, size_bytes: usize) {
        self.unsent.set(self.unsent.get() + size_bytes);
        self.ledger.unsent.fetch_add(size_bytes, Relaxed);
        if let Some(share) = &*self.share.borrow() {
            share.unsent.fetch_add(size_bytes, Relaxed);
        }
    }

    /// Heads are written too, and not counted: they come off the body's bytes.
    pub(crate) fn wrote(&self, size_bytes: usize) {
        let size_bytes = size_bytes.min(self.unsent.get());
        if size_bytes == 0 {
            return;
        }
        self.unsent.set(self.unsent.get() - size_bytes);
        self.ledger.unsent.fetch_sub(size_bytes, Relaxed);
        if let Some(share) = &*self.share.borrow() {
            share.unsent.fetch_sub(size_bytes, Relaxed);
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.wrote(self.unsent.get());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn ledger(whose: Whose) -> Arc<Ledger> {
        let limits = Limits {
            connections_of_one: 2,
            unsent_bytes_of_one: 6_400,
            unsent_bytes: 10_000,
            whose,
            ..Limits::default()
        };
        Ledger::new(&limits, 1_000)
    }

    #[test]
    fn addresses_of_one_ipv6_network_share_what_one_may_have() {
        let ledger = ledger(Whose::default());
        let one = ledger.enter(ip("2001:db8::1")).expect("room");
        let _two = ledger.enter(ip("2001:db8::2")).expect("room");
        assert!(ledger.enter(ip("2001:db8::3")).is_none());
        assert!(ledger.enter(ip("2001:db8:0:1::3")).is_some());
        assert!(ledger.enter(ip("192.0.2.1")).is_some());
        drop(one);
        assert!(ledger.enter(ip("2001:db8::3")).is_some());
    }

    #[test]
    fn a_network_that_left_leaves_nothing_behind() {
        let ledger = ledger(Whose::default());
        let place = ledger.enter(ip("::ffff:192.0.2.1")).expect("room");
        let tab = Tab::new(&ledger, ip("192.0.2.1"), place);
        tab.handed(500);
        tab.wrote(200);
        assert_eq!(ledger.unsent.load(Relaxed), 300);
        drop(tab);
        assert_eq!(ledger.unsent.load(Relaxed), 0);
        assert!(ledger.all().is_empty());
    }

    #[test]
    fn a_proxy_is_not_one_reader_and_its_readers_are_told_apart() {
        let forwarded = |_: IpAddr, headers: &HeaderMap| {
            let said = headers.get("x-forwarded-for")?.to_str().ok()?;
            said.parse().ok()
        };
        let ledger = ledger(Whose::by(forwarded));
        let proxy = || {
            let place = ledger.enter(ip("10.0.0.1")).expect("room for a proxy");
            Tab::new(&ledger, ip("10.0.0.1"), place)
        };
        let of = |reader: &str| {
            let value = reader.parse().expect("a value");
            HeaderMap::from_iter([("x-forwarded-for".parse().expect("a name"), value)])
        };
        let tabs: Vec<Tab> = (0..5).map(|_| proxy()).collect();
        assert!(tabs[0].begin(&of("192.0.2.1")));
        tabs[0].handed(6_400);
        assert!(!tabs[1].begin(&of("192.0.2.1")));
        assert!(tabs[1].begin(&of("192.0.2.2")));
        // The next request of the same connection is another reader's.
        tabs[0].wrote(6_400);
        assert!(tabs[0].begin(&of("192.0.2.3")));
        assert!(tabs[2].begin(&of("192.0.2.1")));
    }

    #[test]
    fn who_takes_what_is_sent_is_served_while_others_hold_all_there_is() {
        let ledger = ledger(Whose::default());
        let tab = |peer: &str| {
            let place = ledger.enter(ip(peer)).expect("room");
            Tab::new(&ledger, ip(peer), place)
        };
        let (one, two, three) = (tab("192.0.2.1"), tab("192.0.2.2"), tab("192.0.2.3"));
        one.handed(6_000);
        assert!(one.begin(&HeaderMap::new()));
        two.handed(6_000);
        assert!(!one.begin(&HeaderMap::new()) && !two.begin(&HeaderMap::new()));
        assert!(three.begin(&HeaderMap::new()));
        two.wrote(3_000);
        assert!(two.begin(&HeaderMap::new()));
    }
}
