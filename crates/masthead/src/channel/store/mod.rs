//! All SQL of the table `channel`.

pub mod count;
pub mod export;
pub mod put;

use crate::id::ChannelId;
use masthead_db::{Fault, Tx};

/// A channel as every page knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelRow {
    pub id: ChannelId,
    pub slug: String,
    /// JSON, as every localized name.
    pub name: String,
    pub headline_title: Option<String>,
    pub parent: Option<ChannelId>,
    pub article_count: i64,
}

/// All channels, in the site's order. There are tens, never thousands: the
/// tree is part of every page.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ChannelRow>, Fault> {
    tx.query(
        "SELECT id, slug, name, headline_title, parent, article_count
        FROM channel
        ORDER BY position, id",
        &[],
        |row| {
            Ok(ChannelRow {
                id: row.get(0)?,
                slug: row.get(1)?,
                name: row.get(2)?,
                headline_title: row.get(3)?,
                parent: row.get(4)?,
                article_count: row.get(5)?,
            })
        },
    )
}
