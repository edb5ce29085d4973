//! Links under which a draft can be seen for a while.

use masthead_auth::Digest;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::id::ArticleId;
use crate::pen::Pen;
use crate::publishing::events::PreviewOpened;

/// What a link shows, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    pub article: ArticleId,
    pub ends_at: Millis,
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn insert(tx: &mut Tx<'_>, pen: &Pen, digest: Digest, link: Link) -> Result<(), Fault> {
    let Link { article, ends_at } = link;
    tx.execute(
        "DELETE FROM preview_link WHERE ends_at <= $1",
        params![pen.now()],
    )?;
    tx.execute(
        "INSERT INTO preview_link (digest, article, made_by, ends_at) VALUES ($1, $2, $3, $4)",
        params![&digest.hex(), article, pen.account()?, ends_at],
    )?;
    pen.tell(tx, &PreviewOpened { article, ends_at })
}

/// The article whose draft a link shows at `now`, while its maker is a member
/// of the article's creator.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>, digest: Digest, now: Millis) -> Result<Option<ArticleId>, Fault> {
    tx.find(
        "SELECT l.article
        FROM preview_link l
        JOIN article a ON a.id = l.article
        JOIN membership m ON m.creator = a.creator AND m.member = l.made_by
        WHERE l.digest = $1 AND l.ends_at > $2",
        params![&digest.hex(), now],
        |row| row.get(0),
    )
}

/// Ends every link of an article.
///
/// # Errors
/// What the database says.
pub fn end(tx: &mut Tx<'_>, article: ArticleId) -> Result<(), Fault> {
    let sql = "DELETE FROM preview_link WHERE article = $1";
    tx.execute(sql, params![article]).map(drop)
}
