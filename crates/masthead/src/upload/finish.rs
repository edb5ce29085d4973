use bytes::Bytes;
use masthead_db::{Fault, Tx};
use masthead_media::{
    Film, FilmKind, FilmSource, Hash, Object, Parts, ProbeError, StoreError, captions, probe,
};

use super::rules::{Refusal, short_enough};
use super::store::{self, FilmRow, UploadRow};
use crate::account::pen;
use crate::portal::{Portal, Stop};

/// A file that is no film may be captions, if it is as short as they are.
const CAPTIONS_BYTES: u64 = 1024 * 1024;

/// Looks into a file that has come as a whole, and keeps it. Asked again, it
/// gives the same answer.
///
/// # Errors
/// Ours; a refusal is an answer, and the file is then to be ended.
pub async fn finish(
    portal: &Portal,
    account: i64,
    row: &UploadRow,
) -> Result<Result<FilmRow, Refusal>, Stop> {
    if let Some(hash) = row.media.clone() {
        return get(portal, hash).await.map(Ok);
    }
    let upload = row.id;
    let parts = move |tx: &mut Tx<'_>| store::list_parts(tx, upload);
    let parts = portal.db.read(parts).await?;
    let parts = Parts::new(portal.media.clone(), upload.to_string(), parts);
    let parts = parts.ok_or_else(|| Stop::Defect(format!("upload {upload} has a gap")))?;
    if parts.size_bytes() != row.length_bytes.unsigned_abs() {
        return Ok(Err(Refusal::Unfinished));
    }
    let kept = keep(portal, account, (&parts, Some(upload))).await?;
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
    account: i64,
    bytes: Bytes,
) -> Result<Result<FilmRow, Refusal>, Stop> {
    // As one part, so that there is one way in.
    let upload = format!("plain-{}", portal.ids.fresh());
    let part = masthead_media::PartOf {
        name: "0".to_owned(),
        starts_at: 0,
        size_bytes: bytes.len() as u64,
    };
    let put = portal.media.put_part(&upload, &part.name, bytes).await;
    put.map_err(|error| defect(&error))?;
    let parts = Parts::new(portal.media.clone(), upload.clone(), vec![part]);
    let parts = parts.expect("one part leaves no gap");
    let kept = keep(portal, account, (&parts, None)).await;
    let gone = portal.media.delete_parts(&upload).await;
    gone.map_err(|error| defect(&error))?;
    kept
}

async fn keep(
    portal: &Portal,
    account: i64,
    (parts, upload): (&Parts, Option<i64>),
) -> Result<Result<FilmRow, Refusal>, Stop> {
    let (film, text) = match look(parts).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let defect = |error: StoreError| defect(&error);
    let (hash, size_bytes) = match text {
        Some(text) => {
            let (hash, bytes) = (Hash::of(text.as_bytes()), Bytes::from(text));
            let size_bytes = bytes.len() as u64;
            let put = portal.media.put(hash, Object::Film(film.kind), bytes);
            put.await.map_err(defect)?;
            (hash, size_bytes)
        }
        None => {
            let hash = parts.hash().await.map_err(defect)?;
            parts.publish(hash, film.kind).await.map_err(defect)?;
            (hash, parts.size_bytes())
        }
    };
    let (pen, name) = (pen(portal, Some(account)), hash.to_string());
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        store::put_film(tx, &pen, (&name, &film, size_bytes))?;
        match upload {
            Some(upload) => store::put_media(tx, upload, &name),
            None => Ok(()),
        }
    };
    portal.db.write(write).await?;
    get(portal, hash.to_string()).await.map(Ok)
}

/// What it is by its bytes; captions come written anew.
async fn look(parts: &Parts) -> Result<Result<(Film, Option<String>), Refusal>, Stop> {
    let refusal = match probe(parts).await {
        Ok(film) => return Ok(short_enough(film).map(|film| (film, None))),
        Err(ProbeError::Store(error)) => return Err(defect(&error)),
        Err(ProbeError::Refused(refusal)) => refusal,
    };
    if refusal != masthead_media::FilmRefusal::Unknown || parts.size_bytes() > CAPTIONS_BYTES {
        tracing::info!("a film was refused: {refusal}");
        return Ok(Err(Refusal::Film(refusal)));
    }
    let bytes = parts.read(0..parts.size_bytes()).await;
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

async fn get(portal: &Portal, hash: String) -> Result<FilmRow, Stop> {
    let sought = hash.clone();
    let find = move |tx: &mut Tx<'_>| store::find_film(tx, &sought);
    let found = portal.db.read(find).await?;
    // The same bytes as a picture's are a picture, which no probe takes for a film.
    found.ok_or_else(|| Stop::Defect(format!("the film {hash} has no row")))
}

/// Parts that stay behind go when the upload's time is over.
async fn cleared(portal: &Portal, upload: i64) {
    if let Err(error) = portal.media.delete_parts(&upload.to_string()).await {
        tracing::warn!(upload, "parts of upload {upload} stay for now: {error}");
    }
}

fn defect(error: &StoreError) -> Stop {
    Stop::Defect(format!("keeping a film: {error}"))
}
