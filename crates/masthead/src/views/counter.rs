use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;
use std::net::IpAddr;
use std::sync::atomic::AtomicI64;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use masthead_clock::Clock;
use masthead_fetch::AddressBlock;
use siphasher::sip::SipHasher13;

use super::crowd::Crowd;
use super::rules::{
    DAY_MS, OF_NEIGHBOURS, OF_NETWORK, SLOT_MS, bytes, is_crawler, neighbourhood, network,
};
use super::salt::{Salt, Salts};
use super::seen::Seen;
use crate::id::ArticleId;

/// Who asks, as far as counting looks at it. Neither part is ever kept.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'r> {
    pub address: IpAddr,
    /// The `User-Agent` header, empty where there is none.
    pub agent: &'r [u8],
}

/// What an article was read since the last flush.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) views: i64,
    pub(super) crawls: i64,
}

/// Counts by article, in the order of their ids.
pub(super) type Batch = BTreeMap<ArticleId, Tally>;

/// The counts of views that are not written yet.
pub struct Views {
    pub(super) clock: Clock,
    salts: Salts,
    day: RwLock<Day>,
    seen: Seen,
    crowd: Crowd,
    pending: Mutex<HashMap<ArticleId, Tally>>,
    /// When events of this kind were last cleared away.
    pub(super) cleared_at: AtomicI64,
}

struct Day {
    number: i64,
    salt: Salt,
}

impl Views {
    #[must_use]
    pub fn new(clock: Clock, salts: Salts) -> Self {
        let day = Day {
            number: clock.now().0.div_euclid(DAY_MS),
            salt: salts(),
        };
        Self {
            clock,
            salts,
            day: RwLock::new(day),
            seen: Seen::default(),
            crowd: Crowd::default(),
            pending: Mutex::default(),
            cleared_at: AtomicI64::new(0),
        }
    }

    /// Counts `visitor` for `article`, unless that visitor was counted for it
    /// in this half hour, or as many of its network as are believed.
    pub fn saw(&self, article: ArticleId, visitor: &Visitor<'_>) {
        let now = self.clock.now().0;
        let slot = now.div_euclid(SLOT_MS);
        let salt = self.salt(now.div_euclid(DAY_MS));
        let network = network(visitor.address);
        let mut hasher = SipHasher13::new_with_key(&salt);
        hasher.write(&bytes(network));
        hasher.write_i64(article.0);
        hasher.write_i64(slot);
        hasher.write(visitor.agent);
        if !self.seen.is_first(hasher.finish(), slot) {
            return;
        }
        // Asked of those alone who were not seen before: whoever comes again costs what it did.
        let bounds = [
            (network, OF_NETWORK),
            (neighbourhood(network), OF_NEIGHBOURS),
        ];
        let is_believed = |(of, most): (AddressBlock, u8)| {
            let mut hasher = SipHasher13::new_with_key(&salt);
            hasher.write(&bytes(of));
            hasher.write_i64(article.0);
            hasher.write_i64(slot);
            hasher.write_u8(most);
            self.crowd.takes(hasher.finish(), most)
        };
        if !bounds.into_iter().all(is_believed) {
            return;
        }
        // Outside the lock: it is the longest part.
        let crawler = is_crawler(visitor.agent);
        let mut pending = self.pending();
        let tally = pending.entry(article).or_default();
        match crawler {
            true => tally.crawls += 1,
            false => tally.views += 1,
        }
    }

    /// The salt of this day. Yesterday's is overwritten with the first visitor
    /// of a day: from then on nobody can tell who a hash of then was.
    fn salt(&self, today: i64) -> Salt {
        let day = self.day.read().unwrap_or_else(PoisonError::into_inner);
        if day.number >= today {
            return day.salt;
        }
        drop(day);
        let mut day = self.day.write().unwrap_or_else(PoisonError::into_inner);
        if day.number < today {
            *day = Day {
                number: today,
                salt: (self.salts)(),
            };
        }
        day.salt
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<ArticleId, Tally>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many views of readers are not written yet.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.pending().values().map(|tally| tally.views).sum()
    }

    /// What came together; from now on it is the caller's to keep.
    pub(super) fn take(&self) -> Batch {
        let slot = self.clock.now().0.div_euclid(SLOT_MS);
        self.crowd.forget_before(slot);
        let taken = std::mem::take(&mut *self.pending());
        taken.into_iter().collect()
    }

