//! The page of a piece: its form where it can be written, what the desk said, and what else can be done.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::Tx;
use masthead_document::{Document, render};
use masthead_media::Hash;
use serde::Deserialize;

use super::desk_of::{Read, piece_id, was_of};
use super::pages::{
    DecisionLine, GivenBack, Held, May, PieceForm, PieceLimits, PiecePage, RemarkLine, Spent,
    Theirs,
};
use super::sent::Asked as Sent;
use super::view::{LIMITS, channels, columns, covers, editor_words, marks, shown};
use crate::account::{MemberRole, Person};
use crate::compose::Room;
use crate::id::ArticleId;
use crate::media::keep;
use crate::media::store::Cover;
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::publishing::rules::{Act, Public};
use crate::publishing::store::draft::{self, DraftRow};
use crate::publishing::store::piece::{self, PieceRow};
use crate::publishing::store::remark::{self, RemarkRow};
use crate::publishing::store::submission::{self, SubmissionRow};
use crate::publishing::tags;
use crate::publishing::typed::Typed;
use crate::site::rules::ZONE;
use crate::urls;
use crate::web::{Locale, Trouble};

/// What the page may say that has been done.
const DONE: [&str; 10] = [
    "saved",
    "submitted",
    "at_once",
    "recalled",
    "withdrawn",
    "retracted",
    "unscheduled",
    "discarded",
    "resumed",
    "restored",
];
/// Decisions that the page shows; older ones are not asked for.
const DECISIONS: i64 = 10;

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
    picture: Option<String>,
}

/// `GET /studio/article/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Asked(Done { done, picture }): Asked<Done>,
) -> Result<Response<Body>, AppError> {
    let said = Said {
        done: done.filter(|done| DONE.contains(&done.as_str())),
        picture: picture.filter(|hash| hash.parse::<Hash>().is_ok()),
        ..Said::default()
    };
    page(&portal, &reader, &person, piece_id(&id)?, said).await
}

/// A text that was sent and not saved. It is given back.
pub(super) enum Unsaved {
    /// Somebody else saved another meanwhile.
    Late(Sent),
    /// Somebody else writes it now.
    Held(Sent),
    /// It is not to be written now.
    Refused(Sent),
    /// It could not be read: the body as a form sent it, if a form did.
    Unread { typed: Typed, body: Option<String> },
}

impl Unsaved {
    fn typed(&self) -> &Typed {
        match self {
            Self::Late(sent) | Self::Held(sent) | Self::Refused(sent) => &sent.typed,
            Self::Unread { typed, .. } => typed,
        }
    }

    fn document(&self) -> Option<&Document> {
        match self {
            Self::Late(sent) | Self::Held(sent) | Self::Refused(sent) => Some(&sent.document),
            Self::Unread { .. } => None,
        }
    }

    /// The text as it was typed.
    fn body(&self) -> String {
        match self {
            Self::Late(sent) | Self::Held(sent) | Self::Refused(sent) => markdown(&sent.document),
            Self::Unread { body, .. } => body.clone().unwrap_or_default(),
        }
    }
}

/// What the page has to say besides.
#[derive(Default)]
pub(super) struct Said {
    pub(super) done: Option<String>,
    pub(super) refused: Option<&'static str>,
    /// The day's pieces are used up.
    pub(super) spent: Option<Spent>,
    pub(super) troubles: Vec<Trouble>,
    pub(super) unsaved: Option<Unsaved>,
    /// Who else writes it.
    pub(super) holder: Option<Held>,
    /// Why it is retracted, where that was not done.
    pub(super) words: String,
    pub(super) preview_link: Option<String>,
    /// Width and height of a picture that is too large.
    pub(super) picture_size: (u32, u32),
    /// The hash of a picture that was just stored.
    pub(super) picture: Option<String>,
    /// How the text names a film that was just stored.
    pub(super) film: Option<String>,
}

impl Said {
    pub(super) fn refused(key: &'static str) -> Self {
        Self {
            refused: Some(key),
            ..Self::default()
        }
    }

    fn status(&self) -> StatusCode {
        let is_done = self.refused.is_none() && self.spent.is_none();
        match (&self.unsaved, self.troubles.is_empty(), is_done) {
            (Some(Unsaved::Late(_) | Unsaved::Held(_)), ..) => StatusCode::CONFLICT,
            (None, true, true) => StatusCode::OK,
            _ => keep::status(&self.troubles),
        }
    }
}

