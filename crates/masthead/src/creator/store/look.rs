//! SQL of the tables `creator_look` and `creator_subject`.

use masthead_db::{Fault, Tx, params};
use serde_json::Value;

use crate::creator::look::look;
use crate::id::CreatorId;

/// Writes down what a creator's handle and names look like.
///
/// # Errors
/// What the database says, here as in every function of this module.
pub fn put(tx: &mut Tx<'_>, creator: CreatorId, handle: &str, name: &str) -> Result<(), Fault> {
    let sql = "DELETE FROM creator_look WHERE creator = $1";
    tx.execute(sql, params![creator])?;
    for look in looks(handle, name) {
        tx.execute(
            "INSERT INTO creator_look (creator, look) VALUES ($1, $2)",
            params![creator, &look],
        )?;
    }
    Ok(())
}

/// The looks of a handle and of a stored name in all its languages.
fn looks(handle: &str, name: &str) -> Vec<String> {
    let names = match serde_json::from_str(name) {
        Ok(Value::String(name)) => vec![name],
        Ok(Value::Object(names)) => names
            .into_iter()
            .filter_map(|(_, name)| name.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    let all = names.iter().map(|name| look(name)).chain([look(handle)]);
    let mut all: Vec<String> = all.filter(|look| !look.is_empty()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Fills in the creators that joined before looks were written down.
///
/// # Errors
/// What the database says.
pub fn fill(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let without = tx.query(
        "SELECT c.id, c.handle, c.name FROM creator c
        WHERE NOT EXISTS (SELECT 1 FROM creator_look l WHERE l.creator = c.id)",
        &[],
        |row| {
            Ok((
                row.get::<CreatorId>(0)?,
                row.get::<String>(1)?,
                row.get::<String>(2)?,
            ))
        },
    )?;
    without
        .into_iter()
        .try_for_each(|(id, handle, name)| put(tx, id, &handle, &name))
}

/// The handle of a creator of one of these looks, and the look.
///
/// # Errors
/// What the database says.
pub fn find_alike(
    tx: &mut Tx<'_>,
    handle_look: &str,
    name_look: &str,
) -> Result<Option<(String, String)>, Fault> {
    tx.find(
        "SELECT c.handle, l.look
        FROM creator_look l
        JOIN creator c ON c.id = l.creator
        WHERE l.look = $1 OR l.look = $2
        LIMIT 1",
        params![handle_look, name_look],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Who answers for a creator that is no individual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub subject: String,
    pub place: Option<String>,
    pub code: Option<String>,
    pub licence: Option<String>,
    pub field: Option<String>,
    /// An e-mail address.
    pub contact: Option<String>,
}

/// # Errors
/// What the database says.
pub fn put_subject(tx: &mut Tx<'_>, creator: CreatorId, subject: &Subject) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO creator_subject (creator, subject, place, code, licence, field, contact)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![
            creator,
            &subject.subject,
            &subject.place,
            &subject.code,
            &subject.licence,
            &subject.field,
            &subject.contact,
        ],
    )
    .map(drop)
}

/// # Errors
/// What the database says.
pub fn find_subject(tx: &mut Tx<'_>, creator: CreatorId) -> Result<Option<Subject>, Fault> {
    tx.find(
        "SELECT subject, place, code, licence, field, contact FROM creator_subject
        WHERE creator = $1",
        params![creator],
        |row| {
            Ok(Subject {
                subject: row.get(0)?,
                place: row.get(1)?,
                code: row.get(2)?,
                licence: row.get(3)?,
                field: row.get(4)?,
                contact: row.get(5)?,
            })
        },
    )
}
