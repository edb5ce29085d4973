//! All SQL of the tables `upload` and `upload_part`; rows of films are read here.

use masthead_clock::Millis;
use masthead_db::{Fault, Row, Tx, params};
use masthead_media::{Film, PartOf, Sort};

use super::events::{FilmStored, UploadBegun, UploadEnded};
use crate::id::{AccountId, ArticleId, UploadId};
use crate::media::store::film;
use crate::pen::{Change, Pen};

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    pub id: UploadId,
    pub article: ArticleId,
    pub length_bytes: i64,
    pub offset_bytes: i64,
    pub expires_at: Millis,
    pub parts: i64,
    /// The hash of what it has become.
    pub media: Option<String>,
}

/// What somebody wants to send.
#[derive(Clone, Debug)]
pub struct NewUpload {
    pub article: ArticleId,
    pub account: AccountId,
    pub name: String,
    pub length_bytes: i64,
    pub expires_at: Millis,
}

/// A film as a text shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilmRow {
    pub hash: String,
    /// The extension.
    pub format: String,
    pub kind: Sort,
    pub width: i64,
    pub height: i64,
    pub duration_ms: Option<i64>,
}

/// # Errors
/// What the database says.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, new: &NewUpload) -> Result<UploadId, Fault> {
    let id = pen.ids.fresh();
    tx.execute(
        "INSERT INTO upload (id, article, account, name, length_bytes, offset_bytes, begun_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7)",
        params![
            id,
            new.article,
            new.account,
            &new.name,
            new.length_bytes,
            pen.now(),
            new.expires_at
        ],
    )?;
    let fact = UploadBegun {
        upload: id,
        article: new.article,
        length_bytes: new.length_bytes,
    };
    pen.tell(tx, &fact)?;
    Ok(id)
}

/// How many unfinished ones this person has.
///
/// # Errors
/// What the database says.
pub fn count_open(tx: &mut Tx<'_>, account: AccountId, now: Millis) -> Result<i64, Fault> {
    tx.get(
        "SELECT COUNT(*) FROM upload WHERE account = $1 AND media IS NULL AND expires_at > $2",
        params![account, now],
        |row| row.get(0),
    )
}

/// One of this person's, for this article.
///
/// # Errors
/// What the database says.
pub fn find(
    tx: &mut Tx<'_>,
    id: UploadId,
    article: ArticleId,
    account: AccountId,
    now: Millis,
) -> Result<Option<UploadRow>, Fault> {
    tx.find(
        "SELECT u.id, u.length_bytes, u.offset_bytes, u.expires_at, u.media,
            (SELECT COUNT(*) FROM upload_part p WHERE p.upload = u.id)
        FROM upload u
        WHERE u.id = $1 AND u.article = $2 AND u.account = $3 AND u.expires_at > $4",
        params![id, article, account, now],
        |row| {
            Ok(UploadRow {
                id: row.get(0)?,
                article,
                length_bytes: row.get(1)?,
                offset_bytes: row.get(2)?,
                expires_at: row.get(3)?,
                media: row.get(4)?,
                parts: row.get(5)?,
            })
        },
    )
}

/// Counts a part that lies on the disk. Gives whether the file still ended
/// where the part begins: of two that send the same bytes one is told so.
///
/// # Errors
/// What the database says.
pub fn put_part(
    tx: &mut Tx<'_>,
    upload: UploadId,
    part: &PartOf,
    now: Millis,
    expires_at: Millis,
) -> Result<bool, Fault> {
    let (starts_at, size_bytes) = (count(part.starts_at), count(part.size_bytes));
    let counted = tx.execute(
        "UPDATE upload SET offset_bytes = offset_bytes + $3, expires_at = $4
        WHERE id = $1 AND offset_bytes = $2 AND offset_bytes + $3 <= length_bytes AND expires_at > $5",
        params![upload, starts_at, size_bytes, expires_at, now],
    )?;
    if counted == 1 {
        tx.execute(
            "INSERT INTO upload_part (upload, starts_at, size_bytes, name) VALUES ($1, $2, $3, $4)",
            params![upload, starts_at, size_bytes, &part.name],
        )?;
    }
    Ok(counted == 1)
}

