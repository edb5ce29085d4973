use std::fmt;

/// Of one kind at most so many are told: who has more mends the cause first.
pub(super) const MOST: usize = 100;

/// Something that does not fit together: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: `article 7`, `follower counts`, `media ab12…`.
    pub place: String,
    pub what: String,
    pub way_out: String,
    /// Nothing is wrong, it only is not done yet.
    pub is_note: bool,
}

impl Finding {
    pub(super) fn new(
        place: impl Into<String>,
        what: impl Into<String>,
        way_out: impl Into<String>,
    ) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
            way_out: way_out.into(),
            is_note: false,
        }
    }

    pub(super) fn note(self) -> Self {
        Self {
            is_note: true,
            ..self
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.is_note { "note: " } else { "" };
        write!(f, "{mark}{}: {}; {}", self.place, self.what, self.way_out)
    }
}
