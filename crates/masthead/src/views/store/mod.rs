//! The column `views` of articles and the table `article_crawls`, which nobody
//! else writes once an article is there.

use masthead_clock::Millis;
use masthead_db::{Fault, Param, Tx, params};

use crate::article::rules::hot;
use crate::id::ArticleId;

/// Articles in one statement: on PostgreSQL each statement is a journey to the
/// server. 10,000 articles took 1.8 s one by one, and take 0.4 s so.
const ROWS: usize = 12;

/// A statement that begins with `ROWS` pairs of an article and a number.
macro_rules! with_pairs {
    ($rest:literal) => {
        concat!(
            "WITH pair (article, number) AS (
                VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT)), ($3, $4), ($5, $6), ($7, $8),
                    ($9, $10), ($11, $12), ($13, $14), ($15, $16), ($17, $18), ($19, $20),
                    ($21, $22), ($23, $24)
            ) ",
            $rest
        )
    };
}

const ADD: &str = with_pairs!(
    "UPDATE article SET views = article.views + pair.number
    FROM pair
    WHERE article.id = pair.article AND article.state = 'published'
    RETURNING article.id, article.published_at, article.views, article.comment_count"
);
const RANK: &str =
    with_pairs!("UPDATE article SET hot = pair.number FROM pair WHERE article.id = pair.article");

/// An article with its views, crawls or rank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) article: ArticleId,
    pub(super) number: i64,
}

/// Adds to the views of articles and ranks them by these. Gives those that
/// readers can see (still): of others nothing is counted.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub(super) fn add_views(tx: &mut Tx<'_>, views: &[Counted]) -> Result<Vec<ArticleId>, Fault> {
    let mut seen = Vec::with_capacity(views.len());
    for some in views.chunks(ROWS) {
        let ranked = tx.query(ADD, &pairs(some), |row| {
            Ok(Counted {
                article: row.get(0)?,
                number: hot(row.get(1)?, row.get(2)?, row.get(3)?),
            })
        })?;
        tx.execute(RANK, &pairs(&ranked))?;
        seen.extend(ranked.iter().map(|ranked| ranked.article));
    }
    Ok(seen)
}

/// Has this transaction give up soon where somebody else holds a row that it
/// wants: an import may hold some hundred, and must not be the one that has to
/// begin again when two wait for each other crosswise.
///
/// # Errors
/// What the database says.
pub(super) fn yield_to_others(tx: &mut Tx<'_>) -> Result<(), Fault> {
    match tx.dialect().wait_briefly() {
        Some(sql) => tx.execute(sql, &[]).map(drop),
        None => Ok(()),
    }
}

/// The places that `some` leaves free name no article.
fn pairs(some: &[Counted]) -> [Param<'static>; 2 * ROWS] {
    let mut pairs = [Param::Null; 2 * ROWS];
    for (place, counted) in pairs.chunks_exact_mut(2).zip(some) {
        place.copy_from_slice(params![counted.article, counted.number]);
    }
    pairs
}

const ADD_CRAWLS: &str = with_pairs!(
    "INSERT INTO article_crawls (article, crawls)
    SELECT a.id, pair.number
    FROM pair
    JOIN article a ON a.id = pair.article
    WHERE a.state = 'published'
    ON CONFLICT (article) DO UPDATE
    SET crawls = article_crawls.crawls + excluded.crawls"
);

/// Adds to the times that crawlers read articles that readers see.
///
/// # Errors
/// What the database says.
pub(super) fn add_crawls(tx: &mut Tx<'_>, crawls: &[Counted]) -> Result<(), Fault> {
    for some in crawls.chunks(ROWS) {
        tx.execute(ADD_CRAWLS, &pairs(some))?;
    }
    Ok(())
}

/// Removes the events of counted views that were written before `before`.
///
/// # Errors
/// What the database says.
pub(super) fn clear_events(tx: &mut Tx<'_>, before: Millis) -> Result<(), Fault> {
    // The kind stands in the text: so the partial index of this kind serves.
    tx.execute(
        "DELETE FROM event WHERE kind = 'views.counted' AND at < $1",
        params![before],
    )
    .map(drop)
}
