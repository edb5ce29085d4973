use blake3::Hasher;
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

/// A page's identity.
pub(crate) struct Print {
    /// The same for two pages that differ in nothing but their clock.
    pub(crate) content: [u8; 32],
    /// Differs also where the clock does: the root of the ETags.
    pub(crate) exact: [u8; 12],
}

impl Sheet {
    pub(crate) fn print(&self) -> Print {
        let mut hash = Hasher::new();
        let body = &self.body[..];
        let mut from = 0;
        for (at, length) in self.clocks() {
            // Two clocks may overlap where one is part of the other.
            if at >= from {
                hash.update(&body[from..at]);
                from = at + length;
            }
        }
        hash.update(&body[from..]);
        let content: [u8; 32] = hash.finalize().into();
        let mut hash = Hasher::new();
        hash.update(&content);
        for clock in &self.clock {
            hash.update(clock.as_bytes());
        }
        let exact = hash.finalize();
        let exact = std::array::from_fn(|at| exact.as_bytes()[at]);
        Print { content, exact }
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
        Pressed::new(self, &self.print(), common, Effort::Forever)
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
    fn pages_that_differ_in_their_clock_have_the_same_content() {
        let early = sheet("04:35 fresh, made at 04:35", "04:35").print();
        let later = sheet("04:36 fresh, made at 04:36", "04:36").print();
        assert_eq!(early.content, later.content);
        assert_ne!(early.exact, later.exact);
        let other = sheet("04:35 stale, made at 04:35", "04:35").print();
        assert_ne!(early.content, other.content);
    }

    #[test]
    fn a_clock_within_a_clock_is_cut_once() {
        let mut page = sheet("at 2026-01-18 04:35", "2026-01-18 04:35");
        page.clock.push("04:35".to_owned());
        assert_eq!(page.print().content, sheet("at ", "").print().content);
    }
}
