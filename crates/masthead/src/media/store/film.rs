//! Rows of films and sounds in the table `media`.

use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};
use masthead_media::Film;

/// Keeps the row of a film whose bytes lie on the public shelf. The same bytes
/// have the same row: gives whether it is new.
///
/// # Errors
/// What the database says.
pub fn insert(
    tx: &mut Tx<'_>,
    hash: &str,
    film: &Film,
    size_bytes: u64,
    at: Millis,
) -> Result<bool, Fault> {
    // Sizes and lengths are far below this bound: the operator's limit is.
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let written = tx.execute(
        "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes,
            ai_status, marks, stored_at, renditions_at, kind, duration_ms)
        VALUES ($1, $2, $2, $3, $4, 0, 0, $5, 'unknown', '[]', $6, $6, $7, $8)
        ON CONFLICT (hash) DO NOTHING",
        params![
            hash,
            film.kind.extension(),
            film.width,
            film.height,
            count(size_bytes),
            at,
            film.kind.sort().name(),
            film.duration_ms.map(count)
        ],
    )?;
    Ok(written == 1)
}
