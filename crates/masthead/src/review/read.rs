//! A submission as the desk reads it: paragraph by paragraph, with what was said.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use masthead_document::render::{HtmlOptions, html};
use masthead_document::{Document, word_count};

use super::claim::is_claimed;
use super::pages::{Fact, FormState, Paragraph, ReadPage, Said, TypedDecision};
use super::queue::{channel, claimant};
use super::rules::{REASONS, WORDS, wants_second};
use crate::account::Person;
use crate::article::store::{list_media, write};
use crate::compose::Room;
use crate::credit::rules::Kind;
use crate::id::{AccountId, ColumnId, SubmissionId};
use crate::media::store::Cover;
use crate::media::urls::BodyMedia;
use crate::portal::{AppError, Portal, Reader, private};
use crate::publishing::diff::{self, DiffLine};
use crate::publishing::store::reading::{self, By, ReadingRow};
use crate::publishing::store::remark::{self, RemarkRow};
use crate::publishing::store::revision::{self, RevisionRow};
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::publishing::typed::Typed;
use crate::urls;
use crate::web::{Link, Markup};

/// The `{id}` of an address of the desk's review.
///
/// # Errors
/// [`AppError::NotFound`].
pub(super) fn submission_id(id: &str) -> Result<SubmissionId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// `GET /desk/review/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id = submission_id(&id)?;
    page(&portal, &reader, &person, id, FormState::default()).await
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: SubmissionId,
    form: FormState,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::desk_submission(id),
        ..reader.clone()
    };
    let status = match form.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, &reader, status, async |room| {
        let read = portal.db.read(move |tx| read(tx, id)).await?;
        let reading = read.ok_or(AppError::NotFound)?;
        let text = texts(portal, &reader, reading).await?;
        let page = compose(room, person, text)?;
        Ok(ReadPage {
            wrong: form.wrong,
            typed: form.typed,
            ..page
        })
    })
    .await
}

pub(super) struct Reading {
    pub(super) row: SubmissionRow,
    revision: RevisionRow,
    media: Vec<Cover>,
    remarks: Vec<RemarkRow>,
    readings: Vec<ReadingRow>,
    /// The text that readers have, where there is one.
    public: Option<String>,
}

/// Seven queries, however long the text is.
pub(super) fn read(tx: &mut Tx<'_>, id: SubmissionId) -> Result<Option<Reading>, Fault> {
    let Some(row) = submission::find(tx, id)? else {
        return Ok(None);
    };
    let public = match row.is_update && row.is_waiting() {
        true => write::find_stored_by_id(tx, row.article)?.and_then(|stored| stored.body),
        false => None,
    };
    Ok(Some(Reading {
        revision: revision::get(tx, row.revision)?,
        media: list_media(tx, row.revision)?,
        remarks: remark::list(tx, id)?,
        readings: reading::list(tx, id)?,
        public,
        row,
    }))
}

/// A reading with its document, and what is new in it.
struct SubmittedText {
    reading: Reading,
    document: Document,
    changes: Vec<DiffLine>,
}

/// Comparing long texts takes a while: other requests go on meanwhile.
async fn texts(
    portal: &Portal,
    reader: &Reader,
    reading: Reading,
) -> Result<SubmittedText, AppError> {
    portal.long_work(reader, move || compared(reading)).await?
}

fn compared(reading: Reading) -> Result<SubmittedText, AppError> {
    let document = document(&reading)?;
    let changes = match &reading.public {
        Some(public) => diff::documents(&parsed(&reading, public)?, &document),
        None => Vec::new(),
    };
    Ok(SubmittedText {
        reading,
        document,
        changes,
    })
}

/// # Errors
/// It is none: a defect of ours.
pub(super) fn document(reading: &Reading) -> Result<Document, AppError> {
    parsed(reading, &reading.revision.text.body)
}

fn parsed(reading: &Reading, body: &str) -> Result<Document, AppError> {
    serde_json::from_str(body)
        .map_err(|error| AppError::Defect(format!("revision {}: {error}", reading.row.revision)))
}

