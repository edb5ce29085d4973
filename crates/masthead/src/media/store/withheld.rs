//! What nobody is served: pictures and films of articles that were taken from their readers.

use masthead_db::{Fault, Tx, params};

use crate::id::ArticleId;
use crate::media::events::WithheldChanged;
use crate::pen::Pen;

/// Everything that an article ever showed.
macro_rules! shown_by {
    () => {
        "SELECT m.hash
        FROM revision r
        JOIN revision_media m ON m.revision = r.id
        WHERE r.article = $1
        UNION
        SELECT cover FROM article WHERE id = $1 AND cover IS NOT NULL"
    };
}

const PUT: &str = concat!(
    "INSERT INTO withheld (hash)
    SELECT x.hash FROM (",
    shown_by!(),
    ") AS x
    WHERE NOT EXISTS (
        SELECT 1 FROM revision_media o
        JOIN revision n ON n.id = o.revision
        JOIN article p ON p.id = n.article AND p.revision = n.id
        WHERE o.hash = x.hash AND p.state = 'published' AND p.id <> $1
    )
    AND NOT EXISTS (
        SELECT 1 FROM article p WHERE p.cover = x.hash AND p.state = 'published' AND p.id <> $1
    )
    AND NOT EXISTS (SELECT 1 FROM creator c WHERE c.avatar = x.hash)
    ON CONFLICT (hash) DO NOTHING"
);
const LIFT: &str = concat!("DELETE FROM withheld WHERE hash IN (", shown_by!(), ")");

/// An article was taken from its readers: what nobody else shows goes with it.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), Fault> {
    match tx.execute(PUT, params![article])? {
        0 => Ok(()),
        _ => pen.tell(
            tx,
            &WithheldChanged {
                article: Some(article),
            },
        ),
    }
}

/// Readers have an article: they are served what it shows.
///
/// # Errors
/// What the database says.
pub fn lift(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId) -> Result<(), Fault> {
    match tx.execute(LIFT, params![article])? {
        0 => Ok(()),
        _ => pen.tell(
            tx,
            &WithheldChanged {
                article: Some(article),
            },
        ),
    }
}

/// Every hash that is withheld, in hex. As many as were taken down, which is
/// few; it is read when it has changed.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    tx.query("SELECT hash FROM withheld", &[], |row| row.get(0))
}

/// Somebody shows a picture from now on that nobody was served.
///
/// # Errors
/// What the database says.
pub fn lift_one(tx: &mut Tx<'_>, pen: &Pen, hash: &str) -> Result<(), Fault> {
    match tx.execute("DELETE FROM withheld WHERE hash = $1", params![hash])? {
        0 => Ok(()),
        _ => pen.tell(tx, &WithheldChanged { article: None }),
    }
}
