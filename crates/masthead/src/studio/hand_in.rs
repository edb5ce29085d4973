//! Handing a piece in: the creator's credit and papers are asked, then the piece moves.

use masthead_db::{Fault, Tx};

use crate::creator::store::turn;
use crate::credential;
use crate::credit::Calendar;
use crate::credit::acts::{Account, Bar, HandIn};
use crate::id::ArticleId;
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault};
use crate::publishing::rules::{Act, Next};
use crate::publishing::store::{draft, piece};
use crate::publishing::typed::Ready;

/// Why a piece is not handed in. What was typed is saved already.
#[derive(Debug, thiserror::Error)]
pub(super) enum HandInFault {
    #[error(transparent)]
    Act(#[from] ActFault),
    /// Somebody else saved another text since this one was checked.
    #[error("another text was saved meanwhile")]
    Changed,
    /// The level of its creator says no.
    #[error(transparent)]
    Level(#[from] Bar),
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
pub(super) struct Sheet {
    pub(super) article: ArticleId,
    /// Of the draft that was checked.
    pub(super) version: i64,
    /// Whether papers are asked for: the regime `cn` holds.
    pub(super) asks_papers: bool,
    /// Whether two have to read it.
    pub(super) wants_second: bool,
}

/// What became of a piece that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HandedIn {
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
pub(super) fn hand_in(
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
    let piece = HandIn {
        article,
        schedule: ready.embargo.is_some(),
        columns: !ready.columns.is_empty(),
    };
    let open = account.lets(tx, &piece, calendar)??;
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
