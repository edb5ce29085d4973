//! What can be done with a piece besides writing it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use masthead_archive::limits::text;
use masthead_db::Tx;
use serde::Deserialize;

use super::desk_of::{own_piece, piece_id, refusal};
use super::show::{self, Said};
use crate::account::{MemberRole, Person, carry_other, pen, see_other};
use crate::id::{AccountId, ArticleId};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader, Sent};
use crate::publishing::acts::{self, ActFault};
use crate::urls;
use crate::web::Trouble;

/// Of why a piece is retracted, in characters: what an archive carries.
const REASON: usize = text::SUMMARY;

/// What is done, by whom at least, and what the page says then.
struct Deed<D> {
    least: MemberRole,
    /// What was typed: it is given back where nothing is done.
    words: String,
    done: Option<&'static str>,
    act: D,
}

/// `POST /studio/article/{id}/update`: begins the next text of a published piece.
pub(super) async fn update(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let deed = Deed {
        least: MemberRole::Writer,
        words: String::new(),
        done: None,
        act: acts::open,
    };
    does(&portal, &reader, person, &id, deed).await
}

/// `POST /studio/article/{id}/recall`: takes a text back from the desk.
pub(super) async fn recall(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let deed = Deed {
        least: MemberRole::Writer,
        words: String::new(),
        done: Some("recalled"),
        act: acts::recall,
    };
    does(&portal, &reader, person, &id, deed).await
}

/// `POST /studio/article/{id}/withdrawal`: takes a piece back from readers.
pub(super) async fn withdraw(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let deed = Deed {
        least: MemberRole::Editor,
        words: String::new(),
        done: Some("withdrawn"),
        act: acts::withdraw,
    };
    does(&portal, &reader, person, &id, deed).await
}

/// `POST /studio/article/{id}/unscheduling`: it does not come out by itself.
pub(super) async fn unschedule(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let deed = Deed {
        least: MemberRole::Editor,
        words: String::new(),
        done: Some("unscheduled"),
        act: acts::unschedule,
    };
    does(&portal, &reader, person, &id, deed).await
}

/// `POST /studio/article/{id}/discarding`: gives up what is being written.
pub(super) async fn discard(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let session = person.session;
    let deed = Deed {
        least: MemberRole::Writer,
        words: String::new(),
        done: Some("discarded"),
        act: move |tx: &mut Tx<'_>, pen: &Pen, article| acts::discard(tx, pen, article, session),
    };
    does(&portal, &reader, person, &id, deed).await
}

/// `POST /studio/article/{id}/resumption`: goes on with what was given up.
pub(super) async fn resume(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let deed = Deed {
        least: MemberRole::Writer,
        words: String::new(),
        done: Some("resumed"),
        act: acts::resume,
    };
    does(&portal, &reader, person, &id, deed).await
}

#[derive(Deserialize)]
pub(super) struct RetractForm {
    #[serde(default)]
    words: String,
    /// Who opened the page.
    account: Option<AccountId>,
}

/// `POST /studio/article/{id}/retraction`: disowns a piece; its page stays, and says so.
pub(super) async fn retract(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    Sent(sent): Sent<RetractForm>,
) -> Result<Response<Body>, AppError> {
    if sent
        .account
        .is_some_and(|account| account != person.account)
    {
        let fields = [
            ("words", sent.words),
            ("account", sent.account.unwrap_or_default().to_string()),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        return carry_other(&portal, &reader, fields.into()).await;
    }
    let words = sent.words.trim().to_owned();
    if !(1..=REASON).contains(&words.chars().count()) {
        let trouble = Trouble {
            field: "words",
            key: "piece-retraction-words",
        };
        let said = Said {
            troubles: vec![trouble],
            words: sent.words,
            ..Said::default()
        };
        return show::page(&portal, &reader, &person, piece_id(&id)?, said).await;
    }
    let deed = Deed {
        least: MemberRole::Editor,
        words: sent.words,
        done: Some("retracted"),
        act: move |tx: &mut Tx<'_>, pen: &Pen, article| acts::retract(tx, pen, article, &words),
    };
    does(&portal, &reader, person, &id, deed).await
}

async fn does<D>(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: Person,
    id: &str,
    deed: Deed<D>,
) -> Result<Response<Body>, AppError>
where
    D: FnOnce(&mut Tx<'_>, &Pen, ArticleId) -> Result<(), ActFault> + Send + 'static,
{
    let article = piece_id(id)?;
    let (pen, of) = (pen(portal, Some(person.account)), person.clone());
    let Deed {
        least,
        words,
        done,
        act,
    } = deed;
    let write = move |tx: &mut Tx<'_>| {
        own_piece(tx, &of, article, least)?;
        act(tx, &pen, article)
    };
    match portal.db.write(write).await {
        Ok(()) => Ok(see_other(&match done {
            Some(done) => urls::studio_done(article, done),
            None => urls::studio_article(article),
        })),
        Err(fault) => {
            let said = Said {
                words,
                ..Said::refused(refusal(fault)?)
            };
            show::page(portal, reader, &person, article, said).await
        }
    }
}
