//! Plain text: a blank line parts paragraphs, a single line feed is a break.

use super::{Parsed, finish};
use crate::finding::Findings;
use crate::limits::{Limits, Refusal};
use crate::marks::Inline;
use crate::node::Block;
use crate::policy::Policy;
use std::mem;

/// Reads plain text. Line ends may be LF, CRLF or CR.
///
/// # Errors
/// A [`Refusal`] that names the limit.
pub fn from_text(input: &str, limits: &Limits, policy: &Policy) -> Result<Parsed, Refusal> {
    limits.check_input(input)?;
    let input = input.strip_prefix('\u{feff}').unwrap_or(input);
    let input = input.replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks = Vec::new();
    let mut content = Vec::new();
    for line in input.split('\n') {
        if line.trim().is_empty() {
            push_paragraph(&mut blocks, mem::take(&mut content));
            continue;
        }
        if !content.is_empty() {
            content.push(Inline::Break {});
        }
        content.push(Inline::plain(line));
    }
    push_paragraph(&mut blocks, content);
    finish(blocks, limits, policy, Findings::default())
}

fn push_paragraph(blocks: &mut Vec<Block>, content: Vec<Inline>) {
    if !content.is_empty() {
        blocks.push(Block::Paragraph { content });
    }
}
