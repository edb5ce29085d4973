//! What people and the clock do with an article: each act in the transaction of its caller, with its events.

use masthead_archive::limits::list;
use masthead_archive::rows::Localized;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::events::{ArticleStepped, Step, SubmissionChecked};
use super::rules::{Act, DRAFTS, Next, Piece, Public, Refusal};
use super::store::check;
use super::store::draft::{self, Text};
use super::store::piece::{self, PieceRow};
use super::store::state::{Checking, SubmissionState};
use super::store::submission::{self, End, NewSubmission, SubmissionRow};
use super::store::{aside, preview, revision};
use super::tags;
use super::typed::{Ready, Typed};
use crate::article::rules::Correction;
use crate::article::store::moved;
use crate::article::store::put::ArticleFields;
use crate::article::store::write::{self, Stored};
use crate::creator::store::turn;
use crate::id::{AccountId, ArticleId, ColumnId, CreatorId, RevisionId, SessionId, SubmissionId};
use crate::media;
use crate::media::store::withheld;
use crate::pen::Pen;
use crate::portal::AppError;

/// Articles that come out in one transaction.
const AT_ONCE: i64 = 50;
/// A document without a block.
pub const NO_TEXT: &str = r#"{"version":1,"blocks":[]}"#;

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActFault {
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// Somebody else moved the article in the same moment.
    #[error("somebody was faster")]
    Raced,
    #[error("there is no such article")]
    NotFound,
    /// Who does it may not, any more.
    #[error("not allowed any more")]
    Forbidden,
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Where no page says why: what is not there, or nobody may know of.
impl From<ActFault> for AppError {
    fn from(fault: ActFault) -> Self {
        match fault {
            ActFault::Fault(fault) => Self::Fault(fault),
            ActFault::Forbidden => Self::Forbidden,
            ActFault::Refused(_) | ActFault::Raced | ActFault::NotFound => Self::NotFound,
        }
    }
}

impl From<Refusal> for ActFault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// An act that was found to be right, before it is written.
struct Move {
    row: PieceRow,
    after: Piece,
    step: Option<Step>,
}

/// Finds out what an act comes to, and keeps others from moving the article.
///
/// # Errors
/// As [`ActFault`] says, here as in every function of this module.
fn prepare(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId, act: Act) -> Result<Move, ActFault> {
    let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
    let (after, step) = row.piece.act(act, pen.now())?;
    if !piece::hold(tx, &row)? {
        return Err(ActFault::Raced);
    }
    Ok(Move { row, after, step })
}

fn tell(
    tx: &mut Tx<'_>,
    pen: &Pen,
    made: &Move,
    submission: Option<SubmissionId>,
) -> Result<(), ActFault> {
    let Some(step) = made.step else {
        return Ok(());
    };
    let fact = ArticleStepped {
        article: made.row.article,
        creator: made.row.creator,
        step,
        submission,
    };
    Ok(pen.tell(tx, &fact)?)
}

/// Begins the next text of an article, where none is being written: what
/// readers have is where it begins.
pub fn open(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    // Nobody retracts it between the look at where it stands and the text that begins.
    draft::hold_article(tx, article)?;
    let row = piece::find(tx, article)?.ok_or(ActFault::NotFound)?;
    if row.piece.next != Next::Nothing {
        return Ok(());
    }
    row.piece.act(Act::Write, pen.now())?;
    make_room(tx, row.creator)?;
    let stored = stored(tx, article)?;
    begin_from(tx, pen, &stored)
}

/// One more may be written for a creator: nobody else begins one before this
/// transaction ends.
fn make_room(tx: &mut Tx<'_>, creator: CreatorId) -> Result<(), ActFault> {
    turn::take(tx, creator)?;
    match draft::count_of(tx, creator, DRAFTS)? {
        DRAFTS.. => Err(Refusal::TooMany.into()),
        _ => Ok(()),
    }
}

/// Begins a new article of a creator, without a text. Gives its id.
pub fn begin(tx: &mut Tx<'_>, pen: &Pen, creator: CreatorId) -> Result<ArticleId, ActFault> {
    make_room(tx, creator)?;
    let text = Text::new(&Typed::default(), NO_TEXT.to_owned());
    Ok(draft::begin(tx, pen, creator, &text)?)
}

fn begin_from(tx: &mut Tx<'_>, pen: &Pen, stored: &Stored) -> Result<(), ActFault> {
    let body = stored.body.clone().unwrap_or_else(|| NO_TEXT.to_owned());
    let mut typed = typed(stored);
    if !aside::comments_open(tx, stored.id)? {
        typed.set("comments", "closed");
    }
    let text = Text::new(&typed, body);
    Ok(draft::insert(tx, pen, stored.id, &text)?)
}

fn stored(tx: &mut Tx<'_>, article: ArticleId) -> Result<Stored, ActFault> {
    write::find_stored_by_id(tx, article)?.ok_or(ActFault::NotFound)
}

/// The form of an article as it stands.
fn typed(stored: &Stored) -> Typed {
    let fields = &stored.fields;
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let tags: Vec<String> = serde_json::from_str(&fields.tags).unwrap_or_default();
    let origin = match fields.original {
        Some(1) => "original",
        Some(_) => "reprint",
        None => "",
    };
    let locale = fields.locale.as_deref().unwrap_or("zh-CN");
    let source: Option<Localized> = fields
        .source_name
        .as_deref()
        .and_then(|name| serde_json::from_str(name).ok());
    Typed {
        title: fields.title.clone(),
        summary: text(&fields.summary),
        channel: fields.channel.map(|id| id.to_string()).unwrap_or_default(),
        columns: stored.columns.iter().map(ColumnId::to_string).collect(),
        tags: tags::join(&tags),
        cover: text(&fields.cover),
        origin: origin.to_owned(),
        source_name: source.map_or_else(String::new, |name| name.get(locale).to_owned()),
        source_url: text(&fields.source_url),
        ai: text(&fields.ai_generated),
        locale: text(&fields.locale),
        ..Typed::default()
    }
}

/// Hands a draft to the desk. Gives the submission.
pub fn submit(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    ready: &Ready,
) -> Result<SubmissionId, ActFault> {
    let made = prepare(tx, pen, article, Act::Submit)?;
    let draft = draft::find(tx, article)?.ok_or(ActFault::Refused(Refusal::NothingNew))?;
    let account = pen.account()?;
    let revision = revision::keep(tx, pen, article, account, &draft.text)?;
    let id = pen.ids.fresh();
    submission::insert(
        tx,
        NewSubmission {
            id,
            article,
            creator: made.row.creator,
            channel: Some(ready.channel),
            revision,
            is_update: matches!(made.after.public, Public::Published { .. }),
            by: account,
            at: pen.now(),
        },
    )?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, Some(id))?;
    Ok(id)
}

