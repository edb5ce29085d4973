//! The archive: everything that a site holds, read from a folder or a zip and
//! written to one.

pub mod export;
pub mod import;
#[cfg(suite)]
mod tests;

use masthead_document::Limits;

/// Bytes that the paths of its pictures may add to a document of an archive:
/// what is stored names each by its hash, which is shorter.
const PATHS_BYTES: usize = 1 << 20;

/// What a document of an archive is read with.
fn import_limits(limits: &Limits) -> Limits {
    Limits {
        input_bytes: limits.input_bytes.saturating_add(PATHS_BYTES),
        ..limits.clone()
    }
}
