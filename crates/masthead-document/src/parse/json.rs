//! The document's own JSON.

use super::{Parsed, finish};
use crate::document::Written;
use crate::finding::Findings;
use crate::limits::{Limits, Refusal};
use crate::policy::Policy;

/// Reads a document's JSON. Unknown keys and types are refused; what the rules refuse is mended or left out
/// and reported.
///
/// # Errors
/// A [`Refusal`]: a limit, JSON that is no document, or an unknown version.
pub fn from_json(input: &str, limits: &Limits, policy: &Policy) -> Result<Parsed, Refusal> {
    limits.check_input(input)?;
    let written: Written = serde_json::from_str(input).map_err(|error| Refusal::NotADocument {
        reason: error.to_string(),
    })?;
    written.check_version()?;
    finish(written.blocks, limits, policy, Findings::default())
}
