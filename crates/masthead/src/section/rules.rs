//! What a section's form may say, and how sections stand in their tree. Pure.

use std::collections::BTreeMap;

use masthead_archive::limits::text;
use masthead_archive::rows::{Localized, is_slug};

use crate::id::SectionId;
use crate::web::{Locale, Trouble};

/// Sections of one kind. Each is part of every page: there are tens.
pub const MOST: usize = 100;

/// A section in its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub id: SectionId,
    pub parent: Option<SectionId>,
    pub position: i64,
}

/// A text in the languages of the interface, as a form has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both {
    pub zh: String,
    pub en: String,
}

impl Both {
    /// One text for all languages stands in the field of the site's own.
    #[must_use]
    pub fn of(text: Option<&Localized>, own: Locale) -> Self {
        let mut both = Self::default();
        match text {
            None => {}
            Some(Localized::One(text)) => *both.field(own) = text.clone(),
            Some(Localized::Each(texts)) => {
                for locale in Locale::ALL {
                    let found = texts.get(locale.tag()).cloned();
                    *both.field(locale) = found.unwrap_or_default();
                }
            }
        }
        both
    }

    fn field(&mut self, locale: Locale) -> &mut String {
        match locale {
            Locale::ZhCn => &mut self.zh,
            Locale::En => &mut self.en,
        }
    }

