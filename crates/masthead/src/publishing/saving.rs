//! Saving what is being written. The state machine is asked, and the version decides between two who save at once.

use std::time::Duration;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::acts::ActFault;
use super::rules::{Act, Refusal};
use super::store::draft::{self, DraftRow, DraftSave, Text};
use super::store::{piece, revision};
use crate::id::{ArticleId, SessionId};
use crate::pen::Pen;

/// While somebody writes, a text is kept for good so often.
const KEPT_EVERY: Duration = Duration::from_secs(600);

/// What became of a text that was to be saved.
#[derive(Clone, Debug)]
pub enum Saved {
    Saved {
        version: i64,
        at: Millis,
    },
    /// Somebody else saved theirs meanwhile, which is kept as a revision.
    Conflict(Box<DraftRow>),
}

/// Why a text was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveFault {
    #[error(transparent)]
    Act(#[from] ActFault),
    /// Somebody was faster. Who asks for [`meet`] in another transaction learns
    /// what they did: this one may hold the draft, and the article comes first.
    #[error("somebody was faster")]
    Late,
    /// Another session writes it now.
    #[error("somebody else writes it")]
    Held,
    /// Nothing is being written any more: it came out, or was taken back.
    #[error("there is no draft")]
    Gone,
}

impl From<Fault> for SaveFault {
    fn from(fault: Fault) -> Self {
        Self::Act(fault.into())
    }
}

impl From<Refusal> for SaveFault {
    fn from(refusal: Refusal) -> Self {
        Self::Act(refusal.into())
    }
}

/// A text as a session sent it.
#[derive(Clone, Copy, Debug)]
pub struct SentText<'a> {
    pub session: SessionId,
    /// The draft that it is an answer to.
    pub version: i64,
    pub text: &'a Text,
}

/// Saves a text over the draft as it was just read. One small write, while
/// somebody types.
///
/// # Errors
/// As [`SaveFault`] says, here as in every function of this module.
pub fn save(
    tx: &mut Tx<'_>,
    pen: &Pen,
    draft: &DraftRow,
    sent: SentText<'_>,
) -> Result<Saved, SaveFault> {
    let SentText {
        session,
        version,
        text,
    } = sent;
    if draft.text == *text {
        return Ok(stands(draft));
    }
    let (article, now) = (draft.article, pen.now());
    let (after, _) = draft.piece().act(Act::Write, now)?;
    if draft.is_anothers(session, now) {
        return Err(SaveFault::Held);
    }
    if draft.version != version {
        return Err(SaveFault::Late);
    }
    let account = pen.account()?;
    let age = u128::try_from(now.0 - draft.kept_at.0).unwrap_or_default();
    let keeps = age > KEPT_EVERY.as_millis() || draft.saved_by != account;
    if keeps {
        // The article before its draft: as everybody takes them, so that no two wait for each other.
        draft::hold_article(tx, article)?;
    }
    let save = DraftSave {
        article,
        version,
        next: after.next,
        account,
        session,
        at: now,
        text,
    };
    let version = draft::save(tx, save)?.ok_or(SaveFault::Late)?;
    draft::put_media(tx, article, text, Some(&draft.text))?;
    if keeps {
        revision::keep(tx, pen, article, draft.saved_by, &draft.text)?;
    }
    Ok(Saved::Saved { version, at: now })
}

fn stands(draft: &DraftRow) -> Saved {
    Saved::Saved {
        version: draft.version,
        at: draft.saved_at,
    }
}

/// What became of a text that came [`SaveFault::Late`]. What the other did is
/// read anew and held: what is answered and kept is the newest. Whichever of
/// two texts is chosen then, the other can be found again.
pub fn meet(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    session: SessionId,
    text: &Text,
) -> Result<Saved, SaveFault> {
    draft::hold_article(tx, article)?;
    draft::hold(tx, article)?;
    let Some(draft) = draft::find(tx, article)? else {
        return Err(gone(tx, pen, article));
    };
    draft.piece().act(Act::Write, pen.now())?;
    if draft.text == *text {
        return Ok(stands(&draft));
    }
    if draft.is_anothers(session, pen.now()) {
        return Err(SaveFault::Held);
    }
    revision::keep(tx, pen, article, draft.saved_by, &draft.text)?;
    Ok(Saved::Conflict(Box::new(draft)))
}

/// Why there is no draft.
pub fn gone(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> SaveFault {
    match piece::find(tx, article) {
        Err(fault) => fault.into(),
        Ok(None) => ActFault::NotFound.into(),
        Ok(Some(row)) => match row.piece.act(Act::Write, pen.now()) {
            Err(refusal) => refusal.into(),
            Ok(_) => SaveFault::Gone,
        },
    }
}
