//! Ruby: a word with its reading, which our document writes behind it.

use super::builder::Builder;
use crate::marks::Inline;

const OPENING: &str = "（";

impl Builder<'_> {
    /// A reading stands in brackets behind its word, since our document has no ruby.
    pub(super) fn begin_reading(&mut self) -> usize {
        self.push_text(OPENING.to_owned());
        self.line.len()
    }

    /// Nothing is left of a reading that says nothing.
    pub(super) fn end_reading(&mut self, from: usize) {
        let Some(opening) = from.checked_sub(1).filter(|at| self.opens_at(*at)) else {
            // A block in the reading has ended the line that began with the bracket.
            return;
        };
        if self.line[from..].iter().all(is_blank) {
            self.line.truncate(opening);
        } else {
            self.push_text("）".to_owned());
        }
    }

    fn opens_at(&self, at: usize) -> bool {
        matches!(self.line.get(at), Some(Inline::Text { text, .. }) if text == OPENING)
    }
}

fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text { text, .. } => text.trim().is_empty(),
        Inline::Break {} => true,
    }
}