    /// Keeps what could not be written for the next time.
    pub(super) fn give_back(&self, batch: &Batch) {
        let mut pending = self.pending();
        for (article, tally) in batch {
            let kept = pending.entry(*article).or_default();
            kept.views += tally.views;
            kept.crawls += tally.crawls;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
    use std::thread;

    use masthead_clock::Millis;

    use super::*;

    const FIREFOX: &[u8] =
        b"Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

    fn person(number: u32) -> Visitor<'static> {
        Visitor {
            address: Ipv4Addr::from_bits(number).into(),
            agent: FIREFOX,
        }
    }

    fn views(batch: &Batch) -> i64 {
        batch.values().map(|tally| tally.views).sum()
    }

    fn held() -> Views {
        Views::new(Clock::held(Millis(1_000 * DAY_MS)), || [7; 16])
    }

    #[test]
    fn a_visitor_counts_once_for_each_article_and_half_hour() {
        let counter = held();
        for _ in 0..5 {
            counter.saw(ArticleId(1), &person(9));
            counter.saw(ArticleId(2), &person(9));
        }
        counter.saw(ArticleId(1), &person(10));
        let other_browser = Visitor {
            agent: b"Mozilla/5.0 Safari",
            ..person(9)
        };
        counter.saw(ArticleId(1), &other_browser);
        let batch = counter.take();
        assert_eq!(
            (batch[&ArticleId(1)].views, batch[&ArticleId(2)].views),
            (3, 1)
        );
        counter.clock.set(Millis(1_000 * DAY_MS + SLOT_MS - 1));
        counter.saw(ArticleId(1), &person(9));
        assert_eq!(views(&counter.take()), 0);
        counter.clock.set(Millis(1_000 * DAY_MS + SLOT_MS));
        counter.saw(ArticleId(1), &person(9));
        assert_eq!(views(&counter.take()), 1);
    }

    #[test]
    fn one_visitor_who_changes_the_name_of_the_browser_is_not_three_hundred() {
        let counter = held();
        let names: Vec<String> = (0..300).map(|at| format!("Mozilla/5.0 no. {at}")).collect();
        let comes = |address: IpAddr| {
            for name in &names {
                let agent = name.as_bytes();
                counter.saw(ArticleId(1), &Visitor { address, agent });
            }
            views(&counter.take())
        };
        let address = |text: &str| text.parse().expect("an address");
        assert_eq!(comes(address("192.0.2.1")), i64::from(OF_NETWORK));
        assert_eq!(comes(address("2001:db8::1")), i64::from(OF_NETWORK));
        assert_eq!(comes(address("2001:db8::2")), 0, "the same household");
        counter.saw(ArticleId(2), &person(0xc000_0201));
        assert_eq!(views(&counter.take()), 1, "another article");
        counter.clock.set(Millis(1_000 * DAY_MS + SLOT_MS));
        assert_eq!(counter.take(), Batch::new());
        assert_eq!(comes(address("192.0.2.1")), i64::from(OF_NETWORK));
    }

    #[test]
    fn whoever_has_many_addresses_side_by_side_is_bounded_too() {
        let counter = held();
        for number in 0..256 {
            counter.saw(ArticleId(1), &person(0xc000_0200 + number));
        }
        assert_eq!(views(&counter.take()), i64::from(OF_NEIGHBOURS));
        for number in 0..5_000_u128 {
            let own = 0x2001_0db8_0000_u128 << 80;
            let address = std::net::Ipv6Addr::from_bits(own + (number << 64)).into();
            let visitor = Visitor {
                address,
                agent: FIREFOX,
            };
            counter.saw(ArticleId(1), &visitor);
        }
        assert_eq!(views(&counter.take()), i64::from(OF_NEIGHBOURS));
        for number in 0..1_000 {
            counter.saw(ArticleId(1), &person(number << 8));
        }
        assert_eq!(
            views(&counter.take()),
            1_000,
            "readers everywhere count all"
        );
    }

    #[test]
    fn a_crawler_is_counted_in_a_number_of_its_own() {
        let counter = held();
        let bot = Visitor {
            agent: b"bingbot/2.0",
            ..person(1)
        };
        counter.saw(ArticleId(1), &bot);
        counter.saw(ArticleId(1), &bot);
        counter.saw(ArticleId(1), &person(1));
        assert_eq!(
            counter.take()[&ArticleId(1)],
            Tally {
                views: 1,
                crawls: 1
            }
        );
    }

    #[test]
    fn what_could_not_be_written_is_counted_with_what_came_since() {
        let counter = held();
        counter.saw(ArticleId(1), &person(1));
        let batch = counter.take();
        counter.saw(ArticleId(1), &person(2));
        counter.give_back(&batch);
        assert_eq!(counter.take()[&ArticleId(1)].views, 2);
        assert!(counter.take().is_empty());
    }

    #[test]
    fn each_day_has_a_salt_of_its_own() {
        static MADE: AtomicU8 = AtomicU8::new(0);
        let counter = Views::new(Clock::held(Millis(0)), || {
            [MADE.fetch_add(1, Ordering::Relaxed); 16]
        });
        assert_eq!(counter.salt(0), [0; 16]);
        assert_eq!(counter.salt(1), [1; 16]);
        assert_eq!(counter.salt(1), [1; 16]);
        // A clock that was set back does not bring the old one back.
        assert_eq!(counter.salt(0), [1; 16]);
        assert_eq!(MADE.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn the_machine_gives_another_salt_each_time() {
        assert_ne!(super::super::from_machine(), super::super::from_machine());
    }

    #[test]
    fn threads_that_count_while_others_write_lose_and_double_nothing() {
        const THREADS: u32 = 8;
        const VISITORS: u32 = 20_000;
        let (counter, ended) = (held(), AtomicBool::new(false));
        let written = thread::scope(|scope| {
            let writer = scope.spawn(|| {
                let mut written = 0;
                while !ended.load(Ordering::Acquire) {
                    let batch = counter.take();
                    // Every other time the database refuses.
                    if written % 2 == 0 {
                        counter.give_back(&batch);
                        written += views(&counter.take());
                    } else {
                        written += views(&batch);
                    }
                }
                written
            });
            let counters: Vec<_> = (0..THREADS)
                .map(|thread| {
                    let counter = &counter;
                    scope.spawn(move || {
                        for visitor in 0..VISITORS {
                            // Each is seen by two threads.
                            let number = (thread / 2) * VISITORS + visitor;
                            counter.saw(ArticleId(i64::from(visitor % 50)), &person(number));
                        }
                    })
                })
                .collect();
            for counting in counters {
                counting.join().expect("a counting thread");
            }
            ended.store(true, Ordering::Release);
            writer.join().expect("the writing thread")
        });
        let all = written + views(&counter.take());
        assert_eq!(all, i64::from(THREADS / 2 * VISITORS));
    }
}
