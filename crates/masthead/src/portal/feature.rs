//! What a feature says of itself, once: all that the central code asks of each.
//! [`crate::FEATURES`] lists them, and nothing else names them one by one.

use std::sync::Arc;

use masthead_db::{Dialect, Fault, Tx};
use masthead_log::{Event, Fact, Follower};

use super::{Kind, Route, Touch};
use crate::front::Front;
use crate::web::samples::Sampled;

/// A feature, as its `mod.rs` declares it. Its templates lie in its folder and
/// its words in `locales/{language}/`: both are found by themselves.
pub struct Feature {
    /// As its folder is called.
    pub name: &'static str,
    pub routes: fn() -> Vec<Route>,
    /// Those of its pages that the press keeps, with what they are made of.
    pub kinds: &'static [Kind],
    pub events: &'static [Told],
    /// Those that it writes, and no other feature does.
    pub tables: &'static [Table],
    /// Its queries that give lists, whose plans a test looks at.
    pub lists: &'static [List],
    /// Its pages, with the data that they are tested and looked at with.
    pub samples: &'static [Sampled],
    /// Those whose work is in the database.
    pub followers: fn() -> Vec<Arc<dyn Follower>>,
}

impl Feature {
    /// A feature of which nothing is said yet.
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        Self {
            name,
            routes: Vec::new,
            kinds: &[],
            events: &[],
            tables: &[],
            lists: &[],
            samples: &[],
            followers: Vec::new,
        }
    }
}

/// A fact after which pages are no longer as they were.
pub trait Changes: Fact {
    /// What it changes of pages. `front` is what they show now; none is known
    /// before the first page.
    fn changes(&self, front: Option<&Front>) -> Vec<Touch>;
}

/// A kind of event that a feature writes.
pub struct Told {
    pub kind: &'static str,
    /// A body as the log keeps it, in JSON: a later version has to read it.
    pub sample: &'static str,
    changes: fn(&Event, Option<&Front>) -> Vec<Touch>,
    #[cfg(test)]
    pub(crate) again: fn(&Event) -> String,
}

impl Told {
    /// One that changes pages.
    #[must_use]
    pub const fn changing<F: Changes>(sample: &'static str) -> Self {
        Self::with::<F>(sample, changes::<F>)
    }

    /// One that no page shows anything of.
    #[must_use]
    pub const fn quiet<F: Fact>(sample: &'static str) -> Self {
        Self::with::<F>(sample, |_, _| Vec::new())
    }

    const fn with<F: Fact>(
        sample: &'static str,
        changes: fn(&Event, Option<&Front>) -> Vec<Touch>,
    ) -> Self {
        Self {
            kind: F::KIND,
            sample,
            changes,
            #[cfg(test)]
            again: again::<F>,
        }
    }

    /// What an event of this kind changes of pages. One of a later version,
    /// which cannot be read, changes nothing.
    #[must_use]
    pub fn changes(&self, event: &Event, front: Option<&Front>) -> Vec<Touch> {
        (self.changes)(event, front)
    }
}

fn changes<F: Changes>(event: &Event, front: Option<&Front>) -> Vec<Touch> {
    match event.read::<F>() {
        Some(Ok(fact)) => fact.changes(front),
        _ => Vec::new(),
    }
}

/// The body of an event, read and written again.
#[cfg(test)]
fn again<F: Fact>(event: &Event) -> String {
    let fact = event.read::<F>().expect("its own kind").expect("readable");
    serde_json::to_string(&fact).expect("plain data")
}

/// A table that a feature writes.
pub struct Table {
    pub name: &'static str,
    /// Asks for the highest of its ids, where those are drawn from
    /// [`masthead_clock::Ids`].
    pub highest: Option<&'static str>,
}

impl Table {
    /// One whose rows have no id of their own.
    #[must_use]
    pub const fn keyed(name: &'static str) -> Self {
        Self {
            name,
            highest: None,
        }
    }

    /// The highest id in it.
    ///
    /// # Errors
    /// What the database says.
    pub fn highest_id(&self, tx: &mut Tx<'_>) -> Result<i64, Fault> {
        let Some(highest) = self.highest else {
            return Ok(0);
        };
        let found = tx.get(highest, &[], |row| row.get::<Option<i64>>(0))?;
        Ok(found.unwrap_or(0))
    }
}

/// A [`Table`] whose ids are drawn.
macro_rules! with_ids {
    ($name:literal) => {
        $crate::portal::Table {
            name: $name,
            highest: Some(concat!("SELECT MAX(id) FROM ", $name)),
        }
    };
}
pub(crate) use with_ids;

/// A query that gives a list. It walks an index, whatever the number of rows,
/// but for what `reasons` names.
#[derive(Clone, Copy)]
pub struct List {
    pub name: &'static str,
    pub sql: &'static str,
    /// Which of its parameters are words; the others are numbers.
    pub words: &'static [usize],
    pub reasons: &'static [Reason],
}

impl List {
    #[must_use]
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self {
            name,
            sql,
            words: &[],
            reasons: &[],
        }
    }

    /// The same, some of whose parameters are words.
    #[must_use]
    pub const fn with_words(self, words: &'static [usize]) -> Self {
        Self { words, ..self }
    }

    /// The same, which does such work for these reasons.
    #[must_use]
    pub const fn for_reasons(self, reasons: &'static [Reason]) -> Self {
        Self { reasons, ..self }
    }
}

/// Why a list may do what reasons more the more rows there are.
#[derive(Clone, Copy)]
pub struct Reason {
    pub on: &'static [Dialect],
    pub work: Work,
    pub why: &'static str,
}

impl Reason {
    /// On both databases.
    #[must_use]
    pub const fn of(work: Work, why: &'static str) -> Self {
        let on = &[Dialect::Sqlite, Dialect::Postgres];
        Self { on, work, why }
    }

    /// On SQLite alone.
    #[must_use]
    pub const fn on_sqlite(work: Work, why: &'static str) -> Self {
        let on = &[Dialect::Sqlite];
        Self { on, work, why }
    }
}

/// What reasons more the more rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// It puts what it found in order.
    Sorts,
    /// It looks at all rows of something.
    Scans,
}
