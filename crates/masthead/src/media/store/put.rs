use masthead_db::{Fault, Tx, params};
use masthead_media::Picture;

use super::Cover;
use crate::media::events::MediaStored;
use crate::pen::{Change, Pen};

/// The row of a picture whose bytes lie in the store.
#[derive(Clone, Debug)]
pub struct MediaFields {
    /// SHA-256 of the original, in hex.
    pub hash: String,
    /// The usual extension of the original's format: `jpg`.
    pub format: &'static str,
    /// The usual extension of the master's.
    pub master_format: &'static str,
    pub width: u32,
    pub height: u32,
    pub animated: bool,
    pub transparent: bool,
    pub size_bytes: i64,
    pub ai_status: String,
    /// JSON of the marks that the file carries.
    pub marks: String,
}

impl MediaFields {
    #[must_use]
    pub fn of(picture: &Picture, size_bytes: usize) -> Self {
        let ai = serde_json::to_value(picture.marks.ai).expect("a status is a word");
        Self {
            hash: picture.hash.to_string(),
            format: picture.format.extension(),
            master_format: picture.master_format.extension(),
            width: picture.width,
            height: picture.height,
            animated: picture.animated,
            transparent: picture.transparent,
            size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
            ai_status: ai.as_str().unwrap_or_default().to_owned(),
            marks: serde_json::to_string(&picture.marks).expect("marks are plain data"),
        }
    }

    /// The picture as pages need it.
    #[must_use]
    pub fn cover(&self) -> Cover {
        Cover {
            hash: self.hash.clone(),
            width: self.width.into(),
            height: self.height.into(),
            transparent: self.transparent,
            animated: self.animated,
            master_format: self.master_format.to_owned(),
        }
    }
}

const INSERT: &str = "INSERT INTO media (hash, format, master_format, width, height, animated,
        transparent, size_bytes, ai_status, marks, stored_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (hash) DO NOTHING";

/// Keeps the row of a picture. One that stands stays as it is: the same bytes
/// have the same hash.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, media: &MediaFields) -> Result<Change, Fault> {
    let written = tx.execute(
        INSERT,
        params![
            &media.hash,
            media.format,
            media.master_format,
            media.width,
            media.height,
            media.animated,
            media.transparent,
            media.size_bytes,
            &media.ai_status,
            &media.marks,
            pen.now(),
        ],
    )?;
    if written == 0 {
        return Ok(Change::Same);
    }
    let hash = media.hash.clone();
    pen.tell(tx, &MediaStored { hash })?;
    Ok(Change::New)
}

/// Whether a picture of this hash is kept, with its size in pixels.
///
/// # Errors
/// What the database says.
pub fn find_size(tx: &mut Tx<'_>, hash: &str) -> Result<Option<(i64, i64)>, Fault> {
    tx.find(
        "SELECT width, height FROM media WHERE hash = $1 AND kind = 'picture'",
        params![hash],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Whether anything of this hash is kept.
///
/// # Errors
/// What the database says.
pub fn is_kept(tx: &mut Tx<'_>, hash: &str) -> Result<bool, Fault> {
    let sql = "SELECT hash FROM media WHERE hash = $1";
    let found = tx.find(sql, params![hash], |row| row.get::<String>(0))?;
    Ok(found.is_some())
}

/// The usual extension of a picture's master.
///
/// # Errors
/// What the database says.
pub fn find_master_format(tx: &mut Tx<'_>, hash: &str) -> Result<Option<String>, Fault> {
    tx.find(
        "SELECT master_format FROM media WHERE hash = $1 AND kind = 'picture'",
        params![hash],
        |row| row.get(0),
    )
}
