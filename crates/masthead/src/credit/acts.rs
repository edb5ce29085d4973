//! What a creator's level opens, asked where it matters: when a piece is handed in; and what a rejection writes down.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::Calendar;
use super::rules::{Day, Entry, Kind, Level, Rules, Standing};
use super::store::creator::{self, CreatorRow};
use super::store::entry::{self, EntryRow};
use super::store::table;
use crate::id::{ArticleId, CreatorId};
use crate::pen::Pen;

/// Entries are shown for so long, also when they weigh nothing any more.
const SHOWN_DAYS: i64 = 365;

/// A creator's credit as it stands.
#[derive(Clone, Debug)]
pub struct Account {
    pub creator: CreatorRow,
    pub version: i64,
    pub rules: Rules,
    pub today: Day,
    /// Newest first.
    pub rows: Vec<EntryRow>,
    /// The same, as the rules weigh them.
    pub entries: Vec<Entry>,
}

impl Account {
    /// Three queries, however long the history is.
    ///
    /// # Errors
    /// What the database says.
    pub fn find(
        tx: &mut Tx<'_>,
        creator: CreatorId,
        calendar: &Calendar,
        now: Millis,
    ) -> Result<Option<Self>, Fault> {
        let Some(creator) = creator::find(tx, creator)? else {
            return Ok(None);
        };
        let (version, rules) = table::get(tx)?;
        let today = calendar.day(now);
        let days = rules.lasts_days().max(SHOWN_DAYS);
        let since = calendar.begins(Day(today.0 - days));
        let rows = entry::list(tx, creator.id, since)?;
        let entries = rows.iter().map(|row| row.entry(calendar)).collect();
        Ok(Some(Self {
            creator,
            version,
            rules,
            today,
            rows,
            entries,
        }))
    }

    #[must_use]
    pub fn standing(&self) -> Standing {
        self.rules
            .standing(self.creator.known, &self.entries, self.today)
    }

    /// What the level opens for a piece that is handed in now, or why it does not let it in. Whoever acts on it has
    /// taken the creator's [turn](crate::creator::store::turn) before.
    ///
    /// # Errors
    /// What the database says.
    pub fn lets(
        &self,
        tx: &mut Tx<'_>,
        piece: &HandIn,
        calendar: &Calendar,
    ) -> Result<Result<Level, Bar>, Fault> {
        let open = self.standing().open;
        let since = calendar.begins(self.today);
        let used = creator::count_handed_in(tx, self.creator.id, since, piece.article)?;
        Ok(if used >= open.quota {
            let (known, today) = (self.creator.known, self.today);
            let opens = self.rules.opens(known, &self.entries, today, used);
            Err(Bar::Spent {
                quota: open.quota,
                opens_at: opens.map(|day| calendar.begins(day)),
            })
        } else if piece.schedule && !open.schedule {
            Err(Bar::NoSchedule)
        } else if piece.columns && !open.columns {
            Err(Bar::NoColumns)
        } else {
            Ok(open)
        })
    }

    /// Whether an entry can still be appealed against.
    #[must_use]
    pub fn may_appeal(&self, row: &EntryRow, calendar: &Calendar) -> bool {
        let age = self.today.0 - calendar.day(row.made_at).0;
        row.appeal.is_none() && age <= self.rules.appeal_days
    }
}

/// A piece that is handed in, as far as levels ask.
#[derive(Clone, Copy, Debug)]
pub struct HandIn {
    pub article: ArticleId,
    /// It is to come out at a time.
    pub schedule: bool,
    /// It is to stand in columns.
    pub columns: bool,
}

/// Why a level does not let a piece be handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Bar {
    /// The day's pieces are used up, until then, where a day brings another.
    #[error("the quota of {quota} is used up")]
    Spent {
        quota: i64,
        opens_at: Option<Millis>,
    },
    /// The level does not let a piece be scheduled.
    #[error("no schedule at this level")]
    NoSchedule,
    /// The level does not let a column be asked for.
    #[error("no columns at this level")]
    NoColumns,
}

/// A rejected text is written down; what it costs is said by the table.
///
/// # Errors
/// What the database says.
pub fn rejected(
    tx: &mut Tx<'_>,
    pen: &Pen,
    creator: CreatorId,
    article: ArticleId,
    words: &str,
) -> Result<(), Fault> {
    let new = entry::New {
        creator,
        kind: Kind::Rejected,
        article: Some(article),
        took_down: false,
        words: words.to_owned(),
    };
    entry::insert(tx, pen, &new).map(drop)
}
