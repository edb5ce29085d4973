use std::fmt;
use std::sync::Arc;

use masthead_clock::Clock;
use masthead_db::{Fault, Tx, params};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::watch;

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

/// Writes facts, and wakes this process's followers once they are committed.
#[derive(Clone)]
pub struct Log {
    clock: Clock,
    wake: Arc<watch::Sender<u64>>,
}

const APPEND: &str = "INSERT INTO event (at, kind, version, actor, body)
    VALUES ($1, $2, $3, $4, $5)";

impl Log {
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            wake: Arc::new(watch::Sender::new(0)),
        }
    }

    /// Writes `fact` as part of `tx`.
    ///
    /// # Errors
    /// What the database says.
    pub fn append<F: Fact>(&self, tx: &mut Tx<'_>, actor: Actor, fact: &F) -> Result<(), Fault> {
        let body = serde_json::to_string(fact).expect("a fact is plain data");
        announce(tx)?;
        tx.execute(
            APPEND,
            params![
                self.clock.now(),
                F::KIND,
                F::VERSION,
                actor.to_string().as_str(),
                &body
            ],
        )?;
        let wake = Arc::clone(&self.wake);
        tx.afterwards(move || wake.send_modify(|commits| *commits += 1));
        Ok(())
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
