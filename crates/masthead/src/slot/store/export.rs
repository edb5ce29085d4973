use masthead_db::{Fault, Tx};

use super::put::SlotFields;
use crate::byte_order::in_byte_order;

/// Every filling of every place, past ones too, with the external id of its
/// article: by place, article and beginning.
///
/// # Errors
/// What the database says.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<(String, SlotFields)>, Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT a.external_id, s.place, s.article, s.from_at, s.title, s.until_at, s.position
        FROM slot s
        JOIN article a ON a.id = s.article",
        "s.place",
        "a.external_id"
    );
    let mut slots = tx.query(sql, &[], |row| {
        let fields = SlotFields {
            place: row.get(1)?,
            article: row.get(2)?,
            from_at: row.get(3)?,
            title: row.get(4)?,
            until_at: row.get(5)?,
            position: row.get(6)?,
        };
        Ok((row.get::<String>(0)?, fields))
    })?;
    slots.sort_by(|(a, x), (b, y)| (&x.place, a, x.from_at).cmp(&(&y.place, b, y.from_at)));
    Ok(slots)
}
