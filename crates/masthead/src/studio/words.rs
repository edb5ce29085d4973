//! The words that the editor's script says.

/// Their locale keys.
pub(super) const WORDS: &[&str] = &[];
