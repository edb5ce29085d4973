//! The number under which this process draws ids, as no other process of the
//! same database does.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use masthead_clock::Ids;
use masthead_db::{Db, Fault, FaultKind, Holder, Tx, params};

use crate::schema::highest_id;

/// How often it is asked whether the number is held still.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// A minute of ids: what may have been drawn is noted so far ahead, and again
/// when half of that is used. Whoever draws none writes nothing.
const AHEAD: i64 = 60_000 << 12;

/// A number of this process's own, held until this is dropped.
pub struct Node {
    number: i64,
    _keeper: mpsc::Sender<()>,
}

/// Why this process has no number.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    #[error("{} processes work on this database already: end one of them", Ids::NODES - 1)]
    NoneFree,
    #[error("the process gets no number for its ids: {0}")]
    Fault(#[from] Fault),
}

impl Node {
    /// Takes a number that is free, and has `ids` drawn under it, above
    /// everything that may have been drawn before. Asks the database and waits
    /// for it: not for an async task.
    ///
    /// # Errors
    /// [`NodeError`]
    pub fn take(db: &Db, ids: &Ids) -> Result<Self, NodeError> {
        let mut keeper = Keeper {
            db: db.clone(),
            ids: ids.clone(),
            holder: db.holder()?,
            number: 0,
            reached: 0,
        };
        let (keeping, ended) = mpsc::channel();
        let (taken, answer) = mpsc::sync_channel(1);
        // All of it on one thread: a connection may not be asked from within a runtime.
        let keep = move || {
            let took = keeper.take().map(|()| keeper.number);
            let has_taken = took.is_ok();
            if taken.send(took).is_ok() && has_taken {
                keeper.keep(&ended);
            }
        };
        thread::Builder::new()
            .name("node".to_owned())
            .spawn(keep)
            .map_err(|error| Fault::shape(format!("starting a thread: {error}")))?;
        let number = answer
            .recv()
            .unwrap_or_else(|_| Err(Fault::shape("the thread of ids has ended").into()))?;
        Ok(Self {
            number,
            _keeper: keeping,
        })
    }

    #[must_use]
    pub fn number(&self) -> i64 {
        self.number
    }
}

struct Keeper {
    db: Db,
    ids: Ids,
    holder: Holder,
    number: i64,
    /// As the database knows it.
    reached: i64,
}

impl Keeper {
    fn keep(mut self, ended: &mpsc::Receiver<()>) {
        while ended.recv_timeout(LOOK_AGAIN) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = self.look() {
                // It is held all the same; or nothing can be written until it is again.
                tracing::debug!("looking after number {}: {error}", self.number);
            }
        }
    }

    fn look(&mut self) -> Result<(), NodeError> {
        // Not what the holder has, but what ids are drawn under: taking a number may
        // have failed halfway.
        if !self.holder.holds(self.number)? {
            let before = self.number;
            self.take()?;
            let now = self.number;
            tracing::info!("ids are drawn under number {now}: number {before} was lost");
        }
        Ok(self.note()?)
    }

    /// Takes the first free number: one that was never taken, else the one
    /// that was taken longest ago. Whoever lost its own without knowing it yet
    /// meets nobody under it until all others were taken once more.
    fn take(&mut self) -> Result<(), NodeError> {
        for number in self.db.read_now(candidates)? {
            if !self.holder.take(number)? {
                continue;
            }
            let reached = self.enter(number)?;
            self.ids.above(reached);
            self.ids.above(self.db.read_now(highest_id)?);
            self.ids.draw_as(number);
            self.number = number;
            self.reached = reached;
            return Ok(());
        }
        Err(NodeError::NoneFree)
    }

    /// Notes who has it now, and gives how far its ids may have come.
    fn enter(&self, number: i64) -> Result<i64, Fault> {
        match self.db.write_now(move |tx| enter(tx, number)) {
            // On a disk that cannot be written nothing is drawn for good; it is noted when it can.
            Err(fault) if fault.kind() == FaultKind::ReadOnly => Ok(0),
            reached => reached,
        }
    }

    fn note(&mut self) -> Result<(), Fault> {
        let (number, last) = (self.number, self.ids.last());
        if last + AHEAD / 2 < self.reached {
            return Ok(());
        }
        let reached = last.saturating_add(AHEAD);
        self.db.write_now(move |tx| note(tx, number, reached))?;
        self.reached = reached;
        Ok(())
    }
}

fn candidates(tx: &mut Tx<'_>) -> Result<Vec<i64>, Fault> {
    let sql = "SELECT node FROM id_node ORDER BY taken";
    let taken = tx.query(sql, &[], |row| row.get::<i64>(0))?;
    let never = (1..Ids::NODES).filter(|number| !taken.contains(number));
    Ok(never.chain(taken.iter().copied()).collect())
}

fn enter(tx: &mut Tx<'_>, number: i64) -> Result<i64, Fault> {
    tx.get(
        "INSERT INTO id_node (node, taken, reached)
        VALUES ($1, (SELECT COALESCE(MAX(taken), 0) + 1 FROM id_node), 0)
        ON CONFLICT (node) DO UPDATE SET taken = excluded.taken
        RETURNING reached",
        params![number],
        |row| row.get(0),
    )
}

fn note(tx: &mut Tx<'_>, number: i64, reached: i64) -> Result<u64, Fault> {
    tx.execute(
        "INSERT INTO id_node (node, taken, reached)
        VALUES ($1, (SELECT COALESCE(MAX(taken), 0) + 1 FROM id_node), $2)
        ON CONFLICT (node) DO UPDATE SET reached = excluded.reached
        WHERE id_node.reached < excluded.reached",
        params![number, reached],
    )
}
