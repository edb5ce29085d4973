use std::ops::Range;

use bytes::Bytes;
use masthead_db::Tx;
use masthead_media::{
    Film, FilmKind, FilmSource, Hash, Object, Parts, ProbeError, Store, StoreError, captions, probe,
};

use super::rules::{Refusal, short_enough};
use super::store::{self, FilmRow, UploadRow};
use crate::account::pen;
use crate::account::store::member;
use crate::id::{AccountId, UploadId};
use crate::media::keep::take_back;
use crate::media::store::put;
use crate::media::store::upload::{By, Day, StoredFile, note, take_room};
use crate::media::sweep::look_at;
use crate::portal::{AppError, Portal};

/// A file that is no film may be captions, if it is as short as they are.
const CAPTIONS_BYTES: u64 = 1024 * 1024;

/// A file of which nothing is missing.
enum Arrived {
    Parts(Parts),
    /// By a form, small enough to be held.
    Plain(Bytes),
}

impl FilmSource for Arrived {
    fn size_bytes(&self) -> u64 {
        match self {
            Self::Parts(parts) => parts.size_bytes(),
            Self::Plain(bytes) => bytes.len() as u64,
        }
    }

    async fn read(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        let bytes = match self {
            Self::Parts(parts) => return parts.read(range).await,
            Self::Plain(bytes) => bytes,
        };
        let place = |at: u64| usize::try_from(at).map_or(bytes.len(), |at| at.min(bytes.len()));
        let (first, end) = (place(range.start), place(range.end));
        Ok(bytes.slice(first.min(end)..end))
    }
}

impl Arrived {
    async fn hash(&self) -> Result<Hash, StoreError> {
        match self {
            Self::Parts(parts) => parts.hash().await,
            Self::Plain(bytes) => Ok(Hash::of(bytes)),
        }
    }

    /// Puts it onto the public shelf, under its hash.
    async fn publish(&self, store: &Store, hash: Hash, kind: FilmKind) -> Result<(), StoreError> {
        match self {
            Self::Parts(parts) => parts.publish(hash, kind).await,
            Self::Plain(bytes) => store.put(hash, Object::Film(kind), bytes.clone()).await,
        }
    }
}

/// Looks into a file that has come as a whole, and keeps it. Asked again, it
/// gives the same answer.
///
/// # Errors
/// Ours; a refusal is an answer, and the file is then to be ended.
pub async fn finish(
    portal: &Portal,
    account: AccountId,
    row: &UploadRow,
) -> Result<Result<FilmRow, Refusal>, AppError> {
    if let Some(hash) = row.media.clone() {
        return get(portal, hash).await.map(Ok);
    }
    let upload = row.id;
    let kept = match put_together(portal, account, row).await {
        Ok(Ok(film)) => return Ok(Ok(film)),
        kept => kept,
    };
    // Asked twice at once: the other has finished it, and its parts are gone.
    match portal
        .db
        .read(move |tx| store::find_media(tx, upload))
        .await?
    {
        Some(hash) => get(portal, hash).await.map(Ok),
        None => kept,
    }
}

async fn put_together(
    portal: &Portal,
    account: AccountId,
    row: &UploadRow,
) -> Result<Result<FilmRow, Refusal>, AppError> {
    let upload = row.id;
    let by = By {
        article: row.article,
        account,
    };
    let parts = move |tx: &mut Tx<'_>| store::list_parts(tx, upload);
    let parts = portal.db.read(parts).await?;
    let parts = Parts::new(portal.media.clone(), upload.to_string(), parts);
    let parts = parts.ok_or_else(|| AppError::Defect(format!("upload {upload} has a gap")))?;
    if parts.size_bytes() != row.length_bytes.unsigned_abs() {
        return Ok(Err(Refusal::Unfinished));
    }
    let of = Of::Upload(upload);
    let kept = keep(portal, by, &Arrived::Parts(parts), of).await?;
    if kept.is_ok() {
        cleared(portal, upload).await;
    }
    Ok(kept)
}

/// Keeps a file that came in one piece, by a form.
///
/// # Errors
/// Ours; a refusal is an answer.
pub async fn keep_plain(
    portal: &Portal,
    by: By,
    bytes: Bytes,
    day: Day,
) -> Result<Result<FilmRow, Refusal>, AppError> {
    keep(portal, by, &Arrived::Plain(bytes), Of::Form(day)).await
}

