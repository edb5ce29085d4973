//! From plain text, Markdown, HTML and JSON to a document.

mod html;
mod json;
mod markdown;
mod text;

pub use html::from_html;
pub use json::from_json;
pub use markdown::from_markdown;
pub use text::from_text;

use crate::document::Document;
use crate::finding::{Finding, Findings};
use crate::limits::{Limits, Refusal};
use crate::node::Block;
use crate::policy::Policy;

/// What came of reading a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub document: Document,
    /// What was left out or changed, in reading order, the first hundred.
    pub findings: Vec<Finding>,
}

fn finish(
    blocks: Vec<Block>,
    limits: &Limits,
    policy: &Policy,
    mut findings: Findings,
) -> Result<Parsed, Refusal> {
    let document = Document::checked(blocks, limits, policy, &mut findings)?;
    limits.check_written(&document)?;
    Ok(Parsed {
        document,
        findings: findings.into_vec(),
    })
}