/// The page of a piece as it stands, and what there is to say.
pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    article: ArticleId,
    said: Said,
) -> Result<Response<Body>, AppError> {
    let reader = Reader {
        path: urls::studio_article(article),
        ..reader.clone()
    };
    private(portal, &reader, said.status(), async |room| {
        let read = portal.db.read(move |tx| read(tx, article)).await?;
        let mut read = read.ok_or(AppError::NotFound)?;
        if !was_of(person, read.row.creator, MemberRole::Writer) {
            return Err(AppError::NotFound);
        }
        let sheet = Sheet::new(&read, said.unsaved.as_ref())?;
        if let Some(sheet) = &sheet {
            let hashes: Vec<String> = sheet.hashes();
            read.covers = portal.db.read(move |tx| covers(tx, &hashes)).await?;
        }
        compose(room, person, read, sheet, said)
    })
    .await
}

struct Reading {
    row: PieceRow,
    draft: Option<DraftRow>,
    decisions: Vec<SubmissionRow>,
    remarks: Vec<RemarkRow>,
    queue: Option<i64>,
    covers: HashMap<String, Cover>,
}

/// Five queries, whatever the piece has been through.
fn read(tx: &mut Tx<'_>, article: ArticleId) -> Read<Option<Reading>> {
    let Some(row) = piece::find(tx, article)? else {
        return Ok(None);
    };
    let decisions = submission::list_of_article(tx, article, DECISIONS)?;
    let waiting = decisions.iter().find(|row| row.is_waiting());
    let queue = match waiting {
        Some(waiting) => Some(submission::count_before(
            tx,
            waiting.submitted_at,
            waiting.id,
        )?),
        None => None,
    };
    Ok(Some(Reading {
        draft: draft::find(tx, article)?,
        remarks: remark::list_decided(tx, article)?,
        row,
        decisions,
        queue,
        covers: HashMap::new(),
    }))
}

/// The text that the form shows.
struct Sheet {
    typed: Typed,
    document: Document,
    /// Where it could not be read: as it was typed.
    raw: Option<String>,
    version: i64,
    saved_at: i64,
}

impl Sheet {
    fn new(read: &Reading, unsaved: Option<&Unsaved>) -> Result<Option<Self>, AppError> {
        let Some(draft) = &read.draft else {
            return Ok(None);
        };
        let broken = |error: serde_json::Error| {
            AppError::Defect(format!("draft of article {}: {error}", draft.article))
        };
        let text = &draft.text;
        let typed = match unsaved {
            Some(unsaved) => unsaved.typed().clone(),
            None => Typed::read(text.title.clone(), &text.fields).map_err(broken)?,
        };
        let document = match unsaved.and_then(Unsaved::document) {
            Some(document) => document.clone(),
            None => serde_json::from_str(&text.body).map_err(broken)?,
        };
        Ok(Some(Self {
            typed,
            document,
            raw: match unsaved {
                Some(Unsaved::Unread { body, .. }) => body.clone(),
                _ => None,
            },
            version: draft.version,
            saved_at: draft.saved_at.0,
        }))
    }

    fn hashes(&self) -> Vec<String> {
        let names = self.document.media_refs().into_iter();
        let cover = Some(self.typed.cover.as_str()).filter(|cover| !cover.is_empty());
        names.chain(cover).map(str::to_owned).collect()
    }
}

fn compose(
    room: &Room<'_>,
    person: &Person,
    read: Reading,
    sheet: Option<Sheet>,
    said: Said,
) -> Result<PiecePage, AppError> {
    let row = &read.row;
    let may = may(room, person, row);
    let is_public = matches!(
        row.piece.public,
        Public::Published { .. } | Public::Retracted { .. }
    );
    let theirs = match (&said.unsaved, &read.draft) {
        (Some(Unsaved::Late(_)), Some(draft)) => Some(theirs(room, draft)?),
        _ => None,
    };
    let form = sheet
        .filter(|_| may.write)
        .map(|sheet| form(room, sheet, &read.covers, is_public));
    let given_back = said.unsaved.as_ref().filter(|_| form.is_none());
    let media = masthead_media::Limits::default();
    Ok(PiecePage {
        layout: room.private_layout()?,
        given_back: given_back.map(give_back),
        is_unsaved: said.unsaved.is_some(),
        words_typed: said.words,
        url: urls::studio_article(row.article),
        title: row.title.clone(),
        creator_name: room.name(&row.creator_name),
        marks_of: marks(row.piece.public, row.piece.next),
        public_url: is_public.then(|| urls::article(row.article)),
        is_standing: row.piece.public != Public::Unpublished,
        embargo_at: match row.piece.public {
            Public::Scheduled { at } => Some(at.0),
            _ => None,
        },
        form,
        may,
        queue: read.queue,
        decisions: decisions(room, &read),
        troubles: said.troubles,
        refused: said.refused,
        held: said.holder,
        spent: said.spent,
        credit_url: urls::studio_credit(&row.creator_handle),
        credentials_url: urls::credentials(&row.creator_handle),
        done: said.done,
        theirs,
        limits: PieceLimits {
            video_mb: room.portal.settings.video_bytes / 1_048_576,
            day_mb: room.portal.settings.upload_day_bytes / 1_048_576,
            width: said.picture_size.0,
            height: said.picture_size.1,
            side: media.side,
            megapixels: media.pixels / 1_000_000,
            ..LIMITS
        },
        words: editor_words(room),
        account: person.account,
        zone: room
            .front
            .site
            .time_zone
            .clone()
            .unwrap_or_else(|| ZONE.to_owned()),
        preview_link: said.preview_link,
        picture: said.picture,
        film: said.film,
    })
}

