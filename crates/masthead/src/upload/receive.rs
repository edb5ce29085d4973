use std::sync::Arc;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use masthead_db::{Fault, Tx};
use masthead_media::PartOf;

use super::rules::{PARTS, PIECE_BYTES, STAYS};
use super::store::{self, UploadRow};
use crate::portal::{Portal, Stop};

/// Why the rest of a request was not taken. What was acknowledged before stays.
#[derive(Debug)]
pub enum Stopped {
    /// Somebody else was faster, or it has ended.
    Raced,
    /// More than was announced, or too many parts.
    TooLong,
    /// The sender went away.
    Cut,
    Stop(Stop),
}

/// Takes what a request brings for an upload, piece by piece, and gives where
/// the file ends now. A piece is written to the disk, then counted; a sender
/// that goes away leaves everything that had come.
///
/// # Errors
/// See [`Stopped`].
pub async fn receive(portal: &Arc<Portal>, row: UploadRow, body: Body) -> Result<u64, Stopped> {
    let mut end = End {
        portal: Arc::clone(portal),
        upload: row.id,
        at: row.offset_bytes.unsigned_abs(),
        parts: row.parts,
    };
    let length = row.length_bytes.unsigned_abs();
    // A task of its own: when the connection breaks, the handler is dropped, and what has come would go with it.
    let taking = tokio::spawn(async move {
        let (mut body, mut piece) = (body, BytesMut::new());
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else {
                end.put(piece.split().freeze()).await?;
                return Err(Stopped::Cut);
            };
            let Ok(data) = frame.into_data() else {
                continue;
            };
            if end.at + (piece.len() + data.len()) as u64 > length {
                return Err(Stopped::TooLong);
            }
            piece.extend_from_slice(&data);
            if piece.len() >= PIECE_BYTES {
                end.put(piece.split().freeze()).await?;
            }
        }
        end.put(piece.freeze()).await?;
        Ok(end.at)
    });
    let defect = |error: tokio::task::JoinError| Stopped::Stop(Stop::Defect(error.to_string()));
    taking.await.map_err(defect)?
}

/// Where the file ends.
struct End {
    portal: Arc<Portal>,
    upload: i64,
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
            name: portal.ids.fresh().to_string(),
            starts_at: self.at,
            size_bytes: piece.len() as u64,
        };
        let written = portal.media.put_part(&folder, &part.name, piece).await;
        written.map_err(|error| defect(&error))?;
        let (now, counted) = (portal.clock.now(), part.clone());
        let times = (now, now.plus(STAYS));
        let put = move |tx: &mut Tx<'_>| store::put_part(tx, upload, &counted, times);
        let put: Result<bool, Fault> = portal.db.write(put).await;
        if !put.map_err(|fault| Stopped::Stop(fault.into()))? {
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
    Stopped::Stop(Stop::disk("a part of an upload", error))
}