/// # Errors
/// What the database says.
pub fn list_parts(tx: &mut Tx<'_>, upload: UploadId) -> Result<Vec<PartOf>, Fault> {
    tx.query(
        "SELECT name, starts_at, size_bytes FROM upload_part WHERE upload = $1 ORDER BY starts_at",
        params![upload],
        |row| {
            Ok(PartOf {
                name: row.get(0)?,
                starts_at: row.get::<i64>(1)?.unsigned_abs(),
                size_bytes: row.get::<i64>(2)?.unsigned_abs(),
            })
        },
    )
}

/// Notes what an upload has become. Its parts count no more.
///
/// # Errors
/// What the database says.
pub fn put_media(tx: &mut Tx<'_>, upload: UploadId, hash: &str) -> Result<(), Fault> {
    tx.execute(
        "UPDATE upload SET media = $2 WHERE id = $1",
        params![upload, hash],
    )?;
    tx.execute("DELETE FROM upload_part WHERE upload = $1", params![upload])?;
    Ok(())
}

/// What an upload has become, if it is finished.
///
/// # Errors
/// What the database says.
pub fn find_media(tx: &mut Tx<'_>, upload: UploadId) -> Result<Option<String>, Fault> {
    let sql = "SELECT media FROM upload WHERE id = $1";
    let found = tx.find(sql, params![upload], |row| row.get::<Option<String>>(0))?;
    Ok(found.flatten())
}

/// From now on nothing more comes to it, and it is cleared.
///
/// # Errors
/// What the database says.
pub fn close(tx: &mut Tx<'_>, upload: UploadId) -> Result<(), Fault> {
    let close = "UPDATE upload SET expires_at = 0 WHERE id = $1";
    tx.execute(close, params![upload]).map(|_| ())
}

/// # Errors
/// What the database says.
pub fn list_due(tx: &mut Tx<'_>, now: Millis, limit: i64) -> Result<Vec<UploadId>, Fault> {
    tx.query(
        "SELECT id FROM upload WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2",
        params![now, limit],
        |row| row.get(0),
    )
}

/// Forgets an upload whose parts are gone from the disk.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, pen: &Pen, upload: UploadId) -> Result<(), Fault> {
    tx.execute("DELETE FROM upload_part WHERE upload = $1", params![upload])?;
    let ended = tx.execute("DELETE FROM upload WHERE id = $1", params![upload])?;
    if ended == 1 {
        pen.tell(tx, &UploadEnded { upload })?;
    }
    Ok(())
}

/// Keeps the row of a film whose bytes lie on the public shelf. The same bytes
/// have the same row.
///
/// # Errors
/// What the database says.
pub fn put_film(
    tx: &mut Tx<'_>,
    pen: &Pen,
    hash: &str,
    film: &Film,
    size_bytes: u64,
) -> Result<Change, Fault> {
    if film::insert(tx, hash, film, size_bytes, pen.now())? {
        let (hash, kind) = (hash.to_owned(), film.kind.sort().name().to_owned());
        pen.tell(tx, &FilmStored { hash, kind })?;
        return Ok(Change::New);
    }
    Ok(Change::Same)
}

/// # Errors
/// What the database says.
pub fn find_film(tx: &mut Tx<'_>, hash: &str) -> Result<Option<FilmRow>, Fault> {
    tx.find(
        "SELECT hash, format, kind, width, height, duration_ms FROM media
        WHERE hash = $1 AND kind <> 'picture'",
        params![hash],
        film_from_row,
    )
}

fn film_from_row(row: &Row<'_>) -> Result<FilmRow, Fault> {
    Ok(FilmRow {
        hash: row.get(0)?,
        format: row.get(1)?,
        kind: sort_from_word(&row.get::<String>(2)?)?,
        width: row.get(3)?,
        height: row.get(4)?,
        duration_ms: row.get(5)?,
    })
}

fn sort_from_word(word: &str) -> Result<Sort, Fault> {
    let sorts = [Sort::Video, Sort::Audio, Sort::Captions];
    let found = sorts.into_iter().find(|sort| sort.name() == word);
    found.ok_or_else(|| Fault::shape(format!("{word:?} is no kind of film")))
}

/// Sizes are far below this bound: the operator's limit is.
fn count(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
