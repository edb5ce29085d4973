//! Articles that an editor may place.

use std::collections::HashSet;

use crate::article::rules::StoredState;
use crate::id::{ArticleId, ChannelId};
use masthead_clock::Millis;
use masthead_db::{Fault, Param, Tx, params};

/// An article that somebody wants to place.
#[derive(Clone, Debug)]
pub struct CandidateRow {
    pub id: ArticleId,
    pub title: String,
    pub channel: Option<ChannelId>,
    pub state: StoredState,
    pub published_at: Option<Millis>,
}

impl CandidateRow {
    /// From when on readers can see it, if ever.
    #[must_use]
    pub fn visible_from(&self) -> Option<Millis> {
        visible_from(self.state, self.published_at)
    }
}

pub(super) fn visible_from(state: StoredState, published_at: Option<Millis>) -> Option<Millis> {
    let will_be = matches!(state, StoredState::Published | StoredState::Scheduled);
    published_at.filter(|_| will_be)
}

/// # Errors
/// What the database says, here as in every function of this module.
pub fn find(tx: &mut Tx<'_>, article: ArticleId) -> Result<Option<CandidateRow>, Fault> {
    tx.find(
        "SELECT id, title, channel, state, published_at FROM article WHERE id = $1",
        params![article],
        |row| {
            Ok(CandidateRow {
                id: row.get(0)?,
                title: row.get(1)?,
                channel: row.get(2)?,
                state: row.get(3)?,
                published_at: row.get(4)?,
            })
        },
    )
}

/// Articles whose bodies are looked at in one statement.
const AT_ONCE: usize = 12;

// The document's own JSON: a text that says the same has its quotes escaped.
const WITH_FILM: &str = r#"SELECT a.id
    FROM article a
    JOIN revision r ON r.id = a.revision
    WHERE a.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        AND (r.body LIKE '%"type":"video"%' OR r.body LIKE '%"type":"embed"%')"#;

/// Those of these articles that show a film, or a frame that may (H-03: who
/// places it answers for it).
///
/// # Errors
/// What the database says.
pub fn with_film(tx: &mut Tx<'_>, articles: &[ArticleId]) -> Result<HashSet<ArticleId>, Fault> {
    let mut found = HashSet::new();
    for some in articles.chunks(AT_ONCE) {
        let mut ids = [ArticleId(0); AT_ONCE];
        ids[..some.len()].copy_from_slice(some);
        let ids = ids.map(Param::from);
        tx.each(WITH_FILM, &ids, |row| {
            found.insert(row.get(0)?);
            Ok(())
        })?;
    }
    Ok(found)
}