/// A trusted creator gives a draft to readers, now or from its embargo on; the
/// desk checks it afterwards. Gives the submission.
pub fn publish_at_once(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    ready: &Ready,
) -> Result<SubmissionId, ActFault> {
    let embargo = ready.embargo;
    let made = prepare(tx, pen, article, Act::Publish { embargo })?;
    let draft = draft::find(tx, article)?.ok_or(ActFault::Refused(Refusal::NothingNew))?;
    let account = pen.account()?;
    let revision = revision::keep(tx, pen, article, account, &draft.text)?;
    let id = pen.ids.fresh();
    let new = NewSubmission {
        id,
        article,
        creator: made.row.creator,
        channel: Some(ready.channel),
        revision,
        is_update: matches!(made.row.piece.public, Public::Published { .. }),
        by: account,
        at: pen.now(),
    };
    check::insert(tx, new)?;
    publish(tx, pen, &made, ready, revision)?;
    piece::put_next(tx, article, made.after.next)?;
    tell(tx, pen, &made, Some(id))?;
    Ok(id)
}

/// The desk has checked what was published at once, and lets it stand.
pub fn confirm(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    words: &str,
) -> Result<(), ActFault> {
    let end = End {
        by: pen.account()?,
        at: pen.now(),
        reason: None,
        words,
    };
    check(tx, pen, row, Checking::Confirmed, end)
}

/// The desk takes an article from its readers: what was published at once and
/// is being checked, or any other. Gives the submission that keeps why.
pub fn take_down(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    verdict: &Verdict,
) -> Result<SubmissionRow, ActFault> {
    let made = prepare(tx, pen, article, Act::TakeDown)?;
    let id = match check::find_open(tx, article)? {
        Some(id) => id,
        None => begin_check(tx, pen, &made)?,
    };
    let row = submission::find(tx, id)?.ok_or(ActFault::NotFound)?;
    let by = pen.account()?;
    let taken_down = verdict.end(by, pen.now());
    check(tx, pen, &row, Checking::TakenDown, taken_down)?;
    if let Some(waiting) = submission::find_waiting(tx, article)? {
        let sent_back = verdict.end(by, pen.now());
        end(tx, waiting, SubmissionState::SentBack, sent_back)?;
    }
    preview::end(tx, article)?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, Some(id))?;
    Ok(row)
}

