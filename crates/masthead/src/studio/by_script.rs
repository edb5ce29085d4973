//! What the editor is answered. It has what was typed still, and keeps it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{Response, StatusCode};
use fluent_bundle::FluentArgs;
use masthead_archive::rows::Localized;
use masthead_document::Document;
use serde_json::{Map, Value, json};

use super::draft::{Place, unsaved};
use super::sent::{Asked, Script, Unread};
use super::view::{LIMITS, covers, shown};
use crate::compose::Room;
use crate::errors::pages::Problem;
use crate::id::AccountId;
use crate::portal::{self, AppError, Arrival};
use crate::publishing::saving::{SaveFault, Saved};
use crate::publishing::store::draft::DraftRow;
use crate::web::Trouble;

/// More is asked for than can be read just now.
const BUSY_SECONDS: u16 = 2;

/// What came of reading.
enum Arrived {
    /// With how many characters were left out of it.
    Asked(Box<Asked>, usize),
    Unread(Box<Unread>),
    /// Another account opened the page.
    OfAnother,
}

impl Arrived {
    fn read(bytes: &[u8], own: AccountId, hosts: &[String]) -> Result<Self, AppError> {
        let json = match Script::read(bytes)? {
            Ok(json) => json,
            Err(unread) => return Ok(Self::Unread(unread)),
        };
        if json.value.account.is_some_and(|account| account != own) {
            return Ok(Self::OfAnother);
        }
        Ok(match json.value.asked(hosts) {
            Ok(asked) => Self::Asked(Box::new(asked), json.dropped),
            Err(unread) => Self::Unread(unread),
        })
    }
}

impl Place {
    pub(super) async fn save_by_script(&self, request: Request) -> Response<Body> {
        match self.by_script(request).await {
            Ok(response) => response,
            Err(stop) => self.stopped(&stop).await,
        }
    }

    async fn by_script(&self, request: Request) -> Result<Response<Body>, AppError> {
        let bytes = Arrival::of(request, &self.portal).await.bytes().await?;
        let own = self.person.account;
        let read = self
            .read(move |hosts| Arrived::read(&bytes, own, hosts))
            .await?;
        let (asked, left_out) = match read? {
            Arrived::Asked(asked, left_out) => (asked, left_out),
            Arrived::Unread(unread) => return self.troubled(&unread.troubles).await,
            Arrived::OfAnother => return self.refused("piece-other-account").await,
        };
        match self.put(&asked).await {
            Ok(Saved::Saved { version, at }) => {
                let answer = json!({"version": version, "saved_at": at.0, "left_out": left_out});
                Ok(portal::json(StatusCode::OK, &answer))
            }
            Ok(Saved::Conflict(draft)) => self.conflict(&draft).await,
            Err(SaveFault::Held) => self.taken().await,
            Err(fault) => self.refused(unsaved(fault)?).await,
        }
    }

    /// Somebody else writes now: who, and since when, as the hold says it.
    async fn taken(&self) -> Result<Response<Body>, AppError> {
        let held = self.holder().await?;
        let since = held.as_ref().map(|held| held.since);
        let holder = held.map(|held| held.by).unwrap_or_default();
        let answer = json!({"holder": holder, "since": since});
        Ok(portal::json(StatusCode::LOCKED, &answer))
    }

    async fn conflict(&self, draft: &DraftRow) -> Result<Response<Body>, AppError> {
        let broken =
            |error| AppError::Defect(format!("draft of article {}: {error}", self.article));
        let document: Document = serde_json::from_str(&draft.text.body).map_err(broken)?;
        let mut fields: Map<String, Value> =
            serde_json::from_str(&draft.text.fields).map_err(broken)?;
        fields.insert("title".to_owned(), draft.text.title.clone().into());
        let hashes: Vec<String> = document
            .media_refs()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let covers = self.portal.db.read(move |tx| covers(tx, &hashes)).await?;
        let front = self.portal.front().await?;
        let name: Localized = serde_json::from_str(&draft.saved_by_name).map_err(broken)?;
        let by = name.get(Room::locale(&front, &self.reader).tag());
        let answer = json!({
            "version": draft.version, "by": by, "saved_at": draft.saved_at.0,
            "document": document, "shown": shown(&covers), "fields": fields,
        });
        Ok(portal::json(StatusCode::CONFLICT, &answer))
    }

    async fn refused(&self, key: &str) -> Result<Response<Body>, AppError> {
        let answer = json!({"text": self.word(key).await?});
        Ok(portal::json(StatusCode::FORBIDDEN, &answer))
    }

    async fn troubled(&self, troubles: &[Trouble]) -> Result<Response<Body>, AppError> {
        let mut said = Vec::new();
        for trouble in troubles {
            let text = self.word(trouble.key).await?;
            said.push(json!({"field": trouble.field, "text": text}));
        }
        let answer = json!({ "troubles": said });
        Ok(portal::json(StatusCode::UNPROCESSABLE_ENTITY, &answer))
    }

    async fn stopped(&self, stop: &AppError) -> Response<Body> {
        let (status, problem) = match stop {
            AppError::NotFound => (StatusCode::NOT_FOUND, Problem::NotFound),
            AppError::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge),
            AppError::TooSlow => (StatusCode::REQUEST_TIMEOUT, Problem::TooSlow),
            AppError::BadForm => (StatusCode::BAD_REQUEST, Problem::BadForm),
            AppError::Busy => return self.later("piece-later-busy", BUSY_SECONDS).await,
            other => {
                tracing::error!("saving a draft of article {}: {other}", self.article);
                let problem = other.fault_kind().map_or(Problem::Fault, Problem::of);
                if let Some(seconds) = problem.retry_after() {
                    let why = format!("piece-later-{}", problem.name());
                    return self.later(&why, seconds).await;
                }
                (StatusCode::INTERNAL_SERVER_ERROR, problem)
            }
        };
        let text = self.word(&problem.key()).await.unwrap_or_default();
        portal::json(status, &json!({ "text": text }))
    }

    /// Not saved, kept where it was typed, and sent again by itself after a while.
    async fn later(&self, why: &str, seconds: u16) -> Response<Body> {
        let text = self.word(why).await.unwrap_or_default();
        let answer = json!({ "text": text });
        let mut response = portal::json(StatusCode::SERVICE_UNAVAILABLE, &answer);
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
        response
    }

    /// A word in the reader's language, with the limits that it may name.
    async fn word(&self, key: &str) -> Result<String, AppError> {
        let front = self.portal.front().await?;
        let zoned = self.portal.theme(&front)?;
        let mut limits = FluentArgs::new();
        for (name, most) in [
            ("body_most", LIMITS.body_most),
            ("parts_most", LIMITS.parts_most),
            ("field_most", LIMITS.field_most),
            ("columns_most", LIMITS.columns_most),
        ] {
            limits.set(name, most);
        }
        let locale = Room::locale(&front, &self.reader);
        Ok(zoned.said(locale, key, &limits))
    }
}
