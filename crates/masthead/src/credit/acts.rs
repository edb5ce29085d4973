//! What a level opens, asked where it matters: when a piece is handed in, and when the desk rejects or takes one down.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::Calendar;
use super::rules::{Day, Entry, Kind, Rules, Standing};
use super::store::creator::{self, CreatorRow};
use super::store::entry::{self, EntryRow};
use super::store::table;
use crate::creator::store::turn;
use crate::credential;
use crate::id::{ArticleId, CreatorId};
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::{Act, Next};
use crate::publishing::store::{draft, piece};
use crate::publishing::typed::Ready;

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

    /// Whether an entry can still be appealed against.
    #[must_use]
    pub fn may_appeal(&self, row: &EntryRow, calendar: &Calendar) -> bool {
        let age = self.today.0 - calendar.day(row.made_at).0;
        row.appeal.is_none() && age <= self.rules.appeal_days
    }
}

/// Why a piece is not handed in. What was typed is saved already.
#[derive(Debug, thiserror::Error)]
pub enum HandInFault {
    #[error(transparent)]
    Act(#[from] ActFault),
    /// Somebody else saved another text since this one was checked.
    #[error("another text was saved meanwhile")]
    Changed,
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
    /// The channel's field asks for a paper that the creator does not have on that day.
    #[error("no credential for the channel")]
    NoCredential,
}

impl From<Fault> for HandInFault {
    fn from(fault: Fault) -> Self {
        Self::Act(fault.into())
    }
}

/// What is handed in, and under what.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub article: ArticleId,
    /// Of the draft that was checked.
    pub version: i64,
    /// Whether papers are asked for: the regime `cn` holds.
    pub asks_papers: bool,
    /// Whether two have to read it.
    pub wants_second: bool,
}

/// What became of a piece that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedIn {
    /// The desk reads it first.
    Waits,
    /// Readers have it, or will at its time; the desk checks it afterwards.
    IsOut,
}

/// Hands a draft in as it was checked, if the level of its creator lets it. Where two have to
/// read it, the desk reads first, whoever wrote it.
///
/// # Errors
/// As [`HandInFault`] says.
pub fn hand_in(
    tx: &mut Tx<'_>,
    pen: &Pen,
    sheet: Sheet,
    ready: &Ready,
    calendar: &Calendar,
) -> Result<HandedIn, HandInFault> {
    let (now, article) = (pen.now(), sheet.article);
    // Held first: what was checked is what goes out, and nobody's save is lost in between.
    draft::hold_article(tx, article)?;
    let version = draft::hold(tx, article)?;
    let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
    turn::take(tx, row.creator)?;
    row.piece.act(Act::Submit, now).map_err(ActFault::Refused)?;
    if version != Some(sheet.version) {
        return Err(HandInFault::Changed);
    }
    let account = Account::find(tx, row.creator, calendar, now)?.ok_or(ActFault::NotFound)?;
    let open = account.standing().open;
    let since = calendar.begins(account.today);
    let used = creator::count_handed_in(tx, row.creator, since, article)?;
    if used >= open.quota {
        let (known, today) = (account.creator.known, account.today);
        let opens = account.rules.opens(known, &account.entries, today, used);
        return Err(HandInFault::Spent {
            quota: open.quota,
            opens_at: opens.map(|day| calendar.begins(day)),
        });
    }
    if ready.embargo.is_some() && !open.schedule {
        return Err(HandInFault::NoSchedule);
    }
    if !ready.columns.is_empty() && !open.columns {
        return Err(HandInFault::NoColumns);
    }
    let day = credential::rules::day(now, ready.embargo, &calendar.0);
    if sheet.asks_papers && credential::store::lacks(tx, row.creator, ready.channel, day)? {
        return Err(HandInFault::NoCredential);
    }
    // What the desk sent back it reads again, whoever wrote it.
    if open.at_once && !sheet.wants_second && row.piece.next != Next::SentBack {
        acts::publish_at_once(tx, pen, article, ready)?;
        return Ok(HandedIn::IsOut);
    }
    acts::submit(tx, pen, article, ready)?;
    Ok(HandedIn::Waits)
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
