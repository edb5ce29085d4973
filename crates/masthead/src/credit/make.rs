//! Somebody at the desk takes points of a creator, or trusts one.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::find::{self, Told};
use super::letters::{self, Desk, News};
use super::pages::TypedDeduction;
use super::rules::{Kind, WORDS_CHARS};
use super::store::creator::{self, CreatorRow};
use super::store::entry;
use crate::account::{Person, pen, see_other};
use crate::capability::Can;
use crate::id::{ArticleId, BadId, CreatorId};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::publishing::store::piece;
use crate::urls;
use crate::web::Trouble;

#[derive(Deserialize)]
pub(super) struct DeductionForm {
    #[serde(default)]
    kind: String,
    /// Empty, a number, or the address of a page.
    #[serde(default)]
    article: String,
    #[serde(default)]
    words: String,
}

/// A kind that somebody at the desk chose; none for no deduction.
#[must_use]
pub fn read_deduction(kind: &str) -> Option<Kind> {
    Kind::from_name(kind).filter(|kind| *kind != Kind::Rejected)
}

/// `POST /desk/credit/creator/{id}/deductions`
pub(super) async fn deduct(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<DeductionForm>,
) -> Result<Response<Body>, AppError> {
    let id: CreatorId = id.parse().map_err(|_| AppError::NotFound)?;
    let (row, troubles) = put(&portal, &person, id, &sent).await?;
    if troubles.is_empty() {
        let url = urls::desk_credit(&row.handle, Some("deducted"));
        return Ok(see_other(&url));
    }
    let told = Told {
        typed: TypedDeduction {
            kind: sent.kind,
            article: sent.article,
            words: sent.words,
        },
        troubles,
        done: None,
    };
    find::page(&portal, &reader, &person, row.id, told).await
}

async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    id: CreatorId,
    sent: &DeductionForm,
) -> Result<(CreatorRow, Vec<Trouble>), AppError> {
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let base_url = portal.base_url(&front).to_owned();
    let mut troubles = Vec::new();
    let mut wrong = |field, key| troubles.push(Trouble { field, key });
    let kind = read_deduction(&sent.kind);
    if kind.is_none() {
        wrong("kind", "credit-kind-missing");
    }
    let words = sent.words.trim().to_owned();
    match words.chars().count() {
        0 => wrong("words", "credit-words-missing"),
        count if count > WORDS_CHARS => wrong("words", "credit-words-long"),
        _ => {}
    }
    let article = read_article(&sent.article);
    if article.is_err() {
        wrong("article", "credit-article-unknown");
    }
    let (pen, of) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<_, AppError> {
        let may = of.still(tx, Can::KeepCredit)?.ok_or(AppError::Forbidden)?;
        let row = creator::find(tx, id)?.ok_or(AppError::NotFound)?;
        let mut troubles = troubles;
        if may.is_of(id).is_some() {
            let (field, key) = ("kind", "credit-own");
            troubles.push(Trouble { field, key });
        }
        let (Some(kind), Ok(article), true) = (kind, article, troubles.is_empty()) else {
            return Ok((row, troubles));
        };
        if let Some(article) = article {
            let of = piece::find(tx, article)?;
            if of.is_none_or(|of| of.creator != id) {
                let (field, key) = ("article", "credit-article-unknown");
                troubles.push(Trouble { field, key });
                return Ok((row, troubles));
            }
        }
        let new = entry::New {
            creator: id,
            kind,
            article,
            took_down: false,
            words,
        };
        let desk = Desk {
            front: &front,
            zoned: &zoned,
            base_url: &base_url,
        };
        written(tx, &pen, &desk, &new)?;
        Ok((row, troubles))
    };
    portal.db.write(write).await
}

/// Writes an entry down, and to the creator's members.
///
/// # Errors
/// What the database says.
pub fn written(tx: &mut Tx<'_>, pen: &Pen, desk: &Desk<'_>, new: &entry::New) -> Result<(), Fault> {
    entry::insert(tx, pen, new)?;
    let Some(row) = creator::find(tx, new.creator)? else {
        return Ok(());
    };
    let news = News {
        creator: row.id,
        handle: &row.handle,
        name: "deducted",
        kind: Some(new.kind),
        words: &new.words,
    };
    letters::tell(tx, pen, desk, &news)
}

/// The article that somebody at the desk named: none for nothing.
///
/// # Errors
/// It is neither a number nor the address of an article.
pub fn read_article(text: &str) -> Result<Option<ArticleId>, BadId> {
    let text = text.trim().trim_end_matches('/');
    if text.is_empty() {
        return Ok(None);
    }
    let last = text.rsplit('/').next().unwrap_or(text);
    last.parse().map(Some)
}

#[derive(Deserialize)]
pub(super) struct TrustForm {
    /// `give` or `take`.
    act: String,
}

/// `POST /desk/credit/creator/{id}/trust`: the levels may ask for it.
pub(super) async fn trust(
    State(portal): State<Arc<Portal>>,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<TrustForm>,
) -> Result<Response<Body>, AppError> {
    let id: CreatorId = id.parse().map_err(|_| AppError::NotFound)?;
    let trusted = sent.act == "give";
    let done = if trusted { "trusted" } else { "untrusted" };
    let front = portal.front().await?;
    let zoned = portal.theme(&front)?;
    let base_url = portal.base_url(&front).to_owned();
    let pen = pen(&portal, Some(person.account));
    let write = move |tx: &mut Tx<'_>| -> Result<String, AppError> {
        let may = person.still(tx, Can::RuleCredit)?;
        let may = may.ok_or(AppError::Forbidden)?;
        let row = creator::find(tx, id)?.ok_or(AppError::NotFound)?;
        if trusted && may.is_of(id).is_some() {
            return Err(AppError::Forbidden);
        }
        if creator::put_trust(tx, &pen, id, trusted)? {
            let desk = Desk {
                front: &front,
                zoned: &zoned,
                base_url: &base_url,
            };
            let news = News {
                creator: id,
                handle: &row.handle,
                name: done,
                kind: None,
                words: "",
            };
            letters::tell(tx, &pen, &desk, &news)?;
        }
        Ok(row.handle)
    };
    let handle = portal.db.write(write).await?;
    Ok(see_other(&urls::desk_credit(&handle, Some(done))))
}
