//! Where pictures are decoded, cropped and scaled, all of them: so much memory in all, and one piece of work for each
//! person at a time. Who comes meanwhile waits, and is asked to come again where that lasts too long. Films, whose bytes
//! take minutes to be read and put together, have places of their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use crate::id::AccountId;
use bytes::Bytes;
use masthead_media::{Limits, Refusal, memory_bytes};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

const MIB: u64 = 1 << 20;

/// How much may go on at once.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Of memory for work, in MiB: the dearest picture that is taken fits.
    pub work_mib: u32,
    /// Pieces of work, each of which keeps a core busy.
    pub works: usize,
    /// Films that are looked into and put together, each in 40 MiB of its own: their table of contents, or the pieces
    /// that are copied.
    pub films: usize,
    /// How many may be in line for one person: a browser opens six connections.
    pub line: usize,
    /// How long somebody waits.
    pub patience: Duration,
}

impl Default for Room {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            work_mib: 544,
            works: cores.clamp(1, 4),
            films: 2,
            line: 16,
            patience: Duration::from_secs(20),
        }
    }
}

/// For whom something is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum For {
    Account(AccountId),
    /// The films of an account, for which its pictures do not wait.
    Films(AccountId),
    /// The copies, which nobody waits for.
    Portal,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Unplaced {
    #[error("too much waits to be decoded")]
    Busy,
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the thread that looked at a picture: {0}")]
    Ended(#[from] JoinError),
}

/// Cheap to clone: all clones are one pool.
#[derive(Clone)]
pub struct Pool(Arc<Inner>);

struct Inner {
    room: Room,
    threads: Arc<Threads>,
    memory: Arc<Semaphore>,
    works: Arc<Semaphore>,
    films: Arc<Semaphore>,
    /// Headers are read by one at a time.
    looks: Arc<Semaphore>,
    /// Those who have something in the pool.
    persons: Mutex<HashMap<For, Weak<Person>>>,
}

/// Everything is decoded on these, as many as there are works. The allocator keeps what a thread has freed for that
/// thread: on the runtime's own, some hundred while many readers are slow, decoding left some ten MiB with each.
struct Threads {
    of: Handle,
    runtime: Option<Runtime>,
}

impl Threads {
    fn new(works: usize) -> Self {
        let mut builder = Builder::new_current_thread();
        builder.thread_name("pictures");
        builder.max_blocking_threads(works.max(1));
        // No thread stands before there is work.
        let runtime = builder.build().expect("it opens no files and no sockets");
        Self {
            of: runtime.handle().clone(),
            runtime: Some(runtime),
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        // A pool is dropped where nobody may wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct Person {
    turn: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

/// It is somebody's turn.
struct Turn {
    _turn: OwnedSemaphorePermit,
    _line: OwnedSemaphorePermit,
    _person: Arc<Person>,
}

/// Room for one piece of work: its memory is counted until the last clone is gone, whoever still waits for it.
#[derive(Clone)]
pub struct Place {
    held: Arc<Held>,
}

struct Held {
    threads: Arc<Threads>,
    _turn: Option<Turn>,
    /// None of a film, whose memory comes with its place.
    _memory: Option<OwnedSemaphorePermit>,
    _works: Option<OwnedSemaphorePermit>,
}

impl Default for Pool {
    fn default() -> Self {
        Self::new(Room::default())
    }
}

impl Pool {
    #[must_use]
    pub fn new(room: Room) -> Self {
        let mib = |mib: u32| Arc::new(Semaphore::new(mib as usize));
        Self(Arc::new(Inner {
            threads: Arc::new(Threads::new(room.works)),
            memory: mib(room.work_mib),
            works: Arc::new(Semaphore::new(room.works)),
            films: Arc::new(Semaphore::new(room.films)),
            looks: Arc::new(Semaphore::new(1)),
            persons: Mutex::default(),
            room,
        }))
    }

    /// A place for work on this picture, once it is its person's turn and there is memory for it. Somebody waits
    /// [`Room::patience`] at most; the portal's own work waits as long as it takes.
    ///
    /// # Errors
    /// See [`Unplaced`]; refused is what the headers show that it is not taken.
    pub async fn place(
        &self,
        whose: For,
        name: &str,
        bytes: &Bytes,
        limits: &Limits,
    ) -> Result<Place, Unplaced> {
        let placed = self.wait(whose, name, bytes, limits);
        match whose {
            For::Portal => placed.await,
            For::Account(_) | For::Films(_) => {
                let waited = timeout(self.0.room.patience, placed).await;
                waited.unwrap_or(Err(Unplaced::Busy))
            }
        }
    }

    /// A place for work of a known size, which no picture is: as [`Pool::place`].
    ///
    /// # Errors
    /// [`Unplaced::Busy`].
    pub async fn room(&self, whose: For, mib: u32) -> Result<Place, Unplaced> {
        let placed = async {
            let turn = self.turn(whose).await?;
            Ok(self.held(turn, mib).await)
        };
        let waited = timeout(self.0.room.patience, placed).await;
        waited.unwrap_or(Err(Unplaced::Busy))
    }

    /// A place for a film of this account, one at a time: as [`Pool::place`].
    ///
    /// # Errors
    /// [`Unplaced::Busy`].
    pub async fn film(&self, account: AccountId) -> Result<Place, Unplaced> {
        let placed = async {
            let held = Held {
                threads: Arc::clone(&self.0.threads),
                _turn: Some(self.turn(For::Films(account)).await?),
                _memory: None,
                _works: Some(one(&self.0.films).await),
            };
            Ok(Place {
                held: Arc::new(held),
            })
        };
        let waited = timeout(self.0.room.patience, placed).await;
        waited.unwrap_or(Err(Unplaced::Busy))
    }

    async fn wait(
        &self,
        whose: For,
        name: &str,
        bytes: &Bytes,
        limits: &Limits,
    ) -> Result<Place, Unplaced> {
        let turn = self.turn(whose).await?;
        let look = one(&self.0.looks).await;
        let (name, bytes, limits) = (name.to_owned(), bytes.clone(), limits.clone());
        // The permit goes with the work: who waits for it may leave, the thread goes on.
        let weighed = spawn_blocking(move || {
            let _look = look;
            memory_bytes(&bytes, &name, &limits)
        });
        let mib = mib(weighed.await??);
        Ok(self.held(turn, mib).await)
    }

    async fn held(&self, turn: Turn, mib: u32) -> Place {
        let held = Held {
            threads: Arc::clone(&self.0.threads),
            _turn: Some(turn),
            _memory: Some(many(&self.0.memory, mib.min(self.0.room.work_mib)).await),
            _works: Some(one(&self.0.works).await),
        };
        Place {
            held: Arc::new(held),
        }
    }

    /// Memory for this picture, for a program that works on as many as it has threads.
    ///
    /// # Errors
    /// What the headers show that it is not taken.
    pub async fn memory(
        &self,
        name: &str,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<Place, Refusal> {
        let mib = mib(memory_bytes(bytes, name, limits)?).min(self.0.room.work_mib);
        let held = Held {
            threads: Arc::clone(&self.0.threads),
            _turn: None,
            _memory: Some(many(&self.0.memory, mib).await),
            _works: None,
        };
        Ok(Place {
            held: Arc::new(held),
        })
    }

    async fn turn(&self, whose: For) -> Result<Turn, Unplaced> {
        let person = self.person(whose);
        let line = Arc::clone(&person.line).try_acquire_owned();
        Ok(Turn {
            _line: line.map_err(|_| Unplaced::Busy)?,
            _turn: one(&person.turn).await,
            _person: person,
        })
    }

    fn person(&self, whose: For) -> Arc<Person> {
        let mut persons = self
            .0
            .persons
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(person) = persons.get(&whose).and_then(Weak::upgrade) {
            return person;
        }
        persons.retain(|_, person| person.strong_count() > 0);
        let person = Arc::new(Person {
            turn: Arc::new(Semaphore::new(1)),
            line: Arc::new(Semaphore::new(self.0.room.line)),
        });
        persons.insert(whose, Arc::downgrade(&person));
        person
    }
}

impl Place {
    /// Does the work off the threads that serve. It is not ended when its caller is, so it holds the place itself.
    ///
    /// # Errors
    /// A thread that panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JoinError> {
        let place = self.clone();
        let done = self.held.threads.of.spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await
    }
}

/// At least one.
#[must_use]
pub fn mib(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(MIB))
        .unwrap_or(u32::MAX)
        .max(1)
}

async fn one(of: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    many(of, 1).await
}

async fn many(of: &Arc<Semaphore>, count: u32) -> OwnedSemaphorePermit {
    let permit = Arc::clone(of).acquire_many_owned(count).await;
    permit.expect("a pool's semaphores are never closed")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::pin::pin;
    use std::sync::mpsc;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// Who has to wait is told so at once.
    fn small() -> Pool {
        Pool::new(Room {
            work_mib: 100,
            works: 8,
            films: 2,
            line: 2,
            patience: Duration::ZERO,
        })
    }

    async fn is_busy(pool: &Pool, whose: For, mib: u32) -> bool {
        matches!(pool.room(whose, mib).await, Err(Unplaced::Busy))
    }

    #[tokio::test]
    async fn one_person_has_one_place_and_all_have_no_more_memory_than_there_is() {
        let pool = small();
        let first = pool
            .room(For::Account(AccountId(1)), 60)
            .await
            .expect("room");
        assert!(
            is_busy(&pool, For::Account(AccountId(1)), 1).await,
            "one at a time"
        );
        assert!(
            is_busy(&pool, For::Account(AccountId(2)), 60).await,
            "no memory"
        );
        let second = pool
            .room(For::Account(AccountId(2)), 40)
            .await
            .expect("room");
        drop(first);
        assert!(is_busy(&pool, For::Account(AccountId(1)), 61).await);
        pool.room(For::Account(AccountId(1)), 60)
            .await
            .expect("room again");
        drop(second);
        let all = pool.room(For::Account(AccountId(3)), 5_000).await;
        let _all = all.expect("what is dearer than all there is takes all");
        assert!(is_busy(&pool, For::Account(AccountId(4)), 1).await);
    }

    /// While many readers were slow, pictures were decoded on any of two hundred threads.
    #[tokio::test]
    async fn everything_is_decoded_by_as_many_threads_as_there_are_works() {
        let pool = Pool::new(Room {
            works: 1,
            ..small().0.room
        });
        let mut threads = HashSet::new();
        for account in 0..8 {
            let place = pool
                .room(For::Account(AccountId(account)), 1)
                .await
                .expect("room");
            let thread = place.run(|| std::thread::current().id()).await;
            threads.insert(thread.expect("done"));
        }
        assert_eq!(threads.len(), 1);
    }

    /// Two large films that were put together had all places, and every picture was refused meanwhile.
    #[tokio::test]
    async fn films_that_are_put_together_keep_no_picture_waiting() {
        let pool = Pool::new(Room {
            works: 1,
            ..small().0.room
        });
        let first = pool.film(AccountId(1)).await.expect("room");
        let _second = pool.film(AccountId(2)).await.expect("room");
        let picture = pool.room(For::Account(AccountId(1)), 100).await;
        picture.expect("room for a picture of the same account, in all the memory there is");
        assert!(is_full(&pool, AccountId(3)).await, "two at a time");
        drop(first);
        let third = pool.film(AccountId(3)).await.expect("room");
        drop(third);
        assert!(is_full(&pool, AccountId(2)).await, "one of each account");
    }

    async fn is_full(pool: &Pool, account: AccountId) -> bool {
        matches!(pool.film(account).await, Err(Unplaced::Busy))
    }

    #[tokio::test]
    async fn a_line_longer_than_a_browsers_is_not_waited_in() {
        let pool = Pool::new(Room {
            patience: Duration::from_secs(600),
            line: 2,
            ..Room::default()
        });
        let _first = pool
            .room(For::Account(AccountId(1)), 1)
            .await
            .expect("room");
        let mut second = pin!(pool.room(For::Account(AccountId(1)), 1));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(&mut cx).is_pending(), "it waits");
        let mut third = pin!(pool.room(For::Account(AccountId(1)), 1));
        let third = third.as_mut().poll(&mut cx);
        assert!(matches!(third, Poll::Ready(Err(Unplaced::Busy))));
    }

    #[tokio::test]
    async fn work_whose_caller_has_gone_keeps_its_memory_until_it_ends() {
        let pool = small();
        let place = pool
            .room(For::Account(AccountId(1)), 100)
            .await
            .expect("room");
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let (end, told_to_end) = mpsc::channel::<()>();
        let work = move || {
            begun.send(()).expect("the test waits");
            told_to_end.recv()
        };
        let asked = tokio::spawn(async move { place.run(work).await });
        has_begun.await.expect("it begins");
        asked.abort();
        assert!(asked.await.is_err(), "its caller has gone");
        assert!(is_busy(&pool, For::Account(AccountId(2)), 1).await);
        end.send(()).expect("it still runs");
        drop(many(&pool.0.memory, 100).await);
        assert!(!is_busy(&pool, For::Account(AccountId(2)), 100).await);
    }

    #[tokio::test]
    async fn what_is_no_picture_takes_no_place() {
        let (bytes, limits) = (Bytes::from_static(b"no picture"), Limits::default());
        let pool = Pool::default();
        let refused = pool
            .place(For::Account(AccountId(1)), "a.png", &bytes, &limits)
            .await;
        assert!(matches!(
            refused,
            Err(Unplaced::Refused(Refusal::NotAPicture))
        ));
    }
}
