//! Saving a draft: by the form, or by the editor as somebody types. Both go the same way.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::Response;
use axum::http::header::CONTENT_TYPE;
use masthead_db::Tx;
use tokio::sync::Semaphore;

use super::desk_of::{is_of, piece_id, piece_of, refusal};
use super::hold::name;
use super::pages::Held;
use super::sent::Asked;
use crate::account::{MemberRole, Person, pen};
use crate::compose::Room;
use crate::id::{AccountId, ArticleId};
use crate::pen::Pen;
use crate::portal::{AppError, Portal, Reader};
use crate::publishing::acts::ActFault;
use crate::publishing::saving::{self, SaveFault, Saved, SentText};
use crate::publishing::store::draft::{self, Text};

/// Texts that are read at one time. The longest, made of the smallest parts, takes a hundred megabytes meanwhile.
static READINGS: Semaphore = Semaphore::const_new(3);

/// `POST /studio/article/{id}/draft`
pub(super) async fn save(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response<Body>, AppError> {
    let article = piece_id(&id)?;
    let content_type = request.headers().get(CONTENT_TYPE);
    let by_script =
        content_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    let place = Place {
        portal,
        reader,
        person,
        article,
    };
    match by_script {
        true => Ok(place.save_by_script(request).await),
        false => place.save_by_form(request).await,
    }
}

/// Where somebody saves.
pub(super) struct Place {
    pub(super) portal: Arc<Portal>,
    pub(super) reader: Reader,
    pub(super) person: Person,
    pub(super) article: ArticleId,
}

impl Place {
    pub(super) fn pen(&self) -> Pen {
        pen(&self.portal, Some(self.person.account))
    }

    /// Whether the page was opened by whoever is logged in now. One that does
    /// not say is of an earlier time.
    pub(super) fn is_own(&self, account: Option<AccountId>) -> bool {
        account.is_none_or(|account| account == self.person.account)
    }

    /// Reads what was sent. Takes a while for long texts, and memory: off the
    /// threads that serve, and few at a time.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&[String]) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let portal = Arc::clone(&self.portal);
        placed(&READINGS, move || read(&portal.settings.embed_hosts)).await
    }

    /// Who writes the draft now, in the words of whom this page is for.
    pub(super) async fn holder(&self) -> Result<Option<Held>, AppError> {
        let article = self.article;
        let find = move |tx: &mut Tx<'_>| draft::find_hold(tx, article);
        let found = self.portal.db.read(find).await?;
        let front = self.portal.front().await?;
        let locale = Room::locale(&front, &self.reader);
        let theme = self.portal.theme(&front)?;
        let own = self.person.account;
        Ok(found.map(|hold| Held {
            by: name(&hold, own, &theme, locale),
            since: hold.since.0,
        }))
    }

    pub(super) async fn put(&self, asked: &Asked) -> Result<Saved, SaveFault> {
        let body = serde_json::to_string(&asked.document).expect("a document is plain data");
        let text = Arc::new(Text::new(&asked.typed, body));
        let (pen, person, session) = (self.pen(), self.person.clone(), self.person.session);
        let (article, sent) = (self.article, Arc::clone(&text));
        let version = asked.version;
        let db = &self.portal.db;
        let saved =
            db.write(move |tx| put(tx, &pen, &person, VersionOf { article, version }, &sent));
        match saved.await {
            Err(SaveFault::Late) => {
                let (pen, person) = (self.pen(), self.person.clone());
                db.write(move |tx| {
                    piece_of(tx, &person, article, MemberRole::Writer)?;
                    saving::meet(tx, &pen, article, session, &text)
                })
                .await
            }
            saved => saved,
        }
    }
}

/// The place goes with the work: its sender may leave, the thread goes on.
async fn placed<T: Send + 'static>(
    places: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let defect = |error: &dyn std::error::Error| AppError::Defect(error.to_string());
    let place = places.acquire().await.map_err(|error| defect(&error))?;
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    done.await.map_err(|error| defect(&error))
}

/// The version of a draft that somebody's text is an answer to.
#[derive(Clone, Copy)]
struct VersionOf {
    article: ArticleId,
    version: i64,
}

fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    person: &Person,
    VersionOf { article, version }: VersionOf,
    text: &Text,
) -> Result<Saved, SaveFault> {
    let Some(draft) = draft::find(tx, article)? else {
        piece_of(tx, person, article, MemberRole::Writer)?;
        return Err(saving::gone(tx, pen, article));
    };
    if !is_of(tx, person, draft.creator, MemberRole::Writer)? {
        return Err(ActFault::NotFound.into());
    }
    let sent = SentText {
        session: person.session,
        version,
        text,
    };
    saving::save(tx, pen, &draft, sent)
}

/// Why a text was not saved, where that can be said: its locale key.
///
/// # Errors
/// What is answered with another page.
pub(super) fn unsaved(fault: SaveFault) -> Result<&'static str, AppError> {
    match fault {
        SaveFault::Act(fault) => refusal(fault),
        SaveFault::Late => Ok("publishing-raced"),
        SaveFault::Held => Ok("piece-held"),
        SaveFault::Gone => Ok("piece-draft-gone"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_reading_whose_sender_has_left_keeps_its_place_until_it_is_done() {
        static PLACES: Semaphore = Semaphore::const_new(1);
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (end, ends) = mpsc::channel::<()>();
        let reading = tokio::spawn(placed(&PLACES, move || {
            begun.send(()).expect("somebody waits");
            ends.recv().expect("an end");
        }));
        begins.await.expect("it has begun");
        reading.abort();
        assert!(reading.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(PLACES.available_permits(), 0);
        end.send(()).expect("it goes on");
        let free = PLACES.acquire().await;
        assert!(free.is_ok(), "then the place is free");
    }
}
