use http::HeaderMap;
use memchr::memmem;

use crate::compress::Effort;
use crate::pressed::Pressed;

/// A page fresh from its template.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub content_type: &'static str,
    /// When what it shows last changed, UTC milliseconds.
    pub changed_at: i64,
    pub body: Vec<u8>,
    /// Texts that say when the page was put together, and so differ from one
    /// pressing to the next when nothing else does.
    pub clock: Vec<String>,
    /// What a view of the page counts for, where views of it are counted.
    pub view_of: Option<i64>,
}

impl Sheet {
    /// Whether a page differs from this one in nothing but its clock. The
    /// forms of a clock have a fixed length, so the one of `other` stands
    /// where ours does.
    pub(crate) fn says_the_same_as(&self, other: &[u8]) -> bool {
        if other.len() != self.body.len() {
            return false;
        }
        let mut from = 0;
        for (at, length) in self.clocks() {
            // Two clocks may overlap where one is part of the other.
            if at >= from {
                if self.body[from..at] != other[from..at] {
                    return false;
                }
                from = at + length;
            }
        }
        self.body[from..] == other[from..]
    }

    /// Where its clocks stand, in order: position and length in bytes.
    fn clocks(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for clock in self.clock.iter().filter(|clock| !clock.is_empty()) {
            let places = memmem::find_iter(&self.body, clock.as_bytes());
            found.extend(places.map(|at| (at, clock.len())));
        }
        found.sort_unstable();
        found
    }

    /// Compresses it as well as can be, for what never changes. `common` are
    /// the headers of every answer with it.
    #[must_use]
    pub fn press_forever(&self, common: &HeaderMap) -> Pressed {
        Pressed::new(self, common, Effort::Forever)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(body: &str, clock: &str) -> Sheet {
        Sheet {
            content_type: "text/html; charset=utf-8",
            changed_at: 0,
            body: body.into(),
            clock: vec![clock.to_owned()],
            view_of: None,
        }
    }

    #[test]
    fn pages_that_differ_in_their_clock_say_the_same() {
        let page = sheet("04:36 fresh, made at 04:36", "04:36");
        assert!(page.says_the_same_as(b"04:35 fresh, made at 04:35"));
        assert!(!page.says_the_same_as(b"04:35 stale, made at 04:35"));
        assert!(!page.says_the_same_as(b"04:35 fresh, made at 04:35 sharp"));
        assert!(!page.says_the_same_as(b"04:35 fresh, made in 04:35"));
    }

    #[test]
    fn a_clock_within_a_clock_is_cut_once() {
        let mut page = sheet("at 2026-01-18 04:35", "2026-01-18 04:35");
        page.clock.push("04:35".to_owned());
        assert!(page.says_the_same_as(b"at 2026-01-19 12:00"));
        assert!(!page.says_the_same_as(b"by 2026-01-18 04:35"));
    }
}
