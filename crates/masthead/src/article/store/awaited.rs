use std::collections::HashMap;

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use super::{CardRow, card_from_row, select_cards};
use crate::id::{ArticleId, ColumnId};

/// An article that waits for its time.
#[derive(Clone, Debug)]
pub struct AwaitedRow {
    pub card: CardRow,
    pub columns: Vec<ColumnId>,
}

pub const AWAITED: &str = select_cards!(
    "FROM article a",
    "WHERE a.state = 'scheduled' AND a.published_at <= $1
    ORDER BY a.published_at, a.id
    LIMIT $2"
);

const COLUMNS: &str = "SELECT ac.article, ac.news_column
    FROM article a
    JOIN article_column ac ON ac.article = a.id
    WHERE a.state = 'scheduled' AND a.published_at <= $1";

/// The articles that are scheduled until `at`, the next ones first: two queries.
///
/// # Errors
/// What the database says.
pub fn list_awaited(tx: &mut Tx<'_>, at: Millis, limit: i64) -> Result<Vec<AwaitedRow>, Fault> {
    let cards = tx.query(AWAITED, params![at, limit], card_from_row)?;
    let mut columns: HashMap<ArticleId, Vec<ColumnId>> = HashMap::new();
    tx.each(COLUMNS, params![at], |row| {
        columns.entry(row.get(0)?).or_default().push(row.get(1)?);
        Ok(())
    })?;
    let awaited = cards.into_iter().map(|card| AwaitedRow {
        columns: columns.remove(&card.id).unwrap_or_default(),
        card,
    });
    Ok(awaited.collect())
}
