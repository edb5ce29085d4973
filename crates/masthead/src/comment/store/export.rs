use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};

use crate::byte_order::in_byte_order;
use crate::id::CommentId;

/// A comment as an archive names it.
#[derive(Clone, Debug)]
pub struct CommentRecord {
    pub external_id: String,
    pub article: String,
    pub author: String,
    pub parent: Option<String>,
    pub body: String,
    pub created_at: Millis,
    pub likes: i64,
}

/// The ids of every comment, by the bytes of their external ids.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn list_ids(tx: &mut Tx<'_>) -> Result<Vec<CommentId>, Fault> {
    let sql = in_byte_order!(tx, "SELECT id FROM comment", "external_id");
    tx.query(sql, &[], |row| row.get(0))
}

const GET: &str = "SELECT c.external_id, a.external_id, u.external_id, p.external_id, c.body,
        c.created_at, c.likes
    FROM comment c
    JOIN article a ON a.id = c.article
    JOIN user_account u ON u.id = c.author
    LEFT JOIN comment p ON p.id = c.parent
    WHERE c.id = $1";

/// # Errors
/// What the database says.
pub fn get(tx: &mut Tx<'_>, id: CommentId) -> Result<CommentRecord, Fault> {
    tx.get(GET, params![id], |row| {
        Ok(CommentRecord {
            external_id: row.get(0)?,
            article: row.get(1)?,
            author: row.get(2)?,
            parent: row.get(3)?,
            body: row.get(4)?,
            created_at: row.get(5)?,
            likes: row.get(6)?,
        })
    })
}
