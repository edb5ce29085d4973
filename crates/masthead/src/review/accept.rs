//! Taking a text: by the first reader, or by the second where the operator wants two.

use std::sync::Arc;

use masthead_db::{Fault, Tx};
use masthead_document::Document;

use super::claim::release;
use super::letters;
use super::rules::{Decision, is_enough};
use crate::credential;
use crate::front::Front;
use crate::id::{ChannelId, ColumnId};
use crate::pen::Pen;
use crate::portal::Portal;
use crate::publishing::acts::{self, Acceptance, ActFault};
use crate::publishing::rules::Refusal;
use crate::publishing::store::reading::{self, Approval, By};
use crate::publishing::store::revision;
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::publishing::typed::{Known, Ready, Typed};
use crate::regime::Regime;
use crate::subscription::{Envelope, Topic, send, send_always};
use crate::web::Locale;

/// What decisions are made and told with.
pub(super) struct Office {
    front: Arc<Front>,
    envelope: Envelope,
    second: Vec<String>,
    asks_papers: bool,
}

impl Office {
    pub(super) async fn open(portal: &Portal) -> Result<Self, ActFault> {
        let front = portal.front().await?;
        let zoned = portal
            .theme(&front)
            .map_err(|error| Fault::shape(format!("the theme: {error}")))?;
        Ok(Self {
            envelope: Envelope {
                zoned,
                base_url: portal.base_url(&front).to_owned(),
                random: portal.entry.random().clone(),
            },
            front,
            second: portal.settings.second_reading.clone(),
            asks_papers: portal.keeps(Regime::Cn),
        })
    }

    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            front: &self.front,
            envelope: &self.envelope,
            second: &self.second,
            asks_papers: self.asks_papers,
        }
    }
}

/// Where it is decided.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) front: &'a Front,
    pub(super) envelope: &'a Envelope,
    /// Channels in which two have to read: [`wants_second`](super::rules::wants_second).
    pub(super) second: &'a [String],
    /// Whether channels of some fields ask for papers: the regime `cn` holds.
    asks_papers: bool,
}

impl Desk<'_> {
    pub(super) fn wants_second(&self, row: &SubmissionRow) -> bool {
        let channel = row.channel.and_then(|id| self.front.channel(id));
        super::rules::wants_second(self.second, channel.map(|channel| channel.slug.as_str()))
    }
}

/// What became of a submission that somebody takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Published,
    /// Another has to read it too.
    Read,
}

/// Somebody takes a submission.
pub(super) fn accept(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    approval: Approval<'_>,
    desk: Desk<'_>,
) -> Result<Taken, ActFault> {
    let Approval { by, answers, words } = approval;
    let ready = ready(tx, row, desk)?;
    let zone = &desk.envelope.zoned.zone;
    let day = credential::rules::day(pen.now(), ready.embargo, zone);
    if desk.asks_papers && credential::store::lacks(tx, row.creator, ready.channel, day)? {
        return Err(Refusal::Uncredentialed.into());
    }
    let before = reading::list(tx, row.id)?;
    // A reviewer and an approver whom that reviewer asked are one.
    if before
        .iter()
        .any(|reading| reading.answers == Some(answers))
    {
        return Err(Refusal::ReadAlready.into());
    }
    let wants_second = desk.wants_second(row);
    if wants_second && answers == row.submitted_by {
        return Err(Refusal::OwnText.into());
    }
    let is_enough = is_enough(wants_second, before.len());
    if !is_enough || matches!(by, By::Approver(_)) {
        reading::insert(tx, pen, row.article, row.id, approval)?;
    }
    if !is_enough {
        release(tx, pen, row.id, answers)?;
        return Ok(Taken::Read);
    }
    let acceptance = Acceptance {
        reviewer: answers,
        ready: &ready,
        words,
    };
    acts::accept(tx, pen, row, acceptance)?;
    let words = words.to_owned();
    tell(tx, pen, row, &Decision::Accept { words }, desk)?;
    Ok(Taken::Published)
}

/// Writes to whoever handed it in; of a takedown to every owner too.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    decision: &Decision,
    desk: Desk<'_>,
) -> Result<(), Fault> {
    if let Decision::TakeDown(_) = decision {
        return tell_all(tx, pen, row, decision, desk);
    }
    if let Some(author) = submission::find_author(tx, row.id)? {
        let account = row.submitted_by;
        let write = |known: Option<Locale>| {
            let locale = known.unwrap_or_else(|| desk.front.own_locale());
            let letter = letters::decided(desk.envelope, locale, author, row, decision);
            (locale, letter)
        };
        send(tx, pen, desk.envelope, account, Topic::Review, write)?;
    }
    Ok(())
}

/// Who handed a piece in may be gone, and of an imported one nobody did.
fn tell_all(
    tx: &mut Tx<'_>,
    pen: &Pen,
    row: &SubmissionRow,
    decision: &Decision,
    desk: Desk<'_>,
) -> Result<(), Fault> {
    for one in submission::list_answerable(tx, row.id, pen.account()?)? {
        let write = |known: Option<Locale>| {
            let locale = known.unwrap_or_else(|| desk.front.own_locale());
            let letter = letters::decided(desk.envelope, locale, one.addressee, row, decision);
            (locale, letter)
        };
        send_always(tx, pen, &desk.envelope.zoned, one.account, write)?;
    }
    Ok(())
}

/// The form of a submission, held against what holds when it was handed in.
fn ready(tx: &mut Tx<'_>, row: &SubmissionRow, desk: Desk<'_>) -> Result<Ready, ActFault> {
    let front = desk.front;
    let text = revision::get(tx, row.revision)?.text;
    let broken = |error: serde_json::Error| {
        ActFault::Fault(Fault::shape(format!("revision {}: {error}", row.revision)))
    };
    let typed = Typed::read(text.title, &text.fields).map_err(broken)?;
    let document: Document = serde_json::from_str(&text.body).map_err(broken)?;
    let channels: Vec<ChannelId> = front.channels.iter().map(|channel| channel.id).collect();
    let columns: Vec<ColumnId> = front.columns.iter().map(|column| column.id).collect();
    let known = Known {
        channels: &channels,
        columns: &columns,
        zone: &desk.envelope.zoned.zone,
        now: row.submitted_at,
    };
    Ready::check(&typed, &document, known).map_err(|_| ActFault::Refused(Refusal::Outdated))
}