/// What this person can do with the piece now: the machine is asked.
fn may(room: &Room<'_>, person: &Person, row: &PieceRow) -> May {
    let can = |act| row.piece.act(act, room.now).is_ok();
    let edits = was_of(person, row.creator, MemberRole::Editor);
    let has_draft = row.piece.next.stage().is_some();
    May {
        write: has_draft && can(Act::Write),
        update: !has_draft && can(Act::Write),
        recall: can(Act::Recall),
        withdraw: edits && can(Act::Withdraw),
        retract: edits && can(Act::Retract),
        unschedule: edits && can(Act::Unschedule),
        discard: can(Act::Discard),
        resume: can(Act::Resume),
    }
}

fn form(
    room: &Room<'_>,
    sheet: Sheet,
    covers: &HashMap<String, Cover>,
    is_update: bool,
) -> PieceForm {
    let typed = Typed {
        tags: tags_in(room.locale, sheet.typed.tags),
        ..sheet.typed
    };
    PieceForm {
        channels: channels(room, &typed.channel),
        columns: columns(room, &typed.columns),
        title: typed.title.clone(),
        is_raw: sheet.raw.is_some(),
        markdown: sheet.raw.unwrap_or_else(|| markdown(&sheet.document)),
        document: serde_json::to_string(&sheet.document).expect("a document is plain data"),
        shown: shown(covers).to_string(),
        version: sheet.version,
        saved_at: sheet.saved_at,
        typed,
        is_update,
    }
}

/// Tags with the comma of the reader's language between them.
fn tags_in(locale: Locale, typed: String) -> String {
    match locale {
        Locale::ZhCn => typed,
        Locale::En => tags::in_english(&typed),
    }
}

/// What was typed, where there is no form for it.
fn give_back(unsaved: &Unsaved) -> GivenBack {
    let typed = unsaved.typed();
    let fields = [
        ("piece-title", &typed.title),
        ("piece-summary", &typed.summary),
        ("piece-tags-label", &typed.tags),
        ("piece-source-name", &typed.source_name),
        ("piece-source-url", &typed.source_url),
        ("piece-embargo-label", &typed.embargo),
        ("piece-correction", &typed.correction),
    ];
    let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
    GivenBack {
        body: unsaved.body(),
        fields: said.map(|(key, value)| (key, value.clone())).collect(),
    }
}

/// As a field of a form holds it.
fn markdown(document: &Document) -> String {
    render::markdown(document).trim_end().to_owned()
}

fn theirs(room: &Room<'_>, draft: &DraftRow) -> Result<Theirs, AppError> {
    let document: Document = serde_json::from_str(&draft.text.body).map_err(|error| {
        AppError::Defect(format!("draft of article {}: {error}", draft.article))
    })?;
    Ok(Theirs {
        by: room.name(&draft.saved_by_name),
        at: draft.saved_at.0,
        title: draft.text.title.clone(),
        text: markdown(&document),
    })
}

fn decisions(room: &Room<'_>, read: &Reading) -> Vec<DecisionLine> {
    let remark = |row: &RemarkRow| RemarkLine {
        quote: row.remark.quote.clone(),
        words: row.remark.words.clone(),
        author: room.name(&row.author),
        at: row.created_at.0,
    };
    let line = |row: &SubmissionRow| DecisionLine {
        state: row.stands().to_owned(),
        submitted_at: row.submitted_at.0,
        decided_at: row.checked_at.or(row.decided_at).map(|at| at.0),
        restored_at: row.restored_at.map(|at| at.0),
        reason: row.reason.clone(),
        words: row.words.clone().unwrap_or_default(),
        remarks: read
            .remarks
            .iter()
            .filter(|remark| remark.submission == row.id)
            .map(remark)
            .collect(),
    };
    read.decisions.iter().map(line).collect()
}
