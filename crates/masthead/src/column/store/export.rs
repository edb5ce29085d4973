use masthead_db::{Fault, Tx};

use super::put::{ColumnFields, fields_from_row};
use crate::byte_order::in_byte_order;

/// A column as an archive names it.
#[derive(Clone, Debug)]
pub struct ColumnRecord {
    pub slug: String,
    pub fields: ColumnFields,
    /// The slug of the column above it.
    pub parent: Option<String>,
}

/// Every column, by the bytes of its slug.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ColumnRecord>, Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT s.slug, s.name, s.headline_title, s.parent, s.position, p.slug
        FROM news_column s
        LEFT JOIN news_column p ON p.id = s.parent",
        "s.slug"
    );
    tx.query(sql, &[], |row| {
        Ok(ColumnRecord {
            slug: row.get(0)?,
            fields: fields_from_row(row)?,
            parent: row.get(5)?,
        })
    })
}