/// How a file came.
#[derive(Clone, Copy)]
enum Of {
    /// This upload, whose bytes were counted to its day when it began.
    Upload(UploadId),
    Form(Day),
}

/// Whether somebody is a member of the creator of this article, still.
///
/// # Errors
/// [`AppError::NotFound`]; what the database says.
pub fn may_still(tx: &mut Tx<'_>, by: By) -> Result<(), AppError> {
    let role = member::hold_of_article(tx, by.article, by.account)?;
    role.map(drop).ok_or(AppError::NotFound)
}

async fn keep(
    portal: &Portal,
    by: By,
    file: &Arrived,
    of: Of,
) -> Result<Result<FilmRow, Refusal>, AppError> {
    // Before the shelf, which nobody holds who waits for a film's place: so long as this is read, pictures come and go.
    let place = portal.pool.film(by.account).await;
    let place = place.map_err(|_| AppError::Busy)?;
    let (film, text) = match look(file).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let text = text.map(|text| Arrived::Plain(text.into()));
    let file = text.as_ref().unwrap_or(file);
    let hash = file.hash().await.map_err(|error| defect(&error))?;
    let shelf = portal.shelf.read().await;
    let size_bytes = file.size_bytes();
    let published = file.publish(&portal.media, hash, film.kind).await;
    published.map_err(|error| defect(&error))?;
    let (pen, name) = (pen(portal, Some(by.account)), hash.to_string());
    let look_at = look_at(portal, pen.now());
    let write = move |tx: &mut Tx<'_>| -> Result<bool, AppError> {
        may_still(tx, by)?;
        if let Of::Form(day) = of
            && !put::is_kept(tx, &name)?
            && !take_room(tx, by.article, day, size_bytes)?
        {
            return Ok(false);
        }
        let file = StoredFile {
            hash: &name,
            size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
            change: store::put_film(tx, &pen, &name, &film, size_bytes)?,
        };
        note(tx, by, file, pen.now(), look_at)?;
        if let Of::Upload(upload) = of {
            store::put_media(tx, upload, &name)?;
        }
        Ok(true)
    };
    drop(place);
    let written = portal.db.write(write).await;
    drop(shelf);
    if !matches!(written, Ok(true)) {
        take_back(portal, hash.to_string()).await?;
    }
    match written? {
        true => get(portal, hash.to_string()).await.map(Ok),
        false => Ok(Err(Refusal::DayFull)),
    }
}

/// What it is by its bytes; captions come written anew.
async fn look(file: &Arrived) -> Result<Result<(Film, Option<String>), Refusal>, AppError> {
    let refusal = match probe(file).await {
        Ok(film) => return Ok(short_enough(film).map(|film| (film, None))),
        Err(ProbeError::Store(error)) => return Err(defect(&error)),
        Err(ProbeError::Refused(refusal)) => refusal,
    };
    if refusal != masthead_media::FilmRefusal::Unknown || file.size_bytes() > CAPTIONS_BYTES {
        tracing::info!("a film was refused: {refusal}");
        return Ok(Err(Refusal::Film(refusal)));
    }
    let bytes = file.read(0..file.size_bytes()).await;
    let bytes = bytes.map_err(|error| defect(&error))?;
    let film = Film {
        kind: FilmKind::Vtt,
        width: 0,
        height: 0,
        duration_ms: None,
    };
    Ok(match captions(&bytes) {
        Ok(text) => Ok((film, Some(text))),
        // Text with times in it was meant as captions; anything else is nothing that we know.
        Err(refused) if bytes.windows(3).any(|three| three == b"-->") => {
            Err(Refusal::Captions(refused))
        }
        Err(_) => Err(Refusal::Film(refusal)),
    })
}

async fn get(portal: &Portal, hash: String) -> Result<FilmRow, AppError> {
    let sought = hash.clone();
    let find = move |tx: &mut Tx<'_>| store::find_film(tx, &sought);
    let found = portal.db.read(find).await?;
    // The same bytes as a picture's are a picture, which no probe takes for a film.
    found.ok_or_else(|| AppError::Defect(format!("the film {hash} has no row")))
}

/// Parts that stay behind go when the upload's time is over.
async fn cleared(portal: &Portal, upload: UploadId) {
    if let Err(error) = portal.media.delete_parts(&upload.to_string()).await {
        tracing::warn!(%upload, "parts of upload {upload} stay for now: {error}");
    }
}

fn defect(error: &StoreError) -> AppError {
    AppError::disk("keeping a film", error)
}
