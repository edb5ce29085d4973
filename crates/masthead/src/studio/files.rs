//! A film, a sound or captions as a file of a form: what works without script, and for the short files of one.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use fluent_bundle::FluentArgs;
use masthead_db::Tx;
use masthead_media::Sort;
use serde_json::json;

use super::desk_of::{piece_id, piece_of};
use super::room::{day, has_room};
use super::show::{self, Said};
use crate::account::{MemberRole, Person};
use crate::compose::Room;
use crate::media::store::upload::By;
use crate::media::urls::film_url;
use crate::portal::{self, AppError, Arrival, Portal, Reader, Sizes, wants_json};
use crate::upload;
use crate::upload::rules::{HOURS, PLAIN_MIB, Refusal};
use crate::upload::store::FilmRow;
use crate::web::Trouble;

/// With what a form says around a file.
pub(super) const FORM_BYTES: usize = (PLAIN_MIB as usize + 1) * 1024 * 1024;

/// `POST /studio/article/{id}/files`
pub(super) async fn take(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response<Body>, AppError> {
    let article = piece_id(&id)?;
    let of = person.clone();
    let allowed = move |tx: &mut Tx<'_>| piece_of(tx, &of, article, MemberRole::Writer);
    portal.db.read(allowed).await?;
    let kept = match read_file(request, &portal).await? {
        Some(bytes) if !has_room(&portal, article, bytes.len() as u64).await? => {
            Err(Refusal::DayFull)
        }
        Some(bytes) => {
            let by = By {
                article,
                account: person.account,
            };
            upload::keep_plain(&portal, by, bytes, day(&portal).await?).await?
        }
        None => Err(Refusal::Large),
    };
    if wants_json(&headers) {
        return said(&portal, &reader, kept).await;
    }
    let said = match kept {
        Ok(film) => Said {
            film: Some(line(&film)),
            ..Said::default()
        },
        Err(refusal) => Said {
            troubles: vec![Trouble {
                field: "file",
                key: refusal.key(),
            }],
            ..Said::default()
        },
    };
    show::page(&portal, &reader, &person, article, said).await
}

/// The file of the field `file`; none for one that is larger than it may be.
async fn read_file(request: Request, portal: &Arc<Portal>) -> Result<Option<Bytes>, AppError> {
    let most = portal.settings.video_bytes.min(PLAIN_MIB * 1024 * 1024);
    let sizes = Sizes {
        file_bytes: usize::try_from(most).unwrap_or(usize::MAX),
        files: 1,
        ..Sizes::default()
    };
    let upload = Arrival::of(request, portal).await.upload(sizes).await?;
    let file = upload.files.into_iter().find(|file| file.field == "file");
    Ok(file.ok_or(AppError::BadForm)?.bytes)
}

/// What a script gets.
pub(super) async fn said(
    portal: &Portal,
    reader: &Reader,
    kept: Result<FilmRow, Refusal>,
) -> Result<Response<Body>, AppError> {
    let film = match kept {
        Ok(film) => film,
        Err(refusal) => {
            let front = portal.front().await?;
            let zoned = portal.theme(&front)?;
            let locale = Room::locale(&front, reader);
            let mut limits = FluentArgs::new();
            limits.set("hours", HOURS);
            limits.set("day_mb", portal.settings.upload_day_bytes / 1_048_576);
            let text = zoned.said(locale, refusal.key(), &limits);
            let answer = json!({ "text": text });
            return Ok(portal::json(StatusCode::UNPROCESSABLE_ENTITY, &answer));
        }
    };
    let answer = json!({
        "hash": film.hash, "kind": film.kind.name(), "width": film.width, "height": film.height,
        "duration_ms": film.duration_ms, "url": film_url(&film.hash, &film.format),
    });
    Ok(portal::json(StatusCode::CREATED, &answer))
}

/// How a text in Markdown names it.
fn line(film: &FilmRow) -> String {
    let hash = &film.hash;
    match film.kind {
        Sort::Video => format!("<video src=\"{hash}\" poster=\"\" title=\"\"></video>"),
        Sort::Audio => format!("<audio src=\"{hash}\" title=\"\"></audio>"),
        Sort::Captions => {
            format!("<track kind=\"captions\" src=\"{hash}\" srclang=\"\" label=\"\">")
        }
    }
}