/// What the desk had accepted, or came with an archive, is looked at again.
fn begin_check(tx: &mut Tx<'_>, pen: &Pen, made: &Move) -> Result<SubmissionId, ActFault> {
    let article = made.row.article;
    let stored = stored(tx, article)?;
    let by = match check::author(tx, article)? {
        Some(author) => author,
        None => pen.account()?,
    };
    let new = NewSubmission {
        id: pen.ids.fresh(),
        article,
        creator: made.row.creator,
        channel: stored.fields.channel,
        revision: stored.revision,
        is_update: false,
        by,
        // No hand-in of today: it takes nothing of a day's quota.
        at: stored.fields.published_at.unwrap_or_default(),
    };
    check::insert(tx, new)?;
    Ok(new.id)
}

/// The desk gives readers back what it took down.
pub fn restore(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, Act::Restore)?;
    check::put_restored(tx, article, pen.now())?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, None)
}

fn check(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    checking: Checking,
    end: End<'_>,
) -> Result<(), ActFault> {
    if !check::put_end(tx, row.id, checking, end)? {
        return Err(ActFault::Raced);
    }
    let fact = SubmissionChecked {
        submission: row.id,
        article: row.article,
        creator: row.creator,
        confirmed: checking == Checking::Confirmed,
    };
    Ok(pen.tell(tx, &fact)?)
}

/// Takes a text back from the desk.
pub fn recall(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, Act::Recall)?;
    let id = submission::find_waiting(tx, article)?.ok_or(Refusal::NotWaiting)?;
    let recalled = End {
        by: pen.account()?,
        at: pen.now(),
        reason: None,
        words: "",
    };
    end(tx, id, SubmissionState::Recalled, recalled)?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, Some(id))
}

/// The creator gives a text up. Of an article that readers have, or will have,
/// its update ends, and is kept as a revision; a piece that nobody has read
/// stays as it is until somebody takes it up again. Nobody gives up what another
/// session writes just now.
pub fn discard(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    session: SessionId,
) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, Act::Discard)?;
    draft::hold(tx, article)?;
    let draft = draft::find(tx, article)?.ok_or(Refusal::NothingNew)?;
    if draft.is_anothers(session, pen.now()) {
        return Err(Refusal::Held.into());
    }
    preview::end(tx, article)?;
    settle(tx, pen, &made)?;
    if made.after.public == Public::Discarded {
        draft::put_discarded(tx, article, Some(pen.now()))?;
    }
    tell(tx, pen, &made, None)
}

/// The creator goes on with a piece that was given up.
pub fn resume(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, Act::Resume)?;
    make_room(tx, made.row.creator)?;
    draft::put_discarded(tx, article, None)?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, None)
}

/// What the desk decides on a submission that it does not take.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// [`Act::SendBack`] or [`Act::Reject`].
    pub act: Act,
    /// From the desk's list.
    pub reason: Option<String>,
    pub words: String,
}

impl Verdict {
    fn end(&self, by: AccountId, at: Millis) -> End<'_> {
        End {
            by,
            at,
            reason: self.reason.as_deref(),
            words: &self.words,
        }
    }
}

/// The desk sends a text back or rejects it. The reviewer answers for it: also
/// where an approver without an account does it.
pub fn decline(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    reviewer: AccountId,
    verdict: &Verdict,
) -> Result<(), ActFault> {
    let made = prepare(tx, pen, row.article, verdict.act)?;
    let state = match verdict.act {
        Act::Reject => SubmissionState::Rejected,
        _ => SubmissionState::SentBack,
    };
    end(tx, row.id, state, verdict.end(reviewer, pen.now()))?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, Some(row.id))
}

/// How the desk takes a text.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// Who answers for it: also where an approver without an account does it.
    pub reviewer: AccountId,
    pub ready: &'a Ready,
    pub words: &'a str,
}

/// The desk takes a text: readers have it now, or from its embargo on.
pub fn accept(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    acceptance: Acceptance<'_>,
) -> Result<(), ActFault> {
    let ready = acceptance.ready;
    let embargo = ready.embargo;
    let made = prepare(tx, pen, row.article, Act::Accept { embargo })?;
    let accepted = End {
        by: acceptance.reviewer,
        at: pen.now(),
        reason: None,
        words: acceptance.words,
    };
    end(tx, row.id, SubmissionState::Accepted, accepted)?;
    publish(tx, pen, &made, ready, row.revision)?;
    piece::put_next(tx, row.article, made.after.next)?;
    tell(tx, pen, &made, Some(row.id))
}

fn end(
    tx: &mut Tx<'_>,
    id: SubmissionId,
    state: SubmissionState,
    end: End<'_>,
) -> Result<(), ActFault> {
    match submission::put_end(tx, id, state, end)? {
        true => Ok(()),
        false => Err(ActFault::Raced),
    }
}

