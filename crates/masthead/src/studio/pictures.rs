//! Pictures for a piece, as a file, by a link or cut from another: read, cleaned and stored before the text names them.

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use fluent_bundle::FluentArgs;
use masthead_db::Tx;
use masthead_fetch::{FetchError, Reason};
use masthead_media::{Format, Hash, Limits, Object, Part, Refusal, crop, memory_of_master};
use serde_json::json;

use super::desk_of::{piece_id, piece_of};
use super::room::{DAY_FULL, day, has_room};
use super::show::{self, Said};
use super::view::covers;
use crate::account::{MemberRole, Person, pen, see_other};
use crate::compose::Room;
use crate::id::{AccountId, ArticleId};
use crate::media::keep::{BUSY, keep, status, take_back};
use crate::media::pool::{For, mib};
use crate::media::store::Cover;
use crate::media::store::put;
use crate::media::store::upload::{By, StoredFile, note, take_room};
use crate::media::sweep::look_at;
use crate::media::urls::plain_picture;
use crate::portal::{self, AppError, FILE_BYTES, Portal, Reader, Upload, wants_json};
use crate::upload::may_still;
use crate::urls;
use crate::web::Trouble;

/// Of one picture, with what a form says around it.
pub(super) const MOST_BYTES: usize = FILE_BYTES + 1024 * 1024;

/// Refused now, and taken perhaps once some time has passed: the editor offers to send it again.
const LATER: [&str; 4] = [BUSY, DAY_FULL, "link-wait", "link-unreachable"];

/// Why a picture was not taken: the field of the form, and the key of the words.
struct Wrong {
    field: &'static str,
    key: &'static str,
    /// Of one that is too large, which is told.
    size: (u32, u32),
}

impl Wrong {
    fn new(field: &'static str, key: &'static str) -> Self {
        let size = (0, 0);
        Self { field, key, size }
    }

    fn of(field: &'static str, refusal: &Refusal) -> Self {
        let (key, size) = match *refusal {
            Refusal::SideTooLong { width, height, .. } => {
                ("media-side-too-long-of", (width, height))
            }
            Refusal::TooManyPixels { width, height, .. } => {
                ("media-too-many-pixels-of", (width, height))
            }
            _ => (refusal.key(), (0, 0)),
        };
        Self { field, key, size }
    }
}

/// `POST /studio/article/{id}/pictures`: one picture, as the file `picture` or
/// from the address `link`.
pub(super) async fn take(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    upload: Upload,
) -> Result<Response<Body>, AppError> {
    let article = piece_id(&id)?;
    let of = person.clone();
    let allowed = move |tx: &mut Tx<'_>| piece_of(tx, &of, article, MemberRole::Writer);
    portal.db.read(allowed).await?;
    let by = By {
        article,
        account: person.account,
    };
    let taken = picture(&portal, by, upload).await?;
    match wants_json(&headers) {
        true => by_script(&portal, &reader, taken).await,
        false => by_form(&portal, &reader, &person, article, taken).await,
    }
}

async fn picture(
    portal: &Portal,
    by: By,
    mut upload: Upload,
) -> Result<Result<Cover, Wrong>, AppError> {
    let link = upload.fields.remove("link").unwrap_or_default();
    let file = upload.files.pop();
    if let Some(hash) = upload.fields.get("crop") {
        return match cropped(portal, by.account, hash, &upload.fields).await? {
            Ok(bytes) => stored(portal, by, "crop", String::new(), bytes).await,
            Err(key) => Ok(Err(Wrong::new("crop", key))),
        };
    }
    let (field, name, bytes) = match (file, link.trim()) {
        (Some(file), _) => match file.bytes {
            Some(bytes) => ("picture", file.name, bytes),
            None => return Ok(Err(Wrong::new("picture", "media-file-too-large"))),
        },
        (None, "") => return Ok(Err(Wrong::new("picture", "media-empty"))),
        // What the other server calls a file says nothing of it.
        (None, link) => match fetched(portal, by.account, link).await {
            Ok(bytes) => ("link", String::new(), bytes),
            Err(key) => return Ok(Err(Wrong::new("link", key))),
        },
    };
    stored(portal, by, field, name, bytes).await
}

/// A part of a picture that is stored, as a file of its own: the fields `crop`
/// (its hash), `x`, `y`, `width` and `height` in pixels.
async fn cropped(
    portal: &Portal,
    account: AccountId,
    hash: &str,
    fields: &HashMap<String, String>,
) -> Result<Result<Bytes, &'static str>, AppError> {
    let number = |name: &str| fields.get(name).and_then(|value| value.parse().ok());
    let part = (|| {
        Some(Part {
            x: number("x")?,
            y: number("y")?,
            width: number("width")?,
            height: number("height")?,
        })
    })();
    let (Some(part), Ok(name)) = (part, hash.parse::<Hash>()) else {
        return Err(AppError::BadForm);
    };
    let wanted = [hash.to_owned()];
    let found = move |tx: &mut Tx<'_>| covers(tx, &wanted);
    let found = portal.db.read(found).await?;
    let cover = found.get(hash).ok_or(AppError::NotFound)?;
    let format = Format::from_extension(&cover.master_format).ok_or(AppError::NotFound)?;
    let side = |pixels: i64| u32::try_from(pixels).unwrap_or(0);
    let size = (side(cover.width), side(cover.height));
    let defect = |error: String| AppError::Defect(format!("cropping {hash}: {error}"));
    let master = Object::Master(format);
    let head = portal.media.head(name, master).await;
    let head = head.map_err(|error| defect(error.to_string()))?;
    let head = head.ok_or(AppError::NotFound)?;
    // Before it is read: the master is in memory too.
    let needs = memory_of_master(size, head.size_bytes, &Limits::default());
    let Ok(place) = portal.pool.room(For::Account(account), mib(needs)).await else {
        return Ok(Err(BUSY));
    };
    let master = portal.media.get(name, master).await;
    let master = master.map_err(|error| defect(error.to_string()))?;
    let master = master.ok_or(AppError::NotFound)?;
    let cut = move || crop(&master, format, part, &Limits::default());
    let cut = place.run(cut).await;
    let cut = cut.map_err(|error| defect(error.to_string()))?;
    Ok(cut.map(Bytes::from).map_err(|refusal| refusal.key()))
}

