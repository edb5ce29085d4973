use masthead_db::{Fault, Tx};

use super::put::{ChannelFields, fields_from_row};
use crate::byte_order::in_byte_order;

/// A channel as an archive names it.
#[derive(Clone, Debug)]
pub struct ChannelRecord {
    pub slug: String,
    pub fields: ChannelFields,
    /// The slug of the channel above it.
    pub parent: Option<String>,
}

/// Every channel, by the bytes of its slug.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<ChannelRecord>, Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT s.slug, s.name, s.headline_title, s.parent, s.position, p.slug
        FROM channel s
        LEFT JOIN channel p ON p.id = s.parent",
        "s.slug"
    );
    tx.query(sql, &[], |row| {
        Ok(ChannelRecord {
            slug: row.get(0)?,
            fields: fields_from_row(row)?,
            parent: row.get(5)?,
        })
    })
}
