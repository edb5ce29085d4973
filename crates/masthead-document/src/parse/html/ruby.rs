//! Ruby: a word with its reading, which our document writes behind it.

use super::builder::Builder;

impl Builder<'_> {
    /// A reading stands in brackets behind its word, since our document has no ruby.
    pub(super) fn begin_reading(&mut self) -> usize {
        self.push_text("（".to_owned());
        self.line.len()
    }

    /// Nothing is left of a reading that says nothing.
    pub(super) fn end_reading(&mut self, from: usize) {
        let said = self.line.get(from..).is_some_and(|said| !said.is_empty());
        if said {
            self.push_text("）".to_owned());
        } else if from == self.line.len() {
            self.line.pop();
        }
    }
}
