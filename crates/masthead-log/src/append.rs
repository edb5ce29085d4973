use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use masthead_clock::Clock;
use masthead_db::{Fault, Tx, params};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::watch;

use crate::Event;

/// Something that has happened, in the past tense: `ArticlePublished`.
pub trait Fact: Serialize + DeserializeOwned {
    /// The name in the log: never changes, never means something else.
    const KIND: &'static str;
    /// Grows when the shape changes; readers accept every older one.
    const VERSION: i64;
}

/// Who made the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An archive that was imported.
    Import,
    /// The platform itself: a worker, a clock.
    Platform,
    User(i64),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Import => f.write_str("import"),
            Self::Platform => f.write_str("platform"),
            Self::User(id) => write!(f, "user:{id}"),
        }
    }
}

type Ear = Arc<dyn Fn(&Event) + Send + Sync>;

/// Writes facts, and wakes this process's followers once they are committed.
#[derive(Clone)]
pub struct Log {
    clock: Clock,
    wake: Arc<watch::Sender<u64>>,
    ears: Arc<RwLock<Vec<Ear>>>,
}

const APPEND: &str = "INSERT INTO event (at, kind, version, actor, body)
    VALUES ($1, $2, $3, $4, $5)
    RETURNING seq";

impl Log {
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            wake: Arc::new(watch::Sender::new(0)),
            ears: Arc::default(),
        }
    }

    /// Calls `ear` with each event of this process once it is committed, and
    /// before [`masthead_db::Db::write`] answers: for what has to be so before
    /// the one who made the change is told. It runs on the database's thread,
    /// so it is short; for everything else there are followers.
    pub fn listen(&self, ear: impl Fn(&Event) + Send + Sync + 'static) {
        let mut ears = self.ears.write().unwrap_or_else(PoisonError::into_inner);
        ears.push(Arc::new(ear));
    }

    /// Writes `fact` as part of `tx`.
    ///
    /// # Errors
    /// What the database says.
    pub fn append<F: Fact>(&self, tx: &mut Tx<'_>, actor: Actor, fact: &F) -> Result<(), Fault> {
        let body = serde_json::to_string(fact).expect("a fact is plain data");
        announce(tx)?;
        let (at, actor) = (self.clock.now(), actor.to_string());
        let seq = tx.get(
            APPEND,
            params![at, F::KIND, F::VERSION, actor.as_str(), &body],
            |row| row.get(0),
        )?;
        let log = self.clone();
        tx.afterwards(move || {
            log.hear(&Event {
                seq,
                at,
                kind: F::KIND.to_owned(),
                version: F::VERSION,
                actor,
                body,
            });
            log.wake();
        });
        Ok(())
    }

    fn hear(&self, event: &Event) {
        let ears = self.ears.read().unwrap_or_else(PoisonError::into_inner);
        for ear in ears.iter() {
            ear(event);
        }
    }

    /// Lets every follower look whether there is something to read.
    pub(crate) fn wake(&self) {
        self.wake.send_modify(|commits| *commits += 1);
    }

    pub(crate) fn woken(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// Says once for each transaction, before its first number is drawn, that it
/// is going to draw: readers stop there until it has ended.
fn announce(tx: &mut Tx<'_>) -> Result<(), Fault> {
    match tx.dialect().announce() {
        Some(sql) if tx.first_time("announce") => tx.get(sql, &[], |_| Ok(())),
        _ => Ok(()),
    }
}