/// Gives the article the text and the form that were accepted.
fn publish(
    tx: &mut Tx<'_>,
    pen: &Pen,
    made: &Move,
    ready: &Ready,
    revision: RevisionId,
) -> Result<(), ActFault> {
    let stored = stored(tx, made.row.article)?;
    let cover = match &ready.cover {
        Some(hash) => media::store::put::find_size(tx, hash)?.map(|_| hash.clone()),
        None => None,
    };
    let was_read = !matches!(
        made.row.piece.public,
        Public::Unpublished | Public::Scheduled { .. }
    );
    let fields = ArticleFields {
        channel: Some(ready.channel),
        title: ready.title.clone(),
        summary: ready.summary.clone(),
        cover,
        tags: serde_json::to_string(&ready.tags).expect("words are plain data"),
        updated_at: was_read.then(|| pen.now()),
        source_name: ready.source_name.as_deref().map(json),
        source_url: ready.source_url.clone(),
        original: ready.original.map(i64::from),
        ai_generated: ready.ai.map(str::to_owned),
        locale: ready.locale.clone(),
        ..standing(&stored, made.after)
    };
    write::change(tx, pen, &stored, &fields, &ready.columns, revision)?;
    let mut corrections = aside::corrections(tx, made.row.article)?;
    if let Some(text) = ready.correction.clone().filter(|_| was_read) {
        let at = pen.now().0;
        corrections.push(Correction { at, text });
        let over = corrections.len().saturating_sub(list::CORRECTIONS);
        corrections.drain(..over);
    }
    Ok(aside::put(
        tx,
        made.row.article,
        &corrections,
        ready.comments_open,
    )?)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The fields of an article that only moves.
fn standing(stored: &Stored, after: Piece) -> ArticleFields {
    let published_at = match after.public {
        Public::Unpublished | Public::Discarded => None,
        Public::TakenDown(taken) => taken.at(),
        Public::Scheduled { at }
        | Public::Published { at }
        | Public::Withdrawn { at }
        | Public::Retracted { at } => Some(at),
    };
    ArticleFields {
        state: after.state(),
        published_at,
        ..stored.fields.clone()
    }
}

/// Writes where an article stands after a move that leaves its text alone.
fn settle(tx: &mut Tx<'_>, pen: &Pen, made: &Move) -> Result<(), ActFault> {
    let (article, after) = (made.row.article, made.after);
    // A draft that ends here stays among the revisions, with what is being saved just now.
    if after.next == Next::Nothing {
        draft::hold(tx, article)?;
        if let Some(draft) = draft::find(tx, article)? {
            revision::keep(tx, pen, article, draft.saved_by, &draft.text)?;
        }
    }
    let stored = stored(tx, article)?;
    let fields = standing(&stored, after);
    if fields != stored.fields {
        let (columns, revision) = (&stored.columns, stored.revision);
        write::change(tx, pen, &stored, &fields, columns, revision)?;
    }
    Ok(piece::put_next(tx, article, after.next)?)
}

/// Its creator takes an article from readers: it goes on as a draft.
pub fn withdraw(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    back_to_draft(tx, pen, article, Act::Withdraw)
}

/// A scheduled article does not come out by itself.
pub fn unschedule(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), ActFault> {
    back_to_draft(tx, pen, article, Act::Unschedule)
}

fn back_to_draft(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId, act: Act) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, act)?;
    let stored = stored(tx, article)?;
    begin_from(tx, pen, &stored)?;
    check::drop_open(tx, article)?;
    settle(tx, pen, &made)?;
    tell(tx, pen, &made, None)
}

/// Its creator disowns an article: its page stays, and says so in these words.
pub fn retract(
    tx: &mut Tx<'_>,
    pen: &Pen,
    article: ArticleId,
    words: &str,
) -> Result<(), ActFault> {
    let made = prepare(tx, pen, article, Act::Retract)?;
    moved::put_retraction(tx, article, words, pen.now())?;
    preview::end(tx, article)?;
    settle(tx, pen, &made)?;
    withheld::put(tx, pen, article)?;
    tell(tx, pen, &made, None)
}

/// Brings out what was scheduled until now. Gives how many came out; more may
/// be due.
pub fn come_out(tx: &mut Tx<'_>, pen: &Pen) -> Result<usize, ActFault> {
    let due = piece::list_due(tx, pen.now(), AT_ONCE)?;
    for article in &due {
        // Another process may have been faster.
        match prepare(tx, pen, *article, Act::ComeOut) {
            Ok(made) => {
                settle(tx, pen, &made)?;
                tell(tx, pen, &made, None)?;
            }
            Err(ActFault::Refused(_) | ActFault::Raced | ActFault::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(due.len())
}
