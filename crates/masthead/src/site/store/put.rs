use masthead_db::{Fault, Tx, params};

use crate::pen::{Change, Pen};
use crate::site::events::SiteChanged;

const PUT: &str = "INSERT INTO site (id, body) VALUES (1, $1)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body";

/// Keeps the site's own data, a `site.json`.
///
/// # Errors
/// What the database says.
pub fn put(tx: &mut Tx<'_>, pen: &Pen, body: &str) -> Result<Change, Fault> {
    let change = match super::find(tx)? {
        Some(stored) if stored == body => return Ok(Change::Same),
        Some(_) => Change::Changed,
        None => Change::New,
    };
    tx.execute(PUT, params![body])?;
    pen.tell(tx, &SiteChanged {})?;
    Ok(change)
}
