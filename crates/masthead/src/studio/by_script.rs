//! What the editor is answered. It has what was typed still, and keeps it.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use fluent_bundle::FluentArgs;
use masthead_archive::rows::Localized;
use masthead_document::Document;
use serde_json::{Map, Value, json};

use super::draft::{Place, unsaved};
use super::sent::Script;
use super::view::{LIMITS, covers, shown};
use crate::compose::Room;
use crate::portal::{self, Stop};
use crate::publishing::saving::{SaveFault, Saved};
use crate::publishing::store::draft::DraftRow;
use crate::web::Trouble;

impl Place {
    pub(super) async fn save_by_script(&self, request: Request) -> Response<Body> {
        match self.by_script(request).await {
            Ok(response) => response,
            Err(stop) => self.stopped(&stop).await,
        }
    }

    async fn by_script(&self, request: Request) -> Result<Response<Body>, Stop> {
        let bytes = Bytes::from_request(request, &()).await;
        let script = Script::read(&bytes.map_err(|_| Stop::TooLarge)?)?;
        if !self.is_own(script.account) {
            return self.refused("piece-other-account").await;
        }
        let asked = match self.read(move |hosts| script.asked(hosts)).await? {
            Ok(asked) => asked,
            Err(unread) => return self.troubled(&unread.troubles).await,
        };
        match self.put(&asked).await {
            Ok(Saved::Saved { version, at }) => {
                let answer = json!({"version": version, "saved_at": at.0});
                Ok(portal::json(StatusCode::OK, &answer))
            }
            Ok(Saved::Conflict(draft)) => self.conflict(&draft).await,
            Err(SaveFault::Held) => self.taken().await,
            Err(fault) => self.refused(unsaved(fault)?).await,
        }
    }

    /// Somebody else writes now: who, and since when, as the hold says it.
    async fn taken(&self) -> Result<Response<Body>, Stop> {
        let (holder, since) = self.holder().await?.unzip();
        let answer = json!({"holder": holder.unwrap_or_default(), "since": since});
        Ok(portal::json(StatusCode::LOCKED, &answer))
    }

    async fn conflict(&self, draft: &DraftRow) -> Result<Response<Body>, Stop> {
        let broken = |error| Stop::Defect(format!("draft of article {}: {error}", self.article));
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

    async fn refused(&self, key: &str) -> Result<Response<Body>, Stop> {
        let answer = json!({"text": self.word(key).await?});
        Ok(portal::json(StatusCode::FORBIDDEN, &answer))
    }

    async fn troubled(&self, troubles: &[Trouble]) -> Result<Response<Body>, Stop> {
        let mut said = Vec::new();
        for trouble in troubles {
            let text = self.word(trouble.key).await?;
            said.push(json!({"field": trouble.field, "text": text}));
        }
        let answer = json!({ "troubles": said });
        Ok(portal::json(StatusCode::UNPROCESSABLE_ENTITY, &answer))
    }

    async fn stopped(&self, stop: &Stop) -> Response<Body> {
        let (status, key) = match stop {
            Stop::NotFound => (StatusCode::NOT_FOUND, "problem-not-found"),
            Stop::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "problem-too-large"),
            Stop::BadForm => (StatusCode::BAD_REQUEST, "problem-bad-form"),
            other => {
                tracing::error!("saving a draft of article {}: {other}", self.article);
                (StatusCode::INTERNAL_SERVER_ERROR, "problem-fault")
            }
        };
        let text = self.word(key).await.unwrap_or_default();
        portal::json(status, &json!({ "text": text }))
    }

    /// A word in the reader's language, with the limits that it may name.
    async fn word(&self, key: &str) -> Result<String, Stop> {
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
