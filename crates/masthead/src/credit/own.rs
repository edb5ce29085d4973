//! A creator's credit, as its members see it, and their appeals.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::acts::Account;
use super::pages::{OwnCreditPage, TypedAppeal};
use super::store::{appeal, creator, entry};
use super::view::{self, WORDS};
use crate::account::store::member;
use crate::account::{MemberRole, Person, pen, see_other};
use crate::errors;
use crate::id::{ArticleId, CreditEntryId};
use crate::portal::{Asked, Portal, Reader, Sent, AppError, private};
use crate::urls;
use crate::web::Link;

#[derive(Clone, Default, Deserialize)]
pub(super) struct OwnQuery {
    /// A creator's handle; else the first that this person writes for.
    creator: Option<String>,
    done: Option<String>,
}

/// `GET /studio/credit`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<OwnQuery>,
) -> Response<Body> {
    page(&portal, &reader, &person, (query, TypedAppeal::default())).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (query, typed): (OwnQuery, TypedAppeal),
) -> Response<Body> {
    let reader = Reader {
        path: urls::STUDIO_CREDIT.to_owned(),
        ..reader.clone()
    };
    let status = match typed.wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    private(portal, &reader, status, async |room| {
        let (calendar, now, by) = (view::calendar(room), room.now, person.account);
        let (asked, days) = (query.creator.clone(), calendar.clone());
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let creators = member::list_creators(tx, by)?;
            let is_asked = |handle: &String| asked.as_ref().is_none_or(|asked| asked == handle);
            let Some(at) = creators.iter().position(|row| is_asked(&row.handle)) else {
                return Ok(None);
            };
            let id = creators[at].creator;
            let Some(account) = Account::find(tx, id, (&days, now))? else {
                return Ok(None);
            };
            let today = days.begins(account.today);
            let used = creator::count_handed_in(tx, (id, today), ArticleId(0))?;
            Ok(Some((creators, account, used)))
        };
        let found = portal.db.read(read).await?;
        let (creators, account, used) = found.ok_or(AppError::NotFound)?;
        let others = creators.iter().map(|row| Link {
            url: urls::studio_credit(&row.handle),
            label: room.name(&row.name),
        });
        Ok(OwnCreditPage {
            layout: room.private_layout()?,
            creators: others.collect(),
            creator_name: room.name(&account.creator.name),
            creator_handle: account.creator.handle.clone(),
            standing: view::standing(&account, used),
            entries: view::entries(&account, &calendar),
            typed: typed.clone(),
            words_most: WORDS,
            done: query.done.as_deref() == Some("appealed"),
        })
    })
    .await
}

#[derive(Deserialize)]
pub(super) struct AppealForm {
    #[serde(default)]
    words: String,
}

/// `POST /studio/credit/{entry}/appeal`
pub(super) async fn appeal(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<AppealForm>,
) -> Response<Body> {
    match put(&portal, &person, (&id, &sent.words)).await {
        Ok((handle, None)) => see_other(&format!("{}&done=appealed", urls::studio_credit(&handle))),
        Ok((handle, wrong)) => {
            let typed = TypedAppeal {
                entry: id.parse().unwrap_or_default(),
                words: sent.words,
                wrong,
            };
            let query = OwnQuery {
                creator: Some(handle),
                done: None,
            };
            page(&portal, &reader, &person, (query, typed)).await
        }
        Err(stop) => errors::answer(&portal, &reader, &stop).await,
    }
}

/// Gives the creator's handle, and the locale key of why nothing was written.
async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    (id, words): (&str, &str),
) -> Result<(String, Option<&'static str>), AppError> {
    let id: CreditEntryId = id.parse().map_err(|_| AppError::NotFound)?;
    let front = portal.front().await?;
    let calendar = super::Calendar(portal.theme(&front)?.zone.clone());
    let words = words.trim().to_owned();
    let wrong = match words.chars().count() {
        0 => Some("credit-words-missing"),
        count if count > WORDS => Some("credit-words-long"),
        _ => None,
    };
    let (pen, person) = (pen(portal, Some(person.account)), person.clone());
    let write = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
        let Some(row) = entry::find(tx, id)? else {
            return Ok(None);
        };
        if !person.is_still(tx, row.creator, MemberRole::Writer)? {
            return Ok(None);
        }
        let Some(account) = Account::find(tx, row.creator, (&calendar, pen.now()))? else {
            return Ok(None);
        };
        let handle = account.creator.handle.clone();
        if wrong.is_some() {
            return Ok(Some((handle, wrong)));
        }
        if !account.may_appeal(&row, &calendar) {
            return Ok(Some((handle, Some("credit-appeal-closed"))));
        }
        let by = (person.account, &*words);
        let made = appeal::insert(tx, &pen, (id, row.creator), by)?;
        let wrong = (!made).then_some("credit-appeal-closed");
        Ok(Some((handle, wrong)))
    };
    portal.db.write(write).await?.ok_or(AppError::NotFound)
}