fn compose(room: &Room<'_>, person: &Person, text: SubmittedText) -> Result<ReadPage, AppError> {
    let SubmittedText {
        reading,
        document,
        changes,
    } = text;
    let row = &reading.row;
    let afterwards = row.is_unchecked();
    let waits = row.is_waiting() || afterwards;
    let claimed = waits && is_claimed(row, room.now);
    let is_mine = claimed && row.claimed_by == Some(person.account);
    let slug = row.channel.and_then(|id| room.front.channel(id));
    let slug = slug.map(|channel| channel.slug.as_str());
    let wants_second = wants_second(&room.portal.settings.second_reading, slug);
    // Of two readers, neither knows what the other says until it is decided.
    let is_seen = |by: Option<AccountId>| !(waits && wants_second) || by == Some(person.account);
    let mut said: HashMap<Option<i64>, Vec<Said>> = HashMap::new();
    let remarks = reading.remarks.iter();
    for remark in remarks.filter(|remark| is_seen(Some(remark.by))) {
        said.entry(remark.remark.block).or_default().push(Said {
            words: remark.remark.words.clone(),
            author: room.name(&remark.author),
            at: remark.created_at.0,
        });
    }
    let own = By::Reviewer(person.account);
    let is_read = reading.readings.iter().any(|reading| reading.by == own);
    Ok(ReadPage {
        layout: room.private_layout()?,
        url: urls::desk_submission(row.id),
        title: row.title.clone(),
        creator: Link {
            url: urls::creator(&row.creator_handle),
            label: room.name(&row.creator_name),
        },
        channel: channel(room, row),
        is_update: row.is_update,
        public_url: (row.is_update || afterwards).then(|| urls::article(row.article)),
        submitted_at: row.submitted_at.0,
        author: room.name(&row.submitted_by_name),
        claimed_until: claimed.then_some(row.claimed_until.0),
        facts: facts(room, &reading, &document),
        said: said.remove(&None).unwrap_or_default(),
        paragraphs: paragraphs(room, &reading, &document, said)?,
        changes,
        state: row.stands().to_owned(),
        afterwards,
        kinds: Kind::by_hand(),
        claimed_by: claimant(room, row).filter(|_| claimed),
        is_mine,
        may_claim: waits && !claimed && !is_read,
        wants_second,
        is_read: waits && is_read,
        readings: readings(room, &reading, is_seen),
        reasons: REASONS.to_vec(),
        wrong: None,
        typed: TypedDecision::default(),
        words_most: WORDS,
    })
}

/// Who would take it, as far as that is not kept from this reviewer.
fn readings(
    room: &Room<'_>,
    reading: &Reading,
    is_seen: impl Fn(Option<AccountId>) -> bool,
) -> Vec<Said> {
    let seen = reading.readings.iter().filter(|one| match one.by {
        By::Reviewer(account) => is_seen(Some(account)),
        By::Approver(_) => is_seen(None),
    });
    seen.map(|one| Said {
        words: one.words.clone(),
        author: match &one.by {
            By::Approver(name) => name.clone(),
            By::Reviewer(_) => room.name(one.name.as_deref().unwrap_or_default()),
        },
        at: one.at.0,
    })
    .collect()
}

/// Each block by itself, so that something can be said of it.
pub(super) fn paragraphs(
    room: &Room<'_>,
    reading: &Reading,
    document: &Document,
    mut said: HashMap<Option<i64>, Vec<Said>>,
) -> Result<Vec<Paragraph>, AppError> {
    let options = HtmlOptions {
        embed_hosts: room.portal.settings.embed_hosts.clone(),
        table_label: room.word("table-label"),
        file_label: room.word("article-file"),
        ..HtmlOptions::default()
    };
    let media = BodyMedia::new(reading.media.clone());
    let mut all = Vec::new();
    for (block, at) in document.blocks().iter().zip(0_i64..) {
        let one = Document::from_blocks(vec![block.clone()]);
        let one = one.map_err(|refusal| AppError::Defect(refusal.to_string()))?;
        all.push(Paragraph {
            block: at,
            html: Markup::from_renderer(html(&one, &media, &options)),
            said: said.remove(&Some(at)).unwrap_or_default(),
        });
    }
    Ok(all)
}

/// What the creator says of the piece, and what a reviewer wants to know.
pub(super) fn facts(room: &Room<'_>, reading: &Reading, document: &Document) -> Vec<Fact> {
    let text = &reading.revision.text;
    let typed = Typed::read(text.title.clone(), &text.fields).unwrap_or_default();
    let choice = |prefix: &str, value: &str| match value {
        "" => String::new(),
        value => room.word(&format!("{prefix}{value}")),
    };
    let comments = match &*typed.comments {
        "closed" => room.word("piece-comments-closed"),
        _ => String::new(),
    };
    // Acceptance grants them.
    let asked = typed.columns.iter().filter_map(|id| {
        let id: ColumnId = id.parse().ok()?;
        let column = room.front.columns.iter().find(|column| column.id == id)?;
        Some(room.name(&column.name))
    });
    let columns = asked.collect::<Vec<_>>().join(" · ");
    let all = [
        ("review-words-count", word_count(document).to_string()),
        ("piece-summary", typed.summary),
        ("piece-tags-label", typed.tags),
        ("piece-origin", choice("piece-origin-", &typed.origin)),
        ("piece-source-name", typed.source_name),
        ("piece-source-url", typed.source_url),
        ("piece-ai", choice("piece-ai-", &typed.ai)),
        ("piece-embargo-label", typed.embargo.replace('T', " ")),
        ("piece-correction", typed.correction),
        ("piece-columns", columns),
        ("review-comments", comments),
    ];
    let filled = all
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    filled.map(|(key, value)| Fact { key, value }).collect()
}
