//! The one sequence of migrations, as `migrations/` holds it. Steps are only
//! ever added: a file with the next number, and its test beside it.

use masthead_db::{Fault, Migration, Tx};

use crate::FEATURES;

pub const STEPS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/steps.rs"));

/// The highest id that was ever given, as far as rows tell.
///
/// # Errors
/// What the database says.
pub fn highest_id(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    let mut highest = 0;
    for table in FEATURES.iter().flat_map(|feature| feature.tables) {
        highest = highest.max(table.highest_id(tx)?);
    }
    Ok(highest)
}
