//! A creator's credit, as its members see it, and their appeals.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::acts::Account;
use super::pages::{OwnCreditPage, TypedAppeal};
use super::rules::WORDS_CHARS;
use super::store::{appeal, creator, entry};
use super::view;
use crate::account::store::member;
use crate::account::{MemberRole, Person, pen, see_other};
use crate::id::{ArticleId, CreditEntryId};
use crate::portal::{AppError, Asked, Portal, Reader, Sent, private};
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
) -> Result<Response<Body>, AppError> {
    page(&portal, &reader, &person, query, TypedAppeal::default()).await
}

async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    query: OwnQuery,
    typed: TypedAppeal,
) -> Result<Response<Body>, AppError> {
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
            let Some(account) = Account::find(tx, id, &days, now)? else {
                return Ok(None);
            };
            let today = days.begins(account.today);
            let used = creator::count_handed_in(tx, id, today, ArticleId(0))?;
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
            words_most: WORDS_CHARS,
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
) -> Result<Response<Body>, AppError> {
    let id: CreditEntryId = id.parse().map_err(|_| AppError::NotFound)?;
    let Appealed { handle, wrong } = put(&portal, &person, id, &sent.words).await?;
    if wrong.is_none() {
        let url = urls::studio_credit(&handle);
        return Ok(see_other(&format!("{url}&done=appealed")));
    }
    let typed = TypedAppeal {
        entry: id,
        words: sent.words,
        wrong,
    };
    let query = OwnQuery {
        creator: Some(handle),
        done: None,
    };
    page(&portal, &reader, &person, query, typed).await
}

/// What became of an appeal.
struct Appealed {
    /// The creator's.
    handle: String,
    /// The locale key of why nothing was written.
    wrong: Option<&'static str>,
}

async fn put(
    portal: &Arc<Portal>,
    person: &Person,
    id: CreditEntryId,
    words: &str,
) -> Result<Appealed, AppError> {
    let front = portal.front().await?;
    let calendar = super::Calendar(portal.theme(&front)?.zone.clone());
    let words = words.trim().to_owned();
    let wrong = match words.chars().count() {
        0 => Some("credit-words-missing"),
        count if count > WORDS_CHARS => Some("credit-words-long"),
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
        let Some(account) = Account::find(tx, row.creator, &calendar, pen.now())? else {
            return Ok(None);
        };
        let handle = account.creator.handle.clone();
        if wrong.is_some() {
            return Ok(Some(Appealed { handle, wrong }));
        }
        let closed = Some("credit-appeal-closed");
        if !account.may_appeal(&row, &calendar) {
            let wrong = closed;
            return Ok(Some(Appealed { handle, wrong }));
        }
        let made = appeal::insert(tx, &pen, id, row.creator, &words)?;
        let wrong = closed.filter(|_| !made);
        Ok(Some(Appealed { handle, wrong }))
    };
    portal.db.write(write).await?.ok_or(AppError::NotFound)
}
