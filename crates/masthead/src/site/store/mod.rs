//! All SQL of the table `site`.

pub mod put;

use masthead_db::{Fault, Tx};

/// The site's own data as JSON: the `site.json` of the archive that set it up.
///
/// # Errors
/// What the database says.
pub fn find(tx: &mut Tx<'_>) -> Result<Option<String>, Fault> {
    tx.find("SELECT body FROM site WHERE id = 1", &[], |row| row.get(0))
}
