use masthead_db::{Fault, Tx};

use crate::byte_order::in_byte_order;

/// Hands over hash and extension of every picture that readers may see today:
/// as a cover, as an avatar, or in the text that an article has now.
///
/// # Errors
/// What the database says, or what `take` says.
pub fn each_shown(
    tx: &mut Tx<'_>,
    mut take: impl FnMut(String, String) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let sql = in_byte_order!(
        tx,
        "SELECT m.hash, m.format
        FROM media m
        WHERE m.kind = 'picture' AND m.hash IN (
            SELECT cover FROM article WHERE cover IS NOT NULL
            UNION SELECT avatar FROM creator WHERE avatar IS NOT NULL
            UNION SELECT rm.hash
            FROM article a
            JOIN revision_media rm ON rm.revision = a.revision
        )",
        "m.hash"
    );
    tx.each(sql, &[], |row| take(row.get(0)?, row.get(1)?))
}
