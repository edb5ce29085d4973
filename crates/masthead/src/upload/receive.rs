use std::sync::Arc;

use bytes::Bytes;
use masthead_db::{Fault, Tx};
use masthead_media::PartOf;

use super::Sending;
use super::rules::{PARTS, STAYS};
use super::store::{self, UploadRow};
use crate::id::UploadId;
use crate::portal::{AfterChunk, AppError, Chunks, Portal};

/// Why the rest of a request was not taken. What was acknowledged before stays.
#[derive(Debug)]
pub enum Stopped {
    /// Somebody else was faster, or it has ended.
    Raced,
    /// Too many parts.
    TooLong,
    AppError(AppError),
}

/// Takes what a request brings for an upload, piece by piece, and gives where
/// the file ends now. A piece is written to the disk, then counted; a sender
/// that goes away leaves everything that had come. It is the sender's turn
/// until then, although its connection may have been lost before.
///
/// # Errors
/// See [`Stopped`]. [`AppError::TooLarge`] is more than was announced.
pub async fn receive(
    portal: &Arc<Portal>,
    row: UploadRow,
    mut chunks: Chunks,
    sending: Sending,
) -> Result<u64, Stopped> {
    let mut end = End {
        portal: Arc::clone(portal),
        upload: row.id,
        at: row.offset_bytes.unsigned_abs(),
        parts: row.parts,
    };
    let length = row.length_bytes.unsigned_abs();
    // A task of its own: when the connection breaks, the handler is dropped, and what has come would go with it.
    let taking = tokio::spawn(async move {
        let _sending = sending;
        loop {
            let chunk = chunks
                .next(length - end.at)
                .await
                .map_err(Stopped::AppError)?;
            end.put(chunk.bytes).await?;
            match chunk.then {
                AfterChunk::More => {}
                AfterChunk::End => return Ok(end.at),
                AfterChunk::Broken(stop) => return Err(Stopped::AppError(stop)),
            }
        }
    });
    let defect =
        |error: tokio::task::JoinError| Stopped::AppError(AppError::Defect(error.to_string()));
    taking.await.map_err(defect)?
}

/// Where the file ends.
struct End {
    portal: Arc<Portal>,
    upload: UploadId,
    at: u64,
    parts: i64,
}

impl End {
    async fn put(&mut self, piece: Bytes) -> Result<(), Stopped> {
        if piece.is_empty() {
            return Ok(());
        }
        if self.parts >= PARTS {
            return Err(Stopped::TooLong);
        }
        let portal = &self.portal;
        let (upload, folder) = (self.upload, self.upload.to_string());
        // A name of its own: of two that send the same bytes none writes over the other's.
        let part = PartOf {
            name: portal.ids.fresh::<i64>().to_string(),
            starts_at: self.at,
            size_bytes: piece.len() as u64,
        };
        let written = portal.media.put_part(&folder, &part.name, piece).await;
        written.map_err(|error| defect(&error))?;
        let (now, counted) = (portal.clock.now(), part.clone());
        let expires_at = now.plus(STAYS);
        let put = move |tx: &mut Tx<'_>| store::put_part(tx, upload, &counted, now, expires_at);
        let put: Result<bool, Fault> = portal.db.write(put).await;
        if !put.map_err(|fault| Stopped::AppError(fault.into()))? {
            let gone = portal.media.delete_part(&folder, &part.name).await;
            gone.map_err(|error| defect(&error))?;
            return Err(Stopped::Raced);
        }
        self.at += part.size_bytes;
        self.parts += 1;
        Ok(())
    }
}

fn defect(error: &masthead_media::StoreError) -> Stopped {
    Stopped::AppError(AppError::disk("a part of an upload", error))
}
