//! The desk's side: open appeals, and the credit of one creator.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};
use masthead_db::{Fault, Tx};
use serde::Deserialize;

use super::acts::Account;
use super::pages::{AppealLine, CreatorCreditPage, CreditPage, KindChoice, TypedDeduction};
use super::rules::{Kind, WORDS_CHARS};
use super::store::appeal::{self, AppealRow};
use super::store::creator;
use super::view::{self, creator_link};
use crate::account::Person;
use crate::article::store::Key;
use crate::capability::Can;
use crate::compose::Room;
use crate::id::{ArticleId, CreatorId};
use crate::portal::{AppError, Asked, Portal, Reader, private};
use crate::urls;
use crate::web::{Link, Trouble, TurnPage};

/// Appeals on one page.
const PAGE: usize = 30;
/// What the pages may say that has been done.
const DONE: [&str; 5] = ["won", "lost", "deducted", "trusted", "untrusted"];

#[derive(Clone, Default, Deserialize)]
pub(super) struct QueueQuery {
    /// `{ms}-{id}` of the last on the page before.
    after: Option<String>,
    /// A handle to go to.
    #[serde(default)]
    creator: String,
    done: Option<String>,
}

/// `GET /desk/credit`: open appeals, the oldest first; or on to a creator.
pub(super) async fn queue(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<QueueQuery>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let key = query.after.as_deref().and_then(Key::parse);
        let key = key.unwrap_or(Key::oldest());
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let rows = appeal::list_open(tx, key, PAGE as i64 + 1)?;
            Ok((rows, appeal::count_open(tx)?))
        };
        let (mut rows, open) = portal.db.read(read).await?;
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let older = rows.last().filter(|_| goes_on);
        let older =
            older.map(|row| format!("{}?after={}-{}", urls::DESK_CREDIT, row.made_at.0, row.id));
        Ok(CreditPage {
            layout: room.private_layout()?,
            open,
            appeals: rows.iter().map(|row| line(room, row)).collect(),
            rules_url: person
                .may(Can::RuleCredit)
                .then_some(urls::DESK_CREDIT_RULES),
            sought: query.creator.clone(),
            done: said(query.done.as_deref()),
            turn: TurnPage {
                newer_url: query.after.is_some().then(|| urls::DESK_CREDIT.to_owned()),
                older_url: older,
            },
        })
    })
    .await
}

fn line(room: &Room<'_>, row: &AppealRow) -> AppealLine {
    AppealLine {
        url: urls::desk_appeal(row.id),
        creator: creator_link(&row.creator_handle, room.name(&row.creator_name)),
        words: row.words.clone(),
        at: row.made_at.0,
    }
}

fn said(done: Option<&str>) -> Option<String> {
    let done = done.filter(|done| DONE.contains(done));
    done.map(str::to_owned)
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct CreatorQuery {
    #[serde(default)]
    creator: String,
    /// An article that the deduction is about.
    #[serde(default)]
    article: String,
    done: Option<String>,
}

/// `GET /desk/credit/creator?creator=…`
pub(super) async fn creator(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Asked(query): Asked<CreatorQuery>,
) -> Result<Response<Body>, AppError> {
    let typed = TypedDeduction {
        article: query.article.clone(),
        ..TypedDeduction::default()
    };
    let handle = query.creator.trim().trim_start_matches('@').to_lowercase();
    let find = move |tx: &mut Tx<'_>| creator::find_by_handle(tx, &handle);
    let Some(row) = portal.db.read(find).await? else {
        // Somebody who typed another one is told so where they type it.
        return unknown(&portal, &reader, query.creator).await;
    };
    let told = Told {
        typed,
        done: query.done,
        ..Told::default()
    };
    page(&portal, &reader, &person, row.id, told).await
}

async fn unknown(
    portal: &Arc<Portal>,
    reader: &Reader,
    sought: String,
) -> Result<Response<Body>, AppError> {
    private(portal, reader, StatusCode::NOT_FOUND, async |room| {
        let open = portal.db.read(appeal::count_open).await?;
        Ok(CreditPage {
            layout: room.private_layout()?,
            open,
            appeals: Vec::new(),
            rules_url: None,
            sought,
            done: None,
            turn: TurnPage {
                newer_url: Some(urls::DESK_CREDIT.to_owned()),
                older_url: None,
            },
        })
    })
    .await
}

/// What the page says besides.
#[derive(Default)]
pub(super) struct Told {
    pub(super) typed: TypedDeduction,
    /// What is wrong with what was typed.
    pub(super) troubles: Vec<Trouble>,
    pub(super) done: Option<String>,
}

pub(super) async fn page(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    id: CreatorId,
    told: Told,
) -> Result<Response<Body>, AppError> {
    let status = match told.troubles.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let reader = Reader {
        path: urls::DESK_CREDIT.to_owned(),
        ..reader.clone()
    };
    private(portal, &reader, status, async |room| {
        let (calendar, now) = (view::calendar(room), room.now);
        let days = calendar.clone();
        let read = move |tx: &mut Tx<'_>| -> Result<_, Fault> {
            let Some(account) = Account::find(tx, id, &days, now)? else {
                return Ok(None);
            };
            let today = days.begins(account.today);
            let used = creator::count_handed_in(tx, id, today, ArticleId(0))?;
            Ok(Some((account, used)))
        };
        let (account, used) = portal.db.read(read).await?.ok_or(AppError::NotFound)?;
        let mut entries = view::entries(&account, &calendar);
        for entry in &mut entries {
            // The studio is not the desk's.
            if let Some(link) = &mut entry.article {
                link.url = link.url.replace(urls::STUDIO, "");
            }
        }
        let by_hand = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Rejected);
        Ok(CreatorCreditPage {
            layout: room.private_layout()?,
            id,
            creator: Link {
                url: urls::creator(&account.creator.handle),
                label: room.name(&account.creator.name),
            },
            standing: view::standing(&account, used),
            entries,
            kinds: by_hand
                .map(|kind| KindChoice {
                    name: kind.name(),
                    points: account.rules.cost(kind),
                })
                .collect(),
            typed: told.typed,
            troubles: told.troubles,
            words_most: WORDS_CHARS,
            trusted: account.creator.known.trusted,
            // Nobody trusts a creator of their own; whoever came to be one may say so.
            may_trust: person.may(Can::RuleCredit)
                && (account.creator.known.trusted || person.is_of(id).is_none()),
            is_own: person.is_of(id).is_some(),
            done: said(told.done.as_deref()),
        })
    })
    .await
}