/// Keeps what came for a field of the form. `name` is what its sender calls it.
async fn stored(
    portal: &Portal,
    by: By,
    field: &'static str,
    name: String,
    bytes: Bytes,
) -> Result<Result<Cover, Wrong>, AppError> {
    if !has_room(portal, by.article, bytes.len() as u64).await? {
        return Ok(Err(Wrong::new(field, DAY_FULL)));
    }
    let day = day(portal).await?;
    let shelf = portal.shelf.read().await;
    let fields = match keep(portal, by.account, name, bytes).await {
        Ok(Ok(fields)) => fields,
        Ok(Err(refusal)) => return Ok(Err(Wrong::of(field, &refusal))),
        Err(AppError::Busy) => return Ok(Err(Wrong::new(field, BUSY))),
        Err(stop) => return Err(stop),
    };
    let cover = fields.cover();
    let pen = pen(portal, Some(by.account));
    let look_at = look_at(portal, pen.now());
    let write = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        may_still(tx, by)?;
        let size_bytes = fields.size_bytes.unsigned_abs();
        if !put::is_kept(tx, &fields.hash)? && !take_room(tx, by.article, day, size_bytes)? {
            return Ok(false);
        }
        let change = put::put(tx, &pen, &fields)?;
        let file = StoredFile {
            hash: &fields.hash,
            size_bytes: fields.size_bytes,
            change,
        };
        note(tx, by, file, pen.now(), look_at)?;
        Ok(true)
    };
    let written = portal.db.write(write).await;
    drop(shelf);
    if !matches!(written, Ok(true)) {
        take_back(portal, cover.hash.clone()).await?;
    }
    Ok(match written? {
        true => Ok(cover),
        false => Err(Wrong::new(field, DAY_FULL)),
    })
}

/// What stands at an address, or the key of why nothing came from there.
async fn fetched(portal: &Portal, account: AccountId, link: &str) -> Result<Bytes, &'static str> {
    if portal.entry.try_fetch(account).is_err() {
        return Err("link-wait");
    }
    match portal.fetch.get(link).await {
        Ok(answer) if answer.status == 200 => Ok(answer.bytes),
        Ok(answer) => {
            tracing::info!("no picture by link: {} {}", answer.status, answer.final_url);
            Err("link-refused")
        }
        Err(error) => {
            tracing::info!("no picture by link: {error}");
            Err(why(&error))
        }
    }
}

fn why(error: &FetchError) -> &'static str {
    match error.reason {
        Reason::NoAddress | Reason::Scheme(_) | Reason::UserName => "link-address",
        Reason::Special { .. } | Reason::Port(_) => "link-private",
        Reason::Body { .. } => "media-file-too-large",
        Reason::Name(_)
        | Reason::NoHost
        | Reason::Connect(_)
        | Reason::ConnectTime(_)
        | Reason::Time(_) => "link-unreachable",
        _ => "link-refused",
    }
}

async fn by_script(
    portal: &Portal,
    reader: &Reader,
    taken: Result<Cover, Wrong>,
) -> Result<Response<Body>, AppError> {
    let cover = match taken {
        Ok(cover) => cover,
        Err(Wrong { field, key, size }) => {
            let front = portal.front().await?;
            let (most, mut said) = (Limits::default(), FluentArgs::new());
            said.set("day_mb", portal.settings.upload_day_bytes / 1_048_576);
            said.set("width", size.0);
            said.set("height", size.1);
            said.set("side", most.side);
            said.set("megapixels", most.pixels / 1_000_000);
            let locale = Room::locale(&front, reader);
            let text = portal.theme(&front)?.said(locale, key, &said);
            let refused = status(&[Trouble { field, key }]);
            let answer = json!({ "text": text, "again": LATER.contains(&key) });
            return Ok(portal::json(refused, &answer));
        }
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
    article: ArticleId,
    taken: Result<Cover, Wrong>,
) -> Result<Response<Body>, AppError> {
    let Wrong { field, key, size } = match taken {
        // To be loaded again, that page sends no picture twice.
        Ok(cover) => return Ok(see_other(&urls::studio_stored(article, &cover.hash))),
        Err(wrong) => wrong,
    };
    let said = Said {
        troubles: vec![Trouble { field, key }],
        picture_size: size,
        ..Said::default()
    };
    show::page(portal, reader, person, article, said).await
}
