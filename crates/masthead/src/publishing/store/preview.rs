//! Links under which a draft can be seen for a while.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::pen::Pen;
use crate::publishing::events::PreviewOpened;

/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(
    tx: &mut Tx<'_>,
    pen: &Pen,
    digest: Digest,
    (article, ends_at): (i64, Millis),
) -> Result<(), Fault> {
    tx.execute(
        "DELETE FROM preview_link WHERE ends_at <= $1",
        params![pen.now()],
    )?;
    tx.execute(
        "INSERT INTO preview_link (digest, article, ends_at) VALUES ($1, $2, $3)",
        params![&digest.hex(), article, ends_at],
    )?;
    pen.tell(tx, &PreviewOpened { article, ends_at })
}

/// The article whose draft a link shows at `now`.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<i64>, Fault> {
    tx.find(
        "SELECT article FROM preview_link WHERE digest = $1 AND ends_at > $2",
        params![&digest.hex(), now],
        |row| row.get(0),
    )
}

/// Ends every link of an article.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, article: i64) -> Result<(), Fault> {
    let sql = "DELETE FROM preview_link WHERE article = $1";
    tx.execute(sql, params![article]).map(drop)
}
