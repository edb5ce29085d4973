//! All SQL of the table `news_column`.

pub mod export;
pub mod put;

use crate::id::ColumnId;
use masthead_db::{Fault, Tx};

/// A column as every page knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRow {
    pub id: ColumnId,
    pub slug: String,
    /// JSON, as every localized name.
    pub name: String,
    pub headline_title: Option<String>,
    /// The column that this one is a tab of.
    pub parent: Option<ColumnId>,
}

/// All columns, in the site's order.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ColumnRow>, Fault> {
    tx.query(
        "SELECT id, slug, name, headline_title, parent FROM news_column ORDER BY position, id",
        &[],
        |row| {
            Ok(ColumnRow {
                id: row.get(0)?,
                slug: row.get(1)?,
                name: row.get(2)?,
                headline_title: row.get(3)?,
                parent: row.get(4)?,
            })
        },
    )
}
