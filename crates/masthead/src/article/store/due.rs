use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::article::events::Standing;
use crate::id::ArticleId;

/// The articles whose time of publication came after `last` and until `now`,
/// with where they stand.
///
/// # Errors
/// What the database says.
pub fn list_due(
    tx: &mut Tx<'_>,
    last: Millis,
    now: Millis,
) -> Result<Vec<(ArticleId, Standing)>, Fault> {
    let mut due = tx.query(
        "SELECT id, creator, channel, published_at
        FROM article
        WHERE state = 'published' AND published_at > $1 AND published_at <= $2
        ORDER BY published_at DESC, id DESC",
        params![last, now],
        |row| {
            let standing = Standing {
                creator: row.get(1)?,
                channel: row.get(2)?,
                columns: Vec::new(),
                published_at: row.get(3)?,
            };
            Ok((row.get(0)?, standing))
        },
    )?;
    // A tick's worth of articles: a handful.
    for (article, standing) in &mut due {
        standing.columns = tx.query(
            "SELECT news_column FROM article_column WHERE article = $1",
            params![*article],
            |row| row.get(0),
        )?;
    }
    Ok(due)
}