    /// What is kept: texts in other languages stay as they were. None where
    /// there is no text at all.
    #[must_use]
    pub fn over(&self, before: Option<&Localized>) -> Option<Localized> {
        let mut texts = match before {
            Some(Localized::Each(texts)) => texts.clone(),
            _ => BTreeMap::new(),
        };
        for (locale, text) in [(Locale::ZhCn, &self.zh), (Locale::En, &self.en)] {
            match text.trim() {
                "" => texts.remove(locale.tag()),
                text => texts.insert(locale.tag().to_owned(), text.to_owned()),
            };
        }
        match texts.len() {
            0 => None,
            1 => texts.into_values().next().map(Localized::One),
            _ => Some(Localized::Each(texts)),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.trim().is_empty() && self.en.trim().is_empty()
    }

    /// Whether either is more than `most` characters.
    #[must_use]
    pub fn is_longer(&self, most: usize) -> bool {
        let mut both = [&self.zh, &self.en].into_iter();
        both.any(|text| text.trim().chars().count() > most)
    }

    /// Whether either is no line of at most `most` characters.
    #[must_use]
    pub fn is_wrong(&self, most: usize) -> bool {
        let mut both = [&self.zh, &self.en].into_iter();
        self.is_longer(most) || both.any(|text| text.trim().chars().any(char::is_control))
    }
}

/// What is wrong with the names of a section.
#[must_use]
pub fn troubles(name: &Both, headline: &Both) -> Vec<Trouble> {
    let mut all = Vec::new();
    let mut add = |field, key| all.push(Trouble { field, key });
    if name.is_empty() {
        add("name_zh", "section-name-missing");
    } else if name.is_wrong(text::NAME) {
        add("name_zh", "section-name-wrong");
    }
    if headline.is_wrong(text::NAME) {
        add("headline_zh", "section-name-wrong");
    }
    all
}

/// What is wrong with a new section's address.
#[must_use]
pub fn slug_trouble(slug: &str) -> Option<Trouble> {
    (!is_slug(slug)).then_some(Trouble {
        field: "slug",
        key: "section-slug-wrong",
    })
}

/// Whether a section may stand under another: at the top of the tree, and
/// neither itself nor with others under it. Pages show two steps.
#[must_use]
pub fn may_stand_under(all: &[Node], own: Option<SectionId>, parent: SectionId) -> bool {
    let is_parent = own.is_some_and(|own| all.iter().any(|node| node.parent == Some(own)));
    let on_top = all
        .iter()
        .any(|node| node.id == parent && node.parent.is_none());
    on_top && own != Some(parent) && !is_parent
}

/// The order among neighbours once one has gone a step towards the front, or
/// the end: which ids stand elsewhere than now, and where.
#[must_use]
pub fn moved(all: &[Node], id: SectionId, to_front: bool) -> Vec<(SectionId, i64)> {
    let Some(own) = all.iter().find(|node| node.id == id) else {
        return Vec::new();
    };
    let mut beside: Vec<&Node> = all
        .iter()
        .filter(|node| node.parent == own.parent)
        .collect();
    let at = beside.iter().position(|node| node.id == id).unwrap_or(0);
    let other = match to_front {
        true => at.checked_sub(1),
        false => Some(at + 1).filter(|other| *other < beside.len()),
    };
    if let Some(other) = other {
        beside.swap(at, other);
    }
    let numbered = beside.into_iter().zip(0..);
    numbered
        .filter(|(node, position)| node.position != *position)
        .map(|(node, position)| (node.id, position))
        .collect()
}

/// The position of a new one: after its neighbours.
#[must_use]
pub fn last(all: &[Node], parent: Option<SectionId>) -> i64 {
    let beside = all.iter().filter(|node| node.parent == parent);
    beside.map(|node| node.position + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<Node> {
        let node = |id, parent, position| Node {
            id,
            parent,
            position,
        };
        vec![
            node(SectionId(1), None, 0),
            node(SectionId(2), None, 0),
            node(SectionId(3), Some(SectionId(1)), 0),
            node(SectionId(4), None, 7),
        ]
    }

    #[test]
    fn a_section_stands_under_one_at_the_top_and_never_under_itself() {
        assert!(may_stand_under(&tree(), None, SectionId(1)));
        assert!(may_stand_under(&tree(), Some(SectionId(2)), SectionId(1)));
        assert!(may_stand_under(&tree(), Some(SectionId(3)), SectionId(2)));
        assert!(!may_stand_under(&tree(), Some(SectionId(2)), SectionId(2)));
        assert!(!may_stand_under(&tree(), Some(SectionId(2)), SectionId(3)));
        assert!(
            !may_stand_under(&tree(), Some(SectionId(1)), SectionId(2)),
            "it has some itself"
        );
        assert!(!may_stand_under(&tree(), None, SectionId(9)));
    }

    #[test]
    fn moving_puts_neighbours_in_order_even_where_positions_were_the_same() {
        assert_eq!(
            moved(&tree(), SectionId(2), true),
            [(SectionId(1), 1), (SectionId(4), 2)]
        );
        assert_eq!(
            moved(&tree(), SectionId(4), true),
            [(SectionId(4), 1), (SectionId(2), 2)]
        );
        assert_eq!(moved(&tree(), SectionId(3), true), []);
        assert_eq!(moved(&tree(), SectionId(9), true), []);
        assert_eq!(last(&tree(), None), 8);
        assert_eq!(last(&tree(), Some(SectionId(2))), 0);
    }

    #[test]
    fn texts_in_languages_that_the_form_does_not_know_stay() {
        let texts = [("en", "Sports"), ("fr", "Sport"), ("zh-CN", "体育")];
        let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned()));
        let before = Localized::Each(texts.into());
        let mut both = Both::of(Some(&before), Locale::ZhCn);
        assert_eq!((&*both.zh, &*both.en), ("体育", "Sports"));
        both.en = " Games ".to_owned();
        both.zh.clear();
        let Some(Localized::Each(after)) = both.over(Some(&before)) else {
            panic!("two languages are left");
        };
        assert_eq!((&*after["en"], &*after["fr"]), ("Games", "Sport"));
        assert_eq!(after.len(), 2);
        let one = Both::of(Some(&Localized::One("体育".to_owned())), Locale::En);
        assert_eq!((&*one.zh, &*one.en), ("", "体育"));
        assert_eq!(Both::default().over(None), None);
    }
}
