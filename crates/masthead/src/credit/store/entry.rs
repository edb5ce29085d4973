//! Violations, with what became of them.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};

use super::appeal;
use crate::credit::Calendar;
use crate::credit::events::CreditDeducted;
use crate::credit::rules::{AppealState, Entry, Kind};
use crate::id::{AccountId, ArticleId, CreatorId, CreditEntryId};
use crate::pen::Pen;

/// Of one creator no more are read, newest first: a hundred that weigh leave
/// nothing of a score.
pub const MOST: i64 = 500;

/// A violation as it is written down.
#[derive(Clone, Debug)]
pub struct New {
    pub creator: CreatorId,
    pub kind: Kind,
    pub article: Option<ArticleId>,
    pub took_down: bool,
    pub words: String,
}

/// Gives its id.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &New) -> Result<CreditEntryId, Fault> {
    let id = pen.ids.fresh();
    tx.execute(
        "INSERT INTO credit_entry (id, creator, kind, article, took_down, words, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            id,
            new.creator,
            new.kind.name(),
            new.article,
            i64::from(new.took_down),
            &new.words,
            pen.account()?,
            pen.now(),
        ],
    )?;
    let fact = CreditDeducted {
        entry: id,
        creator: new.creator,
        kind: new.kind,
        article: new.article,
    };
    pen.tell(tx, &fact)?;
    Ok(id)
}

#[derive(Clone, Debug)]
pub struct EntryRow {
    pub id: CreditEntryId,
    pub creator: CreatorId,
    pub kind: Kind,
    pub article: Option<ArticleId>,
    pub title: Option<String>,
    pub took_down: bool,
    pub words: String,
    pub made_by: AccountId,
    pub made_at: Millis,
    pub annulled_at: Option<Millis>,
    pub appeal: Option<EntryAppeal>,
}

/// The appeal against a violation.
#[derive(Clone, Debug)]
pub struct EntryAppeal {
    pub state: AppealState,
    pub words: String,
    /// What the desk said, once it decided.
    pub answer: Option<String>,
}

impl EntryRow {
    /// As the rules weigh it.
    #[must_use]
    pub fn entry(&self, calendar: &Calendar) -> Entry {
        Entry {
            kind: self.kind,
            day: calendar.day(self.made_at),
            annulled: self.annulled_at.is_some(),
        }
    }
}

macro_rules! select_entries {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, e.creator, e.kind, e.article, a.title, e.took_down, e.words, e.made_by, e.made_at,
                e.annulled_at, p.state, p.words, p.answer
            FROM credit_entry e
            LEFT JOIN article a ON a.id = e.article
            LEFT JOIN credit_appeal p ON p.entry = e.id ",
            $rest
        )
    };
}

fn appeal_from_row(row: &Row<'_>) -> Result<Option<EntryAppeal>, Fault> {
    let Some(state) = row.get::<Option<String>>(10)? else {
        return Ok(None);
    };
    Ok(Some(EntryAppeal {
        state: appeal::state(&state)?,
        words: row.get(11)?,
        answer: row.get(12)?,
    }))
}

fn entry_from_row(row: &Row<'_>) -> Result<EntryRow, Fault> {
    let kind: String = row.get(2)?;
    let took_down: i64 = row.get(5)?;
    Ok(EntryRow {
        id: row.get(0)?,
        creator: row.get(1)?,
        kind: Kind::from_name(&kind)
            .ok_or_else(|| Fault::shape(format!("a violation of kind {kind}")))?,
        article: row.get(3)?,
        title: row.get(4)?,
        took_down: took_down != 0,
        words: row.get(6)?,
        made_by: row.get(7)?,
        made_at: row.get(8)?,
        annulled_at: row.get(9)?,
        appeal: appeal_from_row(row)?,
    })
}

/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, id: CreditEntryId) -> Result<Option<EntryRow>, Fault> {
    const FIND: &str = select_entries!("WHERE e.id = $1");
    tx.find(FIND, params![id], entry_from_row)
}

pub const LIST: &str = select_entries!(
    "WHERE e.creator = $1 AND e.made_at >= $2
    ORDER BY e.made_at DESC, e.id DESC
    LIMIT $3"
);

/// Those of a creator since then, newest first.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>, creator: CreatorId, since: Millis) -> Result<Vec<EntryRow>, Fault> {
    tx.query(LIST, params![creator, since, MOST], entry_from_row)
}

/// It counts as never made. Gives whether that is new.
///
/// # Errors
/// What the database says.
pub fn annul(tx: &mut Tx<'_>, id: CreditEntryId, at: Millis) -> Result<bool, Fault> {
    let annulled = tx.execute(
        "UPDATE credit_entry SET annulled_at = $2 WHERE id = $1 AND annulled_at IS NULL",
        params![id, at],
    )?;
    Ok(annulled == 1)
}
