//! The document's own JSON.

use super::{Parsed, finish};
use crate::document::Written;
use crate::finding::Findings;
use crate::json::{Beyond, Bounds, clean, within};
use crate::limits::{Limits, Refusal};
use crate::policy::Policy;

/// Values and keys of JSON that say one node: a run of text with a link and every other mark has 27, a film with a track
/// 24.
const VALUES_OF_A_NODE: usize = 32;

/// Where readers of JSON stop: room for three levels to each of [`crate::MAX_DEPTH`] blocks, and a run of text in them.
const LEVELS: usize = 127;

/// Reads a document's JSON. Unknown keys and types are refused; what the rules refuse is mended or left out
/// and reported.
///
/// # Errors
/// A [`Refusal`]: a limit, JSON that is no document, or an unknown version.
pub fn from_json(input: &str, limits: &Limits, policy: &Policy) -> Result<Parsed, Refusal> {
    limits.check_input(input)?;
    bound(input, limits)?;
    let written: Written =
        serde_json::from_str(&clean(input).text).map_err(|error| Refusal::NotADocument {
            reason: error.to_string(),
        })?;
    written.check_version()?;
    finish(written.blocks, limits, policy, Findings::default())
}

/// Refuses more than any document within the limits holds, before there is a tree of it.
fn bound(input: &str, limits: &Limits) -> Result<(), Refusal> {
    let bounds = Bounds {
        depth: LEVELS,
        values: limits
            .nodes
            .saturating_add(8)
            .saturating_mul(VALUES_OF_A_NODE),
    };
    within(input.as_bytes(), bounds).map_err(|beyond| match beyond {
        Beyond::Depth => Refusal::TooDeep {
            limit: limits.depth,
        },
        Beyond::Values => Refusal::TooManyNodes {
            limit: limits.nodes,
        },
    })
}
