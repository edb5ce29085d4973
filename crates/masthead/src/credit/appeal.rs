//! The desk decides an appeal: never who made the deduction, nor a member of the creator.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::acts::Account;
use super::letters::{self, Desk, News};
use super::pages::AppealPage;
use super::rules::{AppealState, WORDS_CHARS};
use super::store::appeal::{self, AppealRow};
use super::store::entry;
use super::view::{self, creator_link};
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::id::AppealId;
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent, private};
use crate::publishing::acts::{self, ActFault};
use crate::urls;

fn may_decide(person: &Person, row: &AppealRow) -> bool {
    row.state == AppealState::Open
        && row.entry_by != person.account
        && person.is_of(row.creator).is_none()
}

/// `GET /desk/credit/appeals/{id}`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let id: AppealId = id.parse().map_err(|_| AppError::NotFound)?;
    page(&portal, &reader, &person, id, Told::default()).await
}

/// What was typed, and the locale key of what is wrong with it.
#[derive(Default)]
struct Told {
    typed: String,
    wrong: Option<&'static str>,
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: AppealId,
    told: Told,
) -> Result<Response<Body>, AppError> {
    let status = match told.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, reader, status, async |room| {
        let (calendar, now) = (view::calendar(room), room.now);
        let days = calendar.clone();
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let Some(row) = appeal::find(tx, id)? else {
                return Ok(None);
            };
            let entry = entry::find(tx, row.entry)?;
            let account = Account::find(tx, row.creator, &days, now)?;
            Ok(entry
                .zip(account)
                .map(|(entry, account)| (row, entry, account)))
        };
        let found = portal.db.read(read).await?;
        let (row, entry, account) = found.ok_or(AppError::NotFound)?;
        let mut entry = view::line(&account, &entry, &calendar);
        if let Some(link) = &mut entry.article {
            link.url = link.url.replace(urls::STUDIO, "");
        }
        Ok(AppealPage {
            layout: room.private_layout()?,
            url: urls::desk_appeal(row.id),
            creator: creator_link(&row.creator_handle, room.name(&row.creator_name)),
            entry,
            entry_by: room.name(&row.entry_by_name),
            words: row.words.clone(),
            at: row.made_at.0,
            state: row.state,
            answer: row.answer.clone().unwrap_or_default(),
            may_decide: may_decide(person, &row),
            typed: told.typed,
            wrong: told.wrong,
            words_most: WORDS_CHARS,
        })
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct DecisionForm {
    /// `won` or `lost`.
    #[serde(default)]
    act: String,
    #[serde(default)]
    words: String,
}

/// `POST /desk/credit/appeals/{id}/decision`
pub(super) async fn decide(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<DecisionForm>,
) -> Result<Response<Body>, AppError> {
    let id: AppealId = id.parse().map_err(|_| AppError::NotFound)?;
    let words = sent.words.trim();
    let wrong = match (sent.act.as_str(), words.chars().count()) {
        (act @ ("won" | "lost"), 1..=WORDS_CHARS) => {
            put(&portal, &person, id, act == "won", words).await?
        }
        ("won" | "lost", 0) => Some("credit-words-missing"),
        ("won" | "lost", _) => Some("credit-words-long"),
        _ => Some("credit-act-missing"),
    };
    if wrong.is_none() {
        let url = format!("{}?done={}", urls::DESK_CREDIT, sent.act);
        return Ok(see_other(&url));
    }
    let typed = sent.words;
    page(&portal, &reader, &person, id, Told { typed, wrong }).await
}

/// Gives the locale key of why nothing was decided.
async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    id: AppealId,
    won: bool,
    words: &str,
) -> Result<Option<&'static str>, AppError> {
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let base_url = portal.base_url(&front).to_owned();
    let words = words.to_owned();
    let (pen, person) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<Option<&'static str>, ActFault> {
        let may = person.still(tx, Can::KeepCredit)?;
        let may = may.ok_or(ActFault::Forbidden)?;
        let row = appeal::find(tx, id)?.ok_or(ActFault::NotFound)?;
        if !may_decide(&may, &row) {
            return Ok(Some("credit-appeal-not-yours"));
        }
        if !appeal::put_end(tx, &pen, &row, won, &words)? {
            return Ok(Some("credit-appeal-not-yours"));
        }
        if won {
            put_back(tx, &pen, &row)?;
        }
        let desk = Desk {
            front: &front,
            zoned: &zoned,
            base_url: &base_url,
        };
        let news = News {
            creator: row.creator,
            handle: &row.creator_handle,
            name: if won { "won" } else { "lost" },
            kind: None,
            words: &words,
        };
        letters::tell(tx, &pen, &desk, &news)?;
        Ok(None)
    };
    match portal.db.write(write).await {
        // The article moved in the same moment.
        Err(ActFault::Refused(_) | ActFault::Raced) => Ok(Some("publishing-raced")),
        written => Ok(written?),
    }
}

/// Everything that the deduction did is undone: the points, and the article
/// that was taken down for it.
fn put_back(tx: &mut Tx<'_>, pen: &Pen, row: &AppealRow) -> Result<(), ActFault> {
    entry::annul(tx, row.entry, pen.now())?;
    let entry = entry::find(tx, row.entry)?.ok_or(ActFault::NotFound)?;
    let Some(article) = entry.article.filter(|_| entry.took_down) else {
        return Ok(());
    };
    match acts::restore(tx, pen, article) {
        // Somebody gave it back already.
        Ok(()) | Err(ActFault::Refused(_)) => Ok(()),
        Err(fault) => Err(fault),
    }
}
