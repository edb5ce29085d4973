//! Pictures for a piece: read, cleaned and stored before the text names them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use masthead_db::Tx;
use masthead_media::{Limits, Picture};
use serde_json::json;

use super::desk_of::{or_stop, piece_id, piece_of};
use super::show::{self, Said};
use crate::account::{MemberRole, Person, pen};
use crate::article::store::Cover;
use crate::compose::Room;
use crate::media::store::put::{self, MediaFields};
use crate::media::urls::plain_picture;
use crate::portal::{self, Portal, Reader, Stop, wants_json};
use crate::publishing::acts::ActFault;
use crate::web::Trouble;

/// Of one picture, with what a form says around it.
pub(super) const MOST_BYTES: usize = 21 * 1024 * 1024;

/// `POST /studio/article/{id}/pictures`: one picture, as a file.
pub(super) async fn take(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    let taken = async {
        let article = piece_id(&id)?;
        let of = person.clone();
        let allowed = move |tx: &mut Tx<'_>| piece_of(tx, &of, article, MemberRole::Writer);
        portal.db.read(allowed).await.map_err(stop)?;
        let bytes = read_file(request).await?;
        Ok((article, keep(&portal, &person, bytes).await?))
    };
    let (article, kept) = match taken.await {
        Ok(taken) => taken,
        Err(stop) => return or_stop(&portal, &reader, Err(stop)).await,
    };
    match wants_json(&headers) {
        true => or_stop(&portal, &reader, by_script(&portal, &reader, kept).await).await,
        false => by_form(&portal, &reader, &person, (article, kept)).await,
    }
}

fn stop(fault: ActFault) -> Stop {
    match fault {
        ActFault::Fault(fault) => Stop::Fault(fault),
        _ => Stop::NotFound,
    }
}

/// The file of the field `picture`.
async fn read_file(request: Request) -> Result<Bytes, Stop> {
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Stop::BadForm)?;
    while let Some(field) = form.next_field().await.map_err(|error| too_large(&error))? {
        if field.name() == Some("picture") {
            return field.bytes().await.map_err(|error| too_large(&error));
        }
    }
    Err(Stop::BadForm)
}

fn too_large(error: &axum::extract::multipart::MultipartError) -> Stop {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Stop::TooLarge,
        _ => Stop::BadForm,
    }
}

/// Reads a picture off the threads that serve, and keeps its bytes, then its row.
async fn keep(portal: &Portal, person: &Person, bytes: Bytes) -> Result<Result<Cover, ()>, Stop> {
    let defect = |error: String| Stop::Defect(error);
    let source = bytes.clone();
    let read = tokio::task::spawn_blocking(move || {
        masthead_media::read(&source, "upload", &Limits::default())
    });
    let read = read.await.map_err(|error| defect(error.to_string()))?;
    let picture = match read {
        Ok(picture) => picture,
        Err(refusal) => {
            tracing::info!("a picture was refused: {refusal}");
            return Ok(Err(()));
        }
    };
    let fields = MediaFields::of(&picture, bytes.len());
    let cover = cover(&picture, &fields);
    let stored = portal.media.put_picture(&picture, bytes).await;
    stored.map_err(|error| defect(format!("storing a picture: {error}")))?;
    let pen = pen(portal, Some(person.account));
    let write = move |tx: &mut Tx<'_>| put::put(tx, &pen, &fields);
    portal.db.write(write).await?;
    Ok(Ok(cover))
}

fn cover(picture: &Picture, fields: &MediaFields) -> Cover {
    Cover {
        hash: fields.hash.clone(),
        width: picture.width.into(),
        height: picture.height.into(),
        transparent: picture.transparent,
        animated: picture.animated,
        master_format: fields.master_format.to_owned(),
    }
}

async fn by_script(
    portal: &Portal,
    reader: &Reader,
    kept: Result<Cover, ()>,
) -> Result<Response<Body>, Stop> {
    let Ok(cover) = kept else {
        let front = portal.front().await?;
        let zoned = portal.theme(&front)?;
        let text = zoned.say(Room::locale(&front, reader), "piece-picture");
        return Ok(portal::json(
            StatusCode::UNPROCESSABLE_ENTITY,
            &json!({ "text": text }),
        ));
    };
    let answer = json!({
        "hash": cover.hash, "width": cover.width, "height": cover.height,
        "url": plain_picture(&cover, "").src,
    });
    Ok(portal::json(StatusCode::CREATED, &answer))
}

/// Without script: the page says how the text names the picture.
async fn by_form(
    portal: &Arc<Portal>,
    reader: &Reader,
    person: &Person,
    (article, kept): (i64, Result<Cover, ()>),
) -> Response<Body> {
    let said = match kept {
        Ok(cover) => Said {
            picture: Some(cover.hash),
            ..Said::default()
        },
        Err(()) => Said {
            troubles: vec![Trouble {
                field: "picture",
                key: "piece-picture",
            }],
            ..Said::default()
        },
    };
    show::page(portal, reader, person, (article, said)).await
}
